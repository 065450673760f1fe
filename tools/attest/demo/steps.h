// The steps of the demonstration, in their order. Each ends with an error as
// soon as something does not go as it has to.
#ifndef ATTEST_TOOLS_ATTEST_DEMO_STEPS_H_
#define ATTEST_TOOLS_ATTEST_DEMO_STEPS_H_

#include "libs/status/status.h"
#include "tools/attest/demo/stage.h"

namespace attest::demo {

// 1: centre, approval, staff, delivery plan, assessment plan.
absl::Status PrepareCentre(Stage& stage);
// 2: learners, those refused too; induction, learning plan, selection.
absl::Status RegisterCohort(Stage& stage);
// 3: evidence of all kinds with files, mapped and handed in.
absl::Status GatherEvidence(Stage& stage);
// 4: decisions, some not yet met first; sign-offs.
absl::Status Assess(Stage& stage);
// 5: sampling and internal verification, one unit returned and corrected.
absl::Status Verify(Stage& stage);
// 6: moderation, claim, award.
absl::Status Award(Stage& stage);
// 7: the certificate and the trail, checked by strangers.
absl::Status Check(Stage& stage, const std::string& folder);

// All of them and the summary. `folder` takes the exported trail.
absl::Status PlayJourney(Stage& stage, const std::string& folder);

// Pieces that several steps use.

// One criterion of a unit and what is said of it.
struct Judgement {
  std::string criterion;
  bool met = true;
  std::string reason;
};
// Records decisions on criteria of one unit, each on the evidence it is mapped
// to.
absl::Status Decide(Stage& stage, const CohortLearner& learner,
                    const Person& assessor, const catalogue::v1::Unit& unit,
                    const std::vector<Judgement>& judgements);
// Signs a unit off.
absl::Status SignOff(Stage& stage, const CohortLearner& learner,
                     const catalogue::v1::Unit& unit);
// Claims the award too early, and reports everything that is missing.
absl::Status RefuseClaim(Stage& stage, const CohortLearner& learner,
                         std::string_view what, std::string_view rule);
// Draws a sample and agrees with everything that is pending, but leaves out the
// sample of `except` (a sample's name).
absl::Status VerifyPending(Stage& stage, const std::string& plan,
                           const std::string& except = "");
// Waits until the assessor has the unit back.
absl::Status WaitUntilReturned(Stage& stage, const CohortLearner& learner,
                               const std::string& unit);
// Corrects a returned unit: a fresh decision on `criterion` and a new sign-off.
absl::Status Correct(Stage& stage, const CohortLearner& learner,
                     const std::string& unit, const std::string& criterion);
// The unit of the learner's selection with this number.
const catalogue::v1::Unit& UnitOf(const CohortLearner& learner,
                                  const std::string& number);
// Criterion numbers of a unit, in order.
std::vector<std::string> CriteriaOf(const catalogue::v1::Unit& unit);
// The pieces of evidence (keys of CohortLearner::evidence) that criterion
// number `index` of a unit is mapped to.
std::vector<std::string> PiecesFor(size_t index);

}  // namespace attest::demo

#endif  // ATTEST_TOOLS_ATTEST_DEMO_STEPS_H_
