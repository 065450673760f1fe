#include "libs/rpc/raw.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <random>
#include <stdexcept>
#include <thread>

#include "grpcpp/generic/generic_stub.h"
#include "libs/log/log.h"
#include "libs/rpc/client.h"
#include "libs/rpc/server.h"
#include "libs/rpc/testing/echo_service.h"
#include "libs/rpc/testing/raw_echo_service.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;
constexpr auto kPatience = std::chrono::seconds(20);
constexpr char kRetryInfo[] = "type.googleapis.com/google.rpc.RetryInfo";

auto Overloaded() {
  return FailsWith(absl::StatusCode::kResourceExhausted, "OVERLOADED");
}

grpc::ByteBuffer Answer(const std::string& text) {
  EchoResponse response;
  response.set_text(text);
  return ToBytes(response);
}

// Two threads for calls that wait, and 198 that may wait for one: 100 of those
// together may be from outside.
class RawTest : public ::testing::Test {
 protected:
  RawTest() {
    config_.mutable_listen()->set_address("127.0.0.1:0");
    config_.mutable_listen()->set_drain_seconds(10);
    Start();
  }
  ~RawTest() override { Release(); }

  void Start() {
    server_ = *Server::Start(config_, {&service_});
    channel_ = server_->LoopbackChannel();
    stub_ = echo::EchoService::NewStub(channel_);
  }

  absl::StatusOr<EchoResponse> Echo(const std::string& text,
                                    const std::string& token = "") {
    EchoRequest request;
    request.set_text(text);
    return fixture_.Call<EchoResponse>(
        token, [&](auto* c, auto* r) { return stub_->Echo(c, request, r); });
  }
  absl::Status Known(const std::string& token) {
    return fixture_
        .Call<EchoResponse>(
            token,
            [&](auto* c, auto* r) { return stub_->Known(c, EchoRequest(), r); })
        .status();
  }
  absl::Status Judge(const std::string& token) {
    return fixture_
        .Call<EchoResponse>(
            token,
            [&](auto* c, auto* r) { return stub_->Judge(c, EchoRequest(), r); })
        .status();
  }
  // Calls Echo with these bytes, with headers and until a deadline; the status.
  struct Extra {
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::optional<absl::Time> deadline = std::nullopt;
  };
  absl::Status SendBytes(const std::string& bytes, Extra extra) {
    grpc::ClientContext context;
    for (const auto& [key, value] : extra.headers) {
      context.AddMetadata(key, value);
    }
    if (extra.deadline) {
      context.set_deadline(absl::ToChronoTime(*extra.deadline));
    }
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    grpc::GenericStub(channel_).UnaryCall(
        &context, "/attest.echo.EchoService/Echo", {}, &request, &response,
        [&](grpc::Status status) { done.set_value(std::move(status)); });
    return FromGrpc(done.get_future().get());
  }
  absl::Status SendBytes(const std::string& bytes) {
    return SendBytes(bytes, Extra());
  }

  // `miss...` is not in memory: it waits until Release(). Others are.
  void HoldMisses() {
    service_.on_call =
        [this](const Call& call, const EchoRequest& request,
               Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
      if (request.number() > 0) {
        deadline_us_ = absl::ToUnixMicros(call.deadline);
      }
      if (!request.text().starts_with("miss")) return Answer(request.text());
      if (patience == Patience::kNone) return MustWait();
      ++waiting_;
      waiting_.notify_all();
      released_.wait(false);
      ++loaded_;
      return Answer(request.text());
    };
  }
  void AwaitWaiting(int count) {
    for (int now = waiting_; now < count; now = waiting_) waiting_.wait(now);
  }
  void Release() {
    released_ = true;
    released_.notify_all();
  }
  auto EchoLater(const std::string& text, const std::string& token = "") {
    return std::async(std::launch::async,
                      [this, text, token] { return Echo(text, token); });
  }

