#include "services/catalogue/store/text_index.h"

#include "services/catalogue/store/syllabus_store.h"
#include "services/catalogue/store/testing/store_fixture.h"

namespace attest::catalogue::store {
namespace {

using attest::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Replaced;
using ::testing::SizeIs;

TEST(WordsTest, AreLettersAndDigitsBetweenSigns) {
  EXPECT_THAT(WordsOf("managing  change"), ElementsAre("managing", "change"));
  EXPECT_THAT(WordsOf("\"co-operate\" AND (x OR y*)"),
              ElementsAre("co", "operate", "AND", "x", "OR", "y"));
  EXPECT_THAT(WordsOf("NEAR(a b, 2)"), ElementsAre("NEAR", "a", "b", "2"));
  EXPECT_THAT(WordsOf("heading:smoke ^x"),
              ElementsAre("heading", "smoke", "x"));
  EXPECT_THAT(WordsOf("learner’s learner's"),
              ElementsAre("learner", "learner"));
  EXPECT_THAT(WordsOf("naïve Größe 学习"),
              ElementsAre("naïve", "Größe", "学习"));
}

TEST(WordsTest, AreNotInSignsAlone) {
  for (const char* query : {"", " ", "\"", "*", "()", "-- ;", "😀", "— “”…",
                            "👍🏽 ✂️", "\xff\xfe"}) {
    EXPECT_THAT(WordsOf(query), IsEmpty()) << query;
  }
  EXPECT_THAT(WordsOf(std::string("a\0b", 3)), ElementsAre("a", "b"));
}

class TextIndexTest : public StoreTest {
 protected:
  TextIndexTest() {
    EXPECT_THAT(Publish(Invented()), IsOk());
    EXPECT_THAT(Publish(Real()), IsOk());
  }

