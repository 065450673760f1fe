#include "libs/rpc/raw.h"

#include <cstdint>

#include "absl/strings/cord.h"
#include "libs/rpc/admission.h"
#include "libs/rpc/running.h"
#include "libs/rpc/wire.h"
#include "libs/rpc/workers.h"

namespace attest::rpc {
namespace {

constexpr char kDomain[] = "rpc.attest";
// Marks a status within the process.
constexpr char kMustWait[] = "rpc.attest/must-wait";

bool IsMustWait(const absl::Status& status) {
  return !status.ok() && status.GetPayload(kMustWait).has_value();
}

absl::Status NoThreadFree() {
  return WithRetry(
      MakeError(absl::StatusCode::kResourceExhausted, kDomain, "OVERLOADED",
                "as many calls as the server lets wait are waiting"),
      absl::Seconds(1));
}

// One call, from its first look at memory to its answer. Moved to the heap
// when it has to wait.
class RawCall {
 public:
  RawCall(const Runtime& runtime, std::string_view method,
          grpc::CallbackServerContext& context, const grpc::ByteBuffer& request,
          grpc::ByteBuffer* response, RawHandler handler)
      : runtime_(&runtime),
        method_(method),
        context_(&context),
        request_(&request),
        response_(response),
        reactor_(context.DefaultReactor()),
        handler_(std::move(handler)) {}

  grpc::ServerUnaryReactor* Run() && {
    auto* const reactor = reactor_;
    const absl::Status status = AtOnce();
    if (IsMustWait(status)) {
      std::move(*this).Wait();
    } else {
      End(status, log::Level::kDebug);
    }
    return reactor;
  }

 private:
  absl::Status AtOnce() {
    ATTEST_ASSIGN_OR_RETURN(call_, runtime_->Admit(method_, *context_, false));
    if (FromOutside(call_)) {
      ATTEST_RETURN_IF_ERROR(runtime_->admission().CheckOpen());
    }
    return Answer(Patience::kNone);
  }

  void Wait() && {
    if (FromOutside(call_)) {
      auto place = runtime_->admission().Enter(CallKind::kWaiting,
                                               call_.caller.subject());
      if (!place.ok()) return End(place.status(), log::Level::kInfo);
      place_ = *std::move(place);
    }
    const auto waiting = std::make_shared<RawCall>(std::move(*this));
    const bool taken =
        waiting->runtime_->workers().Take([waiting] { waiting->Later(); });
    if (!taken) waiting->End(NoThreadFree(), log::Level::kInfo);
  }

  // On a thread where it may wait.
  void Later() {
    absl::Status status = CheckAlive(*context_, call_.deadline);
    if (status.ok()) status = Answer(Patience::kSome);
    End(status, log::Level::kInfo);
  }

  absl::Status Answer(Patience patience) {
    return Guard(
        [&](const Call& call) -> absl::Status {
          ATTEST_ASSIGN_OR_RETURN(*response_,
                                  handler_(call, *request_, patience));
          return absl::OkStatus();
        },
        call_);
  }

  // Nothing of the call may be touched afterwards.
  void End(const absl::Status& status, log::Level ok_level) {
    reactor_->Finish(EndCall(method_, *context_, status, watch_, ok_level));
  }

  const Runtime* runtime_;
  std::string_view method_;
  grpc::CallbackServerContext* context_;
  const grpc::ByteBuffer* request_;
  grpc::ByteBuffer* response_;
  grpc::ServerUnaryReactor* reactor_;
  RawHandler handler_;
  Stopwatch watch_;
  Call call_;
  Admission::Place place_;  // of a call that waits
};

}  // namespace

absl::Status MustWait() {
  absl::Status status = absl::InternalError("the answer is not in memory");
  status.SetPayload(kMustWait, absl::Cord());
  return status;
}

grpc::ByteBuffer ShareBytes(std::shared_ptr<const void> owner,
                            std::string_view bytes) {
  using Owner = std::shared_ptr<const void>;
  const grpc::Slice slice(
      const_cast<char*>(bytes.data()), bytes.size(),
      [](void* held) { delete static_cast<Owner*>(held); },
      new Owner(std::move(owner)));
  return grpc::ByteBuffer(&slice, 1);
}

grpc::ByteBuffer ToBytes(const google::protobuf::MessageLite& message) {
  grpc::Slice slice(message.ByteSizeLong());
  message.SerializeWithCachedSizesToArray(const_cast<uint8_t*>(slice.begin()));
  return grpc::ByteBuffer(&slice, 1);
}

absl::Status ParseBytes(const grpc::ByteBuffer& bytes,
                        google::protobuf::MessageLite& message) {
  // A call that ends without a message has none that is valid.
  if (!bytes.Valid()) return MalformedMessage();
  grpc::Slice slice;
  if (!bytes.TrySingleSlice(&slice).ok() &&
      !bytes.DumpToSingleSlice(&slice).ok()) {
    return MalformedMessage();
  }
  if (!message.ParseFromArray(slice.begin(), static_cast<int>(slice.size()))) {
    return MalformedMessage();
  }
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* RunRaw(const Runtime& runtime,
                                 std::string_view method,
                                 grpc::CallbackServerContext& context,
                                 const grpc::ByteBuffer& request,
                                 grpc::ByteBuffer* response,
                                 RawHandler handler) {
  return RawCall(runtime, method, context, request, response,
                 std::move(handler))
      .Run();
}

}  // namespace attest::rpc