  testing::RpcFixture fixture_{EchoService::Descriptors()};
  auth::Policies policies_ =
      *auth::Policies::FromServices(EchoService::Descriptors());
  std::unique_ptr<auth::Authenticator> authenticator_ =
      *auth::MakeAuthenticator(
          {.issuer = auth::kSandboxIssuer,
           .audience = auth::kAudience,
           .jwks_file = auth::SandboxJwksFile(fixture_.folder() + "/issuer")},
          fixture_.clock());
  Runtime runtime_{*authenticator_,
                   policies_,
                   fixture_.clock(),
                   {.waiting_threads_max = 2, .waiting_queue_max = 198}};
  RawEchoService service_{runtime_};
  config::v1::Server config_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<EchoStub> stub_;
  std::atomic<int> waiting_ = 0;
  std::atomic<int> loaded_ = 0;
  std::atomic<bool> released_ = false;
  // Of the call with a number, as the server counts it.
  std::atomic<int64_t> deadline_us_ = 0;
};

TEST_F(RawTest, AnswersAtOnceOnTheThreadOfTheCall) {
  std::thread::id answered;
  service_.on_call =
      [&](const Call&, const EchoRequest& request,
          Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
    EXPECT_EQ(patience, Patience::kNone);
    return Answer(request.text() + "!");
  };
  const auto response = Echo("hello");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), "hello!");
}

TEST_F(RawTest, RunsAHandlerAgainThatHasToWait) {
  std::vector<Patience> runs;
  service_.on_call =
      [&](const Call&, const EchoRequest& request,
          Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
    runs.push_back(patience);
    if (patience == Patience::kNone) return MustWait();
    return Answer(request.text());
  };
  const auto response = Echo("hello");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), "hello");
  EXPECT_THAT(runs, ::testing::ElementsAre(Patience::kNone, Patience::kSome));
}

TEST_F(RawTest, ShowsTheHandlerWhoCallsBothTimes) {
  int seen = 0;
  service_.on_call =
      [&](const Call& call, const EchoRequest&,
          Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
    if (call.caller.HasAt(auth::v1::ASSESSOR, "northgate") &&
        call.method == "attest.echo.EchoService/Judge") {
      ++seen;
    }
    if (patience == Patience::kNone) return MustWait();
    return Answer("");
  };
  EXPECT_THAT(Judge(fixture_.Token("ann", auth::v1::ASSESSOR, "northgate")),
              IsOk());
  EXPECT_EQ(seen, 2);
}

