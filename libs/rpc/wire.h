// Errors on the wire: absl::Status <-> grpc::Status with google.rpc details.
#ifndef ATTEST_LIBS_RPC_WIRE_H_
#define ATTEST_LIBS_RPC_WIRE_H_

#include <cstddef>

#include "absl/status/status.h"
#include "grpcpp/client_context.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"

namespace attest::rpc {

// Details travel in the trailing metadata, of which most gRPC clients take
// 8 KiB (and lose the whole answer beyond). A client that takes more says so in
// the request header `x-attest-details-max`, in bytes before base64.
inline constexpr size_t kDetailsBytesDefault = 4'500;
inline constexpr size_t kDetailsBytesMax = 40'000;
// What a channel must accept to keep that promise.
inline constexpr int kMetadataBytesMax = 64 * 1024;
inline constexpr char kDetailsHeader[] = "x-attest-details-max";

// Puts the payloads of `status` into `grpc-status-details-bin`. INTERNAL and
// UNKNOWN lose text and payloads: the caller reads "internal error". When they
// do not fit into `details_bytes_max`, the last violations give way to one
// that says how many are left out.
grpc::Status ToGrpc(const absl::Status& status,
                    size_t details_bytes_max = kDetailsBytesDefault);

// The other way; payloads are kept, so that an error of a neighbour can be
// passed on as it is.
absl::Status FromGrpc(const grpc::Status& status);

// Says that this client takes kDetailsBytesMax. Its channel must be made with
// GRPC_ARG_MAX_METADATA_SIZE of kMetadataBytesMax, as Dial does.
void AnnounceDetailsMax(grpc::ClientContext& context);
// What the client of this call takes.
size_t DetailsMaxOf(const grpc::ServerContextBase& context);

// INVALID_ARGUMENT, `MALFORMED_MESSAGE`: bytes that are no message of the type
// of the method.
absl::Status MalformedMessage();

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_WIRE_H_
