#include "services/registration/domain/period.h"

#include "fmt/format.h"
#include "libs/clock/dates.h"

namespace attest::registration {

bool Period::Covers(absl::CivilDay day) const {
  return first <= day && (!last || day <= *last);
}

bool Period::Overlaps(const Period& other) const {
  return (!other.last || first <= *other.last) &&
         (!last || other.first <= *last);
}

std::string Period::Text() const {
  if (!last) return fmt::format("from {}", FormatDate(first));
  return fmt::format("{} to {}", FormatDate(first), FormatDate(*last));
}

}  // namespace attest::registration
