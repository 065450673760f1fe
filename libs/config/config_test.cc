#include "libs/config/config.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest::config {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

MATCHER_P(IsRefused, message, "") {
  return ::testing::ExplainMatchResult(
             FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_CONFIG"),
             arg, result_listener) &&
         ::testing::ExplainMatchResult(message, std::string(arg.message()),
                                       result_listener);
}

// A folder of its own for each test.
class ReadTextprotoTest : public ::testing::Test {
 protected:
  ReadTextprotoTest() {
    std::string pattern = ::testing::TempDir() + "/configXXXXXX";
    folder_ = mkdtemp(pattern.data());
    path_ = folder_ + "/server.textproto";
  }
  ~ReadTextprotoTest() override { std::filesystem::remove_all(folder_); }

  absl::Status Read(std::string_view text) {
    std::ofstream(path_, std::ios::binary) << text;
    server_.Clear();
    return ReadTextproto(path_, server_);
  }

  std::string folder_;
  std::string path_;
  v1::Server server_;
};

TEST_F(ReadTextprotoTest, ReadsAFileWithComments) {
  ASSERT_THAT(Read("# The registration server.\n"
                   "listen { address: \"0.0.0.0:50051\" threads_max: 8 }\n"
                   "auth { issuer: \"https://id.example.org\"  # ours\n }\n"
                   "reflection_off: true\n"),
              IsOk());

  EXPECT_EQ(server_.listen().address(), "0.0.0.0:50051");
  EXPECT_EQ(server_.listen().threads_max(), 8);
  EXPECT_EQ(server_.auth().issuer(), "https://id.example.org");
  EXPECT_TRUE(server_.reflection_off());
}

TEST_F(ReadTextprotoTest, ReadsAnEmptyFile) { EXPECT_THAT(Read(""), IsOk()); }

TEST_F(ReadTextprotoTest, NamesLineAndColumn) {
  EXPECT_THAT(Read("listen {\n  threads_max: \"eight\"\n}\n"),
              IsRefused(StartsWith(path_ + ":2:16: ")));
  EXPECT_THAT(Read("listen {\n"), IsRefused(StartsWith(path_ + ":2:1: ")));
  EXPECT_THAT(Read("log_level: 'x' log_level: 'y'"),
              IsRefused(StartsWith(path_ + ":1:")));
}

TEST_F(ReadTextprotoTest, RefusesUnknownFieldsAllAtOnce) {
  EXPECT_THAT(Read("listen { adress: 'x' }\nlog_levl: 'info'\n"
                   "auth { issuer: 'y' tokens { kind: JWT } }\n"),
              IsRefused(AllOf(HasSubstr(":1:16: "), HasSubstr("\"adress\""),
                              HasSubstr(":2:9: "), HasSubstr("\"log_levl\""),
                              HasSubstr("\"tokens\""))));
}

TEST_F(ReadTextprotoTest, ReportsUnknownFieldsBesideOtherProblems) {
  EXPECT_THAT(Read("log_levl: 'info'\nlisten { threads_max: 1x }\n"),
              IsRefused(AllOf(HasSubstr(":1:"), HasSubstr(":2:"))));
}

TEST_F(ReadTextprotoTest, RefusesNumbersOutOfRange) {
  EXPECT_THAT(Read("listen { threads_max: 99999999999 }"),
              IsRefused(HasSubstr(":1:")));
  EXPECT_THAT(Read("listen { threads_max: 1.5 }"), IsRefused(HasSubstr(":1:")));
}

TEST_F(ReadTextprotoTest, RefusesWhatIsNoTextproto) {
  for (const std::string_view text :
       {std::string_view("{\"listen\": {}}"), std::string_view("listen: 1"),
        std::string_view("\0\0\0", 3), std::string_view("<xml/>"),
        std::string_view("}}}}"), std::string_view("listen: <<<<")}) {
    EXPECT_THAT(Read(text), IsRefused(StartsWith(path_ + ":1:"))) << text;
  }
}

