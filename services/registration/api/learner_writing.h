// What writes about learners share. Personal data stays in the state: the trail
// and the answers that are kept for repeated requests hold names only.
#ifndef ATTEST_SERVICES_REGISTRATION_API_LEARNER_WRITING_H_
#define ATTEST_SERVICES_REGISTRATION_API_LEARNER_WRITING_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"
#include "services/registration/domain/correction.h"
#include "services/registration/domain/merging.h"

namespace attest::registration::api {

//   NOT_FOUND, `NOT_FOUND`.
absl::StatusOr<Learner> RequireLearner(db::Transaction& tx,
                                       std::string_view id);

// The learner with registrations and running holds.
//   NOT_FOUND, `NOT_FOUND`.
absl::StatusOr<LearnerRecord> ReadRecord(db::Transaction& tx,
                                         std::string_view id);

// The minimum ages of what the learner studies, as the catalogue has them now.
absl::StatusOr<MinimumAges> MinimumAgesFor(const Tools& tools,
                                           const rpc::Call& call,
                                           std::string_view learner);

// What stands against the change of a learner: GoneViolations, UNDER_AGE,
// `SUBJECT_TAKEN`, `QUALITY_MANAGER_IS_LEARNER`.
absl::StatusOr<std::vector<RuleViolation>> ChangeFindings(
    db::Transaction& tx, const Learner& before, const Learner& after,
    const MinimumAges& ages);

// Writes the changed learner, with the number that they had before among the
// former ones, and their subject to their registrations.
//   ALREADY_EXISTS, `DUPLICATE_ULN`.
absl::Status ReplaceLearner(journal::WriteTransaction& tx,
                            const Learner& before, Learner after,
                            absl::Time now);

using Facts = std::map<std::string, std::string>;

// One change for each registration of the learner, on its own chain, so that
// every centre hears of it; one when there is none.
absl::StatusOr<std::vector<journal::Change>> ChangesOfLearner(
    db::Transaction& tx, const std::string& action, const std::string& resource,
    std::string_view learner, const Facts& facts);

// The learner as they are on record.
absl::StatusOr<v1::Learner> AnswerLearner(const Tools& tools,
                                          std::string_view name);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_LEARNER_WRITING_H_
