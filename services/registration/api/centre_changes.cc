// Changes of centres and their approvals.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/access.h"
#include "services/registration/api/centres.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/read.h"
#include "services/registration/api/update.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/staff.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/hold_store.h"
#include "services/registration/store/staff_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;
using auth::v1::CENTRE_ADMIN;
using Facts = std::map<std::string, std::string>;
using Violations = std::vector<RuleViolation>;

void Append(Violations& violations, Violations more) {
  std::move(more.begin(), more.end(), std::back_inserter(violations));
}

// What of a centre goes on the trail. The criteria are published texts; the
// trail proves them without holding them.
Facts FactsOf(const Centre& centre) {
  return {{"display_name", centre.display_name},
          {"sites", fmt::format("{}", fmt::join(centre.sites, "; "))},
          {"agreement_start_date", DateText(centre.agreement.first)},
          {"agreement_end_date", DateText(centre.agreement.last)},
          {"quality_manager", centre.quality_manager},
          {"entry_criteria_sha256", Sha256Hex(centre.entry_criteria)},
          {"entry_criteria_uri", centre.entry_criteria_uri}};
}

Facts FactsOf(const Approval& approval) {
  return {{"qualification", QualificationName(approval.qualification)},
          {"start_date", DateText(approval.period.first)},
          {"end_date", DateText(approval.period.last)},
          {"quality_manager", approval.quality_manager}};
}

journal::Change ChangeOf(std::string action, const Centre& centre) {
  return {.action = std::move(action),
          .resource = centre.name(),
          .centre = centre.name(),
          .registration = "",
          .reason = "",
          .before = {},
          .after = {},
          .syllabus_version = ""};
}

// Only what differs.
journal::Change Updated(const Centre& before, const Centre& after) {
  journal::Change change = ChangeOf("centre.updated", after);
  const Facts old = FactsOf(before);
  for (const auto& [key, value] : FactsOf(after)) {
    if (old.at(key) == value) continue;
    change.before[key] = old.at(key);
    change.after[key] = value;
  }
  return change;
}

journal::Change Approved(const Centre& before, const Approval& approval) {
  journal::Change change = ChangeOf("centre.qualification_approved", before);
  change.after = FactsOf(approval);
  if (const Approval* old = FindApproval(before, approval.qualification)) {
    change.before = FactsOf(*old);
  }
  return change;
}

// What stands against another Quality Manager (req R120).
absl::StatusOr<Violations> QualityManagerFindings(db::Transaction& tx,
                                                  const Centre& before,
                                                  const Centre& after,
                                                  absl::CivilDay today) {
  if (before.quality_manager == after.quality_manager) return Violations{};
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Appointment> held,
      store::AppointmentsOf(tx, after.id, after.quality_manager));
  return QualityManagerViolations(held, today);
}

absl::StatusOr<Violations> ChangeFindings(db::Transaction& tx,
                                          const Centre& before,
                                          const Centre& after, auth::Role role,
                                          absl::CivilDay today) {
  ATTEST_ASSIGN_OR_RETURN(std::vector<std::string> sites,
                          store::SitesInUse(tx, before.id));
  Violations violations =
      ChangeViolations({.before = before,
                        .after = after,
                        .by_organisation = role == AWARDING_ADMIN,
                        .sites_in_use = std::move(sites),
                        .today = today});
  ATTEST_ASSIGN_OR_RETURN(Violations staff,
                          QualityManagerFindings(tx, before, after, today));
  Append(violations, std::move(staff));
  return violations;
}

// The centre with the fields of the request that the mask names.
absl::StatusOr<Centre> Merged(const Centre& before,
                              const v1::UpdateCentreRequest& request) {
  v1::Centre proto = ToProto(before);
  ATTEST_RETURN_IF_ERROR(
      CheckEtag(request.centre().etag(), proto.etag(), before.name()));
  MergeFields(request.centre(), request.update_mask(), proto);
  FieldChecks check(errors::kDomain);
  Centre after = ReadCentre(proto, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  after.id = before.id;
  after.approvals = before.approvals;
  after.created = before.created;
  after.revision = before.revision + 1;
  return after;
}

absl::StatusOr<Centre> Find(db::Transaction& tx, const std::string& id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Centre> centre,
                          store::FindCentre(tx, id));
  if (!centre) return errors::NotFound("centre", CentreName(id));
  return *std::move(centre);
}

