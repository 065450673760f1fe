#include "libs/rpc/client.h"

#include <algorithm>

#include "libs/status/status.h"

namespace attest::rpc {
namespace {

// What an answer needs to travel back.
constexpr absl::Duration kReturnTime = absl::Milliseconds(20);
constexpr int kKeepaliveMs = 30'000;
constexpr int kKeepaliveTimeoutMs = 10'000;
constexpr int kReconnectMinMs = 100;
constexpr int kReconnectMaxMs = 2'000;
// Lists at their longest, with room to spare.
constexpr int kReceiveBytesMax = 32 * 1024 * 1024;
constexpr absl::Duration kRetryAfter = absl::Seconds(1);

void PrepareCommon(grpc::ClientContext& context, absl::Time deadline) {
  context.set_deadline(absl::ToChronoTime(deadline));
  // A neighbour that comes back is found at once; one that does not costs the
  // time of the deadline.
  context.set_wait_for_ready(true);
  AnnounceDetailsMax(context);
}

}  // namespace

std::shared_ptr<grpc::Channel> Dial(const std::string& target) {
  grpc::ChannelArguments arguments;
  arguments.SetLoadBalancingPolicyName("round_robin");
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectMinMs);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kReconnectMinMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kReconnectMaxMs);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetMaxReceiveMessageSize(kReceiveBytesMax);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(),
                                   arguments);
}

void Prepare(grpc::ClientContext& context, const Call& call,
             const ServiceIdentity& identity, absl::Duration timeout_max) {
  PrepareCommon(context, std::min(call.deadline - kReturnTime,
                                  absl::Now() + timeout_max));
  if (!call.authorization.empty()) {
    context.AddMetadata("authorization", call.authorization);
  }
  if (!identity.token.empty()) {
    context.AddMetadata(kServiceHeader, "Bearer " + identity.token);
  }
}

void PrepareOwn(grpc::ClientContext& context, const ServiceIdentity& identity,
                absl::Time deadline) {
  PrepareCommon(context, deadline);
  if (!identity.token.empty()) {
    context.AddMetadata("authorization", "Bearer " + identity.token);
  }
}

absl::Status FromNeighbour(const grpc::Status& status, absl::Time deadline) {
  const absl::Status result = FromGrpc(status);
  const bool silent = result.code() == absl::StatusCode::kUnavailable ||
                      result.code() == absl::StatusCode::kDeadlineExceeded;
  if (!silent || ErrorInfoOf(result).has_value()) return result;
  // The outgoing call ends a little before the incoming one.
  if (absl::Now() >= deadline - 2 * kReturnTime) {
    return MakeError(absl::StatusCode::kDeadlineExceeded, "rpc.attest",
                     "DEADLINE_PASSED",
                     "the deadline passed before a service that had to be "
                     "asked answered");
  }
  return WithRetry(
      MakeError(absl::StatusCode::kUnavailable, "rpc.attest",
                "NEIGHBOUR_UNAVAILABLE",
                "a service that this one needs does not answer; try again"),
      kRetryAfter);
}

}  // namespace attest::rpc
