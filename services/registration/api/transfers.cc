#include "services/registration/api/transfers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/access.h"
#include "services/registration/api/change_registration.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/moving.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read_life.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life_errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/transfer_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::CENTRE_ADMIN;

constexpr char kRegistration[] = "registrations/{registration}";
constexpr char kTransfer[] =
    "registrations/{registration}/transfers/{transfer}";
constexpr Roles kReaders = {CENTRE_ADMIN, auth::v1::QUALITY_MANAGER,
                            auth::v1::AWARDING_ADMIN, auth::v1::SERVICE};

Sides SidesOf(const rpc::Call& call, const Transfer& transfer) {
  return {.from = call.caller.HasAt(CENTRE_ADMIN, transfer.from_centre),
          .to = call.caller.HasAt(CENTRE_ADMIN, transfer.to_centre)};
}

absl::StatusOr<std::optional<Transfer>> FindSaved(const Tools& tools,
                                                  const std::string& parent,
                                                  const std::string& id) {
  return Read<std::optional<Transfer>>(tools, [&](db::Transaction& tx) {
    return store::FindTransfer(tx, parent, id);
  });
}

// Whether the caller may ask: for where it shall go, where it is, or where it
// was, so that the answer can be had again after it has gone.
bool MayAsk(const rpc::Call& call, const Registration& registration,
            const std::string& to_centre) {
  if (call.caller.HasAt(CENTRE_ADMIN, to_centre) ||
      call.caller.HasAt(CENTRE_ADMIN, registration.centre)) {
    return true;
  }
  const auto& former = registration.former_centres;
  return std::any_of(former.begin(), former.end(), [&](const auto& one) {
    return call.caller.HasAt(CENTRE_ADMIN, one.centre);
  });
}

absl::StatusOr<Written<v1::Transfer>> WriteRequest(
    journal::WriteTransaction& tx, const Tools& tools, const rpc::Call& call,
    Transfer transfer) {
  ATTEST_ASSIGN_OR_RETURN(Registration registration,
                          FindIn(tx.reader(), tools, transfer.registration));
  transfer.from_centre = registration.centre;
  const Sides sides = SidesOf(call, transfer);
  if (!sides.any()) {
    return errors::NotFound("registration", registration.name());
  }
  ATTEST_RETURN_IF_ERROR(
      CheckTransfer(tx.reader(), registration, transfer, tools.Today()));
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Transfer> open,
      store::FindOpenTransfer(tx.reader(), transfer.registration));
  if (open) {
    const bool concerned = sides.from || open->to_centre == transfer.to_centre;
    return errors::TransferOpen(concerned ? open->name() : "");
  }
  const absl::Time now = tools.clock.Now();
  Consent(transfer, sides, call.caller.subject(), now);
  ATTEST_ASSIGN_OR_RETURN(const bool added,
                          store::InsertTransfer(tx, transfer));
  if (!added) return errors::TransferOpen("");
  std::vector<journal::Change> changes =
      TransferChanges("transfer.requested", registration, transfer);
  if (transfer.agreed()) {
    ATTEST_RETURN_IF_ERROR(
        MoveIn(tx, std::move(registration), transfer, now, changes));
  }
  return Written<v1::Transfer>{ToProto(transfer), std::move(changes)};
}

absl::StatusOr<Written<v1::Transfer>> WriteDecision(
    journal::WriteTransaction& tx, const Tools& tools, const rpc::Call& call,
    const Transfer& known, const v1::DecideTransferRequest& request) {
  ATTEST_ASSIGN_OR_RETURN(
      std::optional<Transfer> transfer,
      store::FindTransfer(tx.reader(), known.registration, known.id));
  if (!transfer) return errors::NotFound("transfer", request.name());
  const auto closed = NotOpenViolations(*transfer);
  if (!closed.empty()) return errors::TransferNotOpen(closed);
  ATTEST_ASSIGN_OR_RETURN(Registration registration,
                          FindIn(tx.reader(), tools, transfer->registration));
  const absl::Time now = tools.clock.Now();
  if (!request.consents()) {
    Refuse(*transfer, call.caller.subject(), request.reason(), now);
    ATTEST_RETURN_IF_ERROR(store::UpdateTransfer(tx, *transfer));
    return Written<v1::Transfer>{
        ToProto(*transfer),
        TransferChanges("transfer.refused", registration, *transfer)};
  }
  const Sides sides = SidesOf(call, *transfer);
  const auto given = ConsentViolations(*transfer, sides);
  if (!given.empty()) return errors::TransferRefused(given);
  ATTEST_RETURN_IF_ERROR(
      CheckTransfer(tx.reader(), registration, *transfer, tools.Today()));
  Consent(*transfer, sides, call.caller.subject(), now);
  std::vector<journal::Change> changes =
      TransferChanges("transfer.consented", registration, *transfer);
  ATTEST_RETURN_IF_ERROR(
      MoveIn(tx, std::move(registration), *transfer, now, changes));
  return Written<v1::Transfer>{ToProto(*transfer), std::move(changes)};
}

