#include "libs/rpc/audit_handlers.h"

#include "libs/rpc/testing/noted_journal.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using audit::v1::ListAuditEntriesRequest;
using audit::v1::VerifyAuditTrailRequest;
using ::testing::HasSubstr;
using Fields = std::vector<std::string>;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr char kDomain[] = "registration.attest";

class AuditHandlersTest : public ::testing::Test {
 protected:
  AuditHandlersTest() {
    for (int n = 1; n <= 5; ++n) {
      noted_.Happen("thing.made", "centres/northgate", n);
    }
    noted_.Happen("thing.made", "centres/southgate", 6);
  }
  auto List(const std::string& parent, int size = 0,
            const std::string& token = "") {
    ListAuditEntriesRequest request;
    request.set_parent(parent);
    request.set_page_size(size);
    request.set_page_token(token);
    return ListAuditEntries(noted_.journal(), tokens_, kDomain, request);
  }
  auto Verify(const std::string& parent) {
    VerifyAuditTrailRequest request;
    request.set_parent(parent);
    return VerifyAuditTrail(noted_.journal(), request);
  }

  testing::TempDir folder_;
  FakeClock clock_{absl::FromUnixSeconds(1'795'510'800)};
  NotedJournal noted_{folder_.File("journal.db"), clock_};
  PageTokens tokens_{"a secret of thirty-two characters"};
};

TEST_F(AuditHandlersTest, ListAChainOldestFirst) {
  const auto response = List("centres/northgate");

  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->entries_size(), 5);
  EXPECT_EQ(response->next_page_token(), "");
  std::string previous(64, '0');
  for (int i = 0; i < 5; ++i) {
    const auto& entry = response->entries(i);
    EXPECT_EQ(entry.sequence(), i + 1);
    EXPECT_EQ(entry.previous_hash(), previous);
    EXPECT_THAT(entry.entry(), HasSubstr("things/" + std::to_string(i + 1)));
    previous = entry.hash();
  }
}

TEST_F(AuditHandlersTest, ListWhatBelongsToNoCentre) {
  noted_.Happen("thing.made", "", 7);
  ListAuditEntriesRequest list;
  list.set_parent("organisation");
  VerifyAuditTrailRequest verify;
  verify.set_parent("organisation");

  const auto response = ListAuditEntries(noted_.journal(), tokens_, kDomain,
                                         list, Chains::kOrganisation);
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->entries_size(), 1);
  EXPECT_THAT(response->entries(0).entry(), HasSubstr("things/7"));
  EXPECT_TRUE(VerifyAuditTrail(noted_.journal(), verify, Chains::kOrganisation)
                  ->intact());

  list.set_parent("centres/northgate");
  EXPECT_THAT(ListAuditEntries(noted_.journal(), tokens_, kDomain, list,
                               Chains::kOrganisation),
              NamesFields(Fields{"parent"}));
}

TEST_F(AuditHandlersTest, ListAChainPageByPage) {
  std::vector<int64_t> sequences;
  std::string token;
  int pages = 0;
  do {
    const auto response = List("centres/northgate", 2, token);
    ASSERT_THAT(response, IsOk());
    for (const auto& entry : response->entries()) {
      sequences.push_back(entry.sequence());
    }
    token = response->next_page_token();
    ++pages;
  } while (!token.empty());

  EXPECT_THAT(sequences, ::testing::ElementsAre(1, 2, 3, 4, 5));
  EXPECT_EQ(pages, 3);
}

TEST_F(AuditHandlersTest, EndWithAFullPageWithoutAnotherToken) {
  const auto response = List("centres/northgate", 5);

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->entries_size(), 5);
  EXPECT_EQ(response->next_page_token(), "");
}

TEST_F(AuditHandlersTest, KnowNothingOfAChainWithoutEntries) {
  const auto response = List("registrations/none");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->entries_size(), 0);
}

TEST_F(AuditHandlersTest, RefuseATokenOfAnotherChain) {
  const std::string token = List("centres/northgate", 2)->next_page_token();

  const auto other = List("centres/southgate", 2, token);
  EXPECT_THAT(other, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(other, NamesFields(Fields{"page_token"}));
  EXPECT_THAT(List("centres/northgate", 2, "forged"),
              NamesFields(Fields{"page_token"}));
}

TEST_F(AuditHandlersTest, NameEveryWrongField) {
  for (const char* parent :
       {"", "organisation", "centres/", "centres/a/b", "registrations/a b"}) {
    EXPECT_THAT(List(parent, -1), NamesFields(Fields{"parent", "page_size"}));
    EXPECT_THAT(Verify(parent), NamesFields(Fields{"parent"}));
  }
}

// D74.
TEST_F(AuditHandlersTest, FindAWholeChainIntact) {
  const auto response = Verify("centres/northgate");

  ASSERT_THAT(response, IsOk());
  EXPECT_TRUE(response->intact());
  EXPECT_EQ(response->entries(), 5);
  EXPECT_EQ(response->head_hash(),
            List("centres/northgate")->entries(4).hash());
  EXPECT_EQ(response->first_broken_sequence(), 0);
}

// D74.
TEST_F(AuditHandlersTest, FindAChangedEntry) {
  const auto database = *db::OpenSqlite({.path = folder_.File("journal.db")});
  ASSERT_THAT(database->Write([](db::Transaction& sql) {
    return sql.Execute(
        "UPDATE audit_entry SET entry = entry || ' '"
        " WHERE chain = $1 AND sequence = $2",
        "centres/northgate", 3);
  }),
              IsOk());

  const auto response = Verify("centres/northgate");

  ASSERT_THAT(response, IsOk());
  EXPECT_FALSE(response->intact());
  EXPECT_EQ(response->first_broken_sequence(), 3);
  EXPECT_NE(response->finding(), "");
  EXPECT_TRUE(Verify("centres/southgate")->intact());
}

}  // namespace
}  // namespace attest::rpc
