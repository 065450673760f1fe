// The draw: among sign-offs that a plan has not looked at (D53).
#ifndef ATTEST_SERVICES_VERIFICATION_API_DRAWING_H_
#define ATTEST_SERVICES_VERIFICATION_API_DRAWING_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "attest/assessment/v1/assessment.pb.h"
#include "attest/registration/v1/registration.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/sampling.h"
#include "services/verification/domain/verifying.h"

namespace attest::verification::api {

// A sign-off that may be drawn.
struct Drawable {
  Candidate candidate;
  std::string syllabus_version;
};

// Thread-safe. Errors are those that the contract names.
class Drawing {
 public:
  explicit Drawing(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<v1::DrawSampleResponse> Draw(
      const rpc::Call& call, const v1::DrawSampleRequest& request);

 private:
  // The caller's standing for the plan's qualification (D15).
  absl::StatusOr<Verifier> AskFor(const rpc::Call& call,
                                  const SamplingPlan& plan);
  // The sign-offs of the plan's qualification that stand at its centre and are
  // not in `considered`.
  absl::StatusOr<std::vector<Drawable>> Drawables(
      const rpc::Call& call, const SamplingPlan& plan,
      const std::set<SignOffKey>& considered);
  absl::StatusOr<journal::Outcome> DrawIn(
      journal::WriteTransaction& sql, const SamplingPlan& plan,
      const std::vector<Drawable>& drawables);

  const Parts parts_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_DRAWING_H_
