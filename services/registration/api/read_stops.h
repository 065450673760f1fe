// Reads holds and conflicts as callers send them. What is wrong is added to
// `check`, under the path of the field; a value is used only when nothing was.
#ifndef ATTEST_SERVICES_REGISTRATION_API_READ_STOPS_H_
#define ATTEST_SERVICES_REGISTRATION_API_READ_STOPS_H_

#include "attest/registration/v1/hold.pb.h"
#include "libs/names/field_checks.h"
#include "services/registration/domain/conflict.h"
#include "services/registration/domain/hold.h"

namespace attest::registration::api {

// `hold`, without its id.
Hold ReadHold(const v1::Hold& proto, FieldChecks& check);
// `conflict`, without its keys.
Conflict ReadConflict(const v1::Conflict& proto, FieldChecks& check);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_READ_STOPS_H_
