#include "services/assessment/api/uploads.h"

#include <memory>
#include <optional>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/assessment/api/access.h"
#include "services/assessment/api/convert.h"
#include "services/assessment/api/evidence.h"
#include "services/assessment/domain/errors.h"
#include "services/assessment/store/evidence.h"

namespace attest::assessment::api {
namespace {

using Ids = std::vector<std::string>;

// How the blob store knows an upload: nobody goes on with, or learns of, what
// somebody else began.
std::string UploadKey(const rpc::Call& call, const Ids& ids,
                      const std::string& upload_id) {
  return Sha256Hex(fmt::format("{}\n{}\n{}\n{}", call.caller.subject(), ids[0],
                               ids[1], upload_id));
}

absl::StatusOr<std::optional<int64_t>> FindFinished(Context& context,
                                                    const Ids& ids,
                                                    const std::string& key) {
  std::optional<int64_t> size;
  ATTEST_RETURN_IF_ERROR(
      context.database.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(size,
                                store::FindUploaded(sql, ids[0], ids[1], key));
        return absl::OkStatus();
      }));
  return size;
}

absl::Status WrongMessage(std::string_view field, std::string_view what) {
  return InvalidFields(errors::kDomain,
                       {{std::string(field), std::string(what)}});
}

// One call that sends a file.
class Receiver {
 public:
  Receiver(Context& context, const rpc::Call& call,
           const grpc::ServerContext& server, UploadStream& stream)
      : context_(context), call_(call), server_(server), stream_(stream) {}

  absl::StatusOr<v1::Evidence> Run() {
    ATTEST_RETURN_IF_ERROR(ReadStart());
    ATTEST_ASSIGN_OR_RETURN(admitted_, Admit(context_, call_, kAuthors, ids_[0],
                                             "evidence", start_.evidence()));
    ATTEST_ASSIGN_OR_RETURN(const Evidence evidence,
                            ReadEvidence(context_, ids_));
    ATTEST_ASSIGN_OR_RETURN(const auto finished,
                            FindFinished(context_, ids_, key_));
    if (finished) return Repeat();
    const auto violations =
        CheckUpload(evidence, file_, context_.limits, admitted_.registration);
    if (!violations.empty()) return errors::UploadRefused(violations);

    ATTEST_ASSIGN_OR_RETURN(upload_, context_.blobs.Open(key_));
    ATTEST_RETURN_IF_ERROR(CheckOffset());
    ATTEST_RETURN_IF_ERROR(Receive(evidence));
    ATTEST_RETURN_IF_ERROR(Judge(evidence));
    ATTEST_RETURN_IF_ERROR(upload_->Commit().status());
    return WriteRow();
  }

 private:
  absl::Status ReadStart() {
    v1::UploadEvidenceRequest message;
    const bool came = Read(message);
    if (!came && server_.IsCancelled()) return errors::UploadBroken();
    if (!came || !message.has_start()) {
      return WrongMessage("start", "must come in the first message");
    }
    start_ = message.start();
    file_ = FromProto(start_);
    FieldChecks check(errors::kDomain);
    ids_ = check.Name("start.evidence", kEvidenceName, start_.evidence());
    CheckAnnounced(file_, check);
    ATTEST_RETURN_IF_ERROR(check.status());
    key_ = UploadKey(call_, ids_, file_.upload_id);
    return absl::OkStatus();
  }

  absl::Status CheckOffset() {
    if (upload_->offset() > file_.size_bytes) {
      ATTEST_RETURN_IF_ERROR(upload_->Discard());
      return errors::TooManyBytes(file_.size_bytes);
    }
    if (upload_->offset() == file_.offset) return absl::OkStatus();
    return errors::WrongOffset(upload_->offset());
  }

  // The next message; false when there is none, or none came for too long.
  bool Read(v1::UploadEvidenceRequest& message) {
    const IdleWatch::Wait wait(context_.idle_watch, server_);
    return stream_.Read(&message);
  }

