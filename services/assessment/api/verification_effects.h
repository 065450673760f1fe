// What events of verification do here.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_VERIFICATION_EFFECTS_H_
#define ATTEST_SERVICES_ASSESSMENT_API_VERIFICATION_EFFECTS_H_

#include <string>
#include <vector>

#include "attest/events/v1/events.pb.h"
#include "libs/journal/journal.h"
#include "libs/status/status.h"

namespace attest::assessment::api {

// The events that return a unit to its assessor.
const std::vector<std::string>& ReturningEvents();

// Returns the unit that the event names, when the revision that was looked at
// is still the one in force; an older revision was overtaken by work done
// since, and nothing happens. Emits `unit.returned`.
absl::StatusOr<std::vector<journal::Change>> ApplyReturn(
    journal::WriteTransaction& sql, const events::v1::Event& event);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_VERIFICATION_EFFECTS_H_
