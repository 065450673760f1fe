#include "libs/rpc/server.h"

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <map>
#include <string>
#include <thread>

#include "grpcpp/generic/generic_stub.h"
#include "libs/rpc/client.h"
#include "libs/rpc/testing/echo_service.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

constexpr auto kPatience = std::chrono::seconds(20);

// Calls a unary method by its name with these bytes; the bytes of the answer.
absl::StatusOr<std::string> CallByName(
    const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
    const std::string& request) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  grpc::CompletionQueue queue;
  const grpc::Slice slice(request);
  const auto call = stub.PrepareUnaryCall(&context, method,
                                          grpc::ByteBuffer(&slice, 1), &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, &response);
  void* tag = nullptr;
  bool good = false;
  queue.Next(&tag, &good);
  if (!status.ok()) return FromGrpc(status);
  std::vector<grpc::Slice> slices;
  if (!response.Dump(&slices).ok() || slices.empty()) return std::string();
  return std::string(reinterpret_cast<const char*>(slices[0].begin()),
                     slices[0].size());
}

// grpc.health.v1: field 1 of the answer, 1 SERVING, 2 NOT_SERVING.
absl::StatusOr<std::string> Health(
    const std::shared_ptr<grpc::Channel>& channel, const std::string& service) {
  EchoRequest request;  // field 1 is a text here as there
  request.set_text(service);
  return CallByName(channel, "/grpc.health.v1.Health/Check",
                    request.SerializeAsString());
}

constexpr char kServing[] = "\x08\x01";
constexpr char kNotServing[] = "\x08\x02";

// What a server says of itself first: the settings of HTTP/2 (RFC 9113, 6.5).
std::map<int, uint32_t> SettingsOf(int port) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::map<int, uint32_t> settings;
  const std::string hello("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0",
                          33);
  unsigned char header[9] = {};
  if (connect(connection, reinterpret_cast<sockaddr*>(&address),
              sizeof(address)) == 0 &&
      send(connection, hello.data(), hello.size(), 0) ==
          static_cast<ssize_t>(hello.size()) &&
      recv(connection, header, 9, MSG_WAITALL) == 9 && header[3] == 4) {
    unsigned char setting[6];
    for (int left = header[1] << 8 | header[2]; left > 0; left -= 6) {
      if (recv(connection, setting, 6, MSG_WAITALL) != 6) break;
      settings[setting[0] << 8 | setting[1]] =
          static_cast<uint32_t>(setting[2]) << 24 | setting[3] << 16 |
          setting[4] << 8 | setting[5];
    }
  }
  close(connection);
  return settings;
}

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    config_.mutable_listen()->set_address("127.0.0.1:0");
    config_.mutable_listen()->set_drain_seconds(10);
  }

  absl::StatusOr<std::unique_ptr<Server>> Start() {
    return Server::Start(config_, {&service_});
  }
  static std::string Address(const Server& server) {
    return "127.0.0.1:" + std::to_string(server.port());
  }
  static absl::Status Echo(const std::shared_ptr<grpc::Channel>& channel) {
    const auto stub = echo::EchoService::NewStub(channel);
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    context.set_deadline(std::chrono::system_clock::now() + kPatience);
    EchoResponse response;
    return FromGrpc(stub->Echo(&context, EchoRequest(), &response));
  }
  // Makes Echo wait for Release().
  void HoldCalls() {
    service_.on_call = [this](const Call&, const EchoRequest&) {
      ++arrived_;
      arrived_.notify_all();
      released_.wait(false);
      return EchoResponse();
    };
  }
  void AwaitCalls(int count) {
    for (int now = arrived_; now < count; now = arrived_) arrived_.wait(now);
  }
  void Release() {
    released_ = true;
    released_.notify_all();
  }

  testing::RpcFixture fixture_{EchoService::Descriptors()};
  EchoService service_{fixture_.runtime()};
  config::v1::Server config_;
  std::atomic<int> arrived_ = 0;
  std::atomic<bool> released_ = false;
};

TEST_F(ServerTest, ListensOnAFreePortAndWithinTheProcess) {
  const auto server = Start();
  ASSERT_THAT(server, IsOk());

  EXPECT_GT((*server)->port(), 0);
  EXPECT_THAT(Echo(Dial(Address(**server))), IsOk());
  EXPECT_THAT(Echo((*server)->InProcessChannel()), IsOk());
}

TEST_F(ServerTest, ListensWithinTheProcessOnlyWithoutAnAddress) {
  config_.mutable_listen()->clear_address();
  const auto server = Start();
  ASSERT_THAT(server, IsOk());

  EXPECT_EQ((*server)->port(), 0);
  EXPECT_THAT(Echo((*server)->InProcessChannel()), IsOk());
}

TEST_F(ServerTest, ReachesItselfWhereverItListens) {
  for (const char* address :
       {"127.0.0.1:0", "0.0.0.0:0", "[::]:0", "localhost:0"}) {
    config_.mutable_listen()->set_address(address);
    const auto server = Start();
    ASSERT_THAT(server, IsOk()) << address;
    EXPECT_THAT(Echo((*server)->LoopbackChannel()), IsOk()) << address;
    EXPECT_THAT((*server)->CheckListening(), IsOk()) << address;
  }
  config_.mutable_listen()->clear_address();
  EXPECT_THAT(Echo((*Start())->LoopbackChannel()), IsOk());
}

TEST_F(ServerTest, NoticesThatItTakesNoNewConnection) {
  auto server = *Start();
  server->Drain();

  EXPECT_THAT(server->CheckListening(),
              FailsWith(absl::StatusCode::kUnavailable, "NOT_LISTENING"));
}

