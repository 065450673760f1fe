#include <thread>

#include "libs/journal/testing/journal_fixture.h"

namespace attest::journal {
namespace {

using testing::FailsWith;
using testing::IsOk;

class JournalEvents : public JournalFixture {
 protected:
  static Change Of(const std::string& action, const std::string& centre) {
    Change change = Decided();
    change.action = action;
    change.centre = centre;
    return change;
  }
  EventPage Read(const std::string& centre, std::vector<std::string> types,
                 int limit = 10) {
    return *journal_.Events({0, centre, std::move(types)}, limit);
  }
  static std::vector<int64_t> Cursors(const EventPage& page) {
    std::vector<int64_t> cursors;
    for (const Event& event : page.events) cursors.push_back(event.cursor);
    return cursors;
  }
};

TEST_F(JournalEvents, TellWhatWasWritten) {
  ASSERT_THAT(Add("a"), IsOk());

  const auto page = journal_.Events({}, 10);

  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->events.size(), 1u);
  const Event& event = page->events[0];
  EXPECT_EQ(event.cursor, 1);
  EXPECT_EQ(event.type, "decision.recorded");
  EXPECT_EQ(event.resource, "registrations/r1/decisions/d1");
  EXPECT_EQ(event.centre, "centres/c1");
  EXPECT_EQ(event.registration, "registrations/r1");
  EXPECT_EQ(event.time, clock_.Now());
  EXPECT_EQ(event.attributes,
            (std::map<std::string, std::string>{{"state", "MET"}}));
}

TEST_F(JournalEvents, AnEmptyStreamIsReadToItsCursor) {
  EXPECT_EQ(journal_.Events({}, 10)->cursor, 0);
  EXPECT_EQ(journal_.Events({7, "", {}}, 10)->cursor, 7);
}

TEST_F(JournalEvents, CursorsHaveNoGapsAfterWritesThatFailed) {
  ASSERT_THAT(Add("a"), IsOk());
  database_.FailNextCommit(absl::UnavailableError("power"));
  ASSERT_FALSE(Add("b").ok());
  ASSERT_THAT(Add("c"), IsOk());

  EXPECT_THAT(Cursors(*journal_.Events({}, 10)), ::testing::ElementsAre(1, 2));
}

TEST_F(JournalEvents, AreReadInPages) {
  for (const char* id : {"a", "b", "c"}) ASSERT_THAT(Add(id), IsOk());

  const EventPage first = *journal_.Events({}, 2);
  const EventPage rest = *journal_.Events({first.cursor, "", {}}, 2);

  EXPECT_THAT(Cursors(first), ::testing::ElementsAre(1, 2));
  EXPECT_EQ(first.cursor, 2);
  EXPECT_THAT(Cursors(rest), ::testing::ElementsAre(3));
  EXPECT_EQ(rest.cursor, 3);
}

TEST_F(JournalEvents, AreFilteredAndTheCursorPassesTheRest) {
  ASSERT_THAT(Add("a", Of("x", "centres/c1")), IsOk());
  ASSERT_THAT(Add("b", Of("y", "centres/c1")), IsOk());
  ASSERT_THAT(Add("c", Of("x", "centres/c2")), IsOk());
  ASSERT_THAT(Add("d", Of("z", "centres/c2")), IsOk());

  const EventPage centre = Read("centres/c1", {});
  const EventPage types = Read("", {"x", "z"});
  const EventPage both = Read("centres/c2", {"y", "z"});
  const EventPage none = Read("", {"nothing"});

  EXPECT_THAT(Cursors(centre), ::testing::ElementsAre(1, 2));
  EXPECT_EQ(centre.cursor, 4);
  EXPECT_THAT(Cursors(types), ::testing::ElementsAre(1, 3, 4));
  EXPECT_THAT(Cursors(both), ::testing::ElementsAre(4));
  EXPECT_TRUE(none.events.empty());
  EXPECT_EQ(none.cursor, 4);
}

TEST_F(JournalEvents, AFullPageStopsAtItsLastEvent) {
  ASSERT_THAT(Add("a", Of("x", "centres/c1")), IsOk());
  ASSERT_THAT(Add("b", Of("y", "centres/c1")), IsOk());
  ASSERT_THAT(Add("c", Of("x", "centres/c1")), IsOk());

  EXPECT_EQ(Read("", {"x"}, 1).cursor, 1);
}

TEST_F(JournalEvents, AttributesSurviveAnyText) {
  Change change = Decided();
  change.after = {{"quote\"", "a\\b\n\"'"}, {"name", "Zoë"}, {"empty", ""}};
  ASSERT_THAT(Add("a", change), IsOk());

  EXPECT_EQ(journal_.Events({}, 1)->events[0].attributes, change.after);
  EXPECT_TRUE(Check().intact);
}

TEST_F(JournalEvents, AnEventThatCannotBeReadIsAnError) {
  ASSERT_THAT(Add("a"), IsOk());
  for (const char* attributes : {"nonsense", "[1]", "{\"a\":1}"}) {
    ASSERT_THAT(Tamper("UPDATE outbox_event SET attributes = '" +
                       std::string(attributes) + "'"),
                IsOk());
    EXPECT_THAT(journal_.Events({}, 1),
                FailsWith(absl::StatusCode::kInternal, "UNREADABLE_EVENT"));
  }
}

TEST_F(JournalEvents, WaitingEndsAtOnceForWhatIsThere) {
  ASSERT_THAT(Add("a"), IsOk());

  EXPECT_TRUE(journal_.WaitForEvents(0, absl::Seconds(30)));
  EXPECT_FALSE(journal_.WaitForEvents(1, absl::Milliseconds(1)));
}

TEST_F(JournalEvents, WaitingEndsWithAWrite) {
  std::thread writer([&] { EXPECT_THAT(Add("a"), IsOk()); });

  EXPECT_TRUE(journal_.WaitForEvents(0, absl::Seconds(30)));

  writer.join();
  EXPECT_EQ(journal_.Events({}, 10)->events.size(), 1u);
}

TEST_F(JournalEvents, WaitingDoesNotEndWithAWriteThatFailed) {
  database_.FailNextCommit(absl::UnavailableError("power"));
  ASSERT_FALSE(Add("a").ok());

  EXPECT_FALSE(journal_.WaitForEvents(0, absl::Milliseconds(1)));
}

TEST_F(JournalEvents, AFollowerMissesNothing) {
  constexpr int64_t kEvents = 100;
  std::thread writer([&] {
    for (int i = 0; i < kEvents; ++i) {
      EXPECT_THAT(Add(std::to_string(i)), IsOk());
    }
  });
  int64_t cursor = 0;
  int64_t seen = 0;

  while (cursor < kEvents &&
         journal_.WaitForEvents(cursor, absl::Seconds(30))) {
    const EventPage page = *journal_.Events({cursor, "", {}}, 7);
    for (const Event& event : page.events) EXPECT_EQ(event.cursor, ++seen);
    cursor = page.cursor;
  }

  writer.join();
  EXPECT_EQ(seen, kEvents);
}

}  // namespace
}  // namespace attest::journal
