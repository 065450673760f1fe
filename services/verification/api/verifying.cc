#include "services/verification/api/verifying.h"

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/verification/api/changes.h"
#include "services/verification/api/convert.h"
#include "services/verification/api/standing.h"
#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"
#include "services/verification/store/plans.h"
#include "services/verification/store/samples.h"

namespace attest::verification::api {
namespace {

constexpr size_t kDisagreementsMax = 100;

void CheckDisagreements(FieldChecks& check,
                        const v1::RecordSampleOutcomeRequest& request) {
  const auto& found = request.disagreements();
  check.That(!request.agreed() || found.empty(), "disagreements",
             "must be empty when you agree");
  check.That(request.agreed() || !found.empty(), "disagreements",
             "must name at least one criterion when you do not agree");
  check.OptionalList("disagreements", static_cast<size_t>(found.size()),
                     kDisagreementsMax);
  std::set<std::string_view> seen;
  for (int i = 0; i < found.size(); ++i) {
    const std::string field = fmt::format("disagreements[{}]", i);
    check.Text(field + ".criterion", found[i].criterion());
    check.That(seen.insert(found[i].criterion()).second, field + ".criterion",
               "must be named once only");
    check.LongText(field + ".reason", found[i].reason());
    check.LongText(field + ".action", found[i].action());
  }
}

// The criteria of `asked` that `unit` does not have.
std::vector<std::string> UnknownCriteria(const catalogue::v1::Unit& unit,
                                         std::set<std::string> asked) {
  for (const auto& outcome : unit.outcomes()) {
    for (const auto& criterion : outcome.criteria()) {
      asked.erase(criterion.number());
    }
  }
  return {asked.begin(), asked.end()};
}

// `sample` with what the verifier found.
Sample WithOutcome(Sample sample, const v1::RecordSampleOutcomeRequest& request,
                   const std::string& verifier, absl::Time now) {
  sample.state =
      request.agreed() ? SampleState::kAgreed : SampleState::kDisagreed;
  sample.verifier = verifier;
  sample.verify_time = now;
  sample.comment = request.comment();
  if (request.agreed()) sample.verified_revision = sample.key.revision;
  for (const auto& found : request.disagreements()) {
    sample.disagreements.push_back(
        {found.criterion(), found.reason(), found.action()});
  }
  return sample;
}

// What the verifier wrote, for the trail to prove without holding it.
std::string HashOf(const v1::RecordSampleOutcomeRequest& request) {
  std::string written = request.comment();
  for (const auto& found : request.disagreements()) {
    written += fmt::format("\n{}\n{}\n{}", found.criterion(), found.reason(),
                           found.action());
  }
  return Sha256Hex(written);
}

absl::StatusOr<Sample> FindIn(db::Transaction& sql, const std::string& centre,
                              const std::string& id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Sample> sample,
                          store::FindSample(sql, centre, id));
  if (!sample.has_value()) {
    return errors::NotFound("sample", SampleName(centre, id));
  }
  return *std::move(sample);
}

}  // namespace

absl::StatusOr<v1::Sample> Verifying::RecordOutcome(
    const rpc::Call& call, const v1::RecordSampleOutcomeRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kSamplePattern, request.name());
  check.LongText("comment", request.comment());
  CheckDisagreements(check, request);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_RETURN_IF_ERROR(ActAt(call, {auth::v1::INTERNAL_VERIFIER}, ids[0],
                               "sample", request.name())
                             .status());

  // Ask the owners.
  ATTEST_ASSIGN_OR_RETURN(const Sample found, Find(ids[0], ids[1]));
  std::set<std::string> criteria;
  for (const auto& disagreement : request.disagreements()) {
    criteria.insert(disagreement.criterion());
  }
  ATTEST_ASSIGN_OR_RETURN(const Asked asked, Ask(call, found, criteria));

  // Apply the rule to the sample as it is when written.
  return WriteIn<v1::Sample>(
      parts_.journal, call.Author(asked.role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) {
        return RecordIn(sql, found, asked, request);
      });
}

absl::StatusOr<journal::Outcome> Verifying::RecordIn(
    journal::WriteTransaction& sql, const Sample& found, const Asked& asked,
    const v1::RecordSampleOutcomeRequest& request) {
  ATTEST_ASSIGN_OR_RETURN(const Sample before,
                          FindIn(sql.reader(), found.centre, found.id));
  ATTEST_RETURN_IF_ERROR(
      errors::VerificationRefused(WhyNotVerify(before, asked.facts)));
  const Sample after = WithOutcome(
      before, request, asked.facts.verifier.subject, parts_.clock.Now());
  ATTEST_RETURN_IF_ERROR(store::UpdateSample(sql, after));
  journal::Change change =
      SampleChange(request.agreed() ? "sample.agreed" : "sample.disagreed",
                   after, asked.seen.syllabus_version());
  change.before["state"] = "SAMPLE_PENDING";
  change.after["reason_sha256"] = HashOf(request);
  return journal::Outcome{ToProto(after).SerializeAsString(),
                          {std::move(change)}};
}

