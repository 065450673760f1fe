// How far a registration has come: computed from decisions, not from plans.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_PROGRESS_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_PROGRESS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "services/assessment/domain/decision.h"
#include "services/assessment/domain/registration.h"
#include "services/assessment/domain/sign_off.h"

namespace attest::assessment {

// Numbered as in the contract.
enum class CriterionState : int {
  kNone = 1,
  kMapped = 2,
  kSubmitted = 3,
  kNotYetMet = 4,
  kProvisional = 5,
  kMet = 6,
};

struct CriterionProgress {
  std::string criterion;
  CriterionState state = CriterionState::kNone;
  std::string decision;  // name of the current one, empty when there is none
  bool damaged_text = false;
};

struct UnitProgress {
  const Unit* unit = nullptr;  // of the syllabus
  UnitState state = UnitState::kOpen;
  int64_t revision = 0;
  std::vector<CriterionProgress> criteria;
  int32_t criteria_met = 0;
};

struct Progress {
  std::vector<UnitProgress> units;
  int32_t criteria = 0;
  int32_t criteria_met = 0;
  int32_t credits_achieved = 0;  // of whole units alone (req R38)
  int32_t credits_selected = 0;
};

// What was found in the store.
struct ProgressFacts {
  CurrentDecisions current;
  // Criteria with mapped evidence; true: some of it is handed in.
  std::map<CriterionRef, bool> mapped;
  std::map<std::string, SignOff> sign_offs;  // the last of each unit
};

// `syllabus` must outlive the answer.
Progress ComputeProgress(const Registration& registration,
                         const Syllabus& syllabus, const ProgressFacts& facts);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_PROGRESS_H_
