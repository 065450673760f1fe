// Reading the messages of a client's stream.
#ifndef ATTEST_LIBS_RPC_STREAM_H_
#define ATTEST_LIBS_RPC_STREAM_H_

#include <limits>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/sync_stream.h"
#include "libs/rpc/wire.h"

namespace attest::rpc {

// Reads the next message into `message`: true, or false at the end.
//   INVALID_ARGUMENT, `MALFORMED_MESSAGE`.
//
// gRPC ends the stream at bytes that are no message, so that half an upload
// would look like a whole one. The parser clears the message before it reads,
// though: a mark that is gone afterwards tells the two apart.
template <class Message>
absl::StatusOr<bool> ReadNext(grpc::internal::ReaderInterface<Message>& reader,
                              Message& message) {
  // No field on the wire can have this number.
  constexpr int kMark = std::numeric_limits<int>::max();
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  message.Clear();
  reflection.MutableUnknownFields(&message)->AddVarint(kMark, 0);
  if (reader.Read(&message)) return true;
  const google::protobuf::UnknownFieldSet& unknown =
      reflection.GetUnknownFields(message);
  const bool untouched = !unknown.empty() && unknown.field(0).number() == kMark;
  message.Clear();
  if (!untouched) return MalformedMessage();
  return false;
}

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_STREAM_H_
