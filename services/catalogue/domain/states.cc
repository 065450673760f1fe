#include "services/catalogue/domain/states.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace attest::catalogue {

States::States(const Combination& combination, const Wishes& wishes)
    : combination_(combination),
      shares_(combination),
      fields_(shares_.leaves().size()),
      kept_(fields_.size(), 0),
      left_(fields_.size(), 0) {
  OrderSteps(wishes);
  for (size_t unit = 0; unit < combination.units.size(); ++unit) {
    if (!wishes.keep[unit]) continue;
    for (const Share& share : shares_.Of(unit)) {
      kept_[share.leaf] += share.amount;
    }
  }
  CountLeft();
  LayOutFields();
  size_t next = 0;
  MarkRequired(combination.rule, true, next);
}

void States::OrderSteps(const Wishes& wishes) {
  const auto& leaves = shares_.leaves();
  std::vector<size_t> by_size(leaves.size());
  std::iota(by_size.begin(), by_size.end(), 0);
  std::stable_sort(by_size.begin(), by_size.end(), [&](size_t a, size_t b) {
    return leaves[a]->units.size() < leaves[b]->units.size();
  });
  std::vector<bool> placed = wishes.keep;
  const auto place = [&](size_t unit) {
    if (!placed[unit] && !wishes.avoid[unit]) steps_.push_back(unit);
    placed[unit] = true;
  };
  for (const size_t leaf : by_size) {
    for (const size_t unit : leaves[leaf]->units) place(unit);
  }
  for (size_t unit = 0; unit < placed.size(); ++unit) place(unit);
}

void States::CountLeft() {
  left_after_.resize(steps_.size());
  for (size_t step = steps_.size(); step-- > 0;) {
    for (const Share& share : shares_.Of(steps_[step])) {
      left_after_[step].push_back(left_[share.leaf]);
      left_[share.leaf] += share.amount;
    }
  }
}

// Open leaves have at most their maximum, or less than their minimum.
void States::LayOutFields() {
  int used = 0;
  size_t word = 0;
  for (size_t leaf = 0; leaf < fields_.size(); ++leaf) {
    const Rule& rule = *shares_.leaves()[leaf];
    const int bound = std::max(rule.minimum, rule.maximum.value_or(0));
    const int most = std::min(bound, kept_[leaf] + left_[leaf]);
    Field& field = fields_[leaf];
    field.fails = static_cast<uint64_t>(most) + 1;
    field.holds = field.fails + 1;
    const int width = std::bit_width(field.holds);
    if (used + width > 64) {
      ++word;
      used = 0;
    }
    field.word = word;
    field.shift = used;
    field.mask = (uint64_t{1} << width) - 1;
    used += width;
  }
  words_ = word + 1;
}

void States::MarkRequired(const Rule& rule, bool required, size_t& next) {
  if (rule.kind == Rule::Kind::kLeaf) {
    fields_[next++].required = required;
    return;
  }
  const bool choice = rule.kind == Rule::Kind::kAnyOf && rule.rules.size() > 1;
  has_choices_ |= choice;
  for (const Rule& part : rule.rules) {
    MarkRequired(part, required && !choice, next);
  }
}

uint64_t States::Get(const uint64_t* state, size_t leaf) const {
  const Field& field = fields_[leaf];
  return state[field.word] >> field.shift & field.mask;
}

void States::Set(uint64_t* state, size_t leaf, uint64_t value) const {
  const Field& field = fields_[leaf];
  uint64_t& word = state[field.word];
  word = (word & ~(field.mask << field.shift)) | value << field.shift;
}

uint64_t States::Settle(size_t leaf, int have, int left) const {
  const Rule& rule = *shares_.leaves()[leaf];
  const Field& field = fields_[leaf];
  if (have + left < rule.minimum) return field.fails;
  if (rule.maximum && have > *rule.maximum) return field.fails;
  const bool never_too_much = !rule.maximum || have + left <= *rule.maximum;
  if (have >= rule.minimum && never_too_much) return field.holds;
  return static_cast<uint64_t>(have);
}

Verdict States::Tidy(const Rule& rule, uint64_t* state, size_t& next) const {
  const size_t first = next;
  if (rule.kind == Rule::Kind::kLeaf) {
    const uint64_t value = Get(state, next++);
    if (value == fields_[first].fails) return Verdict::kFails;
    return value == fields_[first].holds ? Verdict::kHolds : Verdict::kOpen;
  }
  const bool all = rule.kind == Rule::Kind::kAllOf;
  Verdict verdict = all ? Verdict::kHolds : Verdict::kFails;
  for (const Rule& part : rule.rules) {
    const Verdict of_part = Tidy(part, state, next);
    verdict = all ? std::min(verdict, of_part) : std::max(verdict, of_part);
  }
  if (verdict == Verdict::kOpen) return verdict;
  for (size_t leaf = first; leaf < next; ++leaf) {
    const Field& field = fields_[leaf];
    Set(state, leaf, verdict == Verdict::kHolds ? field.holds : field.fails);
  }
  return verdict;
}

bool States::CanFollow(uint64_t* state, bool settled, bool fails) const {
  if (fails) return false;
  if (!settled || !has_choices_) return true;
  size_t next = 0;
  return Tidy(combination_.rule, state, next) != Verdict::kFails;
}

bool States::AtFirst(uint64_t* state) const {
  std::fill_n(state, words_, 0);
  bool fails = false;
  for (size_t leaf = 0; leaf < fields_.size(); ++leaf) {
    const uint64_t value = Settle(leaf, kept_[leaf], left_[leaf]);
    Set(state, leaf, value);
    fails |= fields_[leaf].required && value == fields_[leaf].fails;
  }
  return CanFollow(state, true, fails);
}

bool States::After(const uint64_t* state, size_t step, bool taken,
                   uint64_t* after) const {
  std::copy_n(state, words_, after);
  bool settled = false;
  bool fails = false;
  size_t place = 0;
  for (const Share& share : shares_.Of(steps_[step])) {
    const int left = left_after_[step][place++];
    const uint64_t have = Get(state, share.leaf);
    const Field& field = fields_[share.leaf];
    if (have >= field.fails) continue;
    const uint64_t value = Settle(
        share.leaf, static_cast<int>(have) + (taken ? share.amount : 0), left);
    Set(after, share.leaf, value);
    settled |= value >= field.fails;
    fails |= field.required && value == field.fails;
  }
  return CanFollow(after, settled, fails);
}

std::optional<int> States::Have(const uint64_t* state, size_t leaf) const {
  const uint64_t have = Get(state, leaf);
  if (have >= fields_[leaf].fails) return std::nullopt;
  return static_cast<int>(have);
}

}  // namespace attest::catalogue
