// What happens to a registration while it lasts, as the contract has it.
#ifndef ATTEST_SERVICES_REGISTRATION_API_CONVERT_LIFE_H_
#define ATTEST_SERVICES_REGISTRATION_API_CONVERT_LIFE_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "services/registration/domain/adjustment.h"
#include "services/registration/domain/exemption.h"
#include "services/registration/domain/registration.h"
#include "services/registration/domain/transfer.h"

namespace attest::registration::api {

v1::Transfer ToProto(const Transfer& transfer);
v1::Adjustment ToProto(const Adjustment& adjustment);
v1::Exemption ToProto(const Exemption& exemption);
v1::LearningPlan ToProto(const LearningPlan& plan);

// Adds breaks, reviews, former centres, exemptions, membership and dates.
void AddLife(const Registration& registration, v1::Registration& proto);

// What is left of a record for a former centre when what it saw is erased:
// names and dates.
v1::Registration WithoutContent(const v1::Registration& proto);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_CONVERT_LIFE_H_
