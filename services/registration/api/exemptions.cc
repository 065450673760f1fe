#include "services/registration/api/exemptions.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/access.h"
#include "services/registration/api/change_registration.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read_life.h"
#include "services/registration/api/requests.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life_errors.h"
#include "services/registration/store/exemption_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;

constexpr char kRegistration[] = "registrations/{registration}";
constexpr char kExemption[] =
    "registrations/{registration}/exemptions/{exemption}";

journal::Change ChangeOfExemption(std::string action,
                                  const Registration& registration,
                                  const Exemption& exemption) {
  journal::Change change = ChangeOf(std::move(action), registration);
  change.resource = exemption.name();
  change.after["unit"] = exemption.unit;
  change.after["kind"] =
      v1::ExemptionKind_Name(static_cast<v1::ExemptionKind>(exemption.kind));
  change.after["state"] =
      v1::ExemptionState_Name(static_cast<v1::ExemptionState>(exemption.state));
  return change;
}

journal::Change Requested(const Registration& registration,
                          const Exemption& exemption) {
  journal::Change change =
      ChangeOfExemption("exemption.requested", registration, exemption);
  change.after["unit_reference"] = exemption.unit_reference;
  change.after["certificate_sha256"] = Sha256Hex(CountedKey(exemption));
  return change;
}

// The catalogue's reference of a unit of the registered version.
absl::StatusOr<std::optional<std::string>> ReferenceOf(
    const Tools& tools, const rpc::Call& call, const Registration& registration,
    const std::string& unit) {
  const auto name = fmt::format("{}/units/{}", registration.syllabus(), unit);
  ATTEST_ASSIGN_OR_RETURN(const auto facts,
                          tools.catalogue.FindUnit(call, name));
  if (!facts || facts->reference.empty()) return std::nullopt;
  return facts->reference;
}

absl::Status CheckRules(db::Transaction& tx, const Registration& registration,
                        const std::optional<std::string>& reference,
                        const Exemption& exemption) {
  ATTEST_ASSIGN_OR_RETURN(const bool unit_counted,
                          store::CountsUnit(tx, exemption));
  ATTEST_ASSIGN_OR_RETURN(const bool credit_counted,
                          store::CountsCredit(tx, exemption));
  const auto violations =
      ExemptionViolations({.registration = registration,
                           .unit_reference = reference,
                           .unit_counted = unit_counted,
                           .credit_counted = credit_counted},
                          exemption);
  if (violations.empty()) return absl::OkStatus();
  return errors::ExemptionRefused(violations);
}

absl::StatusOr<std::optional<Exemption>> Find(
    const Tools& tools, const std::vector<std::string>& ids) {
  return Read<std::optional<Exemption>>(tools, [&](db::Transaction& tx) {
    return store::FindExemption(tx, ids[0], ids[1]);
  });
}

absl::Status CheckUndecided(const Exemption& exemption) {
  const auto decided = DecidedViolations(exemption);
  return decided.empty() ? absl::OkStatus() : errors::ExemptionDecided(decided);
}

}  // namespace

absl::StatusOr<v1::Exemption> Exemptions::Request(
    const rpc::Call& call, const v1::RequestExemptionRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", kRegistration, request.parent());
  Exemption exemption = ReadExemption(
      request.exemption(), call.caller.subject(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          OpenRegistration(tools_, call, kRequesters, ids[0]));
  ATTEST_ASSIGN_OR_RETURN(
      const auto reference,
      ReferenceOf(tools_, call, access.registration, exemption.unit));
  exemption.registration = ids[0];
  exemption.id = tools_.ids.NewId();
  exemption.requested = tools_.clock.Now();

  // Apply the rules.
  return Write<v1::Exemption>(
      tools_, call.Author(access.role, request.request_id(), request),
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Exemption>> {
        ATTEST_ASSIGN_OR_RETURN(const Registration registration,
                                FindIn(tx.reader(), tools_, ids[0]));
        ATTEST_RETURN_IF_ERROR(
            CheckRules(tx.reader(), registration, reference, exemption));
        ATTEST_RETURN_IF_ERROR(
            store::InsertExemption(tx, exemption, registration.centre));
        return Written<v1::Exemption>{ToProto(exemption),
                                      {Requested(registration, exemption)}};
      });
}

absl::StatusOr<v1::Exemption> Exemptions::Decide(
    const rpc::Call& call, const v1::DecideExemptionRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kExemption, request.name());
  ReadDecideReason(request.approved(), request.reason(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  const auto access = OpenRegistration(tools_, call, {AWARDING_ADMIN}, ids[0]);
  if (!access.ok() && !absl::IsNotFound(access.status())) {
    return access.status();
  }
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Exemption> known,
                          Find(tools_, ids));
  if (!access.ok() || !known) {
    return errors::NotFound("exemption", request.name());
  }
  ATTEST_ASSIGN_OR_RETURN(
      const auto reference,
      ReferenceOf(tools_, call, access->registration, known->unit));

  // Apply the rules.
  return Write<v1::Exemption>(
      tools_, call.Author(access->role, request.request_id(), request),
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Exemption>> {
        ATTEST_ASSIGN_OR_RETURN(const Registration registration,
                                FindIn(tx.reader(), tools_, ids[0]));
        ATTEST_ASSIGN_OR_RETURN(
            std::optional<Exemption> exemption,
            store::FindExemption(tx.reader(), ids[0], ids[1]));
        if (!exemption) return errors::NotFound("exemption", request.name());
        ATTEST_RETURN_IF_ERROR(CheckUndecided(*exemption));
        if (request.approved()) {
          ATTEST_RETURN_IF_ERROR(
              CheckRules(tx.reader(), registration, reference, *exemption));
        }
        registration::Decide(*exemption, request.approved(), request.reason(),
                             call.caller.subject(), tools_.clock.Now());
        ATTEST_RETURN_IF_ERROR(store::UpdateExemption(tx, *exemption));
        journal::Change change =
            ChangeOfExemption("exemption.decided", registration, *exemption);
        change.after["reason_sha256"] = Sha256Hex(request.reason());
        return Written<v1::Exemption>{ToProto(*exemption), {std::move(change)}};
      });
}

absl::StatusOr<v1::ListExemptionsResponse> Exemptions::List(
    const rpc::Call& call, const v1::ListExemptionsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  ReadStateFilter(
      request.state(), v1::ExemptionState_IsValid(request.state()),
      "EXEMPTION_REQUESTED, EXEMPTION_APPROVED or EXEMPTION_REFUSED", check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list = fmt::format("exemptions/{}/{}", request.parent(),
                                       static_cast<int>(request.state()));
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_ASSIGN_OR_RETURN(store::RequestFilter filter,
                          ReadRequestParent(tools_, call, request.parent()));
  filter.state = request.state();

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      std::vector<Exemption> found,
      Read<std::vector<Exemption>>(tools_, [&](db::Transaction& tx) {
        return store::ListExemptions(
            tx, filter, store::CreationKey::FromText(after), size + 1);
      }));
  if (filter.until) {
    for (Exemption& one : found) one = AsOf(std::move(one), *filter.until);
  }

  // Answer.
  v1::ListExemptionsResponse response;
  if (const Exemption* last =
          FillPage(found, size, *response.mutable_exemptions())) {
    const store::CreationKey key{
        .created_us = absl::ToUnixMicros(last->requested), .id = last->id};
    response.set_next_page_token(tools_.tokens.Encode(list, key.Text()));
  }
  return response;
}

}  // namespace attest::registration::api
