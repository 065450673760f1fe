// Values of the domain as the contract has them.
#ifndef ATTEST_SERVICES_REGISTRATION_API_CONVERT_H_
#define ATTEST_SERVICES_REGISTRATION_API_CONVERT_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "services/registration/domain/centre.h"
#include "services/registration/domain/conflict.h"
#include "services/registration/domain/correction.h"
#include "services/registration/domain/delivery_plan.h"
#include "services/registration/domain/hold.h"
#include "services/registration/domain/learner.h"
#include "services/registration/domain/registration.h"
#include "services/registration/domain/staff.h"

namespace attest::registration::api {

// Empty for none.
std::string DateText(const std::optional<absl::CivilDay>& day);

v1::Centre ToProto(const Centre& centre);
v1::Appointment ToProto(const Appointment& appointment);
v1::Hold ToProto(const Hold& hold);
v1::Conflict ToProto(const Conflict& conflict);
v1::DeliveryPlan ToProto(const DeliveryPlan& plan);
v1::Learner ToProto(const Learner& learner);
v1::Correction ToProto(const Correction& correction);
v1::Registration ToProto(const Registration& registration);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_CONVERT_H_
