// From the domain to the contract.
#ifndef ATTEST_SERVICES_VERIFICATION_API_CONVERT_H_
#define ATTEST_SERVICES_VERIFICATION_API_CONVERT_H_

#include "attest/assessment/v1/assessment.pb.h"
#include "attest/verification/v1/verification.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "services/verification/domain/awarding.h"
#include "services/verification/domain/claiming.h"
#include "services/verification/domain/moderating.h"
#include "services/verification/domain/sampling.h"
#include "services/verification/domain/verifying.h"

namespace attest::verification::api {

// Without the seed.
v1::SamplingPlan ToProto(const SamplingPlan& plan);
v1::Sample ToProto(const Sample& sample);
v1::Moderation ToProto(const Moderation& moderation);
v1::MissingItem ToProto(const MissingItem& item);
v1::Claim ToProto(const Claim& claim);
v1::Award ToProto(const Award& award);
// Only what a certificate shows.
v1::VerifyCertificateResponse ToCertificate(const Award& award);

// A sign-off as its owner tells it.
SignOffFound FromProto(const assessment::v1::SignOff& sign_off);

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_CONVERT_H_
