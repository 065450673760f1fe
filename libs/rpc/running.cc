#include "libs/rpc/running.h"

#include <exception>
#include <string>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "libs/rpc/wire.h"
#include "libs/status/status.h"

namespace attest::rpc {
namespace {

constexpr char kDomain[] = "rpc.attest";

bool IsOurFault(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInternal ||
         status.code() == absl::StatusCode::kUnknown;
}

log::Level LevelOf(const absl::Status& status, log::Level ok_level) {
  if (status.ok()) return ok_level;
  return IsOurFault(status) ? log::Level::kError : log::Level::kInfo;
}

// One line a call. The message of an error may repeat what the caller sent, so
// only that of our own faults is written.
void LogCall(std::string_view method, const grpc::ServerContextBase& context,
             const absl::Status& status, const Stopwatch& watch,
             log::Level level) {
  const log::Field name{"method", std::string(method)};
  const log::Field code{"code", absl::StatusCodeToString(status.code())};
  const log::Field time{"micros", std::to_string(watch.Elapsed().count())};
  const log::Field peer{"peer", context.peer()};
  if (status.ok()) {
    log::Write(level, "rpc", {name, code, time, peer});
  } else if (IsOurFault(status)) {
    log::Write(level, "rpc",
               {name,
                code,
                time,
                peer,
                {"reason", ReasonOf(status)},
                {"message", std::string(status.message())}});
  } else {
    log::Write(level, "rpc",
               {name, code, time, peer, {"reason", ReasonOf(status)}});
  }
}

}  // namespace

absl::Status CheckAlive(const grpc::ServerContextBase& context,
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

bool FromOutside(const Call& call) {
  return call.service.anonymous() && !call.caller.Has(auth::v1::SERVICE);
}

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

grpc::Status EndCall(std::string_view method,
                     const grpc::ServerContextBase& context,
                     const absl::Status& status, const Stopwatch& watch,
                     log::Level ok_level) {
  const log::Level level = LevelOf(status, ok_level);
  if (log::Writes(level)) LogCall(method, context, status, watch, level);
  if (status.ok()) return grpc::Status::OK;
  return ToGrpc(status, DetailsMaxOf(context));
}

}  // namespace attest::rpc
