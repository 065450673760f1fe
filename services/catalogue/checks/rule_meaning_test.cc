#include "services/catalogue/checks/rule_meaning.h"

#include <chrono>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/checks/testing/check_helpers.h"

namespace attest::catalogue::checks {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Replaced;

// The invented syllabus with another rule of combination. Its units H1 to H5
// have 3, 4, 4, 2 and 5 credits; H4 is of level 2, the others of level 3.
std::string WithRule(const std::string& rule) {
  std::string text = InventedText();
  const size_t start = text.find("rule_of_combination");
  const size_t end = text.find("standards {");
  text.replace(start, end - start,
               "rule_of_combination { rule_id: \"ROOT\" title: \"t\"\n" + rule +
                   "\n}\n");
  return Replaced(text, "credits_minimum: 6", "");
}

// A rule on a line of its own.
std::string Part(const std::string& id, const std::string& rule) {
  return "rules { rule_id: \"" + id + "\" title: \"t\" " + rule + " }\n";
}

// `CHECK rule` of what is found about rules.
std::vector<std::string> FoundIn(const std::string& rule) {
  std::vector<std::string> found;
  for (const v1::Finding& finding : CheckSource(WithRule(rule)).findings) {
    if (finding.place().rfind("rule", 0) != 0) continue;
    found.push_back(finding.check() + " " + finding.place());
  }
  return found;
}

TEST(CheckMeaningTest, FindsNothingInARuleThatMakesSense) {
  EXPECT_THAT(FoundIn("mandatory { units: \"H1\" }"), IsEmpty());
  EXPECT_THAT(FoundIn("all_of {" + Part("A", "mandatory { units: \"H1\" }") +
                      Part("B", "credits { minimum: 7 }") + "}"),
              IsEmpty());
}

TEST(CheckMeaningTest, NamesEveryPartThatIsOutOfReach) {
  EXPECT_THAT(
      FoundIn("all_of {" + Part("A", "units { minimum: 6 }") +
              Part("B", "mandatory { units: \"H1\" }") +
              Part("C", "credits { minimum: 17 level_at_least: 3 }") + "}"),
      ElementsAre("SUM_OUT_OF_REACH rule A", "SUM_OUT_OF_REACH rule C"));
}

// An alternative that nobody can take does no harm, and no good.
TEST(CheckMeaningTest, CallsAnAlternativeThatIsOutOfReachRedundant) {
  EXPECT_THAT(FoundIn("any_of {" + Part("A", "units { minimum: 6 }") +
                      Part("B", "mandatory { units: \"H1\" }") + "}"),
              ElementsAre("RULE_REDUNDANT rule A"));
}

TEST(CheckMeaningTest, NamesOnlyThePartsThatExcludeEachOther) {
  EXPECT_THAT(
      FoundIn("all_of {" + Part("A", "mandatory { units: [\"H2\", \"H3\"] }") +
              Part("B", "credits { minimum: 3 }") +
              Part("C", "barred { units: [\"H2\", \"H3\"] }") + "}"),
      ElementsAre("RULE_UNSATISFIABLE rule A", "RULE_UNSATISFIABLE rule C"));
}

TEST(CheckMeaningTest, NamesAllAlternativesWhenNoneFitsTheRest) {
  EXPECT_THAT(
      FoundIn(
          "all_of {" + Part("ONE", "units { minimum: 1 maximum: 1 }") +
          Part("ANY", "any_of {" +
                          Part("A", "mandatory { units: [\"H1\", \"H2\"] }") +
                          Part("B", "credits { minimum: 6 }") + "}") +
          "}"),
      ElementsAre("RULE_UNSATISFIABLE rule ONE", "RULE_UNSATISFIABLE rule A",
                  "RULE_UNSATISFIABLE rule B"));
}

// Each follows from the other: one of them can go, not both.
TEST(CheckMeaningTest, CallsTheLaterOfTwoEqualRulesRedundant) {
  EXPECT_THAT(FoundIn("all_of {" + Part("A", "units { minimum: 2 }") +
                      Part("B", "units { minimum: 2 }") + "}"),
              ElementsAre("RULE_REDUNDANT rule B"));
}

TEST(CheckMeaningTest, SeesThatMandatoryUnitsMakeUpTheCredits) {
  EXPECT_THAT(
      FoundIn("all_of {" + Part("A", "mandatory { units: [\"H1\", \"H5\"] }") +
              Part("B", "credits { minimum: 8 }") +
              Part("C", "equivalent { units: [\"H2\", \"H3\"] }") + "}"),
      ElementsAre("RULE_REDUNDANT rule B"));
}

TEST(CheckMeaningTest, IsNotStoppedByFaultsElsewhere) {
  const CheckedSyllabus checked = CheckSource(
      Replaced(WithRule("units { minimum: 6 }"), "code: \"BEE3\"", ""));

  EXPECT_THAT(Keys(checked, v1::ERROR),
              ElementsAre("BAD_ID", "SUM_OUT_OF_REACH"));
}

// 500 units under 100 rules over groups of their own and the hardest kind of
// bound: whether it can be met is not known, and does not keep anybody waiting.
std::string Enormous() {
  std::string text = InventedText();
  text.erase(text.find("\nunits {"),
             text.find("revisions {") - text.find("\nunits {"));
  text.erase(text.find("standards {"));
  text.erase(text.find("groups {"));
  std::string rules;
  for (int group = 0; group < 98; ++group) {
    const std::string key = "G" + std::to_string(group);
    text += "groups { group: \"" + key + "\"";
    for (int unit = group; unit < 500; unit += 98) {
      text += " units: \"U" + std::to_string(unit) + "\"";
    }
    text += " }\n";
    rules +=
        Part(key, "credits { minimum: 8 maximum: 900 group: \"" + key + "\" }");
  }
  rules += Part("EVEN", "credits { minimum: 9999 maximum: 9999 }");
  for (int unit = 0; unit < 500; ++unit) {
    const int credits = 1 + unit * 7919 % 97;
    text += "units { number: \"U" + std::to_string(unit) +
            "\" title { reading: \"t\" status: COMPLETE } level: 3 credits: " +
            std::to_string(credits) +
            " total_unit_time_hours: " + std::to_string(credits * 10) +
            " outcomes { number: 1 kind: KNOWLEDGE criteria { number: \"1.1\" "
            "text { reading: \"t\" status: COMPLETE } } } }\n";
  }
  return text +
         "rule_of_combination { rule_id: \"ROOT\" title: \"t\" all_of {" +
         rules + "} }\n";
}

TEST(CheckMeaningTest, SaysWhatItCannotSearch) {
  const std::string text = Enormous();
  const auto start = std::chrono::steady_clock::now();

  const CheckedSyllabus checked = CheckSource(text);

  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(15));
  EXPECT_THAT(Keys(checked, v1::ERROR), IsEmpty());
  EXPECT_TRUE(checked.publishable());
  EXPECT_THAT(Headlines(checked),
              ::testing::Contains("RULE_NOT_PROVEN " +
                                  PositionOf(text, "rule_of_combination") +
                                  " rule ROOT"));
}

}  // namespace
}  // namespace attest::catalogue::checks