TEST_F(RawTest, ChecksThePolicyOfTheMethod) {
  EXPECT_THAT(Known(""), FailsWith(kUnauthenticated, "NO_TOKEN"));
  EXPECT_THAT(Known(fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED)), IsOk());
  EXPECT_THAT(Judge(fixture_.Token("ann", auth::v1::TUTOR, "northgate")),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

TEST_F(RawTest, RefusesABadOrExpiredToken) {
  for (const char* token : {"Bearer x", "Basic YTpi", "x", "Bearer "}) {
    EXPECT_THAT(Known(token), FailsWith(kUnauthenticated, "INVALID_TOKEN"));
    EXPECT_THAT(Echo("", token), FailsWith(kUnauthenticated, "INVALID_TOKEN"));
  }
  const std::string token = fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED);
  EXPECT_THAT(Known(token), IsOk());
  fixture_.clock().Advance(absl::Hours(24 * 366));
  EXPECT_THAT(Known(token), FailsWith(kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(RawTest, RefusesTwoTokensAndAFalseService) {
  const std::string ann = fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED);

  EXPECT_THAT(SendBytes("", {.headers = {{"authorization", ann},
                                         {"authorization", ann}}}),
              FailsWith(kUnauthenticated, "INVALID_TOKEN"));
  EXPECT_THAT(SendBytes("", {.headers = {{kServiceHeader, ann}}}),
              FailsWith(kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(RawTest, RefusesBytesThatAreNoMessage) {
  for (const std::string& bytes :
       {std::string("\x0b\xff\xff"), std::string("\x0a\x02\xc3\x28"),
        std::string("\x0a\x7f")}) {
    EXPECT_THAT(SendBytes(bytes), FailsWith(kInvalid, "MALFORMED_MESSAGE"));
  }
  EXPECT_THAT(SendBytes(""), IsOk());
}

TEST_F(RawTest, AnswersRandomBytes) {
  std::mt19937 random(20261124);
  for (int n = 0; n < 400; ++n) {
    std::string bytes(random() % 60, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    if (EchoRequest().ParseFromString(bytes)) {
      EXPECT_THAT(SendBytes(bytes), IsOk());
    } else {
      EXPECT_THAT(SendBytes(bytes), FailsWith(kInvalid, "MALFORMED_MESSAGE"));
    }
  }
}

TEST_F(RawTest, RefusesAMessageThatIsTooLong) {
  EchoRequest request;
  request.set_text(std::string(kMessageBytesMax, 'x'));

  const absl::Status status = SendBytes(request.SerializeAsString());

  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(Echo("still there"), IsOk());
}

TEST_F(RawTest, TakesAndGivesMessagesAsLongAsTheyMayBe) {
  const std::string text(kMessageBytesMax - 100, 'x');
  const auto response = Echo(text);

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), text);
}

TEST_F(RawTest, TakesCompressedRequests) {
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  EchoRequest request;
  request.set_text(std::string(10'000, 'x'));
  EchoResponse response;

  ASSERT_TRUE(stub_->Echo(&context, request, &response).ok());

  EXPECT_EQ(response.text(), request.text());
}

// A call may end before its message is there.
TEST_F(RawTest, RefusesACallWithoutAMessage) {
  grpc::GenericStub generic(channel_);
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  auto call =
      generic.PrepareCall(&context, "/attest.echo.EchoService/Echo", &queue);
  void* tag = nullptr;
  bool good = false;
  grpc::Status status;
  call->StartCall(nullptr);
  queue.Next(&tag, &good);
  call->WritesDone(nullptr);
  queue.Next(&tag, &good);
  call->Finish(&status, nullptr);
  queue.Next(&tag, &good);

  EXPECT_THAT(FromGrpc(status), FailsWith(kInvalid, "MALFORMED_MESSAGE"));
  EXPECT_THAT(Echo("still there"), IsOk());
}

TEST_F(RawTest, PassesTheErrorOfTheHandlerOnWithItsDetails) {
  for (const Patience wanted : {Patience::kNone, Patience::kSome}) {
    service_.on_call =
        [&](const Call&, const EchoRequest&,
            Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
      if (patience != wanted) return MustWait();
      return InvalidFields("x.attest", {{"text", "wrong"}});
    };
    const auto response = Echo("");
    EXPECT_THAT(response, FailsWith(kInvalid, "INVALID_FIELDS"));
    EXPECT_THAT(response,
                testing::NamesFields(std::vector<std::string>{"text"}));
  }
}

TEST_F(RawTest, TurnsWhatAHandlerThrowsIntoAnInternalErrorAndLogsIt) {
  for (const Patience wanted : {Patience::kNone, Patience::kSome}) {
    service_.on_call =
        [&](const Call&, const EchoRequest&,
            Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
      if (patience != wanted) return MustWait();
      throw std::runtime_error("boom");
    };
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(Echo("").status(), absl::InternalError("internal error"));
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("boom"));
  }
}

TEST_F(RawTest, TurnsAHandlerThatWouldAlwaysWaitIntoAnInternalError) {
  service_.on_call = [](const Call&, const EchoRequest&, Patience) {
    return MustWait();
  };
  EXPECT_EQ(Echo("").status(), absl::InternalError("internal error"));
}

// ADR 0007.
TEST_F(RawTest, LogsFailuresAndWhatWaitedButNotWhatWasInMemory) {
  HoldMisses();
  Release();
  ::testing::internal::CaptureStderr();
  ASSERT_THAT(Echo("hit"), IsOk());
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");

  ::testing::internal::CaptureStderr();
  ASSERT_THAT(Echo("miss"), IsOk());
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              AllOf(HasSubstr("method=attest.echo.EchoService/Echo"),
                    HasSubstr("code=OK"), HasSubstr("micros=")));

  ::testing::internal::CaptureStderr();
  EXPECT_FALSE(SendBytes("\x0a\x0asecret\xff\xff\xff\xff").ok());
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, AllOf(HasSubstr("reason=MALFORMED_MESSAGE"),
                         Not(HasSubstr("secret"))));
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1);
}

TEST_F(RawTest, LogsWhatWasInMemoryWhenAskedFor) {
  attest::log::SetUp("attest", attest::log::Level::kDebug);
  ::testing::internal::CaptureStderr();
  ASSERT_THAT(Echo("hit"), IsOk());
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              AllOf(HasSubstr(" debug "), HasSubstr("code=OK")));
  attest::log::SetUp("attest", attest::log::Level::kInfo);
}

TEST_F(RawTest, DoesNotLoadForACallWhoseDeadlineHasPassed) {
  HoldMisses();
  auto first = EchoLater("miss");
  auto second = EchoLater("miss");
  AwaitWaiting(2);
  EchoRequest request;
  request.set_text("miss");
  request.set_number(1);
  EXPECT_EQ(SendBytes(request.SerializeAsString(),
                      {.deadline = absl::Now() + absl::Milliseconds(50)})
                .code(),
            absl::StatusCode::kDeadlineExceeded);
  while (absl::ToUnixMicros(absl::Now()) <= deadline_us_) {
    std::this_thread::yield();
  }
  Release();
  EXPECT_THAT(first.get(), IsOk());
  EXPECT_THAT(second.get(), IsOk());
  // Behind it in the queue, so that it is over too.
  EXPECT_THAT(Echo("miss"), IsOk());

  EXPECT_EQ(loaded_, 3);
}

TEST_F(RawTest, SurvivesCallsThatAreCancelledWhileTheyWait) {
  HoldMisses();
  auto first = EchoLater("miss");
  auto second = EchoLater("miss");
  AwaitWaiting(2);
  for (int i = 0; i < 20; ++i) {
    grpc::ClientContext context;
    EchoRequest request;
    request.set_text("miss");
    EchoResponse response;
    auto cancelled = std::async(std::launch::async, [&] {
      return FromGrpc(stub_->Echo(&context, request, &response));
    });
    while (cancelled.wait_for(std::chrono::milliseconds(1)) !=
           std::future_status::ready) {
      context.TryCancel();
    }
    EXPECT_EQ(cancelled.get().code(), absl::StatusCode::kCancelled);
  }
  Release();

  EXPECT_THAT(first.get(), IsOk());
  EXPECT_THAT(second.get(), IsOk());
  EXPECT_THAT(Echo("miss"), IsOk());
}

TEST_F(RawTest, AnswersHitsAtOnceWhile64MissesWait) {
  HoldMisses();
  std::vector<std::future<absl::StatusOr<EchoResponse>>> misses;
  for (int i = 0; i < 64; ++i) {
    misses.push_back(EchoLater("miss " + std::to_string(i)));
  }
  AwaitWaiting(2);

  for (int i = 0; i < 200; ++i) EXPECT_THAT(Echo("hit"), IsOk());
  EXPECT_EQ(loaded_, 0);
  Release();

  for (int i = 0; i < 64; ++i) {
    const auto response = misses[i].get();
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->text(), "miss " + std::to_string(i));
  }
}

