#include "services/assessment/domain/syllabus.h"

#include <algorithm>

namespace attest::assessment {
namespace {

template <class Item>
const Item* FindByNumber(const std::vector<Item>& items,
                         std::string_view number) {
  const auto found =
      std::find_if(items.begin(), items.end(),
                   [&](const Item& item) { return item.number == number; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Criterion* Unit::Find(std::string_view wanted) const {
  return FindByNumber(criteria, wanted);
}

const Unit* Syllabus::Find(std::string_view number) const {
  return FindByNumber(units, number);
}

}  // namespace attest::assessment