  std::vector<TextHit> Find(const std::string& code, const std::string& words,
                            std::vector<v1::ItemKind> kinds = {},
                            int64_t offset = 0, int limit = 1000) {
    std::vector<TextHit> hits;
    EXPECT_THAT(database_->Read([&](db::Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(
          const auto id, FindSyllabusId(tx, code, code == "BEE3" ? "1" : "8"));
      ATTEST_ASSIGN_OR_RETURN(hits, FindText(tx, {.syllabus_id = *id,
                                                  .words = WordsOf(words),
                                                  .kinds = kinds,
                                                  .offset = offset,
                                                  .limit = limit}));
      return absl::OkStatus();
    }),
                IsOk());
    return hits;
  }
  static std::vector<std::string> Places(const std::vector<TextHit>& hits) {
    std::vector<std::string> places;
    for (const TextHit& hit : hits) {
      places.push_back(hit.item.unit + " " + hit.item.number);
    }
    return places;
  }
  // The snippet with its matches in [].
  static std::string Marked(const TextHit& hit) {
    std::string text;
    for (const v1::SnippetPart& part : hit.snippet) {
      text += part.match() ? "[" + part.text() + "]" : part.text();
    }
    return text;
  }
};

TEST_F(TextIndexTest, FindsAWordInAnyOfItsForms) {
  for (const char* word : {"requeen", "requeening", "Requeened", "REQUEENS"}) {
    EXPECT_THAT(Places(Find("BEE3", word)),
                ElementsAre("H2 ", "H2 1", "H2 2", "H2 2.1", "H2 1.1"))
        << word;
  }
  EXPECT_THAT(Find("7D27V2", "managing"), Not(IsEmpty()));
  EXPECT_EQ(Find("7D27V2", "managing").size(), Find("7D27V2", "manage").size());
}

TEST_F(TextIndexTest, WantsEveryWord) {
  EXPECT_THAT(Places(Find("BEE3", "safely split")), ElementsAre("H3 2.1"));
  EXPECT_THAT(Find("BEE3", "split honey"), IsEmpty());
}

TEST_F(TextIndexTest, ShowsTheMatchesInTheirText) {
  const auto hits = Find("BEE3", "splitting safely");
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(Marked(hits[0]), "[Split] a colony [safely]");
  EXPECT_EQ(hits[0].item.kind, v1::CRITERION);
  EXPECT_EQ(hits[0].item.title, "Split a colony");
  EXPECT_EQ(hits[0].item.status, v1::COMPLETE);
}

// Titles first; among equals the document's order.
TEST_F(TextIndexTest, RanksTitlesFirstAndEqualsInTheOrderOfTheDocument) {
  EXPECT_THAT(Places(Find("BEE3", "risks")),
              ElementsAre("H1 1.2", "H2 1.2", "H3 1.2", "H4 1.2", "H5 1.2"));
  EXPECT_EQ(Find("BEE3", "honey").front().item.kind, v1::UNIT);
}

TEST_F(TextIndexTest, FindsOneKindOnly) {
  const auto guidance = Find("BEE3", "smoke", {v1::GUIDANCE});
  EXPECT_THAT(Places(guidance), ElementsAre("H1 2.1"));
  EXPECT_THAT(Find("BEE3", "smoke", {v1::UNIT, v1::CRITERION}), IsEmpty());
  const auto definitions =
      Find("7D27V2", "guided learning hours", {v1::DEFINITION});
  ASSERT_THAT(definitions, Not(IsEmpty()));
  EXPECT_EQ(definitions.front().item.unit, "");
}

TEST_F(TextIndexTest, StaysWithinOneSyllabus) {
  EXPECT_THAT(Find("7D27V2", "varroa"), IsEmpty());
  EXPECT_THAT(Find("BEE3", "varroa"), Not(IsEmpty()));
}

// R107: nothing is found in words that are lost.
TEST_F(TextIndexTest, HoldsNoCriterionWithoutWords) {
  EXPECT_THAT(Places(Find("BEE3", "varroa")), Not(Contains("H5 2.1")));
}

TEST_F(TextIndexTest, GoesThroughPagesWithoutLossOrRepetition) {
  const auto all = Places(Find("7D27V2", "management"));
  ASSERT_GT(all.size(), 7u);
  std::vector<std::string> paged;
  for (int64_t offset = 0;; offset += 3) {
    const auto page = Places(Find("7D27V2", "management", {}, offset, 3));
    if (page.empty()) break;
    paged.insert(paged.end(), page.begin(), page.end());
  }
  EXPECT_EQ(paged, all);
}

// No word is part of a query language.
TEST_F(TextIndexTest, TakesWordsForWordsWhateverTheySay) {
  for (const char* query :
       {"AND", "OR NOT", "NEAR(smoke honey)", "smoke*", "heading : smoke",
        "smoke OR honey", "\"smoke", "smoke\"", "{heading}:smoke", "^smoke x",
        "smoke' OR 1=1 --", "NOT NOT NOT", "a b c d e f g h i j k l m n"}) {
    Find("BEE3", query);
  }
  EXPECT_THAT(Places(Find("BEE3", "\"smoke*\"")), ElementsAre("H1 2.1"));
  EXPECT_THAT(Find("BEE3", "smoke OR honey"), IsEmpty());
  EXPECT_THAT(Find("BEE3", "heading:smoke"), IsEmpty());
  std::string long_query;
  for (int i = 0; i < 2000; ++i) long_query += "word ";
  EXPECT_THAT(Find("BEE3", long_query), IsEmpty());
}

TEST(ItemsTest, CleanTextsOfControlCharacters) {
  v1::Syllabus syllabus;
  v1::Unit& unit = *syllabus.add_units();
  unit.set_number("1");
  unit.mutable_title()->set_reading(std::string("a\0b\x01 c\xff", 7));
  const auto items = ItemsOf(syllabus);
  ASSERT_THAT(items, SizeIs(1));
  EXPECT_EQ(items[0].heading, "a b  c ");
}

}  // namespace
}  // namespace attest::catalogue::store
