#include "tests/bench/catalogue_contest.h"

#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "tests/bench/catalogue_messages.h"
#include "tests/bench/echo.grpc.pb.h"

namespace attest::bench {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

class EchoImpl : public EchoService::Service {
 public:
  grpc::Status Echo(grpc::ServerContext*, const EchoMessage* request,
                    EchoMessage* response) override {
    response->set_payload(request->payload());
    return grpc::Status::OK;
  }
};

class ContestTest : public ::testing::Test {
 protected:
  ContestTest() {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port);
    builder.RegisterService(&echo_);
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
  }
  ~ContestTest() override { server_->Shutdown(); }

  Contestant Make(const std::string& name, const std::string& method) {
    Contestant contestant{name, address_, {}};
    contestant.load.method = method;
    contestant.load.in_flight = 2;
    contestant.load.warm_up = absl::ZeroDuration();
    contestant.load.duration = absl::Milliseconds(50);
    Repeat(SizedEcho(40, 40), contestant.load);
    contestant.before = [this, name] { turns_ += name; };
    contestant.after = [this] { turns_ += "."; };
    return contestant;
  }

  EchoImpl echo_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
  std::string turns_;
  const Progress progress_;
  Contest contest_;
};

constexpr char kEcho[] = "/attest.bench.EchoService/Echo";
constexpr char kNothing[] = "/attest.bench.EchoService/Nothing";

TEST_F(ContestTest, LetsEverybodyHaveATurnInEveryRound) {
  const size_t a = contest_.Add(Make("a", kEcho));
  const size_t b = contest_.Add(Make("b", kEcho));

  ASSERT_THAT(contest_.Run(3, progress_), IsOk());

  EXPECT_EQ(turns_, "a.b.a.b.a.b.");
  EXPECT_EQ(contest_.at(a).runs.size(), 3);
  EXPECT_GT(contest_.Ratio(b, a, &Measurement::calls_per_second), 0);
  EXPECT_EQ(contest_.Errors(a), 0);
  EXPECT_TRUE(contest_.Notes().empty());
  EXPECT_EQ(contest_.Rows().Json().size(), 2);
}

TEST_F(ContestTest, CountsCallsThatFailAndTellsOfThem) {
  const size_t wrong = contest_.Add(Make("wrong", kNothing));

  ASSERT_THAT(contest_.Run(1, progress_), IsOk());

  EXPECT_GT(contest_.Errors(wrong), 0);
  ASSERT_EQ(contest_.Notes().size(), 1);
  EXPECT_EQ(contest_.Notes()[0].find("wrong: calls ended with UNIMPLEMENTED"),
            0);
}

TEST_F(ContestTest, EndsWhenAServerIsGone) {
  Contestant gone = Make("gone", kEcho);
  gone.target = "127.0.0.1:1";
  gone.load.connect_timeout = absl::Milliseconds(50);
  contest_.Add(std::move(gone));

  EXPECT_THAT(contest_.Run(1, progress_),
              FailsWith(absl::StatusCode::kUnavailable, "NO_SERVER"));
  EXPECT_EQ(turns_, "gone.");
}

}  // namespace
}  // namespace attest::bench
