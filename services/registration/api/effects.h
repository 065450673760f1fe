// What neighbours' events do here: units that assessment signs off are achieved
// (req R53), and an award completes the registration (req R93) unless it is
// withdrawn: then the trail says that an award came.
#ifndef ATTEST_SERVICES_REGISTRATION_API_EFFECTS_H_
#define ATTEST_SERVICES_REGISTRATION_API_EFFECTS_H_

#include <string>
#include <vector>

#include "attest/events/v1/events.pb.h"
#include "libs/journal/journal.h"

namespace attest::registration::api {

// The events that matter, by neighbour.
std::vector<std::string> AssessmentEvents();    // unit.signed_off, .returned
std::vector<std::string> VerificationEvents();  // award.issued

// Each does nothing for a registration that is not known here, or when the
// event changes nothing.
absl::StatusOr<std::vector<journal::Change>> ApplyAssessmentEvent(
    journal::WriteTransaction& tx, const events::v1::Event& event);
absl::StatusOr<std::vector<journal::Change>> ApplyVerificationEvent(
    journal::WriteTransaction& tx, const events::v1::Event& event);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_EFFECTS_H_
