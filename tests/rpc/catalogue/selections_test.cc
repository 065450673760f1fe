#include <string>
#include <utility>
#include <vector>

#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Texts = std::vector<std::string>;

struct Wish {
  Texts keep = {};
  Texts avoid = {};
  v1::Objective objective = v1::OBJECTIVE_UNSPECIFIED;
  int limit = 0;
  Texts wish = {};
};

class SelectionsTest : public CatalogueTest {
 protected:
  absl::StatusOr<v1::EvaluateSelectionResponse> Evaluate(
      const std::string& syllabus, const Texts& units) {
    v1::EvaluateSelectionRequest request;
    request.set_syllabus(syllabus);
    for (const auto& unit : units) request.add_units(unit);
    return Call(&Stub::EvaluateSelection, request);
  }
  absl::StatusOr<v1::ProposeSelectionsResponse> Propose(
      const std::string& syllabus, const Wish& wish) {
    v1::ProposeSelectionsRequest request;
    request.set_syllabus(syllabus);
    for (const auto& unit : wish.keep) request.add_keep(unit);
    for (const auto& unit : wish.avoid) request.add_avoid(unit);
    request.set_objective(wish.objective);
    request.set_limit(wish.limit);
    for (const auto& unit : wish.wish) request.add_wish(unit);
    return Call(&Stub::ProposeSelections, request);
  }
};

// R41 to R46, R50
TEST_F(SelectionsTest, EvaluateNamesEveryRuleWithItsNumbers) {
  const auto answer = Evaluate(kReal, {"57", "58", "67", "56"});

  ASSERT_THAT(answer, IsOk());
  EXPECT_FALSE(answer->valid());
  EXPECT_FALSE(answer->minimal());
  ASSERT_EQ(answer->rules_size(), 4);
  EXPECT_EQ(answer->rules(0).rule_id(), "MANDATORY_UNITS");
  EXPECT_TRUE(answer->rules(0).satisfied());
  EXPECT_EQ(answer->rules(0).measure(), "units");
  EXPECT_THAT(answer->rules(0).candidates(), IsEmpty());
  const v1::RuleResult& level_7 = answer->rules(2);
  EXPECT_EQ(level_7.rule_id(), "LEVEL_7_CREDITS");
  EXPECT_EQ(level_7.title(), "At least 35 credits from units at level 7");
  EXPECT_FALSE(level_7.satisfied());
  EXPECT_EQ(level_7.have(), 22);
  EXPECT_EQ(level_7.need(), 35);
  EXPECT_EQ(level_7.missing(), 13);
  EXPECT_EQ(level_7.measure(), "credits");
  EXPECT_THAT(level_7.candidates(),
              ElementsAre("59", "60", "61", "63", "64", "65", "66"));
}

// R43, R44, E3
TEST_F(SelectionsTest, EvaluateAddsUpAndKeepsQualificationTimeApart) {
  const auto answer =
      Evaluate(kReal, {"57", "58", "67", "54", "61", "63", "64", "65"});

  ASSERT_THAT(answer, IsOk());
  EXPECT_TRUE(answer->valid());
  EXPECT_TRUE(answer->minimal());
  EXPECT_EQ(answer->totals().credits(), 45);
  EXPECT_EQ(answer->totals().credits_at_level(), 38);
  EXPECT_EQ(answer->totals().guided_learning_hours(), 223);
  EXPECT_EQ(answer->totals().total_unit_time_hours(), 450);
  EXPECT_EQ(answer->totals().total_qualification_time_hours(), 450);
  EXPECT_EQ(answer->totals().units(), 8);
}

// R51
TEST_F(SelectionsTest, EvaluateAcceptsMoreThanTheMinimum) {
  const auto answer =
      Evaluate(kReal, {"46", "47", "49", "51", "52", "53", "54", "56", "57",
                       "58", "59", "60", "61", "63", "64", "65", "66", "67"});

  EXPECT_TRUE(answer->valid());
  EXPECT_FALSE(answer->minimal());
  EXPECT_EQ(answer->totals().credits(), 96);
  EXPECT_EQ(answer->totals().total_unit_time_hours(), 960);
  EXPECT_EQ(answer->totals().total_qualification_time_hours(), 450);
}

TEST_F(SelectionsTest, EvaluateTakesNothingForASelection) {
  const auto answer = Evaluate("qualifications/7D27V2/syllabi/-", {});

  ASSERT_THAT(answer, IsOk());
  EXPECT_FALSE(answer->valid());
  EXPECT_EQ(answer->totals().credits(), 0);
  EXPECT_EQ(answer->rules(0).missing(), 3);
}

