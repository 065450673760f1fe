// Answers to the rows of a batch.
#ifndef ATTEST_SERVICES_REGISTRATION_API_ROW_ANSWERS_H_
#define ATTEST_SERVICES_REGISTRATION_API_ROW_ANSWERS_H_

#include <cstdint>

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/status/status.h"

namespace attest::registration::api {

// Whether an error says something of the row; any other one ends the batch.
bool IsAboutRow(const absl::Status& status);

// The answer to a row that was not accepted, with every reason.
v1::RowAnswer NotAccepted(int64_t row_number, const absl::Status& status);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_ROW_ANSWERS_H_
