// Whether somebody may judge. Registration knows (D15 to D18).
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_STANDING_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_STANDING_H_

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/assessment/domain/registration.h"
#include "services/assessment/domain/syllabus.h"

namespace attest::assessment {

// What is judged: competence needs another award than knowledge, and an award
// covers units up to a level (D16).
struct Judged {
  int32_t level = 0;
  bool knowledge = false;
  auto operator<=>(const Judged&) const = default;
};

struct Standing {
  enum class Kind { kNone, kProvisional, kFull };
  Kind kind = Kind::kNone;
  std::vector<std::string> reasons;  // why it is not full
};

// A person's standings on one day.
using Standings = std::map<Judged, Standing>;

// What judging this criterion asks for.
Judged JudgedOf(const Unit& unit, const Criterion& criterion);
// What judging the whole unit asks for.
std::set<Judged> JudgedOf(const Unit& unit);
// What judging any unit of the selection asks for that `person` is allocated
// to; any unit at all when there is none.
std::set<Judged> JudgedBy(std::string_view person,
                          const Registration& registration,
                          const Syllabus& syllabus);

// The standing for `judged`; none when it was not asked for.
Standing StandingFor(const Standings& standings, const Judged& judged);

// `knowledge outcomes at level 7`, for texts.
std::string ToString(const Judged& judged);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_STANDING_H_
