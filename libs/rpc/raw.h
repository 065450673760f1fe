// Unary RPCs on gRPC's callback API with bytes in and out: for answers that
// are nearly always in memory, ready made.
#ifndef ATTEST_LIBS_RPC_RAW_H_
#define ATTEST_LIBS_RPC_RAW_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/grpcpp.h"
#include "libs/rpc/call.h"
#include "libs/rpc/runtime.h"
#include "libs/status/status.h"

namespace attest::rpc {

// A service that has methods of this kind says which. (Their requests are read
// here, so that the server has nothing to mend for them.)
class HasRawMethods {
 public:
  virtual ~HasRawMethods() = default;
  // `package.Service/Method`.
  virtual std::vector<std::string_view> RawMethods() const = 0;
};

// Whether a handler may wait, e.g. for a database.
enum class Patience { kNone, kSome };

// What a handler gives that has no patience and nothing in memory to answer
// with. It runs again, with patience, on a thread where it may wait.
absl::Status MustWait();

// The bytes of an answer that somebody owns: they are sent without a copy and
// `owner` lives until they are.
grpc::ByteBuffer ShareBytes(std::shared_ptr<const void> owner,
                            std::string_view bytes);
// Those of a message.
grpc::ByteBuffer ToBytes(const google::protobuf::MessageLite& message);

// Reads a request.
//   INVALID_ARGUMENT, `MALFORMED_MESSAGE`.
absl::Status ParseBytes(const grpc::ByteBuffer& bytes,
                        google::protobuf::MessageLite& message);

// Where the messages of one call are made: small ones take no memory from the
// heap. They live as long as it does. Not thread-safe.
class SmallArena {
 public:
  SmallArena() : arena_(block_, sizeof(block_)) {}
  template <class Message>
  Message& New() {
    return *google::protobuf::Arena::CreateMessage<Message>(&arena_);
  }

 private:
  alignas(std::max_align_t) char block_[3 * 1024];
  google::protobuf::Arena arena_;
};

// May be called twice, and then on another thread; must not block without
// patience. Gives bytes that are valid.
using RawHandler = std::function<absl::StatusOr<grpc::ByteBuffer>(
    const Call&, const grpc::ByteBuffer& request, Patience)>;

// As Runtime::Run, with the same errors, and with these differences.
// - A call that is answered at once takes no place among the calls from
//   outside: it holds no thread. One that waits takes one among those that
//   wait; a drain waits for it.
//     RESOURCE_EXHAUSTED, `OVERLOADED` with a RetryInfo: too many wait.
// - A call that was answered well, at once, is logged at DEBUG (ADR 0007).
// `method` is a literal; `runtime` outlives the server.
grpc::ServerUnaryReactor* RunRaw(const Runtime& runtime,
                                 std::string_view method,
                                 grpc::CallbackServerContext& context,
                                 const grpc::ByteBuffer& request,
                                 grpc::ByteBuffer* response,
                                 RawHandler handler);

// The same with a request that is read first. `handler` is
// StatusOr<ByteBuffer>(const Call&, const Request&, Patience), and copyable.
template <class Request, class Handler>
grpc::ServerUnaryReactor* RunRaw(const Runtime& runtime,
                                 std::string_view method,
                                 grpc::CallbackServerContext& context,
                                 const grpc::ByteBuffer& request,
                                 grpc::ByteBuffer* response, Handler handler) {
  return RunRaw(runtime, method, context, request, response,
                [handler = std::move(handler)](
                    const Call& call, const grpc::ByteBuffer& bytes,
                    Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
                  SmallArena arena;
                  auto& message = arena.New<Request>();
                  ATTEST_RETURN_IF_ERROR(ParseBytes(bytes, message));
                  return handler(call, message, patience);
                });
}

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_RAW_H_