// What stands against an approval: `after` is the centre with the Quality
// Manager that it gets, `known` whether the catalogue has the qualification.
absl::Status CheckApproval(db::Transaction& tx, const Centre& before,
                           const Centre& after, const Approval& approval,
                           bool known, absl::CivilDay today) {
  Violations violations = ApprovalViolations(after, approval);
  if (!known) {
    violations.push_back(errors::UnknownQualification(
        QualificationName(approval.qualification)));
  }
  ATTEST_ASSIGN_OR_RETURN(Violations staff,
                          QualityManagerFindings(tx, before, after, today));
  Append(violations, std::move(staff));
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Hold> holds,
                          store::RunningHolds(tx, {.centre = before.id}));
  Append(violations, HoldViolations(holds, HoldScope::kRegistration));
  if (violations.empty()) return absl::OkStatus();
  return errors::ApprovalRefused(violations);
}

Approval ReadApproval(const v1::ApproveQualificationRequest& request,
                      FieldChecks& check) {
  check.OptionalLongText("entry_criteria", request.entry_criteria());
  check.OptionalText("entry_criteria_uri", request.entry_criteria_uri(),
                     kUriMax);
  if (!request.quality_manager().empty()) {
    check.Person("quality_manager", request.quality_manager());
  }
  const auto codes =
      check.Name("qualification", "qualifications/{qualification}",
                 request.qualification());
  return {.qualification = codes[0],
          .period = ReadPeriod("start_date", request.start_date(), "end_date",
                               request.end_date(), check),
          .entry_criteria = request.entry_criteria(),
          .entry_criteria_uri = request.entry_criteria_uri(),
          .quality_manager = request.quality_manager()};
}

// Writes the approval, and the centre with its Quality Manager; gives the
// centre as it is then.
absl::StatusOr<Centre> PutApproval(journal::WriteTransaction& tx,
                                   const Centre& after,
                                   const Approval& approval) {
  ATTEST_RETURN_IF_ERROR(store::UpdateCentre(tx, after));
  ATTEST_RETURN_IF_ERROR(store::PutApproval(tx, after.id, approval));
  return Find(tx.reader(), after.id);
}

}  // namespace

absl::StatusOr<v1::Centre> Centres::Update(
    const rpc::Call& call, const v1::UpdateCentreRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids =
      check.Name("centre.name", "centres/{centre}", request.centre().name());
  CheckMask(
      request.update_mask(),
      {"display_name", "sites", "agreement_start_date", "agreement_end_date",
       "quality_manager", "entry_criteria", "entry_criteria_uri"},
      check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const CentreAccess access,
      OpenCentre(tools_, call, {AWARDING_ADMIN, CENTRE_ADMIN}, ids[0]));

  // Apply the rules.
  return Write<v1::Centre>(
      tools_, call.Author(access.role, request.request_id(), request),
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Centre>> {
        ATTEST_ASSIGN_OR_RETURN(const Centre before, Find(tx.reader(), ids[0]));
        ATTEST_ASSIGN_OR_RETURN(const Centre after, Merged(before, request));
        ATTEST_ASSIGN_OR_RETURN(const Violations violations,
                                ChangeFindings(tx.reader(), before, after,
                                               access.role, tools_.Today()));
        if (!violations.empty()) return errors::CentreRefused(violations);
        ATTEST_RETURN_IF_ERROR(store::UpdateCentre(tx, after));
        return Written<v1::Centre>{ToProto(after), {Updated(before, after)}};
      });
}

absl::StatusOr<v1::Centre> Centres::Approve(
    const rpc::Call& call, const v1::ApproveQualificationRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", "centres/{centre}", request.name());
  Approval approval = ReadApproval(request, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const CentreAccess access,
                          OpenCentre(tools_, call, {AWARDING_ADMIN}, ids[0]));
  ATTEST_ASSIGN_OR_RETURN(const bool known,
                          tools_.catalogue.Has(call, approval.qualification));

  // Apply the rules.
  return Write<v1::Centre>(
      tools_, call.Author(access.role, request.request_id(), request),
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Centre>> {
        ATTEST_ASSIGN_OR_RETURN(const Centre before, Find(tx.reader(), ids[0]));
        Centre after = before;
        ++after.revision;
        if (!request.quality_manager().empty()) {
          after.quality_manager = request.quality_manager();
        }
        approval.quality_manager = after.quality_manager;
        ATTEST_RETURN_IF_ERROR(CheckApproval(tx.reader(), before, after,
                                             approval, known, tools_.Today()));
        ATTEST_ASSIGN_OR_RETURN(after, PutApproval(tx, after, approval));
        return Written<v1::Centre>{ToProto(after),
                                   {Approved(before, approval)}};
      });
}

}  // namespace attest::registration::api
