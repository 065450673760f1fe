#include "tests/bench/request_template.h"

#include <memory>

#include "absl/strings/str_replace.h"
#include "fmt/format.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/util/json_util.h"

namespace attest::bench {
namespace {

constexpr char kUuidPlace[] = "{{uuid}}";
constexpr char kCounterPlace[] = "{{counter}}";
// What stands in the message until a place is filled in.
constexpr std::string_view kUuidMark = "5e7f1c3a-0000-4000-8000-7e3b1a99d0c4";
constexpr std::string_view kCounterMark = "5739102846";
constexpr uint64_t kCounterMax = 10'000'000'000;

absl::Status InvalidJson(std::string_view why) {
  return MakeError(absl::StatusCode::kInvalidArgument, "bench.attest",
                   "INVALID_JSON", why);
}

std::vector<size_t> OffsetsOf(std::string_view text, std::string_view part) {
  std::vector<size_t> offsets;
  for (size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    offsets.push_back(at);
  }
  return offsets;
}

absl::StatusOr<std::string> Serialise(const google::protobuf::Descriptor& type,
                                      const std::string& json) {
  google::protobuf::DynamicMessageFactory factory;
  factory.SetDelegateToGeneratedFactory(true);
  const std::unique_ptr<google::protobuf::Message> message(
      factory.GetPrototype(&type)->New());
  const auto status =
      google::protobuf::util::JsonStringToMessage(json, message.get());
  if (!status.ok()) {
    return InvalidJson(
        fmt::format("not a {}: {}", type.full_name(), status.ToString()));
  }
  return message->SerializeAsString();
}

}  // namespace

absl::StatusOr<RequestTemplate> RequestTemplate::Parse(
    const google::protobuf::Descriptor& type, std::string_view json) {
  const std::string text(json);
  const std::string marked =
      absl::StrReplaceAll(text, {{kUuidPlace, std::string(kUuidMark)},
                                 {kCounterPlace, std::string(kCounterMark)}});
  RequestTemplate request;
  ATTEST_ASSIGN_OR_RETURN(request.bytes_, Serialise(type, marked));
  request.uuids_ = OffsetsOf(request.bytes_, kUuidMark);
  request.counters_ = OffsetsOf(request.bytes_, kCounterMark);
  if (request.uuids_.size() != OffsetsOf(text, kUuidPlace).size() ||
      request.counters_.size() != OffsetsOf(text, kCounterPlace).size()) {
    return InvalidJson("{{uuid}} and {{counter}} stand within strings only");
  }
  return request;
}

std::string RequestTemplate::Fill(uint64_t number, IdSource& ids) const {
  std::string bytes = bytes_;
  for (const size_t at : uuids_) {
    bytes.replace(at, kUuidMark.size(), ids.NewId());
  }
  const std::string counter = fmt::format("{:010}", number % kCounterMax);
  for (const size_t at : counters_) {
    bytes.replace(at, kCounterMark.size(), counter);
  }
  return bytes;
}

}  // namespace attest::bench
