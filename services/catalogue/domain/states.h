// Where a search for selections stands. Internal to domain/.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_STATES_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_STATES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "services/catalogue/domain/proposals.h"
#include "services/catalogue/domain/shares.h"

namespace attest::catalogue {

// A state is what the leaves of the rule have when some units are decided,
// packed into a few words: that, and nothing else of the decided units, settles
// what may follow. A leaf whose verdict no further unit changes counts as
// settled whatever it has, and a part of the tree that is settled settles all
// its leaves; so that as many states as possible are the same. Immutable,
// thread-safe.
class States {
 public:
  // A step decides one unit. Units that the wishes decide have no step. Units
  // of small leaves come first, so that leaves are settled early. Both must
  // outlive it.
  States(const Combination& combination, const Wishes& wishes);

  const Shares& shares() const { return shares_; }
  // The unit of each step.
  const std::vector<size_t>& steps() const { return steps_; }
  // Size of a state, at least 1.
  size_t words() const { return words_; }

  // Writes the state before the first step, or the one after `step`. False when
  // the rule fails whatever follows. After the last step the rule holds.
  bool AtFirst(uint64_t* state) const;
  bool After(const uint64_t* state, size_t step, bool taken,
             uint64_t* after) const;

  // What a leaf has; nothing when it is settled.
  std::optional<int> Have(const uint64_t* state, size_t leaf) const;
  // Whether the tree fails when this leaf does.
  bool IsRequired(size_t leaf) const { return fields_[leaf].required; }

 private:
  // Where a leaf has its place, and which numbers stand there for verdicts. All
  // below `fails` are sums.
  struct Field {
    size_t word = 0;
    int shift = 0;
    uint64_t mask = 0;
    uint64_t fails = 0;
    uint64_t holds = 0;
    bool required = false;
  };

  void OrderSteps(const Wishes& wishes);
  void LayOutFields();
  void CountLeft();
  void MarkRequired(const Rule& rule, bool required, size_t& next);

  uint64_t Get(const uint64_t* state, size_t leaf) const;
  void Set(uint64_t* state, size_t leaf, uint64_t value) const;
  // What stands for a leaf that has `have` and may get `left` more.
  uint64_t Settle(size_t leaf, int have, int left) const;
  // Settles the leaves of settled parts; gives the verdict of `rule`.
  Verdict Tidy(const Rule& rule, uint64_t* state, size_t& next) const;
  // Tidies where needed. False when the tree fails.
  bool CanFollow(uint64_t* state, bool settled, bool fails) const;

  const Combination& combination_;
  const Shares shares_;
  std::vector<Field> fields_;  // by leaf
  std::vector<size_t> steps_;
  std::vector<int> kept_;  // by leaf: what the kept units count
  std::vector<int> left_;  // by leaf: what the units of all steps count
  // By step and share of its unit: what the units of later steps count.
  std::vector<std::vector<int>> left_after_;
  size_t words_ = 1;
  bool has_choices_ = false;  // an "any of" in the tree
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_STATES_H_
