#include "services/assessment/api/downloads.h"

#include <algorithm>
#include <limits>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/assessment/api/access.h"
#include "services/assessment/api/evidence.h"
#include "services/assessment/domain/errors.h"

namespace attest::assessment::api {
namespace {

constexpr int64_t kPieceBytes = 512 * 1024;

absl::Status RecordReading(Context& context, const rpc::Call& call,
                           const Admission& admitted, const Evidence& evidence,
                           const v1::DownloadEvidenceRequest& request) {
  journal::Change change =
      ChangeOf(admitted.registration, "evidence.read", evidence.name());
  change.after = {{"sha256", request.sha256()},
                  {"offset", std::to_string(request.offset())},
                  {"length", std::to_string(request.length())}};
  return context.journal
      .Write(call.Author(admitted.role, context.ids.NewId(), request),
             [&](journal::WriteTransaction&) {
               return journal::Outcome{.response = "", .changes = {change}};
             })
      .status();
}

absl::Status Send(Context& context, const std::string& sha256, int64_t offset,
                  int64_t length,
                  grpc::ServerWriter<v1::DownloadEvidenceResponse>& stream) {
  while (length > 0) {
    v1::DownloadEvidenceResponse response;
    ATTEST_ASSIGN_OR_RETURN(
        *response.mutable_chunk(),
        context.blobs.Read(sha256, offset, std::min(length, kPieceBytes)));
    const auto sent = static_cast<int64_t>(response.chunk().size());
    if (sent == 0) break;
    // A caller who has gone reads no more.
    if (!stream.Write(response)) break;
    offset += sent;
    length -= sent;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status DownloadEvidence(
    Context& context, const rpc::Call& call,
    const v1::DownloadEvidenceRequest& request,
    grpc::ServerWriter<v1::DownloadEvidenceResponse>& stream) {
  // Read the request.
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kEvidenceName, request.name());
  check.That(IsSha256(request.sha256()), "sha256",
             "must be a SHA-256 as 64 lower-case hex digits");
  check.Range("offset", request.offset(), 0, kMost);
  check.Range("length", request.length(), 0, kMost);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const Admission admitted,
      Admit(context, call, kBytesReaders, ids[0], "evidence", request.name()));
  ATTEST_ASSIGN_OR_RETURN(const Evidence evidence, ReadEvidence(context, ids));
  const EvidenceFile* const file = evidence.FindFile(request.sha256());
  if (file == nullptr) return errors::NotFound("evidence file", request.name());
  check.That(request.offset() <= file->size_bytes, "offset",
             fmt::format("is behind the end: the file has {} bytes",
                         file->size_bytes));
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_RETURN_IF_ERROR(
      RecordReading(context, call, admitted, evidence, request));

  const int64_t rest = file->size_bytes - request.offset();
  const int64_t length =
      request.length() == 0 ? rest : std::min(rest, request.length());
  return Send(context, file->sha256, request.offset(), length, stream);
}

}  // namespace attest::assessment::api
