#include "services/catalogue/store/publication.h"

#include <atomic>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/catalogue/store/qualification_store.h"
#include "services/catalogue/store/testing/store_fixture.h"

namespace attest::catalogue::store {
namespace {

using attest::testing::BreaksRules;
using attest::testing::FailsWith;
using attest::testing::IsOk;
using ::testing::HasSubstr;
using testing::Replaced;

constexpr auto kRefused = absl::StatusCode::kFailedPrecondition;
constexpr auto kUnavailable = absl::StatusCode::kUnavailable;

class PublicationTest : public StoreTest {
 protected:
  // That nothing of a publication is in the database.
  void ExpectNothing() {
    for (const char* table :
         {"syllabus", "qualification", "search_item", "search_text",
          "audit_entry", "outbox_event", "idempotency"}) {
      EXPECT_EQ(Count(table), 0) << table;
    }
  }
};

TEST_F(PublicationTest, StoresWhatWasPublished) {
  const auto published = Publish(Real());

  ASSERT_THAT(published, IsOk());
  EXPECT_EQ(published->syllabus().name(), "qualifications/7D27V2/syllabi/8");
  EXPECT_TRUE(published->syllabus().current());
  EXPECT_EQ(published->syllabus().criteria(), 273);  // R99

  const auto found = library_->FindSyllabus("7D27V2", "-");
  ASSERT_THAT(found, IsOk());
  ASSERT_NE(*found, nullptr);
  EXPECT_EQ((*found)->bytes(), DraftOf(Real()).syllabus.SerializeAsString());
}

// R115: who published what, provably.
TEST_F(PublicationTest, LeavesAnAuditEntryAndAnEvent) {
  ASSERT_THAT(Publish(Invented()), IsOk());

  const auto events = journal_->Events({}, 10);
  ASSERT_THAT(events, IsOk());
  ASSERT_EQ(events->events.size(), 1u);
  const journal::Event& event = events->events.front();
  EXPECT_EQ(event.type, "syllabus.published");
  EXPECT_EQ(event.resource, "qualifications/BEE3/syllabi/1");
  EXPECT_EQ(event.attributes.at("current_version"), "1");
  EXPECT_EQ(event.attributes.at("source_sha256"), Sha256Hex(Invented()));

  const auto entries = journal_->Entries("organisation", 0, 10);
  ASSERT_THAT(entries, IsOk());
  ASSERT_EQ(entries->size(), 1u);
  EXPECT_THAT(entries->front().text, HasSubstr("alex"));
}

TEST_F(PublicationTest, AnswersARepeatedRequestTheSame) {
  const std::string request = ids_.NewId();
  const auto first = Publish(Invented(), request);
  const auto second = Publish(Invented(), request);

  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(Count("audit_entry"), 1);
}

TEST_F(PublicationTest, RefusesARequestIdForAnotherFile) {
  const std::string request = ids_.NewId();
  ASSERT_THAT(Publish(Invented(), request), IsOk());

  EXPECT_THAT(Publish(InventedVersion("2"), request),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

// R115: the same content under another request, even written differently, is
// the same answer, and nothing is published.
TEST_F(PublicationTest, AnswersTheSameContentTheSame) {
  const auto first = Publish(Invented());
  const auto second = Publish("# Reviewed again\n" + Invented());

  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->syllabus().SerializeAsString(),
            first->syllabus().SerializeAsString());
  EXPECT_EQ(Count("syllabus"), 1);
  EXPECT_EQ(Count("audit_entry"), 1);
  EXPECT_EQ(Count("outbox_event"), 1);
}

TEST_F(PublicationTest, RemembersARequestThatHadNothingToDo) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  const std::string request = ids_.NewId();
  ASSERT_THAT(Publish("# Again\n" + Invented(), request), IsOk());

  EXPECT_THAT(Publish(InventedVersion("2"), request),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  EXPECT_THAT(Publish("# Again\n" + Invented(), request), IsOk());
  EXPECT_EQ(Count("audit_entry"), 1);
}

// R115
TEST_F(PublicationTest, RefusesOtherContentUnderAPublishedVersion) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  const std::string before = (*library_->FindSyllabus("BEE3", "1"))->bytes();

  EXPECT_THAT(Publish(Replaced(Invented(), "Could include smoke",
                               "Could include a smoker")),
              FailsWith(kRefused, "SYLLABUS_PUBLISHED"));

  EXPECT_EQ((*library_->FindSyllabus("BEE3", "1"))->bytes(), before);
  EXPECT_EQ(Count("audit_entry"), 1);
}

TEST_F(PublicationTest, MakesANewVersionTheCurrentOne) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  ASSERT_EQ((*library_->FindQualification("BEE3"))->current_version(), "1");

