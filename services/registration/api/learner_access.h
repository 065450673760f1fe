// Whether a learner is the caller's to see or change: by the centres where they
// are registered. Who may not gets the answer for one who does not exist.
#ifndef ATTEST_SERVICES_REGISTRATION_API_LEARNER_ACCESS_H_
#define ATTEST_SERVICES_REGISTRATION_API_LEARNER_ACCESS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/registration/api/access.h"
#include "services/registration/domain/learner.h"

namespace attest::registration::api {

// A registration of a learner, with its centre.
struct Studies {
  Registration registration;
  Centre centre;
};

// A learner with all registrations; of a record that was merged into another,
// those that the other one has now.
struct LearnerWithStudies {
  std::optional<Learner> learner;
  std::vector<Studies> studies;
};

absl::StatusOr<LearnerWithStudies> FindWithStudies(db::Transaction& tx,
                                                   std::string_view id);

// What was read, the role in which the caller acts, and at which of the
// learner's centres (ids).
struct LearnerAccess {
  Learner learner;
  auth::Role role = auth::v1::ROLE_UNSPECIFIED;
  std::vector<std::string> centres;
};

// Reads a learner for somebody who acts in one of `roles` at a centre where
// they are registered.
//   NOT_FOUND, `NOT_FOUND`.
absl::StatusOr<LearnerAccess> OpenLearner(const Tools& tools,
                                          const rpc::Call& call, Roles roles,
                                          std::string_view id);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_LEARNER_ACCESS_H_
