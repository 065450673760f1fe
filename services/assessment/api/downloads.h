// Bytes of evidence, going out.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_DOWNLOADS_H_
#define ATTEST_SERVICES_ASSESSMENT_API_DOWNLOADS_H_

#include "attest/assessment/v1/assessment_service.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "services/assessment/api/context.h"

namespace attest::assessment::api {

// Streams a file, or a range of it. Who may read it is asked anew each time,
// and each reading is in the trail as `evidence.read`.
absl::Status DownloadEvidence(
    Context& context, const rpc::Call& call,
    const v1::DownloadEvidenceRequest& request,
    grpc::ServerWriter<v1::DownloadEvidenceResponse>& stream);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_DOWNLOADS_H_
