#include "tests/bench/load_generator.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "libs/testing/matchers.h"
#include "tests/bench/echo.grpc.pb.h"

namespace attest::bench {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::Pair;

constexpr char kEcho[] = "/attest.bench.EchoService/Echo";

// Echoes; counts calls, refuses or holds them as it is told.
class ScriptedEcho : public EchoService::Service {
 public:
  grpc::Status Echo(grpc::ServerContext* context, const EchoMessage* request,
                    EchoMessage* response) override {
    const int64_t number = Note(*context, *request);
    if (hold_) Hold(*context);
    if (refuse_every_ > 0 && number % refuse_every_ == 0) {
      return {grpc::StatusCode::RESOURCE_EXHAUSTED, "full"};
    }
    *response = *request;
    return grpc::Status::OK;
  }

  // What arrived so far.
  struct Seen {
    int64_t calls = 0;
    int most_at_once = 0;
    std::set<std::string> payloads = {};
    std::set<std::string> tokens = {};
  };
  Seen seen() {
    std::lock_guard lock(mutex_);
    return seen_;
  }

  int refuse_every_ = 0;
  bool hold_ = false;

 private:
  // Gives the number of the call.
  int64_t Note(const grpc::ServerContext& context, const EchoMessage& request) {
    std::lock_guard lock(mutex_);
    seen_.payloads.insert(request.payload());
    const auto token = context.client_metadata().find("authorization");
    if (token != context.client_metadata().end()) {
      seen_.tokens.emplace(token->second.data(), token->second.size());
    }
    return ++seen_.calls;
  }

  // Until the caller gives up.
  void Hold(const grpc::ServerContext& context) {
    std::unique_lock lock(mutex_);
    seen_.most_at_once = std::max(seen_.most_at_once, ++held_);
    while (!context.IsCancelled()) {
      never_.wait_for(lock, std::chrono::milliseconds(5));
    }
    --held_;
  }

  std::mutex mutex_;
  std::condition_variable never_;
  Seen seen_;
  int held_ = 0;
};

class LoadGeneratorTest : public ::testing::Test {
 protected:
  LoadGeneratorTest() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port_);
    builder.RegisterService(&echo_);
    server_ = builder.BuildAndStart();
    load_.method = kEcho;
    load_.request = [](uint64_t number) {
      EchoMessage message;
      message.set_payload(std::to_string(number));
      const grpc::Slice slice(message.SerializeAsString());
      return grpc::ByteBuffer(&slice, 1);
    };
    load_.in_flight = 4;
    load_.warm_up = absl::ZeroDuration();
    load_.duration = absl::Milliseconds(250);
  }
  ~LoadGeneratorTest() override {
    server_->Shutdown(std::chrono::system_clock::now());
  }

  absl::StatusOr<LoadResult> Run() {
    return RunLoad("127.0.0.1:" + std::to_string(port_), load_);
  }

  ScriptedEcho echo_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  Load load_;
};

TEST_F(LoadGeneratorTest, CountsTheCallsThatTheServerAnswered) {
  const auto result = Run();

  ASSERT_THAT(result, IsOk());
  EXPECT_GT(result->answered(), 0);
  EXPECT_EQ(result->failed(), 0);
  // What was in flight at the end is not counted.
  EXPECT_LE(result->answered(), echo_.seen().calls);
  EXPECT_GE(result->answered(), echo_.seen().calls - load_.in_flight);
  EXPECT_DOUBLE_EQ(result->PerSecond(), result->answered() * 4.0);
  EXPECT_GT(result->latency_ns.Quantile(0.5), 0);
}

TEST_F(LoadGeneratorTest, NumbersTheCallsWithoutGapsOverAllThreads) {
  load_.threads = 2;

  ASSERT_THAT(Run(), IsOk());

  const ScriptedEcho::Seen seen = echo_.seen();
  EXPECT_EQ(seen.payloads.size(), static_cast<size_t>(seen.calls));
  EXPECT_TRUE(seen.payloads.contains("0"));
}

