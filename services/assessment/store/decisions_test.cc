#include "services/assessment/store/decisions.h"

#include "services/assessment/store/evidence.h"
#include "services/assessment/testing/store_fixture.h"

namespace attest::assessment::store {
namespace {

using attest::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class DecisionStoreTest : public StoreTest {
 protected:
  DecisionStoreTest() {
    Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
    evidence.criteria = {{"57", "1.1"}};
    EXPECT_THAT(Write([&](auto& sql) -> absl::Status {
                  ATTEST_RETURN_IF_ERROR(InsertEvidence(sql, evidence));
                  return ReplaceMapping(sql, evidence);
                }),
                IsOk());
  }
  void Insert(const Decision& decision) {
    ASSERT_THAT(Write([&](auto& sql) { return InsertDecision(sql, decision); }),
                IsOk());
  }
  std::vector<std::string> List(const DecisionFilter& filter,
                                const DecisionKey& after = {}, int limit = 10) {
    std::vector<std::string> ids;
    for (const auto& one : Read([&](auto& sql) {
           return ListDecisions(sql, filter, after, limit);
         })) {
      ids.push_back(one.id);
    }
    return ids;
  }
  Decision Find(const std::string& id) {
    return *Read([&](auto& sql) { return FindDecision(sql, "r1", id); });
  }
};

TEST_F(DecisionStoreTest, GivesBackWhatWasPutIn) {
  Decision decision = SampleDecision("57", "1.1");
  decision.judgements = {true, false, true, false, true};
  decision.outcome = Outcome::kNotYetMet;
  decision.usual_conditions = false;
  decision.conditions_reason = "Rebuilding.";
  decision.ordinal = 3;
  decision.trainee = true;
  Insert(decision);

  const Decision found = Find("d1");

  EXPECT_EQ(found.about, decision.about);
  EXPECT_EQ(found.outcome, Outcome::kNotYetMet);
  EXPECT_TRUE(found.judgements.accurate);
  EXPECT_FALSE(found.judgements.current);
  EXPECT_TRUE(found.judgements.authentic);
  EXPECT_FALSE(found.judgements.relevant_in_depth);
  EXPECT_TRUE(found.judgements.relevant_in_breadth);
  EXPECT_FALSE(found.usual_conditions);
  EXPECT_EQ(found.conditions_reason, "Rebuilding.");
  EXPECT_EQ(found.assessor, "amir");
  EXPECT_EQ(found.decide_time, decision.decide_time);
  EXPECT_EQ(found.ordinal, 3);
  EXPECT_FALSE(found.final());
  EXPECT_EQ(found.syllabus_version, "8");
  EXPECT_THAT(found.evidence, ElementsAre("e1"));
  EXPECT_FALSE(Read([](auto& sql) {
                 return FindDecision(sql, "r1", "none");
               }).has_value());
}

// D42: the old one stays; one is current.
TEST_F(DecisionStoreTest, SupersedesWhatWasCurrent) {
  Insert(SampleDecision("57", "1.1", "d1"));
  Insert(SampleDecision("57", "2.1", "d2"));
  Insert(SampleDecision("57", "1.1", "d3"));

  EXPECT_EQ(Find("d1").superseded_by, "d3");
  EXPECT_EQ(Find("d2").superseded_by, "");
  const auto current = Read([](auto& sql) { return FindCurrent(sql, "r1"); });
  ASSERT_THAT(current, SizeIs(2));
  EXPECT_EQ(current.at({"57", "1.1"}).id, "d3");
}

// Whatever the code does, the index allows one current decision.
TEST_F(DecisionStoreTest, AllowsOneCurrentDecisionOnACriterion) {
  Insert(SampleDecision("57", "1.1", "d1"));
  Insert(SampleDecision("57", "1.1", "d2"));

  const absl::Status refused = Write([](auto& sql) {
    return sql.Execute(
        "UPDATE decision SET superseded_by = '' WHERE decision = 'd1'");
  });

  EXPECT_TRUE(db::IsUniqueViolation(refused)) << refused;
}

TEST_F(DecisionStoreTest, ListsByUnitAndCurrency) {
  Insert(SampleDecision("57", "1.1", "d1"));
  Insert(SampleDecision("67", "1.1", "d2"));
  Insert(SampleDecision("57", "1.1", "d3"));

  EXPECT_THAT(List({"r1", "", false}), ElementsAre("d1", "d2", "d3"));
  EXPECT_THAT(List({"r1", "57", false}), ElementsAre("d1", "d3"));
  EXPECT_THAT(List({"r1", "", true}), ElementsAre("d2", "d3"));
  EXPECT_THAT(List({"r1", "57", true}), ElementsAre("d3"));
  EXPECT_THAT(List({"r2", "", false}), SizeIs(0));
  const int64_t us =
      absl::ToUnixMicros(SampleDecision("57", "1.1").decide_time);
  EXPECT_THAT(List({"r1", "", false}, {us, 0, "d1"}, 1), ElementsAre("d2"));
}

TEST_F(DecisionStoreTest, KnowsWhatReliesOnEvidence) {
  Insert(SampleDecision("57", "1.1", "d1"));
  Insert(SampleDecision("57", "2.1", "d2"));
  Decision later = SampleDecision("57", "2.1", "d3");
  later.evidence.clear();
  Insert(later);

  EXPECT_THAT(
      Read([](auto& sql) { return CriteriaRelyingOn(sql, "r1", "e1"); }),
      ElementsAre(CriterionRef{"57", "1.1"}));
}

TEST_F(DecisionStoreTest, CountersignsOnce) {
  Decision decision = SampleDecision("57", "1.1");
  decision.trainee = true;
  Insert(decision);
  decision.countersigned_by = "sofia";
  const auto countersign = [&](auto& sql) {
    return InsertCountersignature(sql, decision, "Same.", clock_.Now());
  };

  EXPECT_THAT(Write(countersign), IsOk());
  EXPECT_TRUE(Find("d1").final());
  EXPECT_EQ(Find("d1").countersigned_by, "sofia");
  EXPECT_TRUE(db::IsUniqueViolation(Write(countersign)));
}

// D14: whoever had a hand in the unit, also in what was superseded.
TEST_F(DecisionStoreTest, KnowsThePeopleInAUnit) {
  Evidence testimony = SampleEvidence(EvidenceKind::kWitnessTestimony, "e2");
  testimony.created_by = "tess";
  testimony.witness =
      Witness{"Ruth", "Director", "Board", "x", "2026-11-21", "ruth"};
  testimony.criteria = {{"57", "1.1"}};
  Evidence elsewhere = SampleEvidence(EvidenceKind::kWorkProduct, "e3");
  elsewhere.created_by = "elsa";
  elsewhere.criteria = {{"67", "1.1"}};
  ASSERT_THAT(Write([&](auto& sql) -> absl::Status {
                for (const Evidence& one : {testimony, elsewhere}) {
                  ATTEST_RETURN_IF_ERROR(InsertEvidence(sql, one));
                  ATTEST_RETURN_IF_ERROR(ReplaceMapping(sql, one));
                }
                return PutFile(sql, testimony,
                               {"aa", 1, "text/plain", "a.txt", "u", "lms"},
                               clock_.Now());
              }),
              IsOk());
  Decision first = SampleDecision("57", "1.1", "d1");
  first.trainee = true;
  first.assessor = "tom";
  Insert(first);
  first.countersigned_by = "sofia";
  ASSERT_THAT(Write([&](auto& sql) {
                return InsertCountersignature(sql, first, "Same.",
                                              clock_.Now());
              }),
              IsOk());
  Insert(SampleDecision("57", "1.1", "d2"));

  EXPECT_THAT(
      Read([](auto& sql) { return PeopleInUnit(sql, "r1", "57"); }),
      ElementsAre("amir", "ann", "lms", "ruth", "sofia", "tess", "tom"));
}

}  // namespace
}  // namespace attest::assessment::store