TEST_F(RawTest, LetsNoMoreCallsFromOutsideWaitThanMay) {
  HoldMisses();
  std::atomic<int> refused = 0;
  std::vector<std::jthread> callers;
  for (int i = 0; i < 130; ++i) {
    callers.emplace_back([&] {
      const absl::Status status = Echo("miss").status();
      if (status.ok()) return;
      EXPECT_THAT(status, Overloaded());
      EXPECT_TRUE(status.GetPayload(kRetryInfo));
      ++refused;
      refused.notify_all();
    });
  }
  for (int now = refused; now < 30; now = refused) refused.wait(now);

  // Hits and what services ask still pass.
  EXPECT_THAT(Echo("hit"), IsOk());
  auto service =
      EchoLater("miss", fixture_.Token("service:x", auth::v1::SERVICE));
  Release();
  EXPECT_THAT(service.get(), IsOk());
  callers.clear();
  EXPECT_EQ(refused, 30);
  EXPECT_THAT(Echo("miss"), IsOk());
}

TEST_F(RawTest, ADrainWaitsForACallThatLoads) {
  HoldMisses();
  auto miss = EchoLater("miss");
  AwaitWaiting(1);
  EXPECT_FALSE(runtime_.Drain(absl::ZeroDuration()));

  const absl::Status late = Echo("hit").status();
  EXPECT_THAT(late, FailsWith(absl::StatusCode::kUnavailable, "DRAINING"));
  EXPECT_TRUE(late.GetPayload(kRetryInfo));
  EXPECT_THAT(Echo("miss"),
              FailsWith(absl::StatusCode::kUnavailable, "DRAINING"));
  EXPECT_THAT(Echo("hit", fixture_.Token("service:x", auth::v1::SERVICE)),
              IsOk());
  auto drained =
      std::async(std::launch::async, [&] { server_->Drain(&runtime_); });
  EXPECT_EQ(drained.wait_for(std::chrono::milliseconds(50)),
            std::future_status::timeout);
  Release();

  EXPECT_THAT(miss.get(), IsOk());
  EXPECT_EQ(drained.wait_for(kPatience), std::future_status::ready);
}

