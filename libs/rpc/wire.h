// Errors on the wire: absl::Status <-> grpc::Status with google.rpc details.
#ifndef ATTEST_LIBS_RPC_WIRE_H_
#define ATTEST_LIBS_RPC_WIRE_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace attest::rpc {

// Puts the payloads of `status` into `grpc-status-details-bin`. INTERNAL and
// UNKNOWN lose text and payloads: the caller reads "internal error".
grpc::Status ToGrpc(const absl::Status& status);

// The other way; payloads are kept, so that an error of a neighbour can be
// passed on as it is.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_WIRE_H_
