#include "services/catalogue/domain/rule.h"

#include <algorithm>

namespace attest::catalogue {
namespace {

void Collect(const Rule& rule, std::vector<const Rule*>& leaves) {
  if (rule.kind == Rule::Kind::kLeaf) leaves.push_back(&rule);
  for (const Rule& part : rule.rules) Collect(part, leaves);
}

// `next` is the place of the first leaf of `rule`, and then of the first
// behind it.
Verdict JudgeFrom(const Rule& rule, LeafVerdict leaves, size_t& next) {
  if (rule.kind == Rule::Kind::kLeaf) return leaves(next++);
  const bool all = rule.kind == Rule::Kind::kAllOf;
  Verdict verdict = all ? Verdict::kHolds : Verdict::kFails;
  for (const Rule& part : rule.rules) {
    const Verdict of_part = JudgeFrom(part, leaves, next);
    verdict = all ? std::min(verdict, of_part) : std::max(verdict, of_part);
  }
  return verdict;
}

void Blame(const Rule& rule, LeafVerdict leaves, size_t& next,
           std::vector<size_t>& at_fault) {
  size_t leaf = next;
  if (JudgeFrom(rule, leaves, next) != Verdict::kFails) return;
  if (rule.kind == Rule::Kind::kLeaf) at_fault.push_back(leaf);
  for (const Rule& part : rule.rules) Blame(part, leaves, leaf, at_fault);
}

}  // namespace

std::vector<const Rule*> LeavesOf(const Rule& rule) {
  std::vector<const Rule*> leaves;
  Collect(rule, leaves);
  return leaves;
}

Verdict Judge(const Rule& rule, LeafVerdict leaves) {
  size_t next = 0;
  return JudgeFrom(rule, leaves, next);
}

std::vector<size_t> LeavesAtFault(const Rule& rule, LeafVerdict leaves) {
  std::vector<size_t> at_fault;
  size_t next = 0;
  Blame(rule, leaves, next, at_fault);
  return at_fault;
}

}  // namespace attest::catalogue
