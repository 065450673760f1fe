// Reads what is asked for when a learner is registered, by itself or in a
// batch.
#ifndef ATTEST_SERVICES_REGISTRATION_API_REGISTERING_INPUT_H_
#define ATTEST_SERVICES_REGISTRATION_API_REGISTERING_INPUT_H_

#include <string>

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/registering.h"

namespace attest::registration::api {

// All of the request but its parent and request id, asked for by `applicant`.
RegisteringInput ReadRegistering(const v1::RegisterLearnerRequest& request,
                                 const std::string& applicant,
                                 absl::CivilDay today, FieldChecks& check);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_REGISTERING_INPUT_H_