// What a service asks is not among the calls that Drain counts; the server
// waits for it all the same.
TEST_F(RawTest, TheServerEndsOnlyWhenNoCallLoads) {
  HoldMisses();
  auto miss = EchoLater("miss", fixture_.Token("service:x", auth::v1::SERVICE));
  AwaitWaiting(1);
  auto ended = std::async(std::launch::async, [&] { server_.reset(); });
  EXPECT_EQ(ended.wait_for(std::chrono::milliseconds(50)),
            std::future_status::timeout);
  Release();

  EXPECT_EQ(ended.wait_for(kPatience), std::future_status::ready);
  EXPECT_EQ(loaded_, 1);
  miss.wait();
}

TEST_F(RawTest, ServesSynchronousMethodsBesides) {
  grpc::ClientContext context;
  EchoRequest request;
  request.set_text("again");
  request.set_number(3);
  const auto stream = stub_->Repeat(&context, request);
  EchoResponse response;
  int count = 0;
  while (stream->Read(&response)) ++count;

  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(count, 3);
}

// Slices that are shared are freed when they are sent, not before.
TEST_F(RawTest, SharesBytesUntilTheyAreSent) {
  auto text = std::make_shared<EchoResponse>();
  text->set_text(std::string(1'000'000, 'x'));
  auto bytes = std::make_shared<const std::string>(text->SerializeAsString());
  const std::weak_ptr<const std::string> left = bytes;
  service_.on_call = [&](const Call&, const EchoRequest&,
                         Patience) -> absl::StatusOr<grpc::ByteBuffer> {
    return ShareBytes(std::exchange(bytes, nullptr), *left.lock());
  };
  const auto response = Echo("");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), text->text());
  server_.reset();
  EXPECT_TRUE(left.expired());
}

TEST_F(RawTest, ServesManyCallersAtOnce) {
  HoldMisses();
  Release();
  const std::string token =
      fixture_.Token("ann", auth::v1::ASSESSOR, "northgate");
  std::vector<std::jthread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&, i] {
      for (int n = 0; n < 100; ++n) {
        const std::string text =
            (n % 3 == 0 ? "miss" : "hit") + std::to_string(i);
        const auto response = Echo(text, token);
        ASSERT_THAT(response, IsOk());
        EXPECT_EQ(response->text(), text);
      }
    });
  }
}

}  // namespace
}  // namespace attest::rpc
