#include "services/registration/domain/learner.h"

#include "fmt/format.h"
#include "libs/names/resource_name.h"

namespace attest::registration {
namespace {

RuleViolation AtThisCentre(const DuplicateCandidate& candidate) {
  return {"POSSIBLE_DUPLICATE", LearnerName(candidate.learner),
          fmt::format("this learner has the same {} and birth date; "
                      "duplicate_reason is needed to go on",
                      candidate.same_name ? "name" : "mail address")};
}

RuleViolation Elsewhere() {
  return {"POSSIBLE_DUPLICATE", "learners/-",
          "another learner has the same birth date and the same name or mail "
          "address; duplicate_reason is needed to go on"};
}

}  // namespace

std::string Learner::name() const { return LearnerName(id); }

std::string LearnerName(std::string_view id) {
  return FormatName("learners/{learner}", {std::string(id)});
}

std::string ComparisonKey(std::string_view text) {
  std::string key;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t') {
      gap = true;
      continue;
    }
    if (gap && !key.empty()) key += ' ';
    gap = false;
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return key;
}

std::string ShownName(std::string_view id, bool same_centre) {
  return same_centre ? LearnerName(id) : "learners/-";
}

RuleViolation SameNumberViolation(const NumberHolder& holder) {
  return {"SAME_ULN_WITHDRAWN", ShownName(holder.learner, holder.same_centre),
          "a learner with this Unique Learner Number has withdrawn; "
          "duplicate_reason is needed to register the same person again"};
}

std::vector<RuleViolation> DuplicateViolations(
    const std::vector<DuplicateCandidate>& candidates) {
  std::vector<RuleViolation> violations;
  bool elsewhere = false;
  for (const DuplicateCandidate& candidate : candidates) {
    if (candidate.same_centre) {
      violations.push_back(AtThisCentre(candidate));
    } else {
      elsewhere = true;
    }
  }
  if (elsewhere) violations.push_back(Elsewhere());
  return violations;
}

}  // namespace attest::registration
