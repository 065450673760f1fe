#include "services/registration/api/lives.h"

#include <optional>
#include <string>
#include <vector>

#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/access.h"
#include "services/registration/api/change_registration.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/read.h"
#include "services/registration/api/read_life.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life.h"
#include "services/registration/domain/life_errors.h"
#include "services/registration/store/life_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;
using auth::v1::CENTRE_ADMIN;
using auth::v1::PARTNER;
using auth::v1::TUTOR;
using Changes = std::vector<journal::Change>;

constexpr char kPattern[] = "registrations/{registration}";
constexpr Roles kOffice = {CENTRE_ADMIN, PARTNER};
constexpr Roles kCarers = {CENTRE_ADMIN, TUTOR, PARTNER};

absl::Status CheckState(const Registration& registration, LifeEvent event) {
  const auto violations = StateViolations(registration, event);
  if (violations.empty()) return absl::OkStatus();
  return event == LifeEvent::kReturn ? errors::NotOnBreak(violations)
                                     : errors::NotActive(violations);
}

absl::Status Unfit(const std::optional<FieldViolation>& finding) {
  return finding ? errors::UnfitFields({*finding}) : absl::OkStatus();
}

journal::Change StateChange(std::string action, const Registration& before,
                            const Registration& after) {
  journal::Change change = ChangeOf(std::move(action), after);
  change.before["state"] = StateName(before.state);
  change.after["state"] = StateName(after.state);
  return change;
}

Break ReadBreak(const v1::StartBreakRequest& request, absl::CivilDay today,
                FieldChecks& check) {
  check.LongText("reason", request.reason());
  Break taken;
  taken.start_date =
      ReadPastDate("start_date", request.start_date(), today, check);
  const auto expected =
      check.Date("expected_return_date", request.expected_return_date());
  check.That(!expected || *expected > taken.start_date, "expected_return_date",
             "must come after start_date");
  taken.expected_return_date = expected.value_or(absl::CivilDay());
  taken.reason = request.reason();
  return taken;
}

// Whether another one stands against this one's running again (D31).
absl::Status CheckRival(db::Transaction& tx, const Registration& registration) {
  ATTEST_ASSIGN_OR_RETURN(const auto rival, store::FindRival(tx, registration));
  if (!rival) return absl::OkStatus();
  return errors::AlreadyRegistered(RegistrationName(*rival));
}

absl::Status CheckExtension(db::Transaction& tx,
                            const Registration& registration,
                            absl::CivilDay last_day) {
  ATTEST_RETURN_IF_ERROR(CheckState(registration, LifeEvent::kExtend));
  const auto violations = ExtensionViolations(registration, last_day);
  if (!violations.empty()) return errors::ExtensionRefused(violations);
  return CheckRival(tx, registration);
}

absl::Status CheckReviewable(const Registration& registration) {
  const auto violations = NotActiveViolations(registration);
  if (!violations.empty()) return errors::NotActive(violations);
  if (registration.learning_plan) return absl::OkStatus();
  return errors::NoLearningPlan(
      {{"NO_LEARNING_PLAN", registration.name(),
        "there is no learning plan to review; write it first"}});
}

}  // namespace

absl::StatusOr<v1::Registration> Lives::StartBreak(
    const rpc::Call& call, const v1::StartBreakRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const Break taken = ReadBreak(request, tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          OpenRegistration(tools_, call, kOffice, ids[0]));

  // Apply the rule.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction& tx,
          Registration& registration) -> absl::StatusOr<Changes> {
        ATTEST_RETURN_IF_ERROR(
            CheckState(registration, LifeEvent::kStartBreak));
        const Registration before = registration;
        ATTEST_RETURN_IF_ERROR(
            Unfit(registration::StartBreak(registration, taken)));
        ATTEST_RETURN_IF_ERROR(store::PutBreaks(tx, registration));
        journal::Change change =
            StateChange("registration.break_started", before, registration);
        change.after["start_date"] = DateText(taken.start_date);
        change.after["expected_return_date"] =
            DateText(taken.expected_return_date);
        change.after["reason_sha256"] = Sha256Hex(taken.reason);
        return Changes{std::move(change)};
      });
}

