#include "libs/rpc/runtime.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <string>

#include "fmt/format.h"
#include "libs/log/log.h"
#include "libs/rpc/admission.h"
#include "libs/rpc/client.h"
#include "libs/rpc/wire.h"

namespace attest::rpc {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr char kDomain[] = "rpc.attest";
constexpr char kCallerHeader[] = "authorization";

std::string_view ToStd(grpc::string_ref text) {
  return {text.data(), text.size()};
}

// The value of a header; nothing when it is absent or there twice.
std::optional<std::string_view> OnlyValue(const grpc::ServerContext& context,
                                          const char* header) {
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
absl::Time DeadlineOf(const grpc::ServerContext& context,
                      absl::Duration limit) {
  const absl::Time latest = absl::Now() + limit;
  // Without a deadline gRPC gives the end of time, which absl cannot hold.
  if (context.deadline() > absl::ToChronoTime(latest)) return latest;
  return absl::FromChrono(context.deadline());
}

absl::Status CheckAlive(const grpc::ServerContext& context,
                        absl::Time deadline) {
  if (absl::Now() >= deadline) {
    return MakeError(absl::StatusCode::kDeadlineExceeded, kDomain,
                     "DEADLINE_PASSED", "the deadline has passed");
  }
  if (context.IsCancelled()) {
    return MakeError(absl::StatusCode::kCancelled, kDomain, "CANCELLED",
                     "the call was cancelled");
  }
  return absl::OkStatus();
}

// A stream ends with the token of its caller. `now` is the clock that tokens
// are read by.
void EndWithToken(absl::Time now, Call& call) {
  if (call.caller.anonymous()) return;
  const absl::Time end = absl::Now() + (call.caller.expires() - now);
  call.ends_with_token = end < call.deadline;
  call.deadline = std::min(call.deadline, end);
}

// Whether no service stands behind the call.
bool FromOutside(const Call& call) {
  return call.service.anonymous() && !call.caller.Has(auth::v1::SERVICE);
}

bool IsOurFault(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInternal ||
         status.code() == absl::StatusCode::kUnknown;
}

// One line a call. The message of an error may repeat what the caller sent, so
// only that of our own faults is written.
void LogCall(std::string_view method, const grpc::ServerContext& context,
             const absl::Status& status, SteadyClock::duration took) {
  const auto micros =
      std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  const log::Field name{"method", std::string(method)};
  const log::Field code{"code", absl::StatusCodeToString(status.code())};
  const log::Field time{"micros", std::to_string(micros)};
  const log::Field peer{"peer", context.peer()};
  if (status.ok()) {
    log::Write(log::Level::kInfo, "rpc", {name, code, time, peer});
  } else if (IsOurFault(status)) {
    log::Write(log::Level::kError, "rpc",
               {name,
                code,
                time,
                peer,
                {"reason", ReasonOf(status)},
                {"message", std::string(status.message())}});
  } else {
    log::Write(log::Level::kInfo, "rpc",
               {name, code, time, peer, {"reason", ReasonOf(status)}});
  }
}

// Runs `handler`; what it throws becomes an error.
absl::Status Guard(absl::FunctionRef<absl::Status(const Call&)> handler,
                   const Call& call) {
  try {
    return handler(call);
  } catch (const std::exception& exception) {
    return absl::InternalError(fmt::format("exception: {}", exception.what()));
  } catch (...) {
    return absl::InternalError("exception of an unknown type");
  }
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
          options.outside_unary_max, options.outside_streams_max,
          options.streams_per_subject_max})) {}

Runtime::~Runtime() = default;

bool Runtime::Drain(absl::Duration patience) {
  return admission_->Close(patience);
}

grpc::Status Runtime::Run(
    std::string_view method, grpc::ServerContext& context, bool stream,
    absl::FunctionRef<absl::Status(const Call&)> handler) const {
  const auto start = SteadyClock::now();
  const absl::Status status = [&]() -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(const Call call, Admit(method, context, stream));
    Admission::Place place;
    if (FromOutside(call)) {
      ATTEST_ASSIGN_OR_RETURN(place,
                              admission_->Enter(stream, call.caller.subject()));
    }
    return Guard(handler, call);
  }();
  LogCall(method, context, status, SteadyClock::now() - start);
  return ToGrpc(status, DetailsMaxOf(context));
}

absl::StatusOr<auth::Caller> Runtime::CallerIn(
    const grpc::ServerContext& context, const char* header) const {
  if (context.client_metadata().count(header) == 0) return auth::Caller();
  const auto value = OnlyValue(context, header);
  if (!value.has_value()) {
    return InvalidToken(fmt::format("header {} is there twice", header));
  }
  return authenticator_.Authenticate(*value);
}

absl::StatusOr<Call> Runtime::Admit(std::string_view method,
                                    grpc::ServerContext& context,
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
