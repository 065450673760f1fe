// Removing a learner's personal data (D70).
#include <string>
#include <utility>
#include <vector>

#include "libs/names/field_checks.h"
#include "services/registration/api/learner_writing.h"
#include "services/registration/api/learners.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/retention.h"
#include "services/registration/store/erasure_store.h"

namespace attest::registration::api {

absl::StatusOr<v1::Learner> Learners::Erase(
    const rpc::Call& call, const v1::EraseLearnerRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", "learners/{learner}", request.name());
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());

  // Apply the rules.
  ATTEST_ASSIGN_OR_RETURN(
      const v1::Learner kept,
      Write<v1::Learner>(
          tools_,
          call.Author(auth::v1::AWARDING_ADMIN, request.request_id(), request),
          [&](journal::WriteTransaction& tx)
              -> absl::StatusOr<Written<v1::Learner>> {
            ATTEST_ASSIGN_OR_RETURN(const LearnerRecord record,
                                    ReadRecord(tx.reader(), ids[0]));
            const auto violations =
                ErasureViolations(record, tools_.retention, tools_.Today());
            if (!violations.empty()) return errors::ErasureRefused(violations);
            ATTEST_RETURN_IF_ERROR(store::EraseLearner(tx, ids[0]));
            ATTEST_ASSIGN_OR_RETURN(
                std::vector<journal::Change> changes,
                ChangesOfLearner(tx.reader(), "learner.erased", request.name(),
                                 ids[0], {}));
            for (journal::Change& change : changes) {
              change.reason = request.reason();
            }
            v1::Learner answer;
            answer.set_name(request.name());
            return Written<v1::Learner>{std::move(answer), std::move(changes)};
          }));

  // Answer.
  return AnswerLearner(tools_, kept.name());
}

}  // namespace attest::registration::api