  // Takes chunks to the end. Every error but those that say so keeps what
  // came, so that the upload can go on.
  absl::Status Receive(const Evidence& evidence) {
    v1::UploadEvidenceRequest message;
    bool judged = false;
    while (upload_->offset() < file_.size_bytes && Read(message)) {
      ATTEST_RETURN_IF_ERROR(CheckChunk(message));
      ATTEST_RETURN_IF_ERROR(Take(message.chunk()));
      if (absl::Now() >= call_.deadline) return errors::UploadTookTooLong();
      // A wrong type shows long before the end of a long file.
      if (!judged && upload_->offset() >= int64_t{kHeadBytes}) {
        ATTEST_RETURN_IF_ERROR(JudgeHead(evidence));
        judged = true;
      }
    }
    return CheckEnd(message);
  }

  // Every message moves the upload on, so it has an end.
  static absl::Status CheckChunk(const v1::UploadEvidenceRequest& message) {
    if (!message.chunk().empty() && message.chunk().size() <= kChunkBytesMax) {
      return absl::OkStatus();
    }
    return WrongMessage(
        "chunk", fmt::format("must have 1 to {} bytes, in every message but "
                             "the first",
                             kChunkBytesMax));
  }

  absl::Status Take(const std::string& chunk) {
    const int64_t room = file_.size_bytes - upload_->offset();
    if (static_cast<int64_t>(chunk.size()) > room) {
      ATTEST_RETURN_IF_ERROR(upload_->Discard());
      return errors::TooManyBytes(file_.size_bytes);
    }
    return upload_->Append(chunk);
  }

  // Exactly what was announced has come, and nothing comes behind it.
  absl::Status CheckEnd(v1::UploadEvidenceRequest& message) {
    if (upload_->offset() < file_.size_bytes) {
      if (server_.IsCancelled()) return errors::UploadBroken();
      return errors::TooFewBytes(file_.size_bytes, upload_->offset());
    }
    if (!Read(message)) {
      if (server_.IsCancelled()) return errors::UploadBroken();
      return absl::OkStatus();
    }
    ATTEST_RETURN_IF_ERROR(CheckChunk(message));
    ATTEST_RETURN_IF_ERROR(upload_->Discard());
    return errors::TooManyBytes(file_.size_bytes);
  }

  absl::Status JudgeHead(const Evidence& evidence) {
    ATTEST_ASSIGN_OR_RETURN(const std::string head,
                            upload_->Read(0, kHeadBytes));
    if (LooksLike(file_.media_type, head)) return absl::OkStatus();
    return RefuseType(evidence);
  }

  absl::Status RefuseType(const Evidence& evidence) {
    ATTEST_RETURN_IF_ERROR(upload_->Discard());
    return errors::UploadRefused({TypeMismatch(evidence, file_)});
  }

  // Whether the bytes are what they were said to be. Nothing of what is not
  // stays behind.
  absl::Status Judge(const Evidence& evidence) {
    if (upload_->Sha256() != file_.sha256) {
      ATTEST_RETURN_IF_ERROR(upload_->Discard());
      return errors::HashMismatch();
    }
    ATTEST_RETURN_IF_ERROR(JudgeHead(evidence));
    if (file_.media_type != kPlainText) return absl::OkStatus();
    ATTEST_ASSIGN_OR_RETURN(const bool plain, IsPlainText());
    return plain ? absl::OkStatus() : RefuseType(evidence);
  }

  absl::StatusOr<bool> IsPlainText() {
    PlainTextCheck check;
    for (int64_t offset = 0; offset < upload_->offset();
         offset += int64_t{kChunkBytesMax}) {
      ATTEST_ASSIGN_OR_RETURN(const std::string piece,
                              upload_->Read(offset, kChunkBytesMax));
      if (!check.Add(piece)) return false;
    }
    return check.Ends();
  }

