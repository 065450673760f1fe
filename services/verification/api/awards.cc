#include "services/verification/api/awards.h"

#include <optional>
#include <utility>

#include "libs/clock/dates.h"
#include "libs/names/field_checks.h"
#include "services/verification/api/convert.h"
#include "services/verification/domain/certificate_number.h"
#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"
#include "services/verification/store/awards.h"
#include "services/verification/store/claims.h"

namespace attest::verification::api {
namespace {

journal::Change Issued(const Award& award) {
  return {.action = "award.issued",
          .resource = award.name(),
          .centre = CentreName(award.centre),
          .registration = RegistrationName(award.registration),
          .reason = "",
          .before = {},
          .after = {{"award", award.name()},
                    {"claim", ClaimName(award.registration, award.claim)},
                    {"award_date", FormatDate(award.award_date)},
                    {"credits", std::to_string(award.credits)},
                    {"state", "AWARD_VALID"}},
          .syllabus_version = LastSegment(award.syllabus)};
}

// The error for a claim that is lapsed, or awarded, naming the award.
absl::Status NotAccepted(db::Transaction& sql, const Claim& claim) {
  if (claim.state == ClaimState::kLapsed) {
    return errors::ClaimLapsed(claim.name());
  }
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Award> issued,
      store::FindAwardOfClaim(sql, claim.registration, claim.id));
  return errors::AlreadyAwarded(claim.name(),
                                issued.has_value() ? issued->name() : "");
}

absl::StatusOr<Claim> FindClaimIn(db::Transaction& sql,
                                  const std::string& registration,
                                  const std::string& id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Claim> found,
                          store::FindClaim(sql, registration, id));
  if (!found.has_value()) {
    return errors::NotFound("claim", ClaimName(registration, id));
  }
  return *std::move(found);
}

}  // namespace

absl::StatusOr<v1::Award> Awards::Issue(const rpc::Call& call,
                                        const v1::IssueAwardRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("claim", kClaimPattern, request.claim());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const Claim claim, FindClaim(ids[0], ids[1]));
  ATTEST_ASSIGN_OR_RETURN(const auth::Role role,
                          ActAt(call, {auth::v1::AWARDING_ADMIN}, claim.centre,
                                "claim", request.claim()));

  // Ask the owners.
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(
      const SeenRegistration seen,
      SeeRegistration(*clients, call, {auth::v1::AWARDING_ADMIN},
                      RegistrationName(claim.registration)));
  ATTEST_ASSIGN_OR_RETURN(GatheredClaim gathered,
                          GatherClaim(parts_, call, seen));
  ATTEST_ASSIGN_OR_RETURN(
      const auto learner,
      clients->registration.GetLearner(call, seen.registration.learner()));
  const Award draft = Draft(claim, gathered, learner.full_name());
  // Gathering takes time: whether it was withdrawn meanwhile is asked last.
  ATTEST_ASSIGN_OR_RETURN(
      const auto latest,
      clients->registration.GetRegistration(call, seen.registration.name()));
  TakeState(latest, gathered.facts);

  // Issue. The record of the request keeps the award's id only, so that the
  // learner's name is in one place.
  ATTEST_ASSIGN_OR_RETURN(
      const std::string id,
      parts_.journal.Write(call.Author(role, request.request_id(), request),
                           [&](journal::WriteTransaction& sql) {
                             return IssueIn(sql, draft, gathered.facts);
                           }));
  ATTEST_ASSIGN_OR_RETURN(const Award award, FindAward(id));
  return ToProto(award);
}

Award Awards::Draft(const Claim& claim, const GatheredClaim& gathered,
                    const std::string& learner_name) {
  const catalogue::v1::Qualification& qualification = gathered.qualification;
  const AwardTotals totals = TotalsOf(claim.units, qualification.level());
  Award award;
  award.id = parts_.ids.NewId();
  award.registration = claim.registration;
  award.centre = claim.centre;
  award.claim = claim.id;
  award.certificate_number =
      MakeCertificateNumber(RandomBytes(kCertificateSeedBytes));
  award.title = qualification.title();
  award.qualification_code = qualification.code();
  award.qualification_number = qualification.qualification_number();
  award.awarding_organisation = qualification.awarding_organisation();
  award.learner_name = learner_name;
  award.award_date = DateOf(parts_.clock.Now());
  award.credits = totals.credits;
  award.credits_at_level = totals.credits_at_level;
  award.guided_learning_hours = totals.guided_learning_hours;
  award.syllabus = claim.syllabus;
  return award;
}

