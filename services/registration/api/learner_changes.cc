// Changes of learners: of what is known of them, and of which records are of
// one person.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/learner_access.h"
#include "services/registration/api/learner_writing.h"
#include "services/registration/api/learners.h"
#include "services/registration/api/read_learners.h"
#include "services/registration/api/update.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/merging.h"
#include "services/registration/store/correction_store.h"
#include "services/registration/store/learner_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;
using WrittenLearner = Written<v1::Learner>;

// What is kept as the answer holds nothing personal.
v1::Learner Kept(const Learner& learner) {
  v1::Learner kept;
  kept.set_name(learner.name());
  return kept;
}

// What the awarding organisation changes by itself is a correction on record.
absl::Status RecordCorrection(journal::WriteTransaction& tx,
                              const Learner& before, const Learner& after,
                              Correction correction) {
  correction.learner = before.id;
  correction.fields = IdentityChanges(before, after);
  if (correction.fields.empty()) return absl::OkStatus();
  return store::InsertCorrection(tx, correction);
}

Facts UpdateFacts(const LearnerValues& values, const std::string& reason) {
  std::vector<std::string> fields;
  for (const auto& [field, value] : values) fields.push_back(field);
  Facts facts = {{"fields", fmt::format("{}", fmt::join(fields, ","))}};
  if (!reason.empty()) facts["reason_sha256"] = Sha256Hex(reason);
  return facts;
}

absl::Status WriteMerged(journal::WriteTransaction& tx, const Learner& kept,
                         const Learner& duplicate, absl::Time now) {
  const Learner merged = Merge(kept, duplicate);
  if (merged.unique_learner_number != kept.unique_learner_number) {
    ATTEST_RETURN_IF_ERROR(
        store::ReleaseNumber(tx, merged.unique_learner_number));
  }
  ATTEST_RETURN_IF_ERROR(store::UpdateLearner(tx, merged, now));
  return store::MoveToLearner(tx, merged, duplicate.id);
}

}  // namespace

absl::StatusOr<v1::Learner> Learners::Update(
    const rpc::Call& call, const v1::UpdateLearnerRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("learner.name", "learners/{learner}",
                              request.learner().name());
  CheckMask(request.update_mask(),
            {"email", "subject", "job_role", "full_name", "birth_date",
             "unique_learner_number", "awarding_organisation_number"},
            check);
  const LearnerValues values = ReadLearnerValues(
      request.learner(), request.update_mask(), tools_.Today(), check);
  check.OptionalLongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const LearnerAccess access,
      OpenLearner(tools_, call,
                  {AWARDING_ADMIN, auth::v1::CENTRE_ADMIN, auth::v1::PARTNER},
                  ids[0]));
  const bool by_awarding = access.role == AWARDING_ADMIN;
  if (by_awarding) check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const MinimumAges ages,
                          MinimumAgesFor(tools_, call, ids[0]));
  const Correction correction{.learner = "",
                              .id = tools_.ids.NewId(),
                              .fields = {},
                              .reason = request.reason(),
                              .state = CorrectionState::kApproved,
                              .centre = "",
                              .requested_by = call.caller.subject(),
                              .requested = tools_.clock.Now(),
                              .decided_by = call.caller.subject(),
                              .decided = tools_.clock.Now(),
                              .decide_reason = ""};

  // Apply the rules.
  ATTEST_ASSIGN_OR_RETURN(
      const v1::Learner kept,
      Write<v1::Learner>(
          tools_, call.Author(access.role, request.request_id(), request),
          [&](journal::WriteTransaction& tx) -> absl::StatusOr<WrittenLearner> {
            ATTEST_ASSIGN_OR_RETURN(const Learner before,
                                    RequireLearner(tx.reader(), ids[0]));
            ATTEST_RETURN_IF_ERROR(CheckEtag(request.learner().etag(),
                                             ToProto(before).etag(),
                                             before.name()));
            const Learner after = WithValues(before, values);
            ATTEST_ASSIGN_OR_RETURN(
                auto violations,
                ChangeFindings(tx.reader(), before, after, ages));
            if (!by_awarding) {
              auto more = NeedsCorrectionViolations(values);
              violations.insert(violations.end(), more.begin(), more.end());
            }
            if (!violations.empty()) return errors::UpdateRefused(violations);
            ATTEST_RETURN_IF_ERROR(
                ReplaceLearner(tx, before, after, correction.requested));
            if (by_awarding) {
              ATTEST_RETURN_IF_ERROR(
                  RecordCorrection(tx, before, after, correction));
            }
            ATTEST_ASSIGN_OR_RETURN(
                auto changes,
                ChangesOfLearner(tx.reader(), "learner.updated", before.name(),
                                 before.id,
                                 UpdateFacts(values, request.reason())));
            return WrittenLearner{Kept(before), std::move(changes)};
          }));

  // Answer.
  return AnswerLearner(tools_, kept.name());
}

absl::StatusOr<v1::Learner> Learners::Merge(
    const rpc::Call& call, const v1::MergeLearnersRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", "learners/{learner}", request.name());
  const auto duplicate_ids =
      check.Name("duplicate", "learners/{learner}", request.duplicate());
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  const absl::Time now = tools_.clock.Now();

  // Apply the rules.
  ATTEST_ASSIGN_OR_RETURN(
      const v1::Learner kept,
      Write<v1::Learner>(
          tools_, call.Author(AWARDING_ADMIN, request.request_id(), request),
          [&](journal::WriteTransaction& tx) -> absl::StatusOr<WrittenLearner> {
            ATTEST_ASSIGN_OR_RETURN(const LearnerRecord stays,
                                    ReadRecord(tx.reader(), ids[0]));
            ATTEST_ASSIGN_OR_RETURN(const LearnerRecord duplicate,
                                    ReadRecord(tx.reader(), duplicate_ids[0]));
            const auto violations = MergeViolations(stays, duplicate);
            if (!violations.empty()) return errors::MergeRefused(violations);
            ATTEST_RETURN_IF_ERROR(
                WriteMerged(tx, stays.learner, duplicate.learner, now));
            ATTEST_ASSIGN_OR_RETURN(
                auto changes,
                ChangesOfLearner(
                    tx.reader(), "learner.merged", stays.learner.name(), ids[0],
                    {{"duplicate", duplicate.learner.name()},
                     {"reason_sha256", Sha256Hex(request.reason())}}));
            return WrittenLearner{Kept(stays.learner), std::move(changes)};
          }));

  // Answer.
  return AnswerLearner(tools_, kept.name());
}

}  // namespace attest::registration::api
