// Assessment plans: written by the centre, agreed by its Quality Manager
// (req R68 to R71).
#ifndef ATTEST_SERVICES_ASSESSMENT_API_PLANS_H_
#define ATTEST_SERVICES_ASSESSMENT_API_PLANS_H_

#include "attest/assessment/v1/assessment_service.pb.h"
#include "services/assessment/api/context.h"

namespace attest::assessment::api {

absl::StatusOr<v1::AssessmentPlan> PutAssessmentPlan(
    Context& context, const rpc::Call& call,
    const v1::PutAssessmentPlanRequest& request);
absl::StatusOr<v1::AssessmentPlan> GetAssessmentPlan(
    Context& context, const rpc::Call& call,
    const v1::GetAssessmentPlanRequest& request);
absl::StatusOr<v1::AssessmentPlan> SubmitAssessmentPlan(
    Context& context, const rpc::Call& call,
    const v1::SubmitAssessmentPlanRequest& request);
absl::StatusOr<v1::AssessmentPlan> DecideAssessmentPlan(
    Context& context, const rpc::Call& call,
    const v1::DecideAssessmentPlanRequest& request);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_PLANS_H_
