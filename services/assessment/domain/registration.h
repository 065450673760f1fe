// What assessment needs to know of a registration. It is asked for at the
// moment of every call and never stored.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_REGISTRATION_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_REGISTRATION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/status/status.h"

namespace attest::assessment {

// An assessor who works with the learner.
struct AssessorAllocation {
  std::string person;
  std::vector<std::string> units;  // empty: every unit of the selection
};

struct Registration {
  std::string id;
  std::string centre;    // id
  std::string syllabus;  // name of the version it is pinned to (req R115)
  std::string version;   // of that syllabus, e.g. `8`
  bool active = false;
  bool induction_complete = false;
  std::vector<std::string> units;  // of the selection, in order
  std::vector<AssessorAllocation> assessors;
  std::string learner_subject;  // empty: the learner has no tokens

  std::string name() const;
  bool Selects(std::string_view unit) const;
  // Whether `person` assesses this unit of the learner.
  bool Allocates(std::string_view person, std::string_view unit) const;
  // Whether `person` assesses any unit of the selection.
  bool AllocatesAny(std::string_view person) const;
  bool IsLearner(std::string_view person) const;
};

// `REGISTRATION_NOT_ACTIVE`, when nothing may be written any more.
std::optional<RuleViolation> CheckActive(const Registration& registration);

// `OWN_WORK`: nobody judges themselves.
std::optional<RuleViolation> CheckNotOwnWork(const Registration& registration,
                                             std::string_view person);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_REGISTRATION_H_