// Which transfers of a registration the caller sees: all of them where it is,
// else those that concern their centre.
absl::StatusOr<store::TransferFilter> FilterOfRegistration(
    const Tools& tools, const rpc::Call& call, const std::string& id) {
  const auto open = OpenRegistration(tools, call, kReaders, id);
  if (open.ok()) return store::TransferFilter{.registration = id};
  if (!absl::IsNotFound(open.status())) return open.status();
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Transfer> all,
      Read<std::vector<Transfer>>(tools, [&](db::Transaction& tx) {
        return store::ListTransfers(tx, {.registration = id}, {}, kPageSizeMax);
      }));
  for (const Transfer& one : all) {
    for (const std::string& centre : {one.from_centre, one.to_centre}) {
      if (OpenCentre(tools, call, kReaders, centre).ok()) {
        return store::TransferFilter{.registration = id, .centre = centre};
      }
    }
  }
  return open.status();
}

absl::StatusOr<store::TransferFilter> ReadParent(const Tools& tools,
                                                 const rpc::Call& call,
                                                 const std::string& parent) {
  if (const auto ids = MatchName(kRegistration, parent)) {
    return FilterOfRegistration(tools, call, ids->front());
  }
  if (const auto ids = MatchName("centres/{centre}", parent)) {
    ATTEST_RETURN_IF_ERROR(
        OpenCentre(tools, call, kReaders, ids->front()).status());
    return store::TransferFilter{.centre = ids->front()};
  }
  FieldChecks check(errors::kDomain);
  check.Add("parent",
            "must be `centres/{centre}` or `registrations/{registration}`");
  return check.status();
}

}  // namespace

absl::StatusOr<v1::Transfer> Transfers::Request(
    const rpc::Call& call, const v1::RequestTransferRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", kRegistration, request.parent());
  const auto to =
      check.Name("to_centre", "centres/{centre}", request.to_centre());
  check.OptionalText("site", request.site());
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const Registration known,
                          Read<Registration>(tools_, [&](db::Transaction& tx) {
                            return FindIn(tx, tools_, ids[0]);
                          }));
  if (!MayAsk(call, known, to[0])) {
    return errors::NotFound("registration", request.parent());
  }
  Transfer transfer;
  transfer.registration = ids[0];
  transfer.to_centre = to[0];
  transfer.id = tools_.ids.NewId();
  transfer.site = request.site();
  transfer.reason = request.reason();
  transfer.requested = tools_.clock.Now();

  // Apply the rules.
  return Write<v1::Transfer>(
      tools_, call.Author(CENTRE_ADMIN, request.request_id(), request),
      [&](journal::WriteTransaction& tx) {
        return WriteRequest(tx, tools_, call, transfer);
      });
}

absl::StatusOr<v1::Transfer> Transfers::Decide(
    const rpc::Call& call, const v1::DecideTransferRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kTransfer, request.name());
  ReadDecideReason(request.consents(), request.reason(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Transfer> known,
                          FindSaved(tools_, ids[0], ids[1]));
  if (!known || !SidesOf(call, *known).any()) {
    return errors::NotFound("transfer", request.name());
  }

  // Apply the rules.
  return Write<v1::Transfer>(
      tools_, call.Author(CENTRE_ADMIN, request.request_id(), request),
      [&](journal::WriteTransaction& tx) {
        return WriteDecision(tx, tools_, call, *known, request);
      });
}

absl::StatusOr<v1::ListTransfersResponse> Transfers::List(
    const rpc::Call& call, const v1::ListTransfersRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  ReadStateFilter(request.state(), v1::TransferState_IsValid(request.state()),
                  "TRANSFER_REQUESTED, TRANSFER_DONE or TRANSFER_REFUSED",
                  check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list =
      "transfers/" + request.parent() + "/" + std::to_string(request.state());
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_ASSIGN_OR_RETURN(store::TransferFilter filter,
                          ReadParent(tools_, call, request.parent()));
  if (request.state() != v1::TRANSFER_STATE_UNSPECIFIED) {
    filter.state = static_cast<TransferState>(request.state());
  }

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Transfer> found,
      Read<std::vector<Transfer>>(tools_, [&](db::Transaction& tx) {
        return store::ListTransfers(
            tx, filter, store::CreationKey::FromText(after), size + 1);
      }));

  // Answer.
  v1::ListTransfersResponse response;
  if (const Transfer* last =
          FillPage(found, size, *response.mutable_transfers())) {
    const store::CreationKey key{
        .created_us = absl::ToUnixMicros(last->requested), .id = last->id};
    response.set_next_page_token(tools_.tokens.Encode(list, key.Text()));
  }
  return response;
}

}  // namespace attest::registration::api
