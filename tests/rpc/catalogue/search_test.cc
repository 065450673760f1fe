#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SearchTest : public CatalogueTest {
 protected:
  static v1::SearchSyllabusRequest Request(const std::string& query,
                                           const std::string& parent = kReal) {
    v1::SearchSyllabusRequest request;
    request.set_parent(parent);
    request.set_query(query);
    return request;
  }
  absl::StatusOr<v1::SearchSyllabusResponse> Search(
      const v1::SearchSyllabusRequest& request) {
    return Call(&Stub::SearchSyllabus, request);
  }
  static std::vector<std::string> Names(
      const v1::SearchSyllabusResponse& response) {
    std::vector<std::string> names;
    for (const auto& hit : response.hits()) {
      names.push_back(hit.name() + "#" + hit.number());
    }
    return names;
  }
};

TEST_F(SearchTest, FindsWordsInAnyForm) {
  const auto found = Search(Request("Splitting SAFELY", kInvented));

  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->hits_size(), 1);
  const v1::SearchHit& hit = found->hits(0);
  EXPECT_EQ(hit.kind(), v1::CRITERION);
  EXPECT_EQ(hit.name(), "qualifications/BEE3/syllabi/1/units/H3/criteria/2.1");
  EXPECT_EQ(hit.unit(), "H3");
  EXPECT_EQ(hit.number(), "2.1");
  EXPECT_EQ(hit.title(), "Split a colony");
  EXPECT_EQ(hit.status(), v1::COMPLETE);
  ASSERT_EQ(hit.snippet_size(), 3);
  EXPECT_EQ(hit.snippet(0).text(), "Split");
  EXPECT_TRUE(hit.snippet(0).match());
  EXPECT_EQ(hit.snippet(1).text(), " a colony ");
  EXPECT_FALSE(hit.snippet(1).match());
}

TEST_F(SearchTest, NamesWhatItFinds) {
  auto request = Request("smoke", kInvented);
  EXPECT_THAT(Names(*Search(request)),
              ElementsAre("qualifications/BEE3/syllabi/1/units/H1#2.1"));
  request.set_query("honey");
  EXPECT_THAT(Names(*Search(request)),
              ElementsAre("qualifications/BEE3/syllabi/1/units/H4#",
                          "qualifications/BEE3/syllabi/1/units/H4#1",
                          "qualifications/BEE3/syllabi/1/units/H4/criteria/"
                          "1.1#1.1"));
}

// R33
TEST_F(SearchTest, FindsDefinitions) {
  auto request = Request("guided learning hours");
  request.add_kinds(v1::DEFINITION);
  const auto found = Search(request);
  ASSERT_THAT(found, IsOk());
  ASSERT_GT(found->hits_size(), 0);
  EXPECT_EQ(found->hits(0).name(), kReal);
  EXPECT_THAT(found->hits(0).unit(), IsEmpty());
  EXPECT_EQ(found->hits(0).number(), found->hits(0).title());
}

TEST_F(SearchTest, SearchesTheCurrentVersion) {
  const auto current =
      Search(Request("honey", "qualifications/BEE3/syllabi/-"));
  ASSERT_THAT(current, IsOk());
  EXPECT_THAT(current->hits(0).name(),
              "qualifications/BEE3/syllabi/1/units/H4");
  ASSERT_THAT(Publish(InventedTwo()), IsOk());
  EXPECT_EQ(
      Search(Request("honey", "qualifications/BEE3/syllabi/-"))->hits(0).name(),
      "qualifications/BEE3/syllabi/2/units/H4");
  EXPECT_EQ(Search(Request("honey", kInvented))->hits_size(), 3);
}

TEST_F(SearchTest, GivesPages) {
  auto all = Request("management");
  all.set_page_size(100);
  const auto whole = Names(*Search(all));
  ASSERT_GT(whole.size(), 8u);

  auto request = Request("management");
  request.set_page_size(4);
  std::vector<std::string> paged;
  do {
    const auto page = Search(request);
    ASSERT_THAT(page, IsOk());
    for (const auto& name : Names(*page)) paged.push_back(name);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty() && paged.size() < whole.size());
  EXPECT_EQ(paged, whole);

  // A token is for one search.
  request = Request("management");
  request.set_page_size(4);
  request.set_page_token(Search(request)->next_page_token());
  request.set_query("strategy");
  EXPECT_THAT(Search(request), NamesFields({"page_token"}));
}

TEST_F(SearchTest, NamesEveryWrongField) {
  auto request = Request("", "qualifications/7D27V2");
  request.add_kinds(v1::RULE);
  request.add_kinds(static_cast<v1::ItemKind>(77));
  request.add_kinds(v1::UNIT);
  request.set_page_size(101);
  EXPECT_THAT(Search(request), NamesFields({"parent", "query", "kinds[0]",
                                            "kinds[1]", "page_size"}));
  request = Request("honey");
  request.set_page_size(-1);
  EXPECT_THAT(Search(request), NamesFields({"page_size"}));
  request = Request("honey");
  request.set_page_token("rubbish");
  EXPECT_THAT(Search(request), NamesFields({"page_token"}));
}

// No query is more than words.
TEST_F(SearchTest, HostileQueriesHaveAnAnswer) {
  for (const std::string& query :
       {std::string("\""), std::string("*"), std::string("😀"),
        std::string("-- ;'\"()"), std::string(10'240, 'a'),
        std::string("a\0b", 3), std::string("\n"), std::string("a\x01")}) {
    EXPECT_THAT(Search(Request(query)), NamesFields({"query"}));
  }
  for (const std::string& query :
       {std::string("NEAR(a b)"), std::string("AND OR NOT"),
        std::string("\"honey"), std::string("heading:x"), std::string("a*"),
        std::string("'; DROP TABLE syllabus; --"), std::string(200, 'a'),
        std::string("naïve 学习 ñ")}) {
    EXPECT_THAT(Search(Request(query)), IsOk());
  }
}

TEST_F(SearchTest, KnowsNoOtherSyllabus) {
  for (const char* parent :
       {"qualifications/NONE/syllabi/-", "qualifications/7D27V2/syllabi/9"}) {
    EXPECT_THAT(Search(Request("honey", parent)),
                FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
  }
}

TEST_F(SearchTest, SaysWhenTheDatabaseFails) {
  ASSERT_THAT(Search(Request("honey", kInvented)), IsOk());
  database_->FailNext(absl::UnavailableError("down"));
  EXPECT_EQ(Search(Request("honey", kInvented)).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace attest::catalogue
