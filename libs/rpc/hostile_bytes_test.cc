// Bytes that are no message, to every kind of method: never INTERNAL, UNKNOWN
// or a crash (issue: bad input).
#include <random>

#include "grpcpp/generic/generic_stub.h"
#include "libs/rpc/client.h"
#include "libs/rpc/server.h"
#include "libs/rpc/testing/echo_service.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
// A field of wire type 3 that never ends.
constexpr std::string_view kNoMessage = "\x0b\xff\xff";

grpc::ByteBuffer ToBuffer(std::string_view bytes) {
  const grpc::Slice slice(bytes.data(), bytes.size());
  return grpc::ByteBuffer(&slice, 1);
}

void* Tag(intptr_t number) { return reinterpret_cast<void*>(number); }

// Whether our own parser takes the bytes.
bool IsMessage(std::string_view bytes) {
  return EchoRequest().ParseFromArray(bytes.data(),
                                      static_cast<int>(bytes.size()));
}

class HostileBytesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    config::v1::Server config;
    config.mutable_listen()->set_address("127.0.0.1:0");
    server_ = *Server::Start(config, {&service_});
    stub_ = std::make_unique<grpc::GenericStub>(
        Dial("127.0.0.1:" + std::to_string(server_->port())));
  }

  // Sends these messages to a method of any kind, reads until the end, and
  // gives the final status.
  absl::Status Send(const std::string& method,
                    const std::vector<std::string>& messages) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(20));
    grpc::CompletionQueue queue;
    auto call = stub_->PrepareCall(
        &context, "/attest.echo.EchoService/" + method, &queue);
    call->StartCall(Tag(1));
    bool open = Next(queue);
    for (size_t i = 0; open && i < messages.size(); ++i) {
      call->Write(ToBuffer(messages[i]), Tag(2));
      open = Next(queue);
    }
    if (open) {
      call->WritesDone(Tag(3));
      Next(queue);
    }
    grpc::ByteBuffer response;
    do {
      call->Read(&response, Tag(4));
    } while (Next(queue));
    grpc::Status status;
    call->Finish(&status, Tag(5));
    Next(queue);
    return FromGrpc(status);
  }

  testing::RpcFixture fixture_{EchoService::Descriptors()};
  EchoService service_{fixture_.runtime()};
  std::unique_ptr<Server> server_;
  std::unique_ptr<grpc::GenericStub> stub_;

 private:
  static bool Next(grpc::CompletionQueue& queue) {
    void* tag = nullptr;
    bool good = false;
    return queue.Next(&tag, &good) && good;
  }
};

TEST_F(HostileBytesTest, AreInvalidToAUnaryMethod) {
  EXPECT_THAT(Send("Echo", {std::string(kNoMessage)}),
              FailsWith(kInvalid, "MALFORMED_MESSAGE"));
  EXPECT_THAT(Send("Echo", {""}), IsOk());
}

TEST_F(HostileBytesTest, AreInvalidToAServerStream) {
  EXPECT_THAT(Send("Repeat", {std::string(kNoMessage)}),
              FailsWith(kInvalid, "MALFORMED_MESSAGE"));
  EXPECT_THAT(Send("WatchEvents", {std::string(kNoMessage)}),
              FailsWith(kInvalid, "MALFORMED_MESSAGE"));
}

// An upload of which only the first half could be read is not a whole one.
TEST_F(HostileBytesTest, AreInvalidToAClientStreamWhereverTheyCome) {
  const std::string good = "\x0a\x01x";
  const std::string bad(kNoMessage);
  EXPECT_THAT(Send("Collect", {}), IsOk());
  EXPECT_THAT(Send("Collect", {good, good, ""}), IsOk());
  for (const auto& messages : std::vector<std::vector<std::string>>{
           {bad}, {bad, good}, {good, bad}, {good, bad, good}, {"", bad}}) {
    EXPECT_THAT(Send("Collect", messages),
                FailsWith(kInvalid, "MALFORMED_MESSAGE"));
    EXPECT_THAT(Send("Talk", messages),
                FailsWith(kInvalid, "MALFORMED_MESSAGE"));
  }
}

