#include "tools/attest/client/api.h"

#include <vector>

#include "absl/strings/str_split.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "attest/assessment/v1/assessment_service.grpc.pb.h"
#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "fmt/format.h"
#include "grpcpp/generic/generic_stub.h"
#include "libs/rpc/client.h"
#include "libs/rpc/wire.h"

namespace attest::client {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

constexpr absl::Duration kCallMax = absl::Seconds(30);
constexpr absl::Duration kPause = absl::Milliseconds(100);
constexpr size_t kChunkBytes = 256 * 1024;

std::vector<const ServiceDescriptor*> Services() {
  return {
      catalogue::v1::GetUnitRequest::descriptor()->file()->service(0),
      registration::v1::GetCentreRequest::descriptor()->file()->service(0),
      assessment::v1::GetEvidenceRequest::descriptor()->file()->service(0),
      verification::v1::GetAwardRequest::descriptor()->file()->service(0),
  };
}

// `registration` from `attest.registration.v1.RegistrationService`.
std::string ServiceWord(const ServiceDescriptor& service) {
  const std::vector<std::string> parts =
      absl::StrSplit(service.full_name().c_str(), '.');
  return parts.size() > 1 ? parts[1] : "";
}

std::string ShortName(const MethodDescriptor& method) {
  return fmt::format("{}.{}", ServiceWord(*method.service()), method.name());
}

std::string FullName(const MethodDescriptor& method) {
  return fmt::format("{}/{}", method.service()->full_name(), method.name());
}

// Nothing happened, or nobody knows: the same request id makes it once.
// CANCELLED without a reason is what gRPC says in the last moment of a server.
bool MayTryAgain(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kDeadlineExceeded ||
         (status.code() == absl::StatusCode::kCancelled && reason.empty()) ||
         reason == "CONFLICT" || reason == "OVERLOADED" ||
         reason == "POOL_EXHAUSTED";
}

grpc::ByteBuffer ToBytes(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

absl::Status FromBytes(const grpc::ByteBuffer& bytes, Message& message) {
  grpc::Slice slice;
  if (!bytes.DumpToSingleSlice(&slice).ok() ||
      !message.ParseFromArray(slice.begin(), static_cast<int>(slice.size()))) {
    return absl::DataLossError("the answer cannot be read");
  }
  return absl::OkStatus();
}

// Token, deadline, and room for long lists of what is wrong.
void Prepare(grpc::ClientContext& context, std::string_view token) {
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallMax));
  rpc::AnnounceDetailsMax(context);
  if (token.empty()) return;
  context.AddMetadata("authorization", fmt::format("Bearer {}", token));
}

}  // namespace

const std::string& Endpoints::Of(std::string_view service) const {
  if (service == "catalogue") return catalogue;
  if (service == "registration") return registration;
  if (service == "assessment") return assessment;
  return verification;
}

absl::StatusOr<const MethodDescriptor*> FindMethod(std::string_view name) {
  std::string known;
  for (const ServiceDescriptor* service : Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* method = service->method(i);
      if (name == ShortName(*method) || name == FullName(*method)) {
        return method;
      }
      known += fmt::format("\n  {}", ShortName(*method));
    }
  }
  return MakeError(absl::StatusCode::kNotFound, "client.attest",
                   "NO_SUCH_METHOD",
                   fmt::format("no method '{}'; there are:{}", name, known));
}

Api::Api(Endpoints endpoints, absl::Duration patience)
    : endpoints_(std::move(endpoints)), patience_(patience) {}

std::shared_ptr<grpc::Channel> Api::Channel(std::string_view service) {
  const std::string& address = endpoints_.Of(service);
  std::lock_guard lock(mutex_);
  std::shared_ptr<grpc::Channel>& channel = channels_[address];
  if (channel == nullptr) channel = rpc::Dial(address);
  return channel;
}

absl::Status Api::WithPatience(const std::string& counted_as,
                               const std::function<absl::Status()>& attempt) {
  const absl::Time end = absl::Now() + patience_;
  while (true) {
    const absl::Status status = attempt();
    const bool again = MayTryAgain(status) && absl::Now() < end;
    {
      std::lock_guard lock(mutex_);
      ++(again ? retries_ : calls_[counted_as]);
    }
    if (!again) return status;
    absl::SleepFor(kPause);
  }
}

