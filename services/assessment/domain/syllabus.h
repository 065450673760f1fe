// What assessment needs to know of a syllabus. The catalogue owns it.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_SYLLABUS_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_SYLLABUS_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attest::assessment {

// A criterion of a unit, e.g. `57 1.4`.
struct CriterionRef {
  std::string unit;
  std::string criterion;
  auto operator<=>(const CriterionRef&) const = default;
  std::string ToString() const { return unit + " " + criterion; }
};

struct Criterion {
  std::string number;
  // Of a knowledge outcome. An outcome without a printed kind counts as
  // competence, the stricter of the two (E30).
  bool knowledge = false;
  // Words of it are lost; it counts all the same (req R107, R108).
  bool damaged_text = false;
};

struct Unit {
  std::string number;
  std::string title;
  int32_t level = 0;
  int32_t credits = 0;
  int32_t guided_learning_hours = 0;
  std::vector<Criterion> criteria;  // in order

  // Null when the unit has no such criterion.
  const Criterion* Find(std::string_view number) const;
};

// One published version; never changes (req R115).
struct Syllabus {
  std::string name;
  std::string version;
  std::vector<Unit> units;  // in the order of the document

  // Null when it has no such unit.
  const Unit* Find(std::string_view number) const;
};

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_SYLLABUS_H_