absl::StatusOr<v1::Registration> Lives::ReturnFromBreak(
    const rpc::Call& call, const v1::ReturnFromBreakRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const absl::CivilDay day =
      ReadPastDate("return_date", request.return_date(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          OpenRegistration(tools_, call, kOffice, ids[0]));

  // Apply the rule.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction& tx,
          Registration& registration) -> absl::StatusOr<Changes> {
        ATTEST_RETURN_IF_ERROR(CheckState(registration, LifeEvent::kReturn));
        const Registration before = registration;
        ATTEST_RETURN_IF_ERROR(Unfit(Return(registration, day)));
        ATTEST_RETURN_IF_ERROR(store::PutBreaks(tx, registration));
        journal::Change change =
            StateChange("registration.break_ended", before, registration);
        change.after["return_date"] = DateText(day);
        return Changes{std::move(change)};
      });
}

absl::StatusOr<v1::Registration> Lives::Extend(
    const rpc::Call& call, const v1::ExtendRegistrationRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const auto last_day = check.Date("expiry_date", request.expiry_date());
  check.That(!last_day || *last_day >= tools_.Today(), "expiry_date",
             "must not be in the past");
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const RegistrationAccess access,
      OpenRegistration(tools_, call, {AWARDING_ADMIN}, ids[0]));

  // Apply the rules.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction& tx,
          Registration& registration) -> absl::StatusOr<Changes> {
        ATTEST_RETURN_IF_ERROR(
            CheckExtension(tx.reader(), registration, *last_day));
        const Registration before = registration;
        registration::Extend(registration, *last_day, tools_.Today());
        ATTEST_RETURN_IF_ERROR(store::PutBreaks(tx, registration));
        journal::Change change =
            StateChange("registration.extended", before, registration);
        change.before["expiry_date"] = DateText(before.expiry_date);
        change.after["expiry_date"] = DateText(registration.expiry_date);
        change.after["reason_sha256"] = Sha256Hex(request.reason());
        return Changes{std::move(change)};
      });
}

absl::StatusOr<v1::Registration> Lives::RecordReview(
    const rpc::Call& call, const v1::RecordReviewRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const LearningReview review = ReadReview(
      request.review(), call.caller.subject(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          OpenRegistration(tools_, call, kCarers, ids[0]));

  // Apply the rules.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction& tx,
          Registration& registration) -> absl::StatusOr<Changes> {
        ATTEST_RETURN_IF_ERROR(CheckReviewable(registration));
        AddReview(registration, review);
        ATTEST_RETURN_IF_ERROR(store::AddReview(tx, registration));
        journal::Change change =
            ChangeOf("learning_plan.reviewed", registration);
        change.after["held_date"] = DateText(review.held_date);
        change.after["next_review_date"] = DateText(review.next_review_date);
        change.after["text_sha256"] = Sha256Hex(review.text);
        return Changes{std::move(change)};
      });
}

absl::StatusOr<v1::Registration> Lives::UpgradeMembership(
    const rpc::Call& call, const v1::UpgradeMembershipRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  MembershipUpgrade upgrade =
      ReadUpgrade(request.upgrade(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const RegistrationAccess access,
      OpenRegistration(tools_, call, {AWARDING_ADMIN}, ids[0]));
  upgrade.upgraded = tools_.clock.Now();

  // Apply the rule.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction&,
          Registration& registration) -> absl::StatusOr<Changes> {
        const auto violations = NotRunningViolations(registration);
        if (!violations.empty()) return errors::NotActive(violations);
        const Membership before = registration.membership;
        ATTEST_RETURN_IF_ERROR(Unfit(Upgrade(registration, upgrade)));
        journal::Change change =
            MembershipChange("membership.upgraded", before, registration);
        change.after["class"] = upgrade.membership_class;
        change.after["assessed_date"] = DateText(upgrade.assessed_date);
        change.after["assessment_sha256"] =
            Sha256Hex(upgrade.assessment_reference);
        return Changes{std::move(change)};
      });
}

}  // namespace attest::registration::api