TEST_F(ServerTest, RaisesTheLimitOfOpenFiles) {
  const auto server = *Start();
  rlimit files;
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &files), 0);
  EXPECT_EQ(files.rlim_cur, files.rlim_max);
}

TEST_F(ServerTest, SaysThatAnAddressIsTaken) {
  const auto first = *Start();
  config_.mutable_listen()->set_address(Address(*first));

  EXPECT_THAT(Start(),
              FailsWith(absl::StatusCode::kUnavailable, "CANNOT_LISTEN"));
}

TEST_F(ServerTest, SaysThatAnAddressIsWrong) {
  for (const char* address : {"nowhere.invalid:1", "192.0.2.1:0", "x"}) {
    config_.mutable_listen()->set_address(address);
    EXPECT_THAT(Start(),
                FailsWith(absl::StatusCode::kUnavailable, "CANNOT_LISTEN"))
        << address;
  }
}

TEST_F(ServerTest, TellsLifeFromReadiness) {
  const auto server = *Start();
  const auto channel = server->InProcessChannel();

  EXPECT_EQ(*Health(channel, ""), kServing);
  EXPECT_EQ(*Health(channel, "ready"), kNotServing);
  server->SetReady(true);
  EXPECT_EQ(*Health(channel, "ready"), kServing);
  server->SetReady(false);
  EXPECT_EQ(*Health(channel, "ready"), kNotServing);
  EXPECT_EQ(*Health(channel, ""), kServing);
}

// Asks reflection for the list of services (field 7 of the request).
std::string Services(const std::shared_ptr<grpc::Channel>& channel) {
  const auto answer = CallByName(
      channel, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
      "\x3a\x01*");
  return answer.ok() ? *answer : answer.status().ToString();
}

TEST_F(ServerTest, DescribesItselfUnlessToldNotTo) {
  auto server = *Start();
  EXPECT_THAT(Services(server->InProcessChannel()),
              ::testing::HasSubstr("attest.echo.EchoService"));

  config_.set_reflection_off(true);
  server = *Start();
  EXPECT_THAT(Services(server->InProcessChannel()),
              ::testing::HasSubstr("UNIMPLEMENTED"));
}

TEST_F(ServerTest, RefusesMoreCallsThanItHandlesAtOnce) {
  config_.mutable_listen()->set_threads_max(4);
  const auto server = *Start();
  HoldCalls();
  std::vector<std::future<absl::Status>> calls;
  for (int i = 0; i < 16; ++i) {
    calls.push_back(std::async(
        std::launch::async, [&] { return Echo(server->InProcessChannel()); }));
  }
  // The refused ones come back while the others are held.
  int refused = 0;
  for (int waited = 0; refused < 8 && waited < 2000; ++waited) {
    refused = 0;
    for (auto& call : calls) {
      if (call.wait_for(std::chrono::milliseconds(1)) ==
          std::future_status::ready) {
        ++refused;
      }
    }
  }
  Release();

  EXPECT_GE(refused, 8);
  int served = 0;
  for (auto& call : calls) {
    const absl::Status status = call.get();
    if (status.ok()) {
      ++served;
      continue;
    }
    EXPECT_THAT(status,
                FailsWith(absl::StatusCode::kResourceExhausted, "OVERLOADED"));
    EXPECT_TRUE(status.GetPayload("type.googleapis.com/google.rpc.RetryInfo"));
  }
  EXPECT_GE(served, 3);
  EXPECT_LE(served, 4);
}

TEST_F(ServerTest, FinishesCallsInFlightWhenItDrains) {
  auto server = *Start();
  server->SetReady(true);
  HoldCalls();
  const auto channel = Dial(Address(*server));
  auto call = std::async(std::launch::async, [&] { return Echo(channel); });
  AwaitCalls(1);

  auto drained = std::async(std::launch::async, [&] { server->Drain(); });
  EXPECT_EQ(drained.wait_for(std::chrono::milliseconds(100)),
            std::future_status::timeout);
  EXPECT_TRUE(Draining());
  Release();

  EXPECT_THAT(call.get(), IsOk());
  EXPECT_EQ(drained.wait_for(kPatience), std::future_status::ready);
  EXPECT_FALSE(Draining());
}

TEST_F(ServerTest, EndsCallsThatDoNotFinishInTheTimeToDrain) {
  config_.mutable_listen()->set_drain_seconds(1);
  auto server = *Start();
  const auto stub = echo::EchoService::NewStub(server->InProcessChannel());
  grpc::ClientContext context;
  EchoResponse response;
  const auto talk = stub->Talk(&context);
  EchoResponse answer;
  talk->Write(EchoRequest());
  ASSERT_TRUE(talk->Read(&answer));

  auto drained = std::async(std::launch::async, [&] { server->Drain(); });

  EXPECT_EQ(drained.wait_for(kPatience), std::future_status::ready);
  EXPECT_FALSE(talk->Read(&answer));
  EXPECT_FALSE(talk->Finish().ok());
}

TEST_F(ServerTest, WaitsForTheSignalsThatItBlocks) {
  sigset_t before;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  const sigset_t signals = BlockSignals();
  for (const int signal : {SIGTERM, SIGINT}) {
    pthread_kill(pthread_self(), signal);
    WaitForSignal(signals);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// A connection that begins calls and never ends their requests costs memory for
// each: there is a most.
TEST_F(ServerTest, BoundsTheCallsOfOneConnection) {
  const auto server = Start();
  ASSERT_THAT(server, IsOk());

  constexpr int kConcurrentStreamsMax = 3;  // the setting's number
  const auto settings = SettingsOf((*server)->port());

  ASSERT_EQ(settings.count(kConcurrentStreamsMax), 1u);
  EXPECT_LE(settings.at(kConcurrentStreamsMax), 200u);
}

}  // namespace
}  // namespace attest::rpc
