#include "services/assessment/api/sign_offs.h"

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/assessment/api/access.h"
#include "services/assessment/api/convert.h"
#include "services/assessment/api/judge.h"
#include "services/assessment/api/pages.h"
#include "services/assessment/domain/errors.h"
#include "services/assessment/store/decisions.h"
#include "services/assessment/store/evidence.h"
#include "services/assessment/store/sign_offs.h"

namespace attest::assessment::api {
namespace {

// Everybody who had a hand in the unit, besides the learner (D14).
absl::StatusOr<std::vector<std::string>> Involved(
    db::Transaction& sql, const Registration& registration,
    const SignOff& sign_off) {
  ATTEST_ASSIGN_OR_RETURN(
      auto people,
      store::PeopleInUnit(sql, sign_off.registration, sign_off.unit));
  people.insert(sign_off.assessor);
  people.erase(registration.learner_subject);
  return std::vector<std::string>(people.begin(), people.end());
}

// Whether the unit may be signed off, as things are in this transaction.
absl::Status CheckRules(db::Transaction& sql, const Judge& judge,
                        const std::string& unit,
                        const v1::SignOffUnitRequest& request,
                        const std::optional<SignOff>& last) {
  ATTEST_ASSIGN_OR_RETURN(const auto current,
                          store::FindCurrent(sql, judge.registration.id));
  ATTEST_ASSIGN_OR_RETURN(
      const auto without_evidence,
      store::CriteriaWithoutTheirEvidence(sql, judge.registration.id, unit));
  const auto violations =
      CheckSignOff({.registration = judge.registration,
                    .syllabus = *judge.syllabus,
                    .standings = judge.standings,
                    .assessor = judge.person,
                    .unit = unit,
                    .current = current,
                    .without_evidence = without_evidence,
                    .signed_off = last && last->state == UnitState::kSignedOff,
                    .assessor_declares = request.assessor_declares(),
                    .learner_declares = request.learner_declares()});
  if (violations.empty()) return absl::OkStatus();
  return errors::SignOffRefused(violations);
}

// The next sign-off of the unit, whose rules hold.
absl::StatusOr<journal::Outcome> Insert(Context& context,
                                        journal::WriteTransaction& sql,
                                        const Judge& judge,
                                        const std::string& unit,
                                        const v1::SignOffUnitRequest& request,
                                        const std::optional<SignOff>& last) {
  SignOff sign_off;
  sign_off.registration = judge.registration.id;
  sign_off.unit = unit;
  sign_off.revision = last ? last->revision + 1 : 1;
  sign_off.centre = judge.registration.centre;
  sign_off.assessor = judge.person;
  sign_off.sign_time = context.clock.Now();
  sign_off.credits = judge.syllabus->Find(unit)->credits;
  sign_off.learner_declared_date = request.learner_declared_date();
  sign_off.syllabus_version = judge.registration.version;
  ATTEST_ASSIGN_OR_RETURN(sign_off.involved_people,
                          Involved(sql.reader(), judge.registration, sign_off));
  ATTEST_RETURN_IF_ERROR(store::InsertSignOff(sql, sign_off));
  journal::Change change =
      ChangeOf(judge.registration, "unit.signed_off", sign_off.name());
  change.before = {{"revision", std::to_string(sign_off.revision - 1)}};
  change.after = {{"unit", unit},
                  {"revision", std::to_string(sign_off.revision)},
                  {"assessor", sign_off.assessor},
                  {"learner_declared_date", sign_off.learner_declared_date}};
  return Answer(ToProto(sign_off), {change});
}

// What of a list a caller may see: a centre, or a registration.
struct ListScope {
  std::string centre;        // id, or
  std::string registration;  // id
};

absl::StatusOr<ListScope> ReadScope(const std::string& parent) {
  if (const auto centre = MatchName(kCentreName, parent)) {
    return ListScope{.centre = centre->front(), .registration = ""};
  }
  if (const auto registration = MatchName(kRegistrationName, parent)) {
    return ListScope{.centre = "", .registration = registration->front()};
  }
  FieldChecks check(errors::kDomain);
  check.Add("parent",
            "must be centres/{centre} or registrations/{registration}");
  return check.status();
}

absl::Status AdmitToList(Context& context, const rpc::Call& call,
                         const ListScope& scope, const std::string& parent) {
  if (scope.centre.empty()) {
    return Admit(context, call, kOverseers, scope.registration, "registration",
                 parent)
        .status();
  }
  if (RoleAt(call, kOverseers, scope.centre) == auth::v1::ROLE_UNSPECIFIED) {
    return errors::NotFound("centre", parent);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<SignOff>> ReadList(db::Transaction& sql,
                                              const ListScope& scope,
                                              const std::string& after,
                                              int limit) {
  store::SignOffKey key;
  if (const auto ids = MatchName(kUnitName, after)) {
    key = {(*ids)[0], (*ids)[1]};
  }
  if (scope.centre.empty()) {
    return store::ListSignOffsOfRegistration(sql, scope.registration, key,
                                             limit);
  }
  return store::ListSignOffsOfCentre(sql, scope.centre, key, limit);
}

absl::StatusOr<ProgressFacts> ReadFacts(Context& context,
                                        const Registration& registration) {
  ProgressFacts facts;
  ATTEST_RETURN_IF_ERROR(
      context.database.Read([&](db::Transaction& sql) -> absl::Status {
        facts = {};
        ATTEST_ASSIGN_OR_RETURN(facts.current,
                                store::FindCurrent(sql, registration.id));
        ATTEST_ASSIGN_OR_RETURN(facts.mapped,
                                store::MappedCriteria(sql, registration.id));
        ATTEST_ASSIGN_OR_RETURN(auto sign_offs,
                                store::ListSignOffsOfRegistration(
                                    sql, registration.id, {}, kPageSizeMax));
        for (SignOff& sign_off : sign_offs) {
          const std::string unit = sign_off.unit;
          facts.sign_offs[unit] = std::move(sign_off);
        }
        return absl::OkStatus();
      }));
  return facts;
}

}  // namespace

absl::StatusOr<v1::SignOff> SignOffUnit(Context& context, const rpc::Call& call,
                                        const v1::SignOffUnitRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kUnitName, request.name());
  const auto declared =
      check.Date("learner_declared_date", request.learner_declared_date());
  check.That(!declared || *declared <= context.Today(), "learner_declared_date",
             "is in the future");
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const Judge judge,
      AdmitJudge(context, call, ids[0], "unit", request.name(),
                 [&](const Registration&, const Syllabus& syllabus) {
                   const Unit* const unit = syllabus.Find(ids[1]);
                   return unit == nullptr ? std::set<Judged>()
                                          : JudgedOf(*unit);
                 }));

