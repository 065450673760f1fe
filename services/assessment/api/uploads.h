// Bytes of evidence, coming in.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_UPLOADS_H_
#define ATTEST_SERVICES_ASSESSMENT_API_UPLOADS_H_

#include "attest/assessment/v1/assessment_service.pb.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/sync_stream.h"
#include "services/assessment/api/context.h"

namespace attest::assessment::api {

using UploadStream = grpc::ServerReader<v1::UploadEvidenceRequest>;

// Takes a file, or goes on taking it. What arrived before a break is kept.
// The row is written after the bytes are safe.
absl::StatusOr<v1::Evidence> UploadEvidence(Context& context,
                                            const rpc::Call& call,
                                            const grpc::ServerContext& server,
                                            UploadStream& stream);

// How many bytes of an upload of this caller are held.
absl::StatusOr<v1::GetUploadResponse> GetUpload(
    Context& context, const rpc::Call& call,
    const v1::GetUploadRequest& request);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_UPLOADS_H_
