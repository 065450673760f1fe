#include "libs/status/status.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "absl/strings/cord.h"
#include "attest/rpc/v1/error.pb.h"
#include "fmt/format.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "libs/status/utf8.h"

namespace attest {
namespace {

constexpr absl::Duration kRetryDelayMax = absl::Hours(24);

template <class Message>
std::string TypeUrl() {
  return "type.googleapis.com/" + Message::descriptor()->full_name();
}

// The same bytes for the same message, so that equal errors compare equal.
std::string Serialize(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

template <class Message>
void Attach(absl::Status& status, const Message& message) {
  status.SetPayload(TypeUrl<Message>(), absl::Cord(Serialize(message)));
}

template <class Message>
std::optional<Message> Detach(const absl::Status& status) {
  const auto payload = status.GetPayload(TypeUrl<Message>());
  Message message;
  if (!payload || !message.ParseFromString(std::string(*payload))) {
    return std::nullopt;
  }
  return message;
}

// "learner.birth_date: must be … (and 2 more fields)".
std::string Summary(const std::vector<FieldViolation>& violations) {
  const FieldViolation& first = violations.front();
  const size_t others = violations.size() - 1;
  const std::string text =
      fmt::format("{}: {}", first.field, first.description);
  if (others == 0) return text;
  return fmt::format("{} (and {} more {})", text, others,
                     others == 1 ? "field" : "fields");
}

}  // namespace

absl::Status MakeError(absl::StatusCode code, std::string_view domain,
                       std::string_view reason, std::string_view message,
                       ErrorMetadata metadata) {
  assert(code != absl::StatusCode::kOk);
  google::rpc::ErrorInfo info;
  info.set_domain(ToValidUtf8(domain));
  info.set_reason(ToValidUtf8(reason));
  for (const auto& [key, value] : metadata) {
    (*info.mutable_metadata())[ToValidUtf8(key)] = ToValidUtf8(value);
  }
  absl::Status status(code, ToValidUtf8(message));
  Attach(status, info);
  return status;
}

absl::Status InvalidFields(std::string_view domain,
                           const std::vector<FieldViolation>& violations) {
  assert(!violations.empty());
  google::rpc::BadRequest bad;
  for (const FieldViolation& violation : violations) {
    auto& added = *bad.add_field_violations();
    added.set_field(ToValidUtf8(violation.field));
    added.set_description(ToValidUtf8(violation.description));
  }
  absl::Status status = MakeError(absl::StatusCode::kInvalidArgument, domain,
                                  "INVALID_FIELDS", Summary(violations));
  Attach(status, bad);
  return status;
}

absl::Status BrokenRules(std::string_view domain, std::string_view reason,
                         std::string_view message,
                         const std::vector<RuleViolation>& violations) {
  assert(!violations.empty());
  google::rpc::PreconditionFailure failure;
  for (const RuleViolation& violation : violations) {
    auto& added = *failure.add_violations();
    added.set_type(ToValidUtf8(violation.type));
    added.set_subject(ToValidUtf8(violation.subject));
    added.set_description(ToValidUtf8(violation.description));
  }
  absl::Status status =
      MakeError(absl::StatusCode::kFailedPrecondition, domain, reason, message);
  Attach(status, failure);
  return status;
}

absl::Status WithResource(absl::Status status, std::string_view type,
                          std::string_view name) {
  google::rpc::ResourceInfo resource;
  resource.set_resource_type(ToValidUtf8(type));
  resource.set_resource_name(ToValidUtf8(name));
  Attach(status, resource);
  return status;
}

absl::Status WithRetry(absl::Status status, absl::Duration delay) {
  absl::Duration rest = std::clamp(delay, absl::ZeroDuration(), kRetryDelayMax);
  google::rpc::RetryInfo retry;
  auto& on_wire = *retry.mutable_retry_delay();
  on_wire.set_seconds(absl::IDivDuration(rest, absl::Seconds(1), &rest));
  on_wire.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(rest)));
  Attach(status, retry);
  return status;
}

std::optional<ErrorInfo> ErrorInfoOf(const absl::Status& status) {
  const auto info = Detach<google::rpc::ErrorInfo>(status);
  if (!info) return std::nullopt;
  return ErrorInfo{
      .domain = info->domain(),
      .reason = info->reason(),
      .metadata = {info->metadata().begin(), info->metadata().end()}};
}

std::vector<FieldViolation> FieldViolationsOf(const absl::Status& status) {
  const auto bad = Detach<google::rpc::BadRequest>(status);
  std::vector<FieldViolation> violations;
  if (!bad) return violations;
  for (const auto& violation : bad->field_violations()) {
    violations.push_back({violation.field(), violation.description()});
  }
  return violations;
}

std::vector<RuleViolation> RuleViolationsOf(const absl::Status& status) {
  const auto failure = Detach<google::rpc::PreconditionFailure>(status);
  std::vector<RuleViolation> violations;
  if (!failure) return violations;
  for (const auto& violation : failure->violations()) {
    violations.push_back(
        {violation.type(), violation.subject(), violation.description()});
  }
  return violations;
}

std::string ReasonOf(const absl::Status& status) {
  const auto info = Detach<google::rpc::ErrorInfo>(status);
  return info ? info->reason() : std::string();
}

}  // namespace attest
