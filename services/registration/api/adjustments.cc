#include "services/registration/api/adjustments.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/access.h"
#include "services/registration/api/change_registration.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read_life.h"
#include "services/registration/api/requests.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life_errors.h"
#include "services/registration/store/adjustment_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;
using auth::v1::CENTRE_ADMIN;

constexpr char kRegistration[] = "registrations/{registration}";
constexpr char kAdjustment[] =
    "registrations/{registration}/adjustments/{adjustment}";

std::string StateName(AdjustmentState state) {
  return v1::AdjustmentState_Name(static_cast<v1::AdjustmentState>(state));
}

journal::Change ChangeOfAdjustment(std::string action,
                                   const Registration& registration,
                                   const Adjustment& adjustment) {
  journal::Change change = ChangeOf(std::move(action), registration);
  change.resource = adjustment.name();
  change.after["state"] = StateName(adjustment.state);
  return change;
}

journal::Change Requested(const Registration& registration,
                          const Adjustment& adjustment) {
  journal::Change change =
      ChangeOfAdjustment("adjustment.requested", registration, adjustment);
  change.after["kind"] =
      v1::AdjustmentKind_Name(static_cast<v1::AdjustmentKind>(adjustment.kind));
  change.after["area"] =
      v1::AdjustmentArea_Name(static_cast<v1::AdjustmentArea>(adjustment.area));
  change.after["units"] = fmt::format("{}", fmt::join(adjustment.units, ","));
  change.after["description_sha256"] = Sha256Hex(adjustment.description);
  return change;
}

// One write of an adjustment that is on record: `edit` applies the rule, and
// gives what is told of it.
using Edit = absl::FunctionRef<absl::StatusOr<journal::Change>(
    const Registration&, Adjustment&)>;

absl::StatusOr<v1::Adjustment> ChangeAdjustment(
    const Tools& tools, const journal::Author& author,
    const std::vector<std::string>& ids, Edit edit) {
  return Write<v1::Adjustment>(
      tools, author,
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Adjustment>> {
        ATTEST_ASSIGN_OR_RETURN(const Registration registration,
                                FindIn(tx.reader(), tools, ids[0]));
        ATTEST_ASSIGN_OR_RETURN(
            std::optional<Adjustment> adjustment,
            store::FindAdjustment(tx.reader(), ids[0], ids[1]));
        if (!adjustment) {
          return errors::NotFound("adjustment", FormatName(kAdjustment, ids));
        }
        ATTEST_ASSIGN_OR_RETURN(journal::Change change,
                                edit(registration, *adjustment));
        ATTEST_RETURN_IF_ERROR(store::UpdateAdjustment(tx, *adjustment));
        return Written<v1::Adjustment>{ToProto(*adjustment),
                                       {std::move(change)}};
      });
}

absl::Status CheckUndecided(const Adjustment& adjustment) {
  const auto decided = DecidedViolations(adjustment);
  return decided.empty() ? absl::OkStatus()
                         : errors::AdjustmentDecided(decided);
}

// The centre's office alone says who was told (req R90).
void CheckNoticesByOffice(auth::Role role, const v1::Adjustment& adjustment,
                          FieldChecks& check) {
  check.That(role == CENTRE_ADMIN || adjustment.notices().empty(),
             "adjustment.notices",
             "must be unset: the office of the centre records who was told");
}

absl::StatusOr<Adjustment> Find(const Tools& tools,
                                const std::vector<std::string>& ids) {
  ATTEST_ASSIGN_OR_RETURN(
      std::optional<Adjustment> found,
      Read<std::optional<Adjustment>>(tools, [&](db::Transaction& tx) {
        return store::FindAdjustment(tx, ids[0], ids[1]);
      }));
  if (!found) {
    return errors::NotFound("adjustment", FormatName(kAdjustment, ids));
  }
  return *std::move(found);
}

// Who may not know of the registration may not know of the adjustment.
absl::Status Hide(const absl::Status& status,
                  const std::vector<std::string>& ids) {
  if (!absl::IsNotFound(status)) return status;
  return errors::NotFound("adjustment", FormatName(kAdjustment, ids));
}

AdjustmentDecision ReadDecision(const v1::DecideAdjustmentRequest& request,
                                absl::CivilDay today, FieldChecks& check) {
  ReadDecideReason(request.approved(), request.reason(), check);
  AdjustmentDecision decision;
  decision.approved = request.approved();
  decision.reason = request.reason();
  if (!request.approved()) {
    check.That(request.approval_date().empty(), "approval_date",
               "must be unset for a refusal");
    return decision;
  }
  decision.approval_date = check.Date("approval_date", request.approval_date());
  check.That(!decision.approval_date || *decision.approval_date >= today,
             "approval_date", "must not be in the past (D46)");
  return decision;
}

}  // namespace