TEST_F(HostileBytesTest, AreInvalidWithoutAMessageWhereOneIsNeeded) {
  for (const char* method : {"Echo", "Repeat"}) {
    const absl::Status status = Send(method, {});
    EXPECT_NE(status.code(), absl::StatusCode::kInternal) << status;
    EXPECT_NE(status.code(), absl::StatusCode::kUnknown) << status;
    EXPECT_FALSE(status.ok());
  }
}

// proto3 texts are UTF-8.
TEST_F(HostileBytesTest, AreInvalidAsText) {
  for (const char* method : {"Echo", "Repeat", "Collect", "Talk"}) {
    EXPECT_THAT(Send(method, {"\x0a\x02\xc3\x28"}),
                FailsWith(kInvalid, "MALFORMED_MESSAGE"))
        << method;
  }
}

TEST_F(HostileBytesTest, AreInvalidWhenNestedTooDeep) {
  std::string nested;
  for (int i = 0; i < 200; ++i) {
    EchoRequest outer;
    (*outer.mutable_parts())["k"] = EchoRequest();
    // parts: field 3, an entry with value field 2.
    std::string entry = "\x12";
    EchoRequest sized;
    sized.set_text(nested);
    const std::string prefixed = sized.SerializeAsString();
    entry += nested.empty() ? std::string(1, '\0') : prefixed.substr(1);
    EchoRequest wrapper;
    wrapper.set_text(entry);
    nested = "\x1a" + wrapper.SerializeAsString().substr(1);
  }

  EXPECT_THAT(Send("Echo", {nested}), FailsWith(kInvalid, "MALFORMED_MESSAGE"));
}

TEST_F(HostileBytesTest, AreRefusedBeyondTheLargestMessage) {
  EchoRequest request;
  request.set_text(std::string(kMessageBytesMax + 1, 'x'));

  for (const char* method : {"Echo", "Collect", "Repeat"}) {
    EXPECT_EQ(Send(method, {request.SerializeAsString()}).code(),
              absl::StatusCode::kResourceExhausted)
        << method;
  }
  EXPECT_THAT(Send("Echo", {""}), IsOk());
}

TEST_F(HostileBytesTest, AreUnimplementedWhereThereIsNoMethod) {
  EXPECT_EQ(Send("Nothing", {"x"}).code(), absl::StatusCode::kUnimplemented);
}

TEST_F(HostileBytesTest, AtRandomAreTakenOrInvalid) {
  std::mt19937 random(20261124);
  for (int n = 0; n < 400; ++n) {
    std::string bytes(random() % 60, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    for (const char* method : {"Echo", "Collect", "Talk"}) {
      const absl::Status status = Send(method, {bytes});
      if (IsMessage(bytes)) {
        EXPECT_THAT(status, IsOk()) << method;
      } else {
        EXPECT_THAT(status, FailsWith(kInvalid, "MALFORMED_MESSAGE")) << method;
      }
    }
  }
}

TEST_F(HostileBytesTest, LeaveOneLineInTheLogAndNothingOfThemselves) {
  ::testing::internal::CaptureStderr();
  EXPECT_FALSE(Send("Echo", {"\x0a\x0asecret\xff\xff\xff\xff"}).ok());
  const std::string log = ::testing::internal::GetCapturedStderr();

  EXPECT_THAT(log, ::testing::HasSubstr("method=attest.echo.EchoService/Echo"));
  EXPECT_THAT(log, ::testing::HasSubstr("reason=MALFORMED_MESSAGE"));
  EXPECT_THAT(log, ::testing::Not(::testing::HasSubstr("secret")));
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1);
}

}  // namespace
}  // namespace attest::rpc
