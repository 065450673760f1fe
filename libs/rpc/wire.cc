#include "libs/rpc/wire.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "absl/strings/cord.h"
#include "attest/rpc/v1/error.pb.h"
#include "fmt/format.h"
#include "libs/status/status.h"
#include "libs/status/utf8.h"

namespace attest::rpc {
namespace {

using google::protobuf::Any;
using Details = google::rpc::Status;

// Share of the details that the message may take: it travels a second time
// beside them, percent-encoded.
constexpr size_t kMessageShare = 9;
// Room for the violation that says how many others there are.
constexpr size_t kNoteBytes = 64;

// The beginning of `text`, cut between two characters.
std::string Beginning(std::string_view text, size_t size_max) {
  if (text.size() <= size_max) return ToValidUtf8(text);
  std::string_view rest = text;
  while (text.size() - rest.size() + 4 <= size_max) TakeCodePoint(rest);
  return ToValidUtf8(text.substr(0, text.size() - rest.size())) + "...";
}

auto* ViolationsOf(google::rpc::BadRequest& message) {
  return message.mutable_field_violations();
}

auto* ViolationsOf(google::rpc::PreconditionFailure& message) {
  return message.mutable_violations();
}

// Leaves out the last violations of `detail`, at least `excess` bytes of them
// but never the first one.
template <class Message>
void Shorten(Any& detail, size_t excess) {
  Message message;
  if (!detail.Is<Message>() || !detail.UnpackTo(&message)) return;
  auto* violations = ViolationsOf(message);
  int left_out = 0;
  size_t won = 0;
  while (violations->size() > 1 && won < excess + kNoteBytes) {
    won += (*violations)[violations->size() - 1].ByteSizeLong();
    violations->RemoveLast();
    ++left_out;
  }
  if (left_out == 0) return;
  violations->Add()->set_description(
      fmt::format("and {} more, left out for their length", left_out));
  detail.PackFrom(message);
}

size_t Excess(const Details& details, size_t bytes_max) {
  const size_t size = details.ByteSizeLong();
  return size > bytes_max ? size - bytes_max : 0;
}

// Makes `details` fit: first by leaving out violations, then whole details
// from the last on. ErrorInfo comes first and is short.
void Fit(Details& details, size_t bytes_max) {
  for (Any& detail : *details.mutable_details()) {
    if (Excess(details, bytes_max) == 0) return;
    Shorten<google::rpc::BadRequest>(detail, Excess(details, bytes_max));
    Shorten<google::rpc::PreconditionFailure>(detail,
                                              Excess(details, bytes_max));
  }
  while (Excess(details, bytes_max) > 0 && !details.details().empty()) {
    details.mutable_details()->RemoveLast();
  }
}

bool IsErrorInfo(const Any& detail) {
  return detail.Is<google::rpc::ErrorInfo>();
}

bool IsHidden(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal ||
         code == absl::StatusCode::kUnknown;
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status, size_t details_bytes_max) {
  if (status.ok()) return grpc::Status::OK;
  Details details;
  details.set_code(status.raw_code());
  if (IsHidden(status.code())) {
    details.set_message("internal error");
  } else {
    details.set_message(
        Beginning({status.message().data(), status.message().size()},
                  details_bytes_max / kMessageShare));
    status.ForEachPayload(
        [&](absl::string_view type_url, const absl::Cord& payload) {
          Any& detail = *details.add_details();
          detail.set_type_url(std::string(type_url));
          detail.set_value(std::string(payload));
        });
    std::stable_partition(details.mutable_details()->begin(),
                          details.mutable_details()->end(), IsErrorInfo);
    Fit(details, details_bytes_max);
  }
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                      details.message(), details.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
  Details details;
  if (!details.ParseFromString(status.error_details())) return result;
  for (const Any& detail : details.details()) {
    result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

void AnnounceDetailsMax(grpc::ClientContext& context) {
  context.AddMetadata(kDetailsHeader, std::to_string(kDetailsBytesMax));
}

size_t DetailsMaxOf(const grpc::ServerContextBase& context) {
  const auto found = context.client_metadata().find(kDetailsHeader);
  if (found == context.client_metadata().end()) return kDetailsBytesDefault;
  size_t bytes = 0;
  const auto [end, error] =
      std::from_chars(found->second.begin(), found->second.end(), bytes);
  if (error != std::errc() || end != found->second.end()) {
    return kDetailsBytesDefault;
  }
  return std::clamp(bytes, kDetailsBytesDefault, kDetailsBytesMax);
}

absl::Status MalformedMessage() {
  return MakeError(absl::StatusCode::kInvalidArgument, "rpc.attest",
                   "MALFORMED_MESSAGE",
                   "the request is not a message of this method's type");
}

}  // namespace attest::rpc
