// Days from a first to a last, both included.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_PERIOD_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_PERIOD_H_

#include <optional>
#include <string>

#include "absl/time/civil_time.h"

namespace attest::registration {

// A value. Without a last day it is open.
struct Period {
  absl::CivilDay first;
  std::optional<absl::CivilDay> last;

  bool operator==(const Period&) const = default;
  bool Covers(absl::CivilDay day) const;
  bool Overlaps(const Period& other) const;
  // `from 2024-01-01` or `2024-01-01 to 2025-12-31`.
  std::string Text() const;
};

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_PERIOD_H_
