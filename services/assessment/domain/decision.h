// Decisions on criteria, as values. There is no grade (req R84, D43).
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_DECISION_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_DECISION_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/assessment/domain/names.h"
#include "services/assessment/domain/syllabus.h"

namespace attest::assessment {

// Numbered as in the contract; stored as numbers.
enum class Outcome : int { kMet = 1, kNotYetMet = 2 };

// The five judgements (req R82, R83).
struct Judgements {
  bool accurate = false;
  bool current = false;
  bool authentic = false;
  bool relevant_in_depth = false;
  bool relevant_in_breadth = false;

  bool all() const {
    return accurate && current && authentic && relevant_in_depth &&
           relevant_in_breadth;
  }
};

// Never changed: a later one supersedes it (D42).
struct Decision {
  std::string id;
  std::string registration;  // id
  CriterionRef about;
  Outcome outcome{};
  std::string reason;
  std::vector<std::string> evidence;  // ids
  Judgements judgements;
  bool usual_conditions = false;
  std::string conditions_reason;
  std::string assessor;
  absl::Time decide_time;
  int64_t ordinal = 0;  // place within its call
  // Made by a trainee; counts when countersigned (D17).
  bool trainee = false;
  std::string countersigned_by;  // empty when nobody did
  std::string superseded_by;     // id; empty while current
  std::string syllabus_version;

  std::string name() const { return DecisionName(registration, id); }
  bool final() const { return !trainee || !countersigned_by.empty(); }
};

// The current decisions of a registration, by criterion.
using CurrentDecisions = std::map<CriterionRef, Decision>;

// `met` or `not_yet_met`, as in the audit trail.
inline const char* OutcomeWord(Outcome outcome) {
  return outcome == Outcome::kMet ? "met" : "not_yet_met";
}

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_DECISION_H_