// R52
TEST_F(SelectionsTest, EvaluateRefusesUnknownAndRepeatedUnits) {
  const auto answer = Evaluate(kReal, {"57", "57", "48", "M&L 58", ""});

  EXPECT_THAT(answer,
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(answer, NamesFields(Texts{"units[1]", "units[2]", "units[3]",
                                        "units[4]"}));
}

TEST_F(SelectionsTest, EvaluateRefusesEveryWrongField) {
  EXPECT_THAT(Evaluate("x", Texts(501, "57")),
              NamesFields(Texts{"syllabus", "units"}));
  EXPECT_THAT(Evaluate("qualifications/none/syllabi/8", {"57"}),
              FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
}

// A qualification of another shape: two of five, two barred, a maximum.
TEST_F(SelectionsTest, EvaluateKnowsBarredUnitsAndMaximums) {
  EXPECT_TRUE(Evaluate(kInvented, {"H1", "H2"})->valid());

  const auto barred = Evaluate(kInvented, {"H2", "H3"});
  EXPECT_FALSE(barred->valid());
  EXPECT_TRUE(barred->rules(0).satisfied());
  EXPECT_FALSE(barred->rules(1).satisfied());
  EXPECT_EQ(barred->rules(1).have(), 2);
  EXPECT_EQ(barred->rules(1).need(), 1);
  EXPECT_EQ(barred->rules(1).missing(), -1);
  EXPECT_TRUE(barred->rules(2).satisfied());

  const auto too_many = Evaluate(kInvented, {"H1", "H2", "H4"});
  EXPECT_FALSE(too_many->valid());
  EXPECT_EQ(too_many->rules(0).missing(), -1);
  EXPECT_EQ(too_many->rules(2).missing(), -1);
}

TEST_F(SelectionsTest, ProposeGivesTheBestTen) {
  const auto answer = Propose(kReal, {});

  ASSERT_THAT(answer, IsOk());
  ASSERT_EQ(answer->proposals_size(), 10);
  EXPECT_THAT(answer->prevented_by(), IsEmpty());
  const v1::Proposal& best = answer->proposals(0);
  EXPECT_THAT(best.units(),
              ElementsAre("54", "57", "58", "61", "63", "64", "65", "67"));
  EXPECT_EQ(best.units_size(), best.added_size());
  EXPECT_EQ(best.totals().guided_learning_hours(), 223);  // R43
  for (const auto& proposal : answer->proposals()) {
    EXPECT_EQ(proposal.totals().credits(), 45);  // R41
    EXPECT_TRUE(
        Evaluate(kReal, {proposal.units().begin(), proposal.units().end()})
            ->valid());
  }
}

TEST_F(SelectionsTest, ProposeGivesTheSameAnswerAgain) {
  const Wish wish{{"46"}, {"64"}, v1::MOST_CREDITS_AT_LEVEL, 100};

  EXPECT_EQ(Propose(kReal, wish)->SerializeAsString(),
            Propose(kReal, wish)->SerializeAsString());
}

// R46: what reaches 45 credits but misses level 7 is repaired.
TEST_F(SelectionsTest, ProposeKeepsAndAvoids) {
  const Wish wish{{"57", "58", "67", "46", "47"}, {"56"}, v1::FEWEST_UNITS, 3};
  const auto answer = Propose(kReal, wish);

  ASSERT_THAT(answer, IsOk());
  ASSERT_EQ(answer->proposals_size(), 3);
  for (const auto& proposal : answer->proposals()) {
    const Texts units(proposal.units().begin(), proposal.units().end());
    for (const auto& kept : wish.keep) {
      EXPECT_THAT(units, ::testing::Contains(kept));
      EXPECT_THAT(proposal.added(), ::testing::Not(::testing::Contains(kept)));
    }
    EXPECT_THAT(units, ::testing::Not(::testing::Contains("56")));
    EXPECT_EQ(proposal.added_size() + static_cast<int>(wish.keep.size()),
              proposal.units_size());
    EXPECT_GE(proposal.totals().credits_at_level(), 35);
  }
}

TEST_F(SelectionsTest, ProposeFindsEveryOneOfAnotherShape) {
  const auto answer = Propose(kInvented, {.limit = 100});

  ASSERT_THAT(answer, IsOk());
  std::vector<Texts> all;
  for (const auto& proposal : answer->proposals()) {
    all.emplace_back(proposal.units().begin(), proposal.units().end());
  }
  EXPECT_THAT(all,
              ElementsAre(ElementsAre("H2", "H4"), ElementsAre("H3", "H4"),
                          ElementsAre("H1", "H2"), ElementsAre("H1", "H3"),
                          ElementsAre("H4", "H5"), ElementsAre("H1", "H5")));
}

TEST_F(SelectionsTest, ProposeSaysWhichRulesTheWishesPrevent) {
  const auto avoided = Propose(kReal, {{}, {"57"}});
  EXPECT_THAT(avoided->proposals(), IsEmpty());
  ASSERT_EQ(avoided->prevented_by_size(), 1);
  EXPECT_EQ(avoided->prevented_by(0).rule_id(), "MANDATORY_UNITS");
  EXPECT_THAT(avoided->prevented_by(0).candidates(), ElementsAre("57"));

  const auto kept = Propose(kInvented, {{"H2", "H3"}});
  ASSERT_EQ(kept->prevented_by_size(), 1);
  EXPECT_EQ(kept->prevented_by(0).rule_id(), "REQUEEN_OR_SPLIT");
}

TEST_F(SelectionsTest, ProposeStaysCloseToAWish) {
  const Texts valid = {"54", "57", "58", "61", "63", "64", "65", "67"};
  const auto same = Propose(
      kReal, {.objective = v1::CLOSEST_TO_WISH, .limit = 1, .wish = valid});
  ASSERT_THAT(same, IsOk());
  EXPECT_THAT(same->proposals(0).units(), ::testing::ElementsAreArray(valid));

  // R46: one unit more, of level 7, puts this one right.
  const auto mended =
      Propose(kReal, {.objective = v1::CLOSEST_TO_WISH,
                      .limit = 1,
                      .wish = {"57", "58", "67", "56", "63", "64", "65"}});
  ASSERT_THAT(mended, IsOk());
  EXPECT_EQ(mended->proposals(0).units_size(), 8);
  EXPECT_GE(mended->proposals(0).totals().credits(), 45);

  // Two barred units: one of them goes, and something else comes.
  EXPECT_THAT(Propose(kInvented, {.objective = v1::CLOSEST_TO_WISH,
                                  .limit = 1,
                                  .wish = {"H2", "H3"}})
                  ->proposals(0)
                  .units(),
              ElementsAre("H2", "H4"));
}

std::vector<std::pair<std::string, bool>> PreventingWishes(
    const v1::ProposeSelectionsResponse& answer) {
  std::vector<std::pair<std::string, bool>> wishes;
  for (const auto& wish : answer.preventing_wishes()) {
    wishes.emplace_back(wish.unit(), wish.keep());
  }
  return wishes;
}

TEST_F(SelectionsTest, ProposeSaysWhichWishesPreventEverything) {
  const auto barred = Propose(kInvented, {{"H2", "H3"}, {"H1"}});
  EXPECT_THAT(PreventingWishes(*barred),
              ElementsAre(std::pair("H2", true), std::pair("H3", true)));

  const auto maximum = Propose(kInvented, {{"H2", "H5"}, {"H4"}});
  EXPECT_THAT(PreventingWishes(*maximum),  // 9 credits, 8 at most
              ElementsAre(std::pair("H2", true), std::pair("H5", true)));

  const auto mandatory = Propose(kReal, {{"46"}, {"47", "57", "65"}});
  EXPECT_THAT(PreventingWishes(*mandatory),
              ElementsAre(std::pair("57", false)));

  EXPECT_THAT(Propose(kReal, {})->preventing_wishes(), IsEmpty());
}

TEST_F(SelectionsTest, ProposeWantsAWishWithItsObjectiveOnly) {
  EXPECT_THAT(Propose(kReal, {.objective = v1::CLOSEST_TO_WISH}),
              NamesFields(Texts{"wish"}));
  EXPECT_THAT(Propose(kReal, {.wish = {"46"}}), NamesFields(Texts{"wish"}));
  EXPECT_THAT(Propose(kReal, {.objective = v1::CLOSEST_TO_WISH,
                              .wish = {"46", "48", "46"}}),
              NamesFields(Texts{"wish[1]", "wish[2]"}));
  EXPECT_THAT(Propose(kReal, {.objective = v1::CLOSEST_TO_WISH,
                              .wish = Texts(501, "46")}),
              NamesFields(Texts{"wish"}));
}

TEST_F(SelectionsTest, ProposeRefusesEveryWrongField) {
  EXPECT_THAT(
      Propose("x", {Texts(501, "1"), Texts(501, "1"),
                    static_cast<v1::Objective>(77), 101}),
      NamesFields(Texts{"syllabus", "keep", "avoid", "objective", "limit"}));
  EXPECT_THAT(Propose(kReal, {.limit = -1}), NamesFields(Texts{"limit"}));
  EXPECT_THAT(Propose("qualifications/none/syllabi/8", {}),
              FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
}

// R52
TEST_F(SelectionsTest, ProposeRefusesUnknownRepeatedAndContraryWishes) {
  EXPECT_THAT(Propose(kReal, {{"46", "48", "46"}, {"47", "46", "50"}}),
              NamesFields(Texts{"keep[1]", "keep[2]", "avoid[1]", "avoid[2]"}));
}

}  // namespace
}  // namespace attest::catalogue