absl::Status Api::CallInto(std::string_view method, std::string_view token,
                           const Message& request, Message& response) {
  ATTEST_ASSIGN_OR_RETURN(const MethodDescriptor* found, FindMethod(method));
  const absl::Status status = WithPatience(ShortName(*found), [&] {
    return CallOnce(*found, token, request, response);
  });
  if (status.code() != absl::StatusCode::kUnavailable ||
      !ReasonOf(status).empty()) {
    return status;
  }
  return MakeError(
      absl::StatusCode::kUnavailable, "client.attest", "NO_SERVER",
      fmt::format("nothing answers at {}; start a sandbox with ./run serve, or "
                  "name another server with --server",
                  endpoints_.Of(ServiceWord(*found->service()))));
}

absl::Status Api::CallOnce(const MethodDescriptor& method,
                           std::string_view token, const Message& request,
                           Message& response) {
  grpc::GenericStub stub(Channel(ServiceWord(*method.service())));
  grpc::ClientContext context;
  Prepare(context, token);
  const grpc::ByteBuffer sent = ToBytes(request);
  grpc::ByteBuffer received;
  grpc::Status status;
  absl::Notification done;
  stub.UnaryCall(&context, "/" + FullName(method), {}, &sent, &received,
                 [&](grpc::Status result) {
                   status = std::move(result);
                   done.Notify();
                 });
  done.WaitForNotification();
  ATTEST_RETURN_IF_ERROR(rpc::FromGrpc(status));
  return FromBytes(received, response);
}

absl::StatusOr<assessment::v1::Evidence> Api::Upload(
    std::string_view token, assessment::v1::UploadStart start,
    std::string_view bytes) {
  absl::StatusOr<assessment::v1::Evidence> evidence;
  const absl::Status status =
      WithPatience("assessment.UploadEvidence", [&]() -> absl::Status {
        evidence = UploadOnce(token, start, bytes);
        return evidence.status();
      });
  if (!status.ok()) return status;
  return evidence;
}

absl::StatusOr<assessment::v1::Evidence> Api::UploadOnce(
    std::string_view token, assessment::v1::UploadStart start,
    std::string_view bytes) {
  assessment::v1::GetUploadRequest ask;
  ask.set_evidence(start.evidence());
  ask.set_upload_id(start.upload_id());
  assessment::v1::GetUploadResponse held;
  ATTEST_ASSIGN_OR_RETURN(const MethodDescriptor* method,
                          FindMethod("assessment.GetUpload"));
  ATTEST_RETURN_IF_ERROR(CallOnce(*method, token, ask, held));

  const auto stub =
      assessment::v1::AssessmentService::NewStub(Channel("assessment"));
  grpc::ClientContext context;
  Prepare(context, token);
  assessment::v1::Evidence evidence;
  const auto writer = stub->UploadEvidence(&context, &evidence);
  assessment::v1::UploadEvidenceRequest message;
  start.set_offset(held.offset());
  *message.mutable_start() = start;
  bool open = writer->Write(message);
  for (size_t at = held.offset(); open && at < bytes.size();
       at += kChunkBytes) {
    message.set_chunk(std::string(bytes.substr(at, kChunkBytes)));
    open = writer->Write(message);
  }
  writer->WritesDone();
  ATTEST_RETURN_IF_ERROR(rpc::FromGrpc(writer->Finish()));
  return evidence;
}

std::map<std::string, int64_t> Api::calls() const {
  std::lock_guard lock(mutex_);
  return calls_;
}

int64_t Api::calls_total() const {
  int64_t total = 0;
  for (const auto& [method, count] : calls()) total += count;
  return total;
}

int64_t Api::retries() const {
  std::lock_guard lock(mutex_);
  return retries_;
}

std::string Describe(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  std::string text = fmt::format(
      "{}: {}",
      reason.empty() ? absl::StatusCodeToString(status.code()) : reason,
      std::string(status.message()));
  const std::vector<FieldViolation> fields = FieldViolationsOf(status);
  // The message of INVALID_FIELDS says the same in one line.
  if (!fields.empty()) text = reason + ":";
  for (const FieldViolation& field : fields) {
    text += fmt::format("\n  {}: {}", field.field, field.description);
  }
  for (const RuleViolation& rule : RuleViolationsOf(status)) {
    text += fmt::format("\n  {}{}{}: {}", rule.type,
                        rule.subject.empty() ? "" : " ", rule.subject,
                        rule.description);
  }
  return text;
}

}  // namespace attest::client
