// Evidence: created, mapped, handed in, sent back, read.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_EVIDENCE_H_
#define ATTEST_SERVICES_ASSESSMENT_API_EVIDENCE_H_

#include <string>
#include <vector>

#include "attest/assessment/v1/assessment_service.pb.h"
#include "services/assessment/api/context.h"
#include "services/assessment/domain/evidence.h"

namespace attest::assessment::api {

absl::StatusOr<v1::Evidence> CreateEvidence(
    Context& context, const rpc::Call& call,
    const v1::CreateEvidenceRequest& request);
absl::StatusOr<v1::Evidence> MapEvidence(Context& context,
                                         const rpc::Call& call,
                                         const v1::MapEvidenceRequest& request);
absl::StatusOr<v1::Evidence> SubmitEvidence(
    Context& context, const rpc::Call& call,
    const v1::SubmitEvidenceRequest& request);
absl::StatusOr<v1::Evidence> ReturnEvidence(
    Context& context, const rpc::Call& call,
    const v1::ReturnEvidenceRequest& request);
absl::StatusOr<v1::Evidence> GetEvidence(Context& context,
                                         const rpc::Call& call,
                                         const v1::GetEvidenceRequest& request);
absl::StatusOr<v1::ListEvidenceResponse> ListEvidence(
    Context& context, const rpc::Call& call,
    const v1::ListEvidenceRequest& request);

// The piece of evidence with these ids (registration, evidence).
//   NOT_FOUND, `NOT_FOUND`.
absl::StatusOr<Evidence> RequireEvidence(db::Transaction& sql,
                                         const std::vector<std::string>& ids);
// The same, in a transaction of its own.
absl::StatusOr<Evidence> ReadEvidence(Context& context,
                                      const std::vector<std::string>& ids);

// A change of a piece of evidence: its state before and after.
journal::Change EvidenceChange(const Registration& registration,
                               std::string_view action, const Evidence& before,
                               const Evidence& after);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_EVIDENCE_H_
