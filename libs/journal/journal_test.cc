#include "libs/journal/journal.h"

#include <atomic>
#include <thread>

#include "libs/journal/remember.h"
#include "libs/journal/testing/journal_fixture.h"

namespace attest::journal {
namespace {

using testing::FailsWith;
using testing::IsOk;

using JournalWrite = JournalFixture;

// D74: state, entry, event and answer together.
TEST_F(JournalWrite, LeavesStateEntryEventAndAnswer) {
  const auto response = Add("a");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(*response, "response a");
  for (const char* table :
       {"thing", "audit_entry", "audit_head", "outbox_event", "idempotency"}) {
    EXPECT_EQ(Count(table), 1) << table;
  }
}

TEST_F(JournalWrite, ABodyThatFailsLeavesNothing) {
  const absl::Status refused = absl::NotFoundError("no such unit");

  const auto response = journal_.Write(
      By("a"), [&](WriteTransaction& sql) -> absl::StatusOr<Outcome> {
        ATTEST_RETURN_IF_ERROR(
            sql.Execute("INSERT INTO thing (id) VALUES ('a')"));
        return refused;
      });

  EXPECT_EQ(response.status(), refused);
  ExpectNothing();
}

TEST_F(JournalWrite, ACommitThatFailsLeavesNothingAndMayBeRepeated) {
  database_.FailNextCommit(absl::UnavailableError("power"));

  EXPECT_EQ(Add("a").status().code(), absl::StatusCode::kUnavailable);

  ExpectNothing();
  EXPECT_THAT(Add("a"), IsOk());
  EXPECT_TRUE(Check().intact);
}

TEST_F(JournalWrite, ADatabaseThatFailsIsPassedOn) {
  database_.FailNext(absl::UnavailableError("gone"));

  EXPECT_EQ(Add("a").status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(JournalWrite, RefusesToLeaveNoTrace) {
  const auto response = journal_.Write(
      By("a"), [&](WriteTransaction& sql) -> absl::StatusOr<Outcome> {
        ATTEST_RETURN_IF_ERROR(
            sql.Execute("INSERT INTO thing (id) VALUES ('a')"));
        return Outcome{"silent", {}};
      });

  EXPECT_THAT(response, FailsWith(absl::StatusCode::kInternal, "NO_CHANGES"));
  ExpectNothing();
}

// What is remembered counts as a request that was run, and leaves no trace
// else.
TEST_F(JournalWrite, RemembersAnAnswerWithoutAChange) {
  const auto first = Remember(database_, By("a"), clock_.Now(), "there");
  const auto second = Remember(database_, By("a"), clock_.Now(), "now");

  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(*first, "there");
  EXPECT_EQ(*second, "there");
  EXPECT_EQ(*Add("a"), "there");
  EXPECT_EQ(Count("idempotency"), 1);
  for (const char* table : {"thing", "audit_entry", "outbox_event"}) {
    EXPECT_EQ(Count(table), 0) << table;
  }
}

TEST_F(JournalWrite, RemembersOneRequestAnId) {
  Author other = By("a");
  other.fingerprint = "f2";
  ASSERT_THAT(Remember(database_, By("a"), clock_.Now(), "there"), IsOk());

  EXPECT_THAT(Remember(database_, other, clock_.Now(), "there"),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  EXPECT_THAT(Remember(database_, By(""), clock_.Now(), "there"),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
}

TEST_F(JournalWrite, NeedsARequestId) {
  const auto response = Add("");

  EXPECT_THAT(response,
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(response,
              testing::NamesFields(std::vector<std::string>{"request_id"}));
  ExpectNothing();
}

TEST_F(JournalWrite, TheSameRequestGetsTheFirstAnswerAndRunsNothing) {
  ASSERT_THAT(Add("a"), IsOk());
  bool ran = false;

  const auto again = journal_.Write(
      By("a"), [&](WriteTransaction&) -> absl::StatusOr<Outcome> {
        ran = true;
        return Outcome{"another answer", {Decided()}};
      });

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(*again, "response a");
  EXPECT_FALSE(ran);
  EXPECT_EQ(Count("audit_entry"), 1);
}

TEST_F(JournalWrite, AnswersAreBytes) {
  const std::string bytes("\0\xFF\x01", 3);
  const auto answer = [&](WriteTransaction&) -> absl::StatusOr<Outcome> {
    return Outcome{bytes, {Decided()}};
  };
  ASSERT_THAT(journal_.Write(By("a"), answer), IsOk());

  EXPECT_EQ(*journal_.Write(By("a"), answer), bytes);
}

TEST_F(JournalWrite, ARequestIdIsForOneRequest) {
  ASSERT_THAT(Add("a"), IsOk());
  const auto body = [](WriteTransaction&) -> absl::StatusOr<Outcome> {
    return Outcome{"", {Decided()}};
  };
  Author other_bytes = By("a");
  other_bytes.fingerprint = "f2";
  Author other_method = By("a");
  other_method.method = "attest.test.v1.TestService/Undo";
  Author other_subject = By("a");
  other_subject.subject = "ben";

  const auto reused =
      FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED");
  EXPECT_THAT(journal_.Write(other_bytes, body), reused);
  EXPECT_THAT(journal_.Write(other_method, body), reused);
  EXPECT_THAT(journal_.Write(other_subject, body), IsOk());
}

TEST_F(JournalWrite, AFailedRequestMayBeRepeated) {
  ASSERT_THAT(Add("a"), IsOk());
  ASSERT_THAT(Tamper("DELETE FROM idempotency"), IsOk());

  EXPECT_TRUE(db::IsUniqueViolation(Add("a").status()));
  ASSERT_THAT(Tamper("DELETE FROM thing"), IsOk());
  EXPECT_THAT(Add("a"), IsOk());
}

TEST_F(JournalWrite, OfManyAtOnceWithOneIdOneRuns) {
  std::atomic<int> runs = 0;
  std::vector<std::thread> threads;
  std::vector<std::string> answers(16);

  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      const auto answer = journal_.Write(
          By("a"), [&](WriteTransaction& sql) -> absl::StatusOr<Outcome> {
            const std::string name = std::to_string(++runs);
            ATTEST_RETURN_IF_ERROR(
                sql.Execute("INSERT INTO thing (id) VALUES ($1)", name));
            return Outcome{name, {Decided()}};
          });
      EXPECT_THAT(answer, IsOk());
      answers[i] = answer.value_or("");
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(runs, 1);
  EXPECT_THAT(answers, ::testing::Each("1"));
  EXPECT_EQ(Count("thing"), 1);
}

TEST_F(JournalWrite, ManyAtOnceMakeOneChain) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 10; ++k) {
        EXPECT_THAT(Add(std::to_string(i) + "-" + std::to_string(k)), IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_TRUE(Check().intact) << Check().finding;
  EXPECT_EQ(Check().entries, 160);
  EXPECT_EQ(journal_.Events({}, 1000)->events.size(), 160u);
}

TEST_F(JournalWrite, KeepsTheOrderOfSeveralChanges) {
  ASSERT_THAT(
      journal_.Write(By("a"),
                     [&](WriteTransaction&) -> absl::StatusOr<Outcome> {
                       return Outcome{
                           "",
                           {Decided(), Decided("registrations/r2"), Decided()}};
                     }),
      IsOk());

  EXPECT_EQ(Check().entries, 2);
  EXPECT_TRUE(Check().intact);
  EXPECT_EQ(Check("registrations/r2").entries, 1);
  const auto events = journal_.Events({}, 10)->events;
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[1].registration, "registrations/r2");
}

TEST_F(JournalWrite, ABodyReadsWhatItWrote) {
  ASSERT_THAT(
      journal_.Write(By("a"),
                     [&](WriteTransaction& sql) -> absl::StatusOr<Outcome> {
                       ATTEST_RETURN_IF_ERROR(
                           sql.Execute("INSERT INTO thing (id) VALUES ('a')"));
                       EXPECT_EQ(sql.changes(), 1);
                       ATTEST_ASSIGN_OR_RETURN(
                           const db::Rows rows,
                           sql.reader().Query("SELECT id FROM thing"));
                       EXPECT_EQ(rows.size(), 1u);
                       return Outcome{"", {Decided()}};
                     }),
      IsOk());
}

using JournalEntries = JournalFixture;

TEST_F(JournalEntries, AreReadInPages) {
  for (const char* id : {"a", "b", "c"}) ASSERT_THAT(Add(id), IsOk());

  const auto first = journal_.Entries(kChain, 0, 2);
  const auto rest = journal_.Entries(kChain, 2, 2);

  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->size(), 2u);
  ASSERT_EQ(rest->size(), 1u);
  EXPECT_EQ(rest->front().sequence, 3);
  EXPECT_EQ(rest->front().previous_hash, first->back().hash);
  EXPECT_TRUE(journal_.Entries("registrations/other", 0, 9)->empty());
  EXPECT_TRUE(journal_.Entries(kChain, 0, -1)->empty());
}

TEST_F(JournalEntries, SayWhoWhatWhenWhyAndBeforeAndAfter) {
  ASSERT_THAT(Add("a"), IsOk());

  EXPECT_EQ(journal_.Entries(kChain, 0, 1)->front().text,
            R"({"action":"decision.recorded","after":{"state":"MET"},)"
            R"("at":"2025-06-15T15:06:40.000001Z","before":{"state":"OPEN"},)"
            R"("centre":"centres/c1",)"
            R"("method":"attest.test.v1.TestService/Do",)"
            R"("reason":"meets 1.1","registration":"registrations/r1",)"
            R"("request_id":"a","resource":"registrations/r1/decisions/d1",)"
            R"("role":"ASSESSOR","subject":"ann","syllabus_version":"8"})");
}

using JournalFollow = JournalFixture;

TEST_F(JournalFollow, AppliesAnEffectOnce) {
  int runs = 0;
  const auto effect =
      [&](WriteTransaction&) -> absl::StatusOr<std::vector<Change>> {
    ++runs;
    return std::vector<Change>{Decided()};
  };

  EXPECT_THAT(journal_.Follow("verification", 5, By(""), effect), IsOk());
  EXPECT_THAT(journal_.Follow("verification", 5, By(""), effect), IsOk());
  EXPECT_THAT(journal_.Follow("verification", 4, By(""), effect), IsOk());

  EXPECT_EQ(runs, 1);
  EXPECT_EQ(*journal_.FollowedTo("verification"), 5);
  EXPECT_EQ(Count("audit_entry"), 1);
}

TEST_F(JournalFollow, AnEffectThatFailsKeepsTheCursor) {
  const auto fails =
      [](WriteTransaction& sql) -> absl::StatusOr<std::vector<Change>> {
    ATTEST_RETURN_IF_ERROR(sql.Execute("INSERT INTO thing (id) VALUES ('a')"));
    return absl::UnavailableError("neighbour");
  };

  EXPECT_FALSE(journal_.Follow("verification", 5, By(""), fails).ok());

  EXPECT_EQ(*journal_.FollowedTo("verification"), 0);
  EXPECT_EQ(Count("thing"), 0);
}

TEST_F(JournalFollow, ACommitThatFailsKeepsTheCursor) {
  const auto effect =
      [](WriteTransaction&) -> absl::StatusOr<std::vector<Change>> {
    return std::vector<Change>{Decided()};
  };
  database_.FailNextCommit(absl::UnavailableError("power"));

  EXPECT_FALSE(journal_.Follow("verification", 5, By(""), effect).ok());

  EXPECT_EQ(*journal_.FollowedTo("verification"), 0);
  EXPECT_EQ(Count("audit_entry"), 0);
}

TEST_F(JournalFollow, NeedsNoChange) {
  const auto nothing =
      [](WriteTransaction&) -> absl::StatusOr<std::vector<Change>> {
    return std::vector<Change>{};
  };

  EXPECT_THAT(journal_.Follow("verification", 5, By(""), nothing), IsOk());

  EXPECT_EQ(*journal_.FollowedTo("verification"), 5);
  EXPECT_EQ(Count("outbox_event"), 0);
}

TEST_F(JournalFollow, FollowersDoNotDisturbEachOther) {
  const auto nothing =
      [](WriteTransaction&) -> absl::StatusOr<std::vector<Change>> {
    return std::vector<Change>{};
  };
  ASSERT_THAT(journal_.Follow("verification", 5, By(""), nothing), IsOk());

  EXPECT_EQ(*journal_.FollowedTo("registration"), 0);
  EXPECT_THAT(journal_.Follow("registration", 2, By(""), nothing), IsOk());
  EXPECT_EQ(*journal_.FollowedTo("verification"), 5);
}

TEST_F(JournalFollow, OfManyAtOnceOneApplies) {
  std::atomic<int> runs = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      EXPECT_THAT(
          journal_.Follow(
              "verification", 1, By(""),
              [&](WriteTransaction&) -> absl::StatusOr<std::vector<Change>> {
                ++runs;
                return std::vector<Change>{Decided()};
              }),
          IsOk());
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(runs, 1);
}

TEST(WithJournal, NumbersTheServicesStepsOn) {
  const auto steps = WithJournal({{1, "create_thing", "x"}, {2, "add", "y"}});

  ASSERT_EQ(steps.size(), 3u);
  EXPECT_EQ(steps[0].name, "create_journal");
  EXPECT_EQ(steps[2].number, 3);
  EXPECT_EQ(steps[2].name, "add");
}

}  // namespace
}  // namespace attest::journal