TEST_F(ReadTextprotoTest, RefusesMalformedUtf8) {
  EXPECT_THAT(Read("log_level: '\xFF'"), IsRefused(HasSubstr("UTF-8")));
}

TEST_F(ReadTextprotoTest, RefusesNestingWithoutEnd) {
  for (const char* opening : {"unknown { ", "unknown < ", "unknown: [ "}) {
    std::string text;
    for (int i = 0; i < 80'000; ++i) text += opening;
    EXPECT_THAT(Read(text), IsRefused(AllOf(StartsWith(path_ + ":1:"),
                                            HasSubstr("more than 32 deep"))));
  }
  EXPECT_THAT(Read("unknown: " + std::string(500'000, '[')),
              IsRefused(HasSubstr("more than 32 deep")));
}

TEST_F(ReadTextprotoTest, RefusesAFileThatIsNotThere) {
  EXPECT_THAT(ReadTextproto(folder_ + "/other", server_),
              IsRefused(folder_ + "/other: does not exist"));
  EXPECT_THAT(ReadTextproto("", server_), IsRefused(HasSubstr("exist")));
}

TEST_F(ReadTextprotoTest, RefusesWhatIsNoFile) {
  const std::string pipe = folder_ + "/pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);

  EXPECT_THAT(ReadTextproto(folder_, server_),
              IsRefused(folder_ + ": must be a file"));
  EXPECT_THAT(ReadTextproto(pipe, server_),
              IsRefused(pipe + ": must be a file"));
}

TEST_F(ReadTextprotoTest, RefusesAFileThatItMayNotRead) {
  ASSERT_THAT(Read("log_level: 'info'"), IsOk());
  chmod(path_.c_str(), 0);
  if (access(path_.c_str(), R_OK) == 0) {
    // To root every file is readable.
    EXPECT_THAT(ReadTextproto(path_, server_), IsOk());
  } else {
    EXPECT_THAT(ReadTextproto(path_, server_),
                IsRefused(path_ + ": cannot be read"));
  }
}

TEST_F(ReadTextprotoTest, RefusesAFileThatIsTooLarge) {
  EXPECT_THAT(Read(std::string(1 << 20, '\n')), IsOk());
  EXPECT_THAT(Read(std::string((1 << 20) + 1, '\n')),
              IsRefused(HasSubstr("at most 1048576 bytes")));
}

TEST_F(ReadTextprotoTest, ReadsWhateverItIsGiven) {
  constexpr std::string_view kLikely("listen{}:<>[]'\"\\#, auth1.-\n\0\xC3\xA9",
                                     31);
  std::mt19937 random(1);
  for (int i = 0; i < 2'000; ++i) {
    std::string text(random() % 60, '\0');
    for (char& c : text) {
      c = i % 2 == 0 ? kLikely[random() % kLikely.size()]
                     : static_cast<char>(random());
    }
    const absl::Status status = Read(text);
    if (!status.ok()) {
      EXPECT_EQ(ReasonOf(status), "INVALID_CONFIG");
    }
  }
}

v1::Server GoodServer() {
  v1::Server server;
  server.mutable_listen()->set_address("0.0.0.0:50051");
  server.mutable_auth()->set_issuer("https://id.example.org");
  server.mutable_auth()->set_jwks_file("/etc/attest/jwks.json");
  return server;
}

absl::Status Check(v1::Server& server) {
  Problems problems;
  CheckServer("server", server, problems);
  return problems.status();
}

TEST(CheckServer, FillsInDefaults) {
  v1::Server server = GoodServer();

  ASSERT_THAT(Check(server), IsOk());
  EXPECT_EQ(server.listen().threads_max(), 64);
  EXPECT_EQ(server.listen().drain_seconds(), 20);
  EXPECT_EQ(server.listen().drain_notice_seconds(), 0);
  EXPECT_EQ(server.auth().audience(), "attest");
  EXPECT_EQ(server.log_level(), "info");
  EXPECT_FALSE(server.reflection_off());
}

TEST(CheckServer, KeepsWhatIsSet) {
  v1::Server server = GoodServer();
  server.mutable_listen()->set_threads_max(1);
  server.mutable_listen()->set_drain_seconds(600);
  server.mutable_listen()->set_drain_notice_seconds(3);
  server.mutable_auth()->set_audience("partners");
  server.set_log_level("error");
  const std::string before = server.SerializeAsString();

  ASSERT_THAT(Check(server), IsOk());
  EXPECT_EQ(server.SerializeAsString(), before);
}

TEST(CheckServer, ReportsEverythingTogether) {
  v1::Server server;
  server.mutable_listen()->set_threads_max(-1);
  server.mutable_listen()->set_drain_seconds(601);
  server.mutable_listen()->set_drain_notice_seconds(-5);
  server.set_log_level("loud");

  EXPECT_THAT(
      Check(server),
      IsRefused(AllOf(
          HasSubstr("server.listen.address: must be an address and a port"),
          HasSubstr("\nserver.listen.threads_max: must be 1 to 1024, or 0 for "
                    "the default 64; is -1\n"),
          HasSubstr("\nserver.listen.drain_seconds: "),
          HasSubstr("\nserver.listen.drain_notice_seconds: "),
          HasSubstr("\nserver.auth.issuer: "),
          HasSubstr("\nserver.auth.jwks_file: "),
          HasSubstr("\nserver.log_level: "))));
}

TEST(CheckServer, TakesAddressesWithAPort) {
  for (const char* address :
       {"0.0.0.0:0", "127.0.0.1:65535", "[::]:50051", "localhost:1"}) {
    v1::Server server = GoodServer();
    server.mutable_listen()->set_address(address);
    EXPECT_THAT(Check(server), IsOk()) << address;
  }
}

TEST(CheckServer, RefusesOtherAddresses) {
  for (const char* address :
       {"", ":", ":50051", "0.0.0.0", "0.0.0.0:", "0.0.0.0:65536", "0.0.0.0:-1",
        "0.0.0.0:http", "0.0.0.0:999999999999", "0.0.0.0: 1", "a b:1"}) {
    v1::Server server = GoodServer();
    server.mutable_listen()->set_address(address);
    EXPECT_THAT(Check(server), IsRefused(HasSubstr("server.listen.address")))
        << address;
  }
}

// A production configuration refuses the sandbox's issuer.
TEST(CheckServer, TakesTheSandboxsIssuerOnlyWhenToldTo) {
  v1::Server server = GoodServer();
  server.mutable_auth()->set_issuer("https://sandbox.attest.invalid");

  EXPECT_THAT(Check(server), IsRefused(HasSubstr("server.auth.issuer")));
  server.mutable_auth()->set_allow_sandbox_issuer(true);
  EXPECT_THAT(Check(server), IsOk());
}

TEST(CheckDatabase, FillsInDefaults) {
  v1::Database database;
  database.set_sqlite_path("/var/lib/attest/registration.db");
  Problems problems;
  CheckDatabase("database", database, problems);

  EXPECT_THAT(problems.status(), IsOk());
  EXPECT_EQ(database.connections_max(), 8);
}

TEST(CheckDatabase, RefusesWhatIsMissingOrOutOfBounds) {
  v1::Database database;
  database.set_connections_max(257);
  Problems problems;
  CheckDatabase("database", database, problems);

  EXPECT_THAT(problems.status(),
              IsRefused(AllOf(HasSubstr("database.sqlite_path: "),
                              HasSubstr("database.connections_max: "))));
}

TEST(CheckNeighbour, FillsInDefaults) {
  v1::Neighbour neighbour;
  neighbour.set_target("dns:///catalogue:50051");
  Problems problems;
  CheckNeighbour("catalogue", neighbour, problems);

  EXPECT_THAT(problems.status(), IsOk());
  EXPECT_EQ(neighbour.timeout_seconds(), 5);
}

TEST(CheckNeighbour, RefusesWhatIsMissingOrOutOfBounds) {
  v1::Neighbour neighbour;
  neighbour.set_timeout_seconds(-1);
  Problems problems;
  CheckNeighbour("catalogue", neighbour, problems);

  EXPECT_THAT(problems.status(),
              IsRefused(AllOf(HasSubstr("catalogue.target: "),
                              HasSubstr("catalogue.timeout_seconds: "))));
}

TEST(CheckServer, TakesAnAddressForMetricsOrNone) {
  for (const char* address : {"", "0.0.0.0:9090", "[::]:9090", "127.0.0.1:0"}) {
    v1::Server server = GoodServer();
    server.set_metrics_address(address);
    EXPECT_THAT(Check(server), IsOk()) << address;
  }
  for (const char* address :
       {"9090", ":9090", "0.0.0.0:9090s", "0.0.0.0:1,0.0.0.0:2", "a b:1"}) {
    v1::Server server = GoodServer();
    server.set_metrics_address(address);
    EXPECT_THAT(Check(server), IsRefused(HasSubstr("server.metrics_address")))
        << address;
  }
}

TEST(CheckRedis, FillsInDefaults) {
  for (const char* address :
       {"redis:6379", "[::1]:6379", "/run/redis/redis.sock"}) {
    v1::Redis redis;
    redis.set_address(address);
    Problems problems;
    CheckRedis("redis", redis, problems);

    EXPECT_THAT(problems.status(), IsOk()) << address;
    EXPECT_EQ(redis.timeout_ms(), 50);
    EXPECT_EQ(redis.key_prefix(), "attest");
  }
}

TEST(CheckRedis, RefusesWhatIsMissingOrOutOfBounds) {
  for (const std::string& address :
       {std::string(), std::string("redis"), std::string("redis:0"),
        std::string("redis.sock"), "/" + std::string(107, 'x')}) {
    v1::Redis redis;
    redis.set_address(address);
    redis.set_timeout_ms(-1);
    redis.set_key_prefix("{attest}");
    Problems problems;
    CheckRedis("redis", redis, problems);

    EXPECT_THAT(problems.status(),
                IsRefused(AllOf(HasSubstr("redis.address: "),
                                HasSubstr("redis.timeout_ms: "),
                                HasSubstr("redis.key_prefix: "))))
        << address;
  }
}

TEST(RequireSecret, ReadsTheEnvironment) {
  setenv("ATTEST_TEST_SECRET", "0123456789abcdef", 1);
  Problems problems;

  EXPECT_EQ(RequireSecret("ATTEST_TEST_SECRET", 16, problems),
            "0123456789abcdef");
  EXPECT_TRUE(problems.empty());
}

TEST(RequireSecret, RefusesOneThatIsUnsetOrShortWithoutRepeatingIt) {
  setenv("ATTEST_TEST_SHORT", "hunter2", 1);
  unsetenv("ATTEST_TEST_UNSET");
  Problems problems;
  RequireSecret("ATTEST_TEST_SHORT", 16, problems);
  RequireSecret("ATTEST_TEST_UNSET", 16, problems);

  EXPECT_THAT(
      problems.status(),
      IsRefused(AllOf(
          HasSubstr("ATTEST_TEST_SHORT: must have at least 16 bytes, has 7"),
          HasSubstr("ATTEST_TEST_UNSET: must be set in the environment"),
          Not(HasSubstr("hunter2")))));
}

TEST(Problems, AreNoneAtFirst) {
  EXPECT_TRUE(Problems().empty());
  EXPECT_THAT(Problems().status(), IsOk());
}

}  // namespace
}  // namespace attest::config
