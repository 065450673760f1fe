#include "services/verification/api/claim_facts.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "services/verification/api/convert.h"
#include "services/verification/api/staff.h"
#include "services/verification/api/standing.h"
#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"

namespace attest::verification::api {
namespace {

PlanStanding StandingOf(registration::v1::PlanState state) {
  switch (state) {
    case registration::v1::PLAN_APPROVED:
      return PlanStanding::kApproved;
    case registration::v1::PLAN_SUBMITTED:
      return PlanStanding::kSubmitted;
    case registration::v1::PLAN_RETURNED:
      return PlanStanding::kReturned;
    default:
      return PlanStanding::kDraft;
  }
}

PlanStanding StandingOf(assessment::v1::PlanState state) {
  switch (state) {
    case assessment::v1::PLAN_AGREED:
      return PlanStanding::kApproved;
    case assessment::v1::PLAN_SUBMITTED:
      return PlanStanding::kSubmitted;
    case assessment::v1::PLAN_RETURNED:
      return PlanStanding::kReturned;
    default:
      return PlanStanding::kDraft;
  }
}

TrailFound FromProto(std::string service,
                     const audit::v1::VerifyAuditTrailResponse& found) {
  return {.service = std::move(service),
          .intact = found.intact(),
          .entries = found.entries(),
          .may_be_empty = false,
          .first_broken_sequence = found.first_broken_sequence()};
}

// Gathers for one registration. One for each call.
class Gathering {
 public:
  Gathering(const Parts& parts, const clients::Clients& clients,
            const rpc::Call& call, const SeenRegistration& seen)
      : parts_(parts), clients_(clients), call_(call), seen_(seen) {}

  absl::StatusOr<GatheredClaim> Gather() && {
    TakeRegistration();
    ATTEST_RETURN_IF_ERROR(AskQualification());
    ATTEST_RETURN_IF_ERROR(AskCombination());
    ATTEST_RETURN_IF_ERROR(AskUnits());
    ATTEST_RETURN_IF_ERROR(AskPlans());
    ATTEST_RETURN_IF_ERROR(AskVerifier());
    ATTEST_RETURN_IF_ERROR(AskTrails());
    return std::move(gathered_);
  }

 private:
  ClaimFacts& facts() { return gathered_.facts; }
  std::vector<std::string> Selection() const {
    const auto& units = seen_.registration.units();
    return {units.begin(), units.end()};
  }

  void TakeRegistration();
  absl::Status AskQualification();
  absl::Status AskCombination();
  absl::Status AskUnits();
  absl::Status AskPlans();
  absl::Status AskVerifier();
  absl::Status AskTrails();