absl::StatusOr<v1::Adjustment> Adjustments::Request(
    const rpc::Call& call, const v1::RequestAdjustmentRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", kRegistration, request.parent());
  Adjustment adjustment = ReadAdjustment(
      request.adjustment(), call.caller.subject(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          OpenRegistration(tools_, call, kRequesters, ids[0]));
  CheckNoticesByOffice(access.role, request.adjustment(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  adjustment.registration = ids[0];
  adjustment.id = tools_.ids.NewId();
  adjustment.requested = tools_.clock.Now();

  // Apply the rules.
  return Write<v1::Adjustment>(
      tools_, call.Author(access.role, request.request_id(), request),
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Adjustment>> {
        ATTEST_ASSIGN_OR_RETURN(const Registration registration,
                                FindIn(tx.reader(), tools_, ids[0]));
        const auto violations =
            AdjustmentViolations(registration, adjustment.units);
        if (!violations.empty()) return errors::AdjustmentRefused(violations);
        ATTEST_RETURN_IF_ERROR(
            store::InsertAdjustment(tx, adjustment, registration.centre));
        return Written<v1::Adjustment>{ToProto(adjustment),
                                       {Requested(registration, adjustment)}};
      });
}

absl::StatusOr<v1::Adjustment> Adjustments::Notify(
    const rpc::Call& call, const v1::NotifyAdjustmentRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kAdjustment, request.name());
  const AdjustmentNotice notice = ReadNotice(
      request.notice(), "notice", call.caller.subject(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  const auto access = OpenRegistration(tools_, call, {CENTRE_ADMIN}, ids[0]);
  ATTEST_RETURN_IF_ERROR(Hide(access.status(), ids));

  // Apply the rules.
  return ChangeAdjustment(
      tools_, call.Author(access->role, request.request_id(), request), ids,
      [&](const Registration& registration,
          Adjustment& adjustment) -> absl::StatusOr<journal::Change> {
        ATTEST_RETURN_IF_ERROR(CheckUndecided(adjustment));
        if (adjustment.Told(notice.recipient)) {
          return errors::NoticeRecorded(adjustment.name());
        }
        const std::string before = StateName(adjustment.state);
        AddNotice(adjustment, notice);
        journal::Change change =
            ChangeOfAdjustment("adjustment.notified", registration, adjustment);
        change.before["state"] = before;
        change.after["recipient"] =
            v1::NoticeRecipient_Name(request.notice().recipient());
        change.after["notice_date"] = DateText(notice.notice_date);
        return change;
      });
}

absl::StatusOr<v1::Adjustment> Adjustments::Decide(
    const rpc::Call& call, const v1::DecideAdjustmentRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kAdjustment, request.name());
  AdjustmentDecision decision = ReadDecision(request, tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  const auto access = OpenRegistration(tools_, call, {AWARDING_ADMIN}, ids[0]);
  ATTEST_RETURN_IF_ERROR(Hide(access.status(), ids));
  decision.decided_by = call.caller.subject();
  decision.decided = tools_.clock.Now();

  // Apply the rules.
  return ChangeAdjustment(
      tools_, call.Author(access->role, request.request_id(), request), ids,
      [&](const Registration& registration,
          Adjustment& adjustment) -> absl::StatusOr<journal::Change> {
        ATTEST_RETURN_IF_ERROR(CheckUndecided(adjustment));
        const auto missing = NoticeViolations(adjustment);
        if (!missing.empty()) return errors::AdjustmentOpen(missing);
        const std::string before = StateName(adjustment.state);
        registration::Decide(adjustment, decision);
        journal::Change change =
            ChangeOfAdjustment("adjustment.decided", registration, adjustment);
        change.before["state"] = before;
        change.after["approval_date"] = DateText(adjustment.approval_date);
        change.after["reason_sha256"] = Sha256Hex(adjustment.decide_reason);
        return change;
      });
}

absl::StatusOr<v1::Adjustment> Adjustments::Get(
    const rpc::Call& call, const v1::GetAdjustmentRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kAdjustment, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  const auto access = SeeRegistration(tools_, call, kRequestReaders, ids[0]);
  ATTEST_RETURN_IF_ERROR(Hide(access.status(), ids));

  ATTEST_ASSIGN_OR_RETURN(const Adjustment adjustment, Find(tools_, ids));
  if (!access->departure) return ToProto(adjustment);
  const absl::Time left = access->departure->left;
  if (adjustment.requested > left) {
    return errors::NotFound("adjustment", request.name());
  }
  return ToProto(AsOf(adjustment, left));
}

absl::StatusOr<v1::ListAdjustmentsResponse> Adjustments::List(
    const rpc::Call& call, const v1::ListAdjustmentsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  ReadStateFilter(request.state(), v1::AdjustmentState_IsValid(request.state()),
                  "ADJUSTMENT_OPEN, ADJUSTMENT_NOTIFIED, ADJUSTMENT_APPROVED "
                  "or ADJUSTMENT_REFUSED",
                  check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list = fmt::format("adjustments/{}/{}", request.parent(),
                                       static_cast<int>(request.state()));
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_ASSIGN_OR_RETURN(store::RequestFilter filter,
                          ReadRequestParent(tools_, call, request.parent()));
  filter.state = request.state();

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      std::vector<Adjustment> found,
      Read<std::vector<Adjustment>>(tools_, [&](db::Transaction& tx) {
        return store::ListAdjustments(
            tx, filter, store::CreationKey::FromText(after), size + 1);
      }));
  if (filter.until) {
    for (Adjustment& one : found) one = AsOf(std::move(one), *filter.until);
  }

  // Answer.
  v1::ListAdjustmentsResponse response;
  if (const Adjustment* last =
          FillPage(found, size, *response.mutable_adjustments())) {
    const store::CreationKey key{
        .created_us = absl::ToUnixMicros(last->requested), .id = last->id};
    response.set_next_page_token(tools_.tokens.Encode(list, key.Text()));
  }
  return response;
}

}  // namespace attest::registration::api
