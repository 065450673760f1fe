// The best valid selections that fulfil somebody's wishes.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_PROPOSALS_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_PROPOSALS_H_

#include <cstddef>
#include <vector>

#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/selection.h"

namespace attest::catalogue {

// What makes one selection better than another.
enum class Objective {
  kFewestCredits,             // then least Guided Learning Hours
  kLeastGuidedLearningHours,  // then least credits
  kMostCreditsAtLevel,        // then least credits
  kFewestUnits,               // then least credits
  kClosestToWish,             // fewest units that differ, then least credits
};

struct Wishes {
  Selection keep;   // units that must be taken
  Selection avoid;  // units that must not be; none that is kept
  Objective objective = Objective::kFewestCredits;
  size_t limit = 10;
  // Of kClosestToWish: what somebody would like best, valid or not.
  Selection wish = {};
};

// A unit that is to be kept or avoided.
struct UnitWish {
  size_t unit = 0;
  bool keep = false;

  bool operator==(const UnitWish&) const = default;
};

struct Proposals {
  // The best first. Of two that are equally good, the one comes first that has
  // the earliest unit that the other has not.
  std::vector<Selection> selections;
  // When there is none: the rules that the wishes make impossible. A rule that
  // too little is left for tells what everything not avoided adds up to; one
  // that too much is kept for tells what the kept units add up to.
  std::vector<RuleFinding> prevented_by;
  // When there is none: wishes that rule out every valid selection together,
  // and without any one of them would not. Of several such sets the one that
  // does without the earlier units.
  std::vector<UnitWish> preventing_wishes;
  // The rule is too intricate to be searched within the bounds of time and
  // memory; there is no other answer then.
  bool too_complex = false;
};

// The best `limit` of all valid selections: exact, however many there are.
// `combination` must outlive the answer.
Proposals Propose(const Combination& combination, const Wishes& wishes);

// Whether there is any valid selection.
enum class Possibility { kPossible, kImpossible, kTooComplex };
Possibility IsPossible(const Combination& combination);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_PROPOSALS_H_
