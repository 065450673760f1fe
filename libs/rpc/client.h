// Calls to a neighbour: the caller's token travels on, the service's identity
// beside it, and the deadline is never later than the incoming one.
#ifndef ATTEST_LIBS_RPC_CLIENT_H_
#define ATTEST_LIBS_RPC_CLIENT_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "libs/rpc/call.h"
#include "libs/rpc/wire.h"

namespace attest::rpc {

// Where the identity of the calling service travels, beside the caller's own
// token in `authorization`: `Bearer <JWT>`.
inline constexpr char kServiceHeader[] = "x-attest-service";

// How this service shows who it is.
struct ServiceIdentity {
  std::string token;  // JWT with role SERVICE; empty under mTLS alone
};

// A channel to `target` with round-robin, keepalive and quick recovery after a
// neighbour comes back.
std::shared_ptr<grpc::Channel> Dial(const std::string& target);

// Sets token, identity and deadline (incoming minus 20 ms, at most
// `timeout_max` from now) of an outgoing call, waiting for ready.
void Prepare(grpc::ClientContext& context, const Call& call,
             const ServiceIdentity& identity, absl::Duration timeout_max);

// The same for a follower, which has no caller: identity alone, in
// `authorization`.
void PrepareOwn(grpc::ClientContext& context, const ServiceIdentity& identity,
                absl::Time deadline);

// FromGrpc for the answer of a neighbour: silence becomes
//   DEADLINE_EXCEEDED, `DEADLINE_PASSED`: until `deadline`, the incoming one.
//   UNAVAILABLE, `NEIGHBOUR_UNAVAILABLE` with a RetryInfo: otherwise.
absl::Status FromNeighbour(const grpc::Status& status,
                           absl::Time deadline = absl::InfiniteFuture());

// Runs a unary stub method:
//   Invoke<GetUnitResponse>(call, identity, timeout, [&](auto* c, auto* r) {
//     return stub.GetUnit(c, request, r); });
template <class Response, class Method>
absl::StatusOr<Response> Invoke(const Call& call,
                                const ServiceIdentity& identity,
                                absl::Duration timeout_max, Method&& method) {
  grpc::ClientContext context;
  Prepare(context, call, identity, timeout_max);
  Response response;
  const absl::Status status =
      FromNeighbour(method(&context, &response), call.deadline);
  if (!status.ok()) return status;
  return response;
}

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_CLIENT_H_
