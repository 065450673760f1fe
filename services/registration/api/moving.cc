#include "services/registration/api/moving.h"

#include <optional>
#include <utility>

#include "libs/ids/ids.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/convert_life.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life_errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/delivery_plan_store.h"
#include "services/registration/store/hold_store.h"
#include "services/registration/store/life_store.h"
#include "services/registration/store/registration_parts.h"
#include "services/registration/store/registration_store.h"
#include "services/registration/store/transfer_store.h"

namespace attest::registration::api {
namespace {

journal::Change ChangeAt(const std::string& action,
                         const Registration& registration,
                         const Transfer& transfer, const std::string& centre) {
  journal::Change change = ChangeOf(action, registration);
  change.resource = transfer.name();
  change.centre = CentreName(centre);
  change.after = {
      {"from_centre", CentreName(transfer.from_centre)},
      {"to_centre", CentreName(transfer.to_centre)},
      {"from_consent", transfer.from_consent ? "true" : "false"},
      {"to_consent", transfer.to_consent ? "true" : "false"},
      {"state",
       v1::TransferState_Name(static_cast<v1::TransferState>(transfer.state))}};
  if (transfer.state == TransferState::kRefused) {
    change.after["reason_sha256"] = Sha256Hex(transfer.refuse_reason);
  }
  return change;
}

journal::Change MovedChange(std::string action,
                            const Registration& registration,
                            const Transfer& transfer,
                            const std::string& centre) {
  journal::Change change = ChangeOf(std::move(action), registration);
  change.centre = CentreName(centre);
  change.before["centre"] = CentreName(transfer.from_centre);
  change.after["centre"] = CentreName(transfer.to_centre);
  change.after["transfer"] = transfer.name();
  return change;
}

// The registration as the former centre goes on seeing it.
std::string RecordOf(const Registration& before, const Registration& after) {
  Registration record = before;
  record.centre = after.centre;
  record.former_centres = after.former_centres;
  record.holds.clear();
  return ToProto(record).SerializeAsString();
}

}  // namespace

std::vector<journal::Change> TransferChanges(const std::string& action,
                                             const Registration& registration,
                                             const Transfer& transfer) {
  return {ChangeAt(action, registration, transfer, transfer.from_centre),
          ChangeAt(action, registration, transfer, transfer.to_centre)};
}

absl::Status CheckTransfer(db::Transaction& tx,
                           const Registration& registration,
                           const Transfer& transfer, absl::CivilDay today) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Centre> centre,
                          store::FindCentre(tx, transfer.to_centre));
  if (!centre) {
    return errors::NotFound("centre", CentreName(transfer.to_centre));
  }
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<DeliveryPlan> plan,
      store::FindDeliveryPlan(tx, centre->id, registration.qualification));
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Hold> holds,
                          store::RunningHolds(tx, {.centre = centre->id}));
  const auto violations = TransferViolations({.registration = registration,
                                              .to_centre = *centre,
                                              .delivery_plan = plan,
                                              .holds = holds,
                                              .site = transfer.site,
                                              .today = today});
  if (violations.empty()) return absl::OkStatus();
  return errors::TransferRefused(violations);
}

absl::Status MoveIn(journal::WriteTransaction& tx, Registration registration,
                    Transfer& transfer, absl::Time now,
                    std::vector<journal::Change>& changes) {
  const Registration before = registration;
  Move(registration, transfer, now);
  ++registration.revision;
  changes.push_back(MovedChange("registration.left_centre", registration,
                                transfer, transfer.from_centre));
  ATTEST_ASSIGN_OR_RETURN(
      const int64_t written,
      store::TrailSequence(tx.reader(), registration.name()));
  const store::Departure departure{
      .left = now,
      .trail_sequence = written + static_cast<int64_t>(changes.size()),
      .record = RecordOf(before, registration)};
  changes.push_back(MovedChange("registration.transferred", registration,
                                transfer, transfer.to_centre));
  ATTEST_RETURN_IF_ERROR(store::PutMove(tx, registration, departure));
  ATTEST_RETURN_IF_ERROR(store::PutAllocations(tx, registration));
  ATTEST_RETURN_IF_ERROR(store::UpdateRegistration(tx, registration));
  return store::UpdateTransfer(tx, transfer);
}

}  // namespace attest::registration::api