TEST_F(LoadGeneratorTest, CountsErrorsByCodeAndApartFromAnswers) {
  echo_.refuse_every_ = 2;

  const auto result = Run();

  ASSERT_THAT(result, IsOk());
  EXPECT_GT(result->answered(), 0);
  EXPECT_GT(result->failed(), 0);
  EXPECT_THAT(result->errors,
              ElementsAre(Pair(grpc::StatusCode::RESOURCE_EXHAUSTED,
                               result->failed())));
  EXPECT_EQ(result->first_errors.at(grpc::StatusCode::RESOURCE_EXHAUSTED),
            "full");
  EXPECT_LE(result->answered() + result->failed(), echo_.seen().calls);
}

TEST_F(LoadGeneratorTest, CountsAMethodThatTheServerDoesNotHave) {
  load_.method = "/attest.bench.EchoService/Nothing";

  const auto result = Run();

  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->answered(), 0);
  EXPECT_GT(result->errors.at(grpc::StatusCode::UNIMPLEMENTED), 0);
}

TEST_F(LoadGeneratorTest, StopsInTimeWhenTheServerHangs) {
  echo_.hold_ = true;
  const absl::Time start = absl::Now();

  const auto result = Run();

  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->answered() + result->failed(), 0);
  EXPECT_LT(absl::Now() - start, load_.timeout / 2);
  EXPECT_LE(echo_.seen().most_at_once, load_.in_flight);
}

TEST_F(LoadGeneratorTest, CountsCallsThatTakeTooLong) {
  echo_.hold_ = true;
  load_.timeout = absl::Milliseconds(20);

  const auto result = Run();

  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->answered(), 0);
  EXPECT_GT(result->errors.at(grpc::StatusCode::DEADLINE_EXCEEDED), 0);
}

TEST_F(LoadGeneratorTest, LeavesTheWarmUpOut) {
  load_.warm_up = absl::Milliseconds(100);

  const auto result = Run();

  ASSERT_THAT(result, IsOk());
  EXPECT_LT(result->answered(), echo_.seen().calls);
}

TEST_F(LoadGeneratorTest, SendsTheToken) {
  load_.token = "abc";

  ASSERT_THAT(Run(), IsOk());

  EXPECT_THAT(echo_.seen().tokens, ElementsAre("Bearer abc"));
}

TEST_F(LoadGeneratorTest, MeasuresTheProcessorTimeOfTheServer) {
  load_.server = getpid();
  load_.duration = absl::Milliseconds(300);

  const auto result = Run();

  ASSERT_THAT(result, IsOk());
  ASSERT_TRUE(result->server_cpu.has_value());
  EXPECT_GT(*result->server_cpu, absl::ZeroDuration());
  ASSERT_TRUE(result->PerCpuSecond().has_value());
}

TEST_F(LoadGeneratorTest, SaysThatThereIsNoServer) {
  load_.connect_timeout = absl::Milliseconds(50);

  EXPECT_THAT(RunLoad("127.0.0.1:1", load_),
              FailsWith(absl::StatusCode::kUnavailable, "NO_SERVER"));
}

TEST_F(LoadGeneratorTest, SaysThatThereIsNoSuchProcess) {
  load_.server = 1 << 23;

  EXPECT_THAT(Run(), FailsWith(absl::StatusCode::kNotFound, "NO_SUCH_PROCESS"));
}

TEST(LoadResult, HasNoRateWithoutProcessorTime) {
  LoadResult result{.took = absl::Seconds(1)};
  result.latency_ns.Record(1);
  EXPECT_EQ(result.PerCpuSecond(), std::nullopt);

  result.server_cpu = absl::Milliseconds(100);
  EXPECT_DOUBLE_EQ(*result.PerCpuSecond(), 10);
}

}  // namespace
}  // namespace attest::bench