  ASSERT_THAT(Publish(InventedVersion("2")), IsOk());

  const auto bees = *library_->FindQualification("BEE3");
  EXPECT_EQ(bees->current_version(), "2");
  const v1::ListSyllabiResponse versions = bees->ParseSyllabi();
  ASSERT_EQ(versions.syllabi_size(), 2);
  EXPECT_EQ(versions.syllabi(0).version(), "2");
  EXPECT_TRUE(versions.syllabi(0).current());
  EXPECT_FALSE(versions.syllabi(1).current());
  EXPECT_EQ((*library_->FindSyllabus("BEE3", "-"))->name(),
            "qualifications/BEE3/syllabi/2");
  EXPECT_EQ((*library_->FindSyllabus("BEE3", "1"))->name(),
            "qualifications/BEE3/syllabi/1");
}

// A draft beside the version that registrations are made under.
TEST_F(PublicationTest, LeavesAnotherVersionCurrent) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  const auto draft =
      Publish(Replaced(InventedVersion("2"), "current_version: \"2\"",
                       "current_version: \"1\""));

  ASSERT_THAT(draft, IsOk());
  EXPECT_FALSE(draft->syllabus().current());
  EXPECT_EQ((*library_->FindQualification("BEE3"))->current_version(), "1");
}

// Version 0.9 of the invented syllabus, which leaves 1 current and says another
// number of the qualification.
std::string Draft09(const std::string& invented) {
  return Replaced(Replaced(invented, "version: \"1\"", "version: \"0.9\""),
                  "600/0001/6", "600/0500/2");
}

// D10: what the current version says counts, whatever is published after it.
// R115: what is current does not depend on the order of publishing.
TEST_F(PublicationTest, LetsNoOlderDocumentSayWhatIsCurrent) {
  ASSERT_THAT(Publish(InventedVersion("2")), IsOk());

  const auto older = Publish(Invented());

  ASSERT_THAT(older, IsOk());
  EXPECT_FALSE(older->syllabus().current());
  const auto current = library_->FindSyllabus("BEE3", "-");
  ASSERT_THAT(current, IsOk());
  EXPECT_EQ((*current)->summary().version(), "2");
}

TEST_F(PublicationTest, TakesTheNumberFromTheCurrentVersion) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  ASSERT_THAT(Publish(Draft09(Invented())), IsOk());

  const auto bees = library_->FindByNumber("600/0001/6");
  ASSERT_THAT(bees, IsOk());
  ASSERT_NE(*bees, nullptr);
  EXPECT_EQ((*bees)->number(), "600/0001/6");
  EXPECT_EQ((*bees)->current_version(), "1");
  EXPECT_EQ(*library_->FindByNumber("600/0500/2"), nullptr);
}

// Neither takes a draft a number away, nor is it refused for one.
TEST_F(PublicationTest, ADraftClaimsNoNumber) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  ASSERT_THAT(Publish(Draft09(Invented())), IsOk());
  const std::string wasps = Replaced(Invented(), "BEE3", "WASP3");
  ASSERT_THAT(Publish(Replaced(wasps, "600/0001/6", "600/0500/2")), IsOk());

  EXPECT_THAT(Publish(Replaced(Replaced(Draft09(wasps), "version: \"0.9\"",
                                        "version: \"0.8\""),
                               "600/0500/2", "600/0001/6")),
              IsOk());

  // Once it were current it would claim one.
  EXPECT_THAT(Publish(Replaced(InventedVersion("2"), "current_version: \"2\"",
                               "current_version: \"0.9\"")),
              BreaksRules({"QUALIFICATION_NUMBER_TAKEN"}));
  EXPECT_EQ((*library_->FindByNumber("600/0500/2"))->code(), "WASP3");
}

TEST_F(PublicationTest, TellsAtARepetitionWhatIsCurrentNow) {
  const auto first = Publish(Invented());
  ASSERT_TRUE(first->syllabus().current());
  ASSERT_THAT(Publish(InventedVersion("2")), IsOk());

  const auto again = Publish(Invented());

  ASSERT_THAT(again, IsOk());
  EXPECT_FALSE(again->syllabus().current());
  EXPECT_TRUE(Publish(InventedVersion("2"))->syllabus().current());
}