  // An upload that was finished before is answered as it was then, whatever is
  // sent again; some clients lose an answer that comes before they are done.
  absl::StatusOr<v1::Evidence> Repeat() {
    v1::UploadEvidenceRequest message;
    int64_t left = file_.size_bytes;
    while (left > 0 && absl::Now() < call_.deadline && Read(message)) {
      ATTEST_RETURN_IF_ERROR(CheckChunk(message));
      left -= static_cast<int64_t>(message.chunk().size());
    }
    return WriteRow();
  }

  absl::StatusOr<v1::Evidence> WriteRow() {
    // Wherever it went on, it is the same upload.
    v1::UploadStart request = start_;
    request.clear_offset();
    ATTEST_ASSIGN_OR_RETURN(
        const std::string bytes,
        context_.journal.Write(
            call_.Author(admitted_.role, start_.upload_id(), request),
            [&](journal::WriteTransaction& sql) { return AddFile(sql); }));
    v1::Evidence response;
    response.ParseFromString(bytes);
    return response;
  }

  absl::StatusOr<journal::Outcome> AddFile(journal::WriteTransaction& sql) {
    ATTEST_ASSIGN_OR_RETURN(Evidence evidence,
                            RequireEvidence(sql.reader(), ids_));
    const auto violations =
        CheckUpload(evidence, file_, context_.limits, admitted_.registration);
    if (!violations.empty()) return errors::UploadRefused(violations);
    evidence.revision += 1;
    const EvidenceFile row{.sha256 = file_.sha256,
                           .size_bytes = file_.size_bytes,
                           .media_type = file_.media_type,
                           .file_name = file_.file_name,
                           .upload = key_,
                           .uploaded_by = call_.caller.subject()};
    ATTEST_RETURN_IF_ERROR(
        store::PutFile(sql, evidence, row, context_.clock.Now()));
    ATTEST_RETURN_IF_ERROR(store::UpdateEvidence(sql, evidence));
    ATTEST_ASSIGN_OR_RETURN(const Evidence after,
                            RequireEvidence(sql.reader(), ids_));
    journal::Change change =
        ChangeOf(admitted_.registration, "evidence.uploaded", evidence.name());
    change.after = {{"sha256", file_.sha256},
                    {"size_bytes", std::to_string(file_.size_bytes)},
                    {"media_type", file_.media_type}};
    return Answer(ToProto(after), {change});
  }

  Context& context_;
  const rpc::Call& call_;
  const grpc::ServerContext& server_;
  UploadStream& stream_;
  v1::UploadStart start_;
  AnnouncedFile file_;
  Ids ids_;
  std::string key_;
  Admission admitted_;
  std::unique_ptr<blob::Upload> upload_;
};

}  // namespace

absl::StatusOr<v1::Evidence> UploadEvidence(Context& context,
                                            const rpc::Call& call,
                                            const grpc::ServerContext& server,
                                            UploadStream& stream) {
  return Receiver(context, call, server, stream).Run();
}

absl::StatusOr<v1::GetUploadResponse> GetUpload(
    Context& context, const rpc::Call& call,
    const v1::GetUploadRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("evidence", kEvidenceName, request.evidence());
  check.Uuid("upload_id", request.upload_id());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_RETURN_IF_ERROR(
      Admit(context, call, kAuthors, ids[0], "evidence", request.evidence())
          .status());
  ATTEST_RETURN_IF_ERROR(ReadEvidence(context, ids).status());

  v1::GetUploadResponse response;
  const std::string key = UploadKey(call, ids, request.upload_id());
  ATTEST_ASSIGN_OR_RETURN(const auto finished, FindFinished(context, ids, key));
  if (finished) {
    response.set_offset(*finished);
    return response;
  }
  ATTEST_ASSIGN_OR_RETURN(const auto upload, context.blobs.Open(key));
  response.set_offset(upload->offset());
  // To ask leaves nothing behind.
  if (upload->offset() == 0) ATTEST_RETURN_IF_ERROR(upload->Discard());
  return response;
}

}  // namespace attest::assessment::api