absl::StatusOr<v1::Sample> Verifying::CloseAction(
    const rpc::Call& call, const v1::CloseActionRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kSamplePattern, request.name());
  check.LongText("comment", request.comment());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_RETURN_IF_ERROR(ActAt(call, {auth::v1::INTERNAL_VERIFIER}, ids[0],
                               "sample", request.name())
                             .status());

  // Ask the owners.
  ATTEST_ASSIGN_OR_RETURN(const Sample found, Find(ids[0], ids[1]));
  ATTEST_ASSIGN_OR_RETURN(const Asked asked, Ask(call, found, {}));

  // Apply the rule to the sample as it is when written.
  return WriteIn<v1::Sample>(
      parts_.journal, call.Author(asked.role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) {
        return CloseIn(sql, found, asked, request.comment());
      });
}

absl::StatusOr<journal::Outcome> Verifying::CloseIn(
    journal::WriteTransaction& sql, const Sample& found, const Asked& asked,
    const std::string& comment) {
  ATTEST_ASSIGN_OR_RETURN(Sample sample,
                          FindIn(sql.reader(), found.centre, found.id));
  ATTEST_RETURN_IF_ERROR(
      errors::ActionNotClosed(WhyNotClose(sample, asked.facts)));
  sample.state = SampleState::kClosed;
  const std::string disagreer =
      std::exchange(sample.verifier, asked.facts.verifier.subject);
  sample.verify_time = parts_.clock.Now();
  sample.close_comment = comment;
  sample.verified_revision = asked.facts.sign_off->revision;
  ATTEST_RETURN_IF_ERROR(store::UpdateSample(sql, sample));
  // Closing verifies the new sign-off, so the draw need not look at it.
  SignOffKey verified = sample.key;
  verified.revision = sample.verified_revision;
  ATTEST_RETURN_IF_ERROR(
      store::InsertConsidered(sql, sample.centre, sample.plan, verified,
                              /*chosen=*/true, *sample.verify_time)
          .status());
  journal::Change change =
      SampleChange("sample.closed", sample, asked.seen.syllabus_version());
  change.before["state"] = "SAMPLE_DISAGREED";
  change.before["verifier"] = disagreer;
  change.after["verifier"] = sample.verifier;
  change.after["verified_revision"] = std::to_string(sample.verified_revision);
  change.after["reason_sha256"] = Sha256Hex(comment);
  return journal::Outcome{ToProto(sample).SerializeAsString(),
                          {std::move(change)}};
}

absl::StatusOr<Sample> Verifying::Find(const std::string& centre,
                                       const std::string& id) {
  return ReadIn<Sample>(parts_.database, [&](db::Transaction& sql) {
    return FindIn(sql, centre, id);
  });
}

absl::StatusOr<Verifying::Asked> Verifying::Ask(
    const rpc::Call& call, const Sample& sample,
    const std::set<std::string>& criteria) {
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  Asked asked;
  ATTEST_ASSIGN_OR_RETURN(
      asked.seen, SeeRegistration(*clients, call, {auth::v1::INTERNAL_VERIFIER},
                                  RegistrationName(sample.key.registration)));
  asked.role = asked.seen.role;
  ATTEST_ASSIGN_OR_RETURN(
      const auto units,
      clients->catalogue.Units(call, asked.seen.registration.syllabus(),
                               {sample.key.unit}));
  asked.facts.unknown_criteria = UnknownCriteria(units.front(), criteria);
  ATTEST_ASSIGN_OR_RETURN(
      const auto sign_off,
      clients->assessment.FindSignOff(
          call, UnitName(sample.key.registration, sample.key.unit)));
  if (sign_off.has_value()) asked.facts.sign_off = FromProto(*sign_off);
  const int level = units.front().level();
  VerifiedWork work{.registration = asked.seen.registration.name(),
                    .persons = {}};
  if (sign_off.has_value()) work.persons.push_back(sign_off->assessor());
  const std::string& caller = call.caller.subject();
  ATTEST_ASSIGN_OR_RETURN(
      asked.facts.verifier,
      AskVerifier(parts_, call, asked.seen.centre, caller, level, work));
  asked.facts.verifier.is_the_learner = asked.seen.IsOwn(call);
  if (!sample.verifier.empty() && sample.verifier != caller) {
    ATTEST_ASSIGN_OR_RETURN(const Verifier disagreer,
                            AskVerifier(parts_, call, asked.seen.centre,
                                        sample.verifier, level, work));
    asked.facts.disagreer_in_standing = disagreer.in_standing;
  }
  return asked;
}

}  // namespace attest::verification::api
