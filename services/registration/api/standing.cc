// Handler for standing: may this person act.
#include "services/registration/domain/standing.h"

#include <optional>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/access.h"
#include "services/registration/api/read.h"
#include "services/registration/api/staff.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/conflict_store.h"
#include "services/registration/store/hold_store.h"
#include "services/registration/store/registration_store.h"
#include "services/registration/store/staff_store.h"

namespace attest::registration::api {
namespace {

constexpr Roles kReaders = {
    auth::v1::CENTRE_ADMIN,      auth::v1::ASSESSOR,
    auth::v1::INTERNAL_VERIFIER, auth::v1::QUALITY_MANAGER,
    auth::v1::AWARDING_ADMIN,    auth::v1::SERVICE};

// What is asked, read.
struct Question {
  std::string centre;        // id
  std::string registration;  // id; empty: none
  Act act;
};

void CheckUnit(const v1::GetStandingRequest& request, FieldChecks& check) {
  check.OptionalName(
      "unit", "qualifications/{qualification}/syllabi/{syllabus}/units/{unit}",
      request.unit());
  const bool described = request.unit_level() != 0 ||
                         request.judges_knowledge() ||
                         request.judges_competence();
  check.That(request.unit().empty() || !described, "unit",
             "must be empty when unit_level, judges_knowledge or "
             "judges_competence is set");
}

Question ReadQuestion(const v1::GetStandingRequest& request,
                      FieldChecks& check) {
  Question question;
  question.centre =
      check.Name("parent", "centres/{centre}", request.parent())[0];
  check.Person("person", request.person());
  check.Range("unit_level", request.unit_level(), 0, kLevelMax);
  CheckUnit(request, check);
  question.registration =
      check.OptionalName("registration", "registrations/{registration}",
                         request.registration())[0];
  check.OptionalList("with_persons",
                     static_cast<size_t>(request.with_persons_size()));
  for (int i = 0; i < request.with_persons_size(); ++i) {
    check.Person(fmt::format("with_persons[{}]", i), request.with_persons(i));
  }
  question.act = {
      .role = ReadStaffRole("role", request.role(), check),
      .unit_level = request.unit_level(),
      .judges_knowledge = request.judges_knowledge(),
      .judges_competence = request.judges_competence(),
      .date = check.Date("date", request.date()).value_or(absl::CivilDay())};
  return question;
}

// Level and kinds of outcomes of a unit, as the catalogue has them.
absl::Status DescribeUnit(const Tools& tools, const rpc::Call& call,
                          const std::string& unit, Act& act) {
  if (unit.empty()) return absl::OkStatus();
  ATTEST_ASSIGN_OR_RETURN(const std::optional<UnitFacts> facts,
                          tools.catalogue.FindUnit(call, unit));
  if (!facts) return errors::NotFound("unit", unit);
  act.unit_level = facts->level;
  act.judges_knowledge = facts->knowledge;
  act.judges_competence = facts->competence;
  return absl::OkStatus();
}

// A registration that is not at the centre is not to be found there.
absl::Status ReadJudged(db::Transaction& tx, const Question& question,
                        Judged& judged) {
  if (question.registration.empty()) return absl::OkStatus();
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Registration> registration,
                          store::FindRegistration(tx, question.registration));
  if (!registration || registration->centre != question.centre) {
    return errors::NotFound("registration",
                            RegistrationName(question.registration));
  }
  judged.learner = registration->learner;
  judged.learner_subject = registration->learner_subject;
  return absl::OkStatus();
}

absl::StatusOr<Circumstances> ReadCircumstances(
    db::Transaction& tx, const Question& question,
    const v1::GetStandingRequest& request) {
  Circumstances found;
  found.person = request.person();
  found.judged.persons = {request.with_persons().begin(),
                          request.with_persons().end()};
  ATTEST_RETURN_IF_ERROR(ReadJudged(tx, question, found.judged));
  ATTEST_ASSIGN_OR_RETURN(
      found.appointments,
      store::AppointmentsOf(tx, question.centre, found.person));
  ATTEST_ASSIGN_OR_RETURN(
      found.holds, store::HoldsOn(tx, {.centre = question.centre,
                                       .persons = {found.person},
                                       .learner = found.judged.learner}));
  ATTEST_ASSIGN_OR_RETURN(
      found.conflicts,
      store::ConflictsNaming(tx, question.centre, found.person));
  return found;
}

v1::GetStandingResponse ToProto(const StandingAnswer& answer) {
  v1::GetStandingResponse proto;
  proto.set_standing(static_cast<v1::Standing>(answer.standing));
  proto.mutable_reasons()->Assign(answer.reasons.begin(), answer.reasons.end());
  proto.mutable_holds()->Assign(answer.holds.begin(), answer.holds.end());
  proto.mutable_conflicts()->Assign(answer.conflicts.begin(),
                                    answer.conflicts.end());
  return proto;
}

}  // namespace

absl::StatusOr<v1::GetStandingResponse> Staff::GetStanding(
    const rpc::Call& call, const v1::GetStandingRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  Question question = ReadQuestion(request, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_RETURN_IF_ERROR(
      OpenCentre(tools_, call, kReaders, question.centre).status());
  ATTEST_RETURN_IF_ERROR(
      DescribeUnit(tools_, call, request.unit(), question.act));
  ATTEST_ASSIGN_OR_RETURN(const Circumstances found,
                          Read<Circumstances>(tools_, [&](db::Transaction& tx) {
                            return ReadCircumstances(tx, question, request);
                          }));

  // Apply the rules and answer.
  return ToProto(StandingIn(found, question.act));
}

}  // namespace attest::registration::api
