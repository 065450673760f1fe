// What may be chosen, and what was.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_SELECTION_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_SELECTION_H_

#include <string>
#include <vector>

#include "services/catalogue/domain/rule.h"

namespace attest::catalogue {

// A unit as choosing sees it. A value.
struct UnitFacts {
  std::string number;
  int level = 0;
  int credits = 0;
  int guided_learning_hours = 0;
  int total_unit_time_hours = 0;
};

// The units of a syllabus in the order of the document, and the rule of
// combination over their positions. A value.
struct Combination {
  std::vector<UnitFacts> units;
  Rule rule;
  // Of the qualification.
  int level = 0;
  int total_qualification_time_hours = 0;
};

// Which units are taken: one flag for each unit of the combination.
using Selection = std::vector<bool>;

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_SELECTION_H_