TEST_F(PublicationTest, RefusesACurrentVersionThatIsNotPublished) {
  EXPECT_THAT(Publish(Replaced(Invented(), "current_version: \"1\"",
                               "current_version: \"7\"")),
              BreaksRules({"CURRENT_VERSION_UNPUBLISHED"}));
  ExpectNothing();
}

TEST_F(PublicationTest, RefusesTheNumberOfAnotherQualification) {
  ASSERT_THAT(Publish(Invented()), IsOk());

  const auto wasps = Publish(Replaced(Invented(), "BEE3", "WASP3"));
  EXPECT_THAT(wasps, FailsWith(kRefused, "SYLLABUS_INVALID"));
  EXPECT_THAT(wasps, BreaksRules({"QUALIFICATION_NUMBER_TAKEN"}));
  EXPECT_EQ(*library_->FindQualification("WASP3"), nullptr);
}

TEST_F(PublicationTest, WritesAllOrNothing) {
  database_->FailNext(absl::UnavailableError("down"));
  EXPECT_THAT(Publish(Invented()).status().code(), kUnavailable);
  ExpectNothing();

  database_->FailNextCommit(absl::UnavailableError("down"));
  EXPECT_THAT(Publish(Invented()).status().code(), kUnavailable);
  ExpectNothing();

  EXPECT_THAT(Publish(Invented()), IsOk());
}

// As many criteria as fit into one file, under titles as long as they may be.
std::string LargestSyllabus(const std::string& invented) {
  std::string text = invented;
  for (int unit = 0; unit < 200; ++unit) {
    text += "units{number:\"N" + std::to_string(unit) +
            "\" level:3 credits:1 total_unit_time_hours:10 "
            "guided_learning_hours:1 title{reading:\"" +
            std::string(1000, 'x') +
            "\" status:COMPLETE} outcomes{number:1 kind:KNOWLEDGE "
            "title{reading:\"y\" status:COMPLETE}\n";
    for (int i = 1; i <= 200; ++i) {
      text += "criteria{number:\"1." + std::to_string(i) +
              "\" text{reading:\"z\" status:COMPLETE}}\n";
    }
    text += "}}\n";
  }
  return text;
}

TEST_F(PublicationTest, PublishesTheLargestFileInSeconds) {
  const std::string source = LargestSyllabus(Invented());
  const absl::Time start = absl::Now();

  ASSERT_THAT(Publish(source), IsOk());

  EXPECT_LT(absl::Now() - start, absl::Seconds(30));
  EXPECT_GT(Count("search_item"), 40'000);
}

constexpr int kCallers = 16;

// One of many that publish the same version at once does; the others get the
// same answer.
TEST_F(PublicationTest, PublishesOnceHoweverManyTry) {
  std::atomic<int> ok = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&] { ok += Publish(Invented()).ok(); });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(ok, kCallers);
  EXPECT_EQ(Count("syllabus"), 1);
  EXPECT_EQ(Count("audit_entry"), 1);
}

TEST_F(PublicationTest, LetsOneOfDifferentContentsWin) {
  std::atomic<int> ok = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      const auto published =
          Publish(Replaced(Invented(), "Could include smoke",
                           "Could include " + std::to_string(i)));
      ok += published.ok();
      refused += ReasonOf(published.status()) == "SYLLABUS_PUBLISHED";
    });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(ok, 1);
  EXPECT_EQ(refused, kCallers - 1);
  EXPECT_EQ(Count("syllabus"), 1);
}

TEST_F(PublicationTest, TellsAFindingWithPlaceLineAndFix) {
  v1::Finding finding;
  finding.set_check("NUMBERING_GAP");
  finding.set_place("unit H1");
  finding.set_line(12);
  finding.set_column(3);
  finding.set_found("1.3 follows 1.1");
  finding.set_fix("number it 1.2");

  const RuleViolation violation = ViolationOf(finding);
  EXPECT_EQ(violation.type, "NUMBERING_GAP");
  EXPECT_EQ(violation.subject, "unit H1");
  EXPECT_EQ(violation.description,
            "line 12, column 3: 1.3 follows 1.1; number it 1.2");
}

}  // namespace
}  // namespace attest::catalogue::store
