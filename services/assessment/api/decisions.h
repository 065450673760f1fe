// Decisions on criteria: recorded, countersigned, listed.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_DECISIONS_H_
#define ATTEST_SERVICES_ASSESSMENT_API_DECISIONS_H_

#include "attest/assessment/v1/assessment_service.pb.h"
#include "services/assessment/api/context.h"

namespace attest::assessment::api {

absl::StatusOr<v1::RecordDecisionsResponse> RecordDecisions(
    Context& context, const rpc::Call& call,
    const v1::RecordDecisionsRequest& request);
absl::StatusOr<v1::Decision> CountersignDecision(
    Context& context, const rpc::Call& call,
    const v1::CountersignDecisionRequest& request);
absl::StatusOr<v1::ListDecisionsResponse> ListDecisions(
    Context& context, const rpc::Call& call,
    const v1::ListDecisionsRequest& request);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_DECISIONS_H_
