#include "services/assessment/store/evidence.h"

#include "services/assessment/testing/store_fixture.h"

namespace attest::assessment::store {
namespace {

using attest::testing::IsOk;
using ::testing::ElementsAre;

class EvidenceStoreTest : public StoreTest {
 protected:
  void Insert(const Evidence& evidence) {
    ASSERT_THAT(Write([&](auto& sql) { return InsertEvidence(sql, evidence); }),
                IsOk());
  }
  std::optional<Evidence> Find(const std::string& id) {
    return Read([&](auto& sql) { return FindEvidence(sql, "r1", id); });
  }
  std::vector<std::string> List(const EvidenceKey& after, int limit) {
    std::vector<std::string> ids;
    Read([&](auto& sql) -> absl::StatusOr<int> {
      ATTEST_RETURN_IF_ERROR(
          ListEvidence(sql, "r1", after, limit, [&](const Evidence& one) {
            ids.push_back(one.id);
            return true;
          }));
      return 0;
    });
    return ids;
  }
};

TEST_F(EvidenceStoreTest, GivesBackWhatWasPutIn) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWitnessTestimony);
  evidence.description = "What the board saw.";
  evidence.conditions = "As ever.";
  evidence.held_at = "Safe";
  evidence.occurrence = Occurrence::kArranged;
  evidence.witness = Witness{
      "Ruth",       "Director", "Works with the learner", "ruth@example.org",
      "2026-11-21", "ruth"};
  evidence.discussion = {{{"57", "1.1"}, "Why?", "Because.\nSo.", "00:01:00"},
                         {{"57", "1.2"}, "How?", "Thus.", "00:02:00"}};
  Insert(evidence);

  const auto found = Find("e1");

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->kind, EvidenceKind::kWitnessTestimony);
  EXPECT_EQ(found->occurrence, Occurrence::kArranged);
  EXPECT_EQ(found->description, "What the board saw.");
  EXPECT_EQ(found->conditions, "As ever.");
  EXPECT_EQ(found->held_at, "Safe");
  EXPECT_EQ(found->workplace, "Harbour Street");
  EXPECT_EQ(found->create_time, evidence.create_time);
  EXPECT_EQ(found->witness->contact, "ruth@example.org");
  EXPECT_EQ(found->witness->person, "ruth");
  ASSERT_EQ(found->discussion.size(), 2u);
  EXPECT_EQ(found->discussion[0].note, "Because.\nSo.");
  EXPECT_EQ(found->discussion[1].about, (CriterionRef{"57", "1.2"}));
  EXPECT_FALSE(found->declaration.has_value());
  EXPECT_FALSE(Find("e2").has_value());
}

TEST_F(EvidenceStoreTest, KeepsStateDeclarationAndMapping) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  Insert(evidence);
  evidence.state = EvidenceState::kSubmitted;
  evidence.declaration = Declaration{true, "none"};
  evidence.return_reason = "More.";
  evidence.revision = 4;
  evidence.criteria = {{"67", "1.3"}, {"57", "1.1"}};
  ASSERT_THAT(Write([&](auto& sql) -> absl::Status {
                ATTEST_RETURN_IF_ERROR(ReplaceMapping(sql, evidence));
                return UpdateEvidence(sql, evidence);
              }),
              IsOk());

  const auto found = Find("e1");

  EXPECT_EQ(found->state, EvidenceState::kSubmitted);
  EXPECT_TRUE(found->declaration->own_work);
  EXPECT_EQ(found->declaration->ai_use, "none");
  EXPECT_EQ(found->return_reason, "More.");
  EXPECT_EQ(found->revision, 4);
  EXPECT_EQ(found->criteria, evidence.criteria);
}

TEST_F(EvidenceStoreTest, KeepsTheSameBytesOfAPieceOnce) {
  const Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  Insert(evidence);
  const EvidenceFile first{"aa", 5, "application/pdf", "a.pdf", "u1", "ann"};
  const EvidenceFile again{"aa", 5, "application/pdf", "b.pdf", "u2", "ann"};
  for (const EvidenceFile& file : {first, again}) {
    ASSERT_THAT(Write([&](auto& sql) {
                  return PutFile(sql, evidence, file, clock_.Now());
                }),
                IsOk());
  }

  ASSERT_EQ(Find("e1")->files.size(), 1u);
  EXPECT_EQ(Find("e1")->files[0].file_name, "b.pdf");
  EXPECT_EQ(Read([](auto& sql) { return FindUploaded(sql, "r1", "e1", "u2"); }),
            std::optional<int64_t>(5));
  EXPECT_EQ(Read([](auto& sql) { return FindUploaded(sql, "r1", "e1", "u1"); }),
            std::nullopt);
}

TEST_F(EvidenceStoreTest, ListsOldestFirstBehindAKey) {
  for (const char* id : {"c", "a", "b"}) {
    Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct, id);
    if (std::string_view(id) == "c") evidence.create_time -= absl::Seconds(1);
    Insert(evidence);
  }
  Evidence other = SampleEvidence(EvidenceKind::kWorkProduct, "x");
  other.registration = "r2";
  Insert(other);

  EXPECT_THAT(List({}, 10), ElementsAre("c", "a", "b"));
  EXPECT_THAT(List({}, 2), ElementsAre("c", "a"));
  const int64_t us = absl::ToUnixMicros(
      SampleEvidence(EvidenceKind::kWorkProduct).create_time);
  EXPECT_THAT(List({us, "a"}, 10), ElementsAre("b"));
  // Whoever takes them may have enough.
  Read([](auto& sql) -> absl::StatusOr<int> {
    int taken = 0;
    ATTEST_RETURN_IF_ERROR(ListEvidence(
        sql, "r1", {}, 10, [&](const Evidence&) { return ++taken < 2; }));
    EXPECT_EQ(taken, 2);
    return taken;
  });
}

TEST_F(EvidenceStoreTest, KnowsWhichCriteriaHaveEvidence) {
  int number = 0;
  for (const auto state :
       {EvidenceState::kDraft, EvidenceState::kSubmitted,
        EvidenceState::kReturned, EvidenceState::kWithdrawn}) {
    Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct,
                                       "e" + std::to_string(++number));
    evidence.state = state;
    evidence.criteria = {{"57", "1." + std::to_string(number)}};
    if (state == EvidenceState::kSubmitted) {
      evidence.criteria.push_back({"57", "1.1"});
    }
    Insert(evidence);
    ASSERT_THAT(Write([&](auto& sql) { return ReplaceMapping(sql, evidence); }),
                IsOk());
  }

  EXPECT_THAT(Read([](auto& sql) { return MappedCriteria(sql, "r1"); }),
              ElementsAre(std::pair(CriterionRef{"57", "1.1"}, true),
                          std::pair(CriterionRef{"57", "1.2"}, true),
                          std::pair(CriterionRef{"57", "1.3"}, false)));
}

}  // namespace
}  // namespace attest::assessment::store