  const Parts& parts_;
  const clients::Clients& clients_;
  const rpc::Call& call_;
  const SeenRegistration& seen_;
  GatheredClaim gathered_;
};

void Gathering::TakeRegistration() {
  const registration::v1::Registration& proto = seen_.registration;
  facts().registration = seen_.id;
  facts().centre = seen_.centre;
  facts().qualification = seen_.qualification;
  facts().syllabus = proto.syllabus();
  TakeState(proto, facts());
  facts().own_work = seen_.IsOwn(call_);
  facts().induction_complete = proto.induction().complete();
  facts().today = DateOf(parts_.clock.Now());
}

absl::Status Gathering::AskQualification() {
  const std::string& name = seen_.registration.qualification();
  ATTEST_ASSIGN_OR_RETURN(auto found,
                          clients_.catalogue.FindQualification(call_, name));
  if (!found.has_value()) return errors::NotFound("qualification", name);
  gathered_.qualification = *std::move(found);
  facts().certification_end =
      ParseDate(gathered_.qualification.certification_end_date());
  return absl::OkStatus();
}

absl::Status Gathering::AskCombination() {
  ATTEST_ASSIGN_OR_RETURN(
      const auto evaluation,
      clients_.catalogue.Evaluate(call_, facts().syllabus, Selection()));
  // Under a rule with alternatives single parts may fail; `valid` decides.
  if (evaluation.valid()) return absl::OkStatus();
  for (const auto& rule : evaluation.rules()) {
    if (rule.satisfied()) continue;
    facts().gaps.push_back({.rule_id = rule.rule_id(),
                            .title = rule.title(),
                            .measure = rule.measure(),
                            .have = rule.have(),
                            .need = rule.need(),
                            .missing = rule.missing()});
  }
  return absl::OkStatus();
}

absl::Status Gathering::AskUnits() {
  ATTEST_ASSIGN_OR_RETURN(
      const auto sign_offs,
      clients_.assessment.SignOffs(call_, seen_.registration.name()));
  std::map<std::string, int64_t> revisions;
  for (const auto& sign_off : sign_offs) {
    if (!api::FromProto(sign_off).signed_off) continue;
    revisions[sign_off.unit()] = sign_off.revision();
  }
  ATTEST_ASSIGN_OR_RETURN(
      const auto units,
      clients_.catalogue.Units(call_, facts().syllabus, Selection()));
  for (const auto& unit : units) {
    facts().units.push_back(
        {.unit = unit.number(),
         .title = unit.title().reading(),
         .level = unit.level(),
         .credits = unit.credits(),
         .guided_learning_hours = unit.guided_learning_hours(),
         .revision = revisions[unit.number()]});
  }
  return absl::OkStatus();
}

absl::Status Gathering::AskPlans() {
  const std::string centre = CentreName(seen_.centre);
  facts().assessment_plan =
      fmt::format("{}/assessmentPlans/{}-{}", centre, seen_.qualification,
                  seen_.syllabus_version());
  ATTEST_ASSIGN_OR_RETURN(
      const auto assessment_plan,
      clients_.assessment.FindAssessmentPlan(call_, facts().assessment_plan));
  if (assessment_plan.has_value()) {
    facts().assessment_plan_standing = StandingOf(assessment_plan->state());
  }
  facts().delivery_plan =
      fmt::format("{}/deliveryPlans/{}", centre, seen_.qualification);
  ATTEST_ASSIGN_OR_RETURN(
      const auto delivery_plan,
      clients_.registration.FindDeliveryPlan(call_, facts().delivery_plan));
  if (delivery_plan.has_value()) {
    facts().delivery_plan_standing = StandingOf(delivery_plan->state());
  }
  return absl::OkStatus();
}

absl::Status Gathering::AskVerifier() {
  ATTEST_ASSIGN_OR_RETURN(
      const auto staff,
      clients_.registration.Staff(call_, CentreName(seen_.centre)));
  for (const auto& appointment : staff) {
    if (appointment.role() != registration::v1::STAFF_INTERNAL_VERIFIER ||
        !IsRunning(appointment, facts().today)) {
      continue;
    }
    ATTEST_ASSIGN_OR_RETURN(
        const Verifier verifier,
        api::AskVerifier(parts_, call_, seen_.centre, appointment.person(),
                         gathered_.qualification.level()));
    facts().qualified_verifier = verifier.in_standing;
    if (verifier.in_standing) break;
  }
  return absl::OkStatus();
}

absl::Status Gathering::AskTrails() {
  const std::string name = seen_.registration.name();
  ATTEST_ASSIGN_OR_RETURN(const auto registered,
                          clients_.registration.VerifyTrail(call_, name));
  ATTEST_ASSIGN_OR_RETURN(const auto assessed,
                          clients_.assessment.VerifyTrail(call_, name));
  ATTEST_ASSIGN_OR_RETURN(const journal::ChainCheck own,
                          parts_.journal.Verify(name));
  facts().trails = {FromProto("registration", registered),
                    FromProto("assessment", assessed),
                    {.service = "verification",
                     .intact = own.intact,
                     .entries = own.entries,
                     .may_be_empty = true,
                     .first_broken_sequence = own.first_broken_sequence}};
  return absl::OkStatus();
}

}  // namespace

void TakeState(const registration::v1::Registration& registration,
               ClaimFacts& facts) {
  facts.registration_state =
      registration::v1::RegistrationState_Name(registration.state());
  facts.active = registration.state() == registration::v1::ACTIVE;
  facts.holds.clear();
  for (const auto& hold : registration.holds()) {
    facts.holds.push_back({.name = hold.name(), .target = hold.target()});
  }
}

absl::StatusOr<GatheredClaim> GatherClaim(const Parts& parts,
                                          const rpc::Call& call,
                                          const SeenRegistration& seen) {
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts.neighbours.Get());
  return Gathering(parts, *clients, call, seen).Gather();
}

}  // namespace attest::verification::api