  return Write<v1::SignOff>(
      context, call, judge.role, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(
            const auto last, store::FindSignOff(sql.reader(), ids[0], ids[1]));
        ATTEST_RETURN_IF_ERROR(
            CheckRules(sql.reader(), judge, ids[1], request, last));
        return Insert(context, sql, judge, ids[1], request, last);
      });
}

absl::StatusOr<v1::SignOff> GetSignOff(Context& context, const rpc::Call& call,
                                       const v1::GetSignOffRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kUnitName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_RETURN_IF_ERROR(
      Admit(context, call, kReaders, ids[0], "unit", request.name()).status());

  std::optional<SignOff> found;
  ATTEST_RETURN_IF_ERROR(
      context.database.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(found, store::FindSignOff(sql, ids[0], ids[1]));
        return absl::OkStatus();
      }));
  if (!found) return errors::NotFound("unit", request.name());
  return ToProto(*found);
}

absl::StatusOr<v1::ListSignOffsResponse> ListSignOffs(
    Context& context, const rpc::Call& call,
    const v1::ListSignOffsRequest& request) {
  // Read the request.
  ATTEST_ASSIGN_OR_RETURN(const ListScope scope, ReadScope(request.parent()));
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list = "ListSignOffs " + request.parent();
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      context.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_RETURN_IF_ERROR(AdmitToList(context, call, scope, request.parent()));

  std::vector<SignOff> found;
  ATTEST_RETURN_IF_ERROR(
      context.database.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(found, ReadList(sql, scope, after, size + 1));
        return absl::OkStatus();
      }));

  v1::ListSignOffsResponse response;
  PageFiller page(size, *response.mutable_sign_offs());
  for (const SignOff& sign_off : found) {
    if (!page.Add(ToProto(sign_off), sign_off.name())) break;
  }
  page.Finish(context.tokens, list, response);
  return response;
}

absl::StatusOr<v1::Progress> GetProgress(
    Context& context, const rpc::Call& call,
    const v1::GetProgressRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kRegistrationName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const Admission admitted,
      Admit(context, call, kReaders, ids[0], "registration", request.name()));
  ATTEST_ASSIGN_OR_RETURN(
      const auto syllabus,
      context.catalogue.GetSyllabus(call, admitted.registration.syllabus));

  ATTEST_ASSIGN_OR_RETURN(const ProgressFacts facts,
                          ReadFacts(context, admitted.registration));

  v1::Progress response =
      ToProto(ComputeProgress(admitted.registration, *syllabus, facts));
  response.set_registration(request.name());
  return response;
}

}  // namespace attest::assessment::api
