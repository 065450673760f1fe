// kill -9 in the middle of writing: what was acknowledged is there, once, and
// the trail is whole.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <set>
#include <string>

#include "libs/journal/testing/journal_fixture.h"

namespace attest::journal {
namespace {

constexpr int kRounds = 20;
constexpr int kChains = 3;

std::string RequestId(int round, int number) {
  return std::to_string(round) + "-" + std::to_string(number);
}

class Crash : public JournalFixture {
 protected:
  std::string File() const { return folder_.File("journal.db"); }

  static absl::StatusOr<std::string> AddTo(Journal& journal, int round,
                                           int number) {
    const std::string id = RequestId(round, number);
    return journal.Write(
        By(id), [&](WriteTransaction& sql) -> absl::StatusOr<Outcome> {
          ATTEST_RETURN_IF_ERROR(
              sql.Execute("INSERT INTO thing (id) VALUES ($1)", id));
          return Outcome{
              "response " + id,
              {Decided("registrations/r" + std::to_string(number % kChains))}};
        });
  }

  // The child: writes for ever, and says so after each answer.
  [[noreturn]] void WriteUntilKilled(int round, int pipe) {
    const auto database = db::OpenSqlite({.path = File()});
    if (!database.ok()) _exit(1);
    Journal journal(**database, clock_);
    for (int number = 0;; ++number) {
      if (!AddTo(journal, round, number).ok()) _exit(2);
      const std::string line = RequestId(round, number) + "\n";
      if (write(pipe, line.data(), line.size()) < 0) _exit(3);
    }
  }

  // Kills the child when it has acknowledged `enough` writes, and gives all
  // that it acknowledged.
  std::set<std::string> RunAndKill(int round, int enough) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) WriteUntilKilled(round, ends[1]);
    close(ends[1]);
    std::set<std::string> acknowledged;
    std::string line;
    bool killed = false;
    for (char c = 0; read(ends[0], &c, 1) == 1;) {
      if (c != '\n') {
        line.push_back(c);
        continue;
      }
      acknowledged.insert(std::exchange(line, ""));
      if (!killed && static_cast<int>(acknowledged.size()) >= enough) {
        kill(child, SIGKILL);
        killed = true;
      }
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << status;
    return acknowledged;
  }

  void ExpectWhole(const std::set<std::string>& acknowledged) {
    const auto database = db::OpenSqlite({.path = File()});
    ASSERT_THAT(database, testing::IsOk());
    Journal journal(**database, clock_);
    int64_t entries = 0;
    for (int chain = 0; chain < kChains; ++chain) {
      const auto check =
          journal.Verify("registrations/r" + std::to_string(chain));
      ASSERT_THAT(check, testing::IsOk());
      EXPECT_TRUE(check->intact) << check->finding;
      entries += check->entries;
    }
    EXPECT_EQ(Count("thing"), entries);
    EXPECT_EQ(Count("idempotency"), entries);
    ExpectEveryEvent(journal, entries);
    for (const std::string& id : acknowledged) {
      const auto again = journal.Write(
          By(id), [](WriteTransaction&) -> absl::StatusOr<Outcome> {
            return absl::InternalError("ran twice");
          });
      ASSERT_THAT(again, testing::IsOk()) << id;
      EXPECT_EQ(*again, "response " + id);
    }
  }

  static void ExpectEveryEvent(Journal& journal, int64_t count) {
    const auto page = journal.Events({}, static_cast<int>(count) + 1);
    ASSERT_THAT(page, testing::IsOk());
    EXPECT_EQ(static_cast<int64_t>(page->events.size()), count);
    EXPECT_EQ(page->cursor, count);
  }
};

TEST_F(Crash, LosesNothingThatWasAcknowledged) {
  std::mt19937 random(std::random_device{}());
  std::set<std::string> acknowledged;

  for (int round = 0; round < kRounds; ++round) {
    acknowledged.merge(RunAndKill(round, 1 + static_cast<int>(random() % 40)));
    ExpectWhole(acknowledged);
  }

  EXPECT_GE(acknowledged.size(), static_cast<size_t>(kRounds));
}

}  // namespace
}  // namespace attest::journal
