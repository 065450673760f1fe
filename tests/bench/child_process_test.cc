#include "tests/bench/child_process.h"

#include <csignal>
#include <fstream>
#include <iterator>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace attest::bench {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

constexpr absl::Duration kSoon = absl::Seconds(10);

auto Shell(const std::string& script, const std::string& log = "") {
  return ChildProcess::Start({"/bin/sh", "-c", script}, log);
}

bool Exists(pid_t pid) { return kill(pid, 0) == 0; }

TEST(ChildProcess, ReadsUntilTheLineThatIsWaitedFor) {
  const auto child = Shell("echo first; echo ready 50051; echo then 2; cat");
  ASSERT_THAT(child, IsOk());

  EXPECT_EQ((*child)->WaitFor("ready ", kSoon).value(), "50051");
  EXPECT_EQ((*child)->WaitFor("then ", kSoon).value(), "2");
}

TEST(ChildProcess, TellsThatAProgramEndedBeforeItWasReady) {
  const auto child = Shell("echo no");
  ASSERT_THAT(child, IsOk());

  EXPECT_THAT((*child)->WaitFor("ready", kSoon),
              FailsWith(absl::StatusCode::kDeadlineExceeded, "NOT_READY"));
}

TEST(ChildProcess, DoesNotWaitForEver) {
  const auto child = Shell("sleep 60");
  ASSERT_THAT(child, IsOk());

  EXPECT_THAT((*child)->WaitFor("ready", absl::Milliseconds(20)),
              FailsWith(absl::StatusCode::kDeadlineExceeded, "NOT_READY"));
}

TEST(ChildProcess, EndsTheProgram) {
  auto child = Shell("echo ready; exec sleep 60");
  ASSERT_THAT(child, IsOk());
  ASSERT_THAT((*child)->WaitFor("ready", kSoon), IsOk());
  const pid_t pid = (*child)->pid();
  ASSERT_TRUE(Exists(pid));

  child->reset();

  EXPECT_FALSE(Exists(pid));
}

TEST(ChildProcess, KeepsErrorsInAFile) {
  const testing::TempDir folder;
  {
    const auto child = Shell("echo wrong >&2; echo ready", folder.File("log"));
    ASSERT_THAT(child, IsOk());
    ASSERT_THAT((*child)->WaitFor("ready", kSoon), IsOk());
  }

  std::ifstream log(folder.File("log"));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(log), {}), "wrong\n");
}

TEST(ChildProcess, AddsVariables) {
  const auto child =
      ChildProcess::Start({"/bin/sh", "-c", "echo $BENCH_WORD ${HOME:+home}"},
                          /*log=*/"", {"BENCH_WORD=ready", "HOME=/"});
  ASSERT_THAT(child, IsOk());

  EXPECT_EQ((*child)->WaitFor("ready", kSoon).value(), " home");
}

TEST(ChildProcess, NamesAProgramThatDoesNotExist) {
  EXPECT_THAT(ChildProcess::Start({"/no/such/program"}),
              FailsWith(absl::StatusCode::kUnavailable, "CANNOT_RUN"));
}

}  // namespace
}  // namespace attest::bench
