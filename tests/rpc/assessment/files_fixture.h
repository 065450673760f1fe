// Files of evidence: small limits, and what tests of both ways need.
#ifndef ATTEST_TESTS_RPC_ASSESSMENT_FILES_FIXTURE_H_
#define ATTEST_TESTS_RPC_ASSESSMENT_FILES_FIXTURE_H_

#include <filesystem>
#include <string>
#include <thread>

#include "tests/rpc/assessment/assessment_fixture.h"

namespace attest::assessment {

inline config::v1::Config SmallLimits(int idle_seconds = 0) {
  config::v1::Config config;
  config.set_file_bytes_max(1'000'000);
  config.set_files_max(2);
  config.set_upload_idle_seconds(idle_seconds);
  for (const char* type : {"application/pdf", "text/plain", "image/png"}) {
    config.add_media_types(type);
  }
  return config;
}

class FilesTest : public AssessmentTest {
 protected:
  explicit FilesTest(int idle_seconds = 0)
      : AssessmentTest(SmallLimits(idle_seconds)) {}

  // A PDF of this size.
  std::string PdfOf(size_t size, char filling = 'x') {
    std::string bytes = kPdfBytes;
    bytes.resize(size, filling);
    return bytes;
  }

  // Sends `bytes` and breaks the call off.
  void UploadAndBreak(const v1::UploadStart& start, const std::string& bytes) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", learner_);
    v1::Evidence response;
    const auto writer = stub_->UploadEvidence(&context, &response);
    v1::UploadEvidenceRequest message;
    *message.mutable_start() = start;
    writer->Write(message);
    message.set_chunk(bytes);
    writer->Write(message);
    // It counts as broken off when the server holds what was sent.
    while (Held() < static_cast<int64_t>(bytes.size())) {
      std::this_thread::yield();
    }
    context.TryCancel();
    writer->Finish();
  }

  // Bytes of unfinished uploads, without asking the service, which is writing
  // them.
  int64_t Held() {
    int64_t size = 0;
    std::error_code ignored;
    for (const auto& file : std::filesystem::directory_iterator(
             rpc_.folder() + "/evidence/uploads", ignored)) {
      size += static_cast<int64_t>(file.file_size(ignored));
    }
    return size;
  }

  absl::StatusOr<int64_t> OffsetOf(const v1::UploadStart& start,
                                   const std::string& token) {
    v1::GetUploadRequest request;
    request.set_evidence(start.evidence());
    request.set_upload_id(start.upload_id());
    const auto answer = Do(token, &Stub::GetUpload, request);
    if (!answer.ok()) return answer.status();
    return answer->offset();
  }
  // Waits until the server has let go of a broken upload.
  int64_t OffsetAfterBreak(const v1::UploadStart& start) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (absl::Now() < end) {
      const auto offset = OffsetOf(start, learner_);
      if (offset.ok()) return *offset;
      EXPECT_THAT(offset,
                  FailsWith(absl::StatusCode::kAborted, "UPLOAD_IN_PROGRESS"));
      std::this_thread::yield();
    }
    return -1;
  }

  absl::StatusOr<std::string> Download(const std::string& token,
                                       const std::string& evidence,
                                       const std::string& sha256,
                                       int64_t offset = 0, int64_t length = 0) {
    v1::DownloadEvidenceRequest request;
    request.set_name(evidence);
    request.set_sha256(sha256);
    request.set_offset(offset);
    request.set_length(length);
    grpc::ClientContext context;
    context.AddMetadata("authorization", token);
    const auto reader = stub_->DownloadEvidence(&context, request);
    v1::DownloadEvidenceResponse response;
    std::string bytes;
    while (reader->Read(&response)) bytes += response.chunk();
    const absl::Status status = rpc::FromGrpc(reader->Finish());
    if (!status.ok()) return status;
    return bytes;
  }

  size_t BlobsStored() {
    size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             rpc_.folder() + "/evidence/blobs")) {
      count += entry.is_regular_file();
    }
    return count;
  }
};

}  // namespace attest::assessment

#endif  // ATTEST_TESTS_RPC_ASSESSMENT_FILES_FIXTURE_H_
