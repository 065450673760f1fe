#include "services/verification/api/claims.h"

#include <optional>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/verification/api/claim_facts.h"
#include "services/verification/api/convert.h"
#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"
#include "services/verification/store/claims.h"

namespace attest::verification::api {
namespace {

// What verification itself has on record, as of this transaction.
absl::StatusOr<OwnRecord> OwnRecordOf(db::Transaction& sql,
                                      const ClaimFacts& facts) {
  return store::OwnRecordOf(sql, facts.centre, facts.registration,
                            facts.qualification);
}

journal::Change Submitted(const Claim& claim) {
  journal::Change change = {
      .action = "claim.submitted",
      .resource = claim.name(),
      .centre = CentreName(claim.centre),
      .registration = RegistrationName(claim.registration),
      .reason = "",
      .before = {},
      .after = {{"state", "CLAIM_ACCEPTED"}},
      .syllabus_version = LastSegment(claim.syllabus)};
  for (const ClaimedUnit& unit : claim.units) {
    change.after[fmt::format("unit_{}_revision", unit.unit)] =
        std::to_string(unit.revision);
  }
  return change;
}

// `claim` gives way to `next`.
journal::Change Lapsed(const Claim& claim, const Claim& next) {
  return {.action = "claim.lapsed",
          .resource = claim.name(),
          .centre = CentreName(claim.centre),
          .registration = RegistrationName(claim.registration),
          .reason = "",
          .before = {{"state", "CLAIM_ACCEPTED"}},
          .after = {{"state", "CLAIM_LAPSED"}, {"next_claim", next.name()}},
          .syllabus_version = LastSegment(claim.syllabus)};
}

}  // namespace

absl::StatusOr<v1::CheckClaimResponse> Claims::Check(
    const rpc::Call& call, const v1::CheckClaimRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Name("registration", kRegistrationPattern, request.registration());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(
      const SeenRegistration seen,
      SeeRegistration(*clients, call,
                      {auth::v1::CENTRE_ADMIN, auth::v1::INTERNAL_VERIFIER,
                       auth::v1::QUALITY_MANAGER, auth::v1::AWARDING_ADMIN},
                      request.registration()));

  // Apply the rule.
  ATTEST_ASSIGN_OR_RETURN(GatheredClaim gathered,
                          GatherClaim(parts_, call, seen));
  ATTEST_ASSIGN_OR_RETURN(
      gathered.facts.own,
      ReadIn<OwnRecord>(parts_.database, [&](db::Transaction& sql) {
        return OwnRecordOf(sql, gathered.facts);
      }));

  // Answer.
  v1::CheckClaimResponse response;
  for (const MissingItem& item : MissingForClaim(gathered.facts)) {
    *response.add_missing() = ToProto(item);
  }
  response.set_ready(response.missing().empty());
  return response;
}

absl::StatusOr<v1::Claim> Claims::Submit(
    const rpc::Call& call, const v1::SubmitClaimRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  check.Name("parent", kRegistrationPattern, request.parent());
  ATTEST_RETURN_IF_ERROR(check.status());

  // Ask the owners.
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(
      const SeenRegistration seen,
      SeeRegistration(*clients, call, {auth::v1::CENTRE_ADMIN},
                      request.parent()));
  ATTEST_ASSIGN_OR_RETURN(const GatheredClaim gathered,
                          GatherClaim(parts_, call, seen));

  // Decide on our own record as it is when the claim is written.
  return WriteIn<v1::Claim>(
      parts_.journal, call.Author(seen.role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) {
        return SubmitIn(sql, call, gathered.facts);
      });
}

absl::StatusOr<journal::Outcome> Claims::SubmitIn(
    journal::WriteTransaction& sql, const rpc::Call& call, ClaimFacts facts) {
  ATTEST_ASSIGN_OR_RETURN(facts.own, OwnRecordOf(sql.reader(), facts));
  const std::optional<Claim>& former = facts.own.claim;
  if (former.has_value() && !IsOvertaken(*former, facts)) {
    return errors::AlreadyClaimed(former->name());
  }
  ATTEST_RETURN_IF_ERROR(
      errors::ClaimRefused(AsViolations(MissingForClaim(facts))));
  Claim claim;
  claim.registration = facts.registration;
  claim.id = parts_.ids.NewId();
  claim.centre = facts.centre;
  claim.claimed_by = call.caller.subject();
  claim.create_time = parts_.clock.Now();
  claim.units = facts.units;
  claim.syllabus = facts.syllabus;
  std::vector<journal::Change> changes;
  if (former.has_value()) {
    ATTEST_RETURN_IF_ERROR(
        store::MarkLapsed(sql, former->registration, former->id).status());
    changes.push_back(Lapsed(*former, claim));
  }
  changes.push_back(Submitted(claim));
  const absl::Status inserted = store::InsertClaim(sql, claim);
  if (db::IsUniqueViolation(inserted)) {
    return errors::AlreadyClaimed(RegistrationName(facts.registration));
  }
  ATTEST_RETURN_IF_ERROR(inserted);
  return journal::Outcome{ToProto(claim).SerializeAsString(),
                          std::move(changes)};
}

}  // namespace attest::verification::api
