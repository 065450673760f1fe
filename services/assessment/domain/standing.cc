#include "services/assessment/domain/standing.h"

#include "fmt/format.h"

namespace attest::assessment {

Judged JudgedOf(const Unit& unit, const Criterion& criterion) {
  return {unit.level, criterion.knowledge};
}

std::set<Judged> JudgedOf(const Unit& unit) {
  std::set<Judged> all;
  for (const Criterion& criterion : unit.criteria) {
    all.insert(JudgedOf(unit, criterion));
  }
  return all;
}

std::set<Judged> JudgedBy(std::string_view person,
                          const Registration& registration,
                          const Syllabus& syllabus) {
  const bool allocated = registration.AllocatesAny(person);
  std::set<Judged> all;
  for (const std::string& number : registration.units) {
    const Unit* const unit = syllabus.Find(number);
    if (unit == nullptr) continue;
    if (allocated && !registration.Allocates(person, number)) continue;
    all.merge(JudgedOf(*unit));
  }
  return all;
}

Standing StandingFor(const Standings& standings, const Judged& judged) {
  const auto found = standings.find(judged);
  return found == standings.end() ? Standing{} : found->second;
}

std::string ToString(const Judged& judged) {
  return fmt::format("{} outcomes at level {}",
                     judged.knowledge ? "knowledge" : "competence",
                     judged.level);
}

}  // namespace attest::assessment