absl::StatusOr<journal::Outcome> Awards::IssueIn(journal::WriteTransaction& sql,
                                                 const Award& award,
                                                 ClaimFacts facts) {
  ATTEST_ASSIGN_OR_RETURN(
      const Claim claim,
      FindClaimIn(sql.reader(), award.registration, award.claim));
  if (claim.state != ClaimState::kAccepted) {
    return NotAccepted(sql.reader(), claim);
  }
  ATTEST_ASSIGN_OR_RETURN(
      facts.own, store::OwnRecordOf(sql.reader(), facts.centre,
                                    facts.registration, facts.qualification));
  ATTEST_RETURN_IF_ERROR(errors::ClaimOvertaken(WhyOvertaken(claim, facts)));
  ATTEST_ASSIGN_OR_RETURN(
      const bool marked,
      store::MarkAwarded(sql, award.registration, award.claim));
  if (!marked) return NotAccepted(sql.reader(), claim);
  ATTEST_RETURN_IF_ERROR(store::InsertAward(sql, award));
  return journal::Outcome{award.id, {Issued(award)}};
}

absl::StatusOr<v1::Award> Awards::Get(const rpc::Call& call,
                                      const v1::GetAwardRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kAwardPattern, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  // Answer.
  ATTEST_ASSIGN_OR_RETURN(const Award award, FindAward(ids[0]));
  ATTEST_RETURN_IF_ERROR(CheckSees(call, award));
  return ToProto(award);
}

absl::Status Awards::CheckSees(const rpc::Call& call, const Award& award) {
  const absl::Status hidden = errors::NotFound("award", award.name());
  const auth::Role role =
      call.ActsAs({auth::v1::CENTRE_ADMIN, auth::v1::QUALITY_MANAGER,
                   auth::v1::AWARDING_ADMIN, auth::v1::PARTNER},
                  award.centre);
  if (role != auth::v1::ROLE_UNSPECIFIED) return absl::OkStatus();
  if (!call.caller.Has(auth::v1::LEARNER)) return hidden;

  // A learner sees their own; whose it is, registration knows.
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  const auto registration = clients->registration.GetRegistration(
      call, RegistrationName(award.registration));
  if (registration.status().code() == absl::StatusCode::kNotFound) {
    return hidden;
  }
  ATTEST_RETURN_IF_ERROR(registration.status());
  const bool own = registration->learner_subject() == call.caller.subject();
  return own ? absl::OkStatus() : hidden;
}

absl::StatusOr<v1::VerifyCertificateResponse> Awards::VerifyCertificate(
    const v1::VerifyCertificateRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Text("certificate_number", request.certificate_number());
  ATTEST_RETURN_IF_ERROR(check.status());
  const CertificateReading reading =
      ReadCertificateNumber(request.certificate_number());
  check.That(reading.problem.empty(), "certificate_number", reading.problem);
  ATTEST_RETURN_IF_ERROR(check.status());

  // Answer; of an unknown number nothing is told.
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Award> award,
      ReadIn<std::optional<Award>>(parts_.database, [&](db::Transaction& sql) {
        return store::FindAwardByNumber(sql, reading.number);
      }));
  if (award.has_value()) return ToCertificate(*award);
  v1::VerifyCertificateResponse unknown;
  unknown.set_status(v1::CERTIFICATE_UNKNOWN);
  return unknown;
}

absl::StatusOr<Claim> Awards::FindClaim(const std::string& registration,
                                        const std::string& id) {
  return ReadIn<Claim>(parts_.database, [&](db::Transaction& sql) {
    return FindClaimIn(sql, registration, id);
  });
}

absl::StatusOr<Award> Awards::FindAward(const std::string& id) {
  return ReadIn<Award>(parts_.database,
                       [&](db::Transaction& sql) -> absl::StatusOr<Award> {
                         ATTEST_ASSIGN_OR_RETURN(std::optional<Award> found,
                                                 store::FindAward(sql, id));
                         if (!found.has_value()) {
                           return errors::NotFound("award", AwardName(id));
                         }
                         return *std::move(found);
                       });
}

}  // namespace attest::verification::api
