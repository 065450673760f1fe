// Raw calls that have to wait.
#include <thread>

#include "libs/rpc/testing/raw_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

constexpr auto kPatience = std::chrono::seconds(20);
constexpr char kRetryInfo[] = "type.googleapis.com/google.rpc.RetryInfo";

class RawWaitingTest : public RawTest {};

auto Overloaded() {
  return FailsWith(absl::StatusCode::kResourceExhausted, "OVERLOADED");
}

TEST_F(RawWaitingTest, RunsAHandlerAgainThatHasToWait) {
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

TEST_F(RawWaitingTest, ShowsTheHandlerWhoCallsBothTimes) {
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

TEST_F(RawWaitingTest, TurnsAHandlerThatWouldAlwaysWaitIntoAnInternalError) {
  service_.on_call = [](const Call&, const EchoRequest&, Patience) {
    return MustWait();
  };
  EXPECT_EQ(Echo("").status(), absl::InternalError("internal error"));
}

TEST_F(RawWaitingTest, DoesNotLoadForACallWhoseDeadlineHasPassed) {
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

TEST_F(RawWaitingTest, SurvivesCallsThatAreCancelledWhileTheyWait) {
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

TEST_F(RawWaitingTest, AnswersHitsAtOnceWhile64MissesWait) {
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

TEST_F(RawWaitingTest, LetsNoMoreCallsFromOutsideWaitThanMay) {
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

TEST_F(RawWaitingTest, ADrainWaitsForACallThatLoads) {
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

TEST_F(RawWaitingTest, TheServerEndsOnlyWhenNoCallLoads) {
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

TEST_F(RawWaitingTest, ServesManyCallersAtOnce) {
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
