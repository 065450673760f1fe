#include "libs/rpc/runtime.h"

#include <algorithm>
#include <optional>
#include <string>

#include "fmt/format.h"
#include "libs/log/log.h"
#include "libs/rpc/admission.h"
#include "libs/rpc/client.h"
#include "libs/rpc/running.h"
#include "libs/rpc/workers.h"

namespace attest::rpc {
namespace {

constexpr char kDomain[] = "rpc.attest";
constexpr char kCallerHeader[] = "authorization";

std::string_view ToStd(grpc::string_ref text) {
  return {text.data(), text.size()};
}

// The value of a header; nothing when it is absent or there twice.
std::optional<std::string_view> OnlyValue(
    const grpc::ServerContextBase& context, const char* header) {
  const auto [first, last] = context.client_metadata().equal_range(header);
  if (first == last || std::next(first) != last) return std::nullopt;
  return ToStd(first->second);
}

absl::Status InvalidToken(std::string_view message) {
  return MakeError(absl::StatusCode::kUnauthenticated, kDomain, "INVALID_TOKEN",
                   message);
}

// The caller's deadline, or the server's own limit when that comes first.
// gRPC counts on the machine's clock, whatever clock the rules use.
absl::Time DeadlineOf(const grpc::ServerContextBase& context,
                      absl::Duration limit) {
  const absl::Time latest = absl::Now() + limit;
  // Without a deadline gRPC gives the end of time, which absl cannot hold.
  if (context.deadline() > absl::ToChronoTime(latest)) return latest;
  return absl::FromChrono(context.deadline());
}

// A stream ends with the token of its caller. `now` is the clock that tokens
// are read by.
void EndWithToken(absl::Time now, Call& call) {
  if (call.caller.anonymous()) return;
  const absl::Time end = absl::Now() + (call.caller.expires() - now);
  call.ends_with_token = end < call.deadline;
  call.deadline = std::min(call.deadline, end);
}

}  // namespace

Runtime::Runtime(auth::Authenticator& authenticator,
                 const auth::Policies& policies, const Clock& clock,
                 RuntimeOptions options)
    : authenticator_(authenticator),
      policies_(policies),
      clock_(clock),
      options_(options),
      admission_(std::make_unique<Admission>(AdmissionLimits{
          .unary = options.outside_unary_max,
          .waiting =
              (options.waiting_threads_max + options.waiting_queue_max) / 2,
          .streams = options.outside_streams_max,
          .streams_per_subject = options.streams_per_subject_max})),
      workers_(std::make_unique<Workers>(options.waiting_threads_max,
                                         options.waiting_queue_max)) {}

Runtime::~Runtime() = default;

bool Runtime::Drain(absl::Duration patience) {
  return admission_->Close(patience);
}

grpc::Status Runtime::Run(
    std::string_view method, grpc::ServerContextBase& context, bool stream,
    absl::FunctionRef<absl::Status(const Call&)> handler) const {
  const Stopwatch watch;
  const absl::Status status = [&]() -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(const Call call, Admit(method, context, stream));
    Admission::Place place;
    if (FromOutside(call)) {
      ATTEST_ASSIGN_OR_RETURN(
          place,
          admission_->Enter(stream ? CallKind::kStream : CallKind::kUnary,
                            call.caller.subject()));
    }
    return Guard(handler, call);
  }();
  return EndCall(method, context, status, watch, log::Level::kInfo);
}

absl::StatusOr<auth::Caller> Runtime::CallerIn(
    const grpc::ServerContextBase& context, const char* header) const {
  if (context.client_metadata().count(header) == 0) return auth::Caller();
  const auto value = OnlyValue(context, header);
  if (!value.has_value()) {
    return InvalidToken(fmt::format("header {} is there twice", header));
  }
  return authenticator_.Authenticate(*value);
}

absl::StatusOr<Call> Runtime::Admit(std::string_view method,
                                    const grpc::ServerContextBase& context,
                                    bool stream) const {
  Call call;
  call.method = std::string(method);
  call.deadline =
      DeadlineOf(context, stream ? options_.stream_max : options_.call_max);
  ATTEST_RETURN_IF_ERROR(CheckAlive(context, call.deadline));

  ATTEST_ASSIGN_OR_RETURN(call.caller, CallerIn(context, kCallerHeader));
  ATTEST_ASSIGN_OR_RETURN(call.service, CallerIn(context, kServiceHeader));
  if (!call.service.anonymous() && !call.service.Has(auth::v1::SERVICE)) {
    return InvalidToken("the identity beside the token is not a service's");
  }
  ATTEST_RETURN_IF_ERROR(policies_.Check(method, call.caller));
  call.authorization = OnlyValue(context, kCallerHeader).value_or("");
  if (stream) EndWithToken(clock_.Now(), call);
  return call;
}

}  // namespace attest::rpc
