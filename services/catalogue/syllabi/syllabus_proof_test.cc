// The committed syllabus 7D27V2, version 8, against its source and against the
// numbers that are known of it. That each proof can fail is shown in
// coverage_test.cc, readings_test.cc and structure_test.cc.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/catalogue/syllabi/citations.h"
#include "services/catalogue/syllabi/coverage.h"
#include "services/catalogue/syllabi/messages.h"
#include "services/catalogue/syllabi/readings.h"
#include "services/catalogue/syllabi/structure.h"
#include "services/catalogue/syllabi/testing/proof_fixture.h"

namespace attest::catalogue::syllabi {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::StartsWith;

class SyllabusProof : public ProofTest {
 protected:
  // Every criterion by `unit number`, e.g. `57 4.1`.
  std::map<std::string, const v1::Criterion*> Criteria() {
    std::map<std::string, const v1::Criterion*> criteria;
    for (const v1::Unit& unit : syllabus_.units()) {
      for (const auto& outcome : unit.outcomes()) {
        for (const auto& criterion : outcome.criteria()) {
          criteria[unit.number() + " " + criterion.number()] = &criterion;
        }
      }
    }
    return criteria;
  }

  std::map<v1::TextStatus, int> CriteriaByStatus() {
    std::map<v1::TextStatus, int> counts;
    for (const auto& [key, criterion] : Criteria()) {
      ++counts[criterion->text().status()];
    }
    return counts;
  }

  std::map<v1::OutcomeKind, int> OutcomesByKind() {
    std::map<v1::OutcomeKind, int> counts;
    for (const v1::Unit& unit : syllabus_.units()) {
      for (const auto& outcome : unit.outcomes()) ++counts[outcome.kind()];
    }
    return counts;
  }
};

// R110, E24
TEST_F(SyllabusProof, SourceIsTheOneThatWasRead) {
  EXPECT_EQ(source_.lines.size(), 922u);
  EXPECT_EQ(syllabus_.source_lines(), 922);
  EXPECT_EQ(source_.sha256, syllabus_.source_sha256());
  EXPECT_THAT(source_.lines.back(), StartsWith("First publication"));
}

// R110
TEST_F(SyllabusProof, EveryCitationIsOnItsLine) {
  EXPECT_THAT(ProveCitations(syllabus_, source_), IsEmpty());
  EXPECT_GT(CitationsOf(syllabus_).size(), 900u);
}

// R110: of the whole document, not of the unit pages alone.
TEST_F(SyllabusProof, EveryCharacterIsAccountedFor) {
  EXPECT_THAT(ProveCoverage(syllabus_, source_), IsEmpty());
  EXPECT_THAT(ProveLayout(syllabus_, source_), IsEmpty());
}

// R107
TEST_F(SyllabusProof, ReadingsFollowFromWhatIsPrinted) {
  EXPECT_THAT(ProveReadings(syllabus_), IsEmpty());
  EXPECT_THAT(ProveForms(syllabus_, source_), IsEmpty());
}

// R39, R47, R48, R54 to R56, R98 to R105, R109, R111
TEST_F(SyllabusProof, AgreesWithItself) {
  EXPECT_THAT(ProveNumbering(syllabus_), IsEmpty());
  EXPECT_THAT(ProveUnitFacts(syllabus_), IsEmpty());
  EXPECT_THAT(ProveKinds(syllabus_), IsEmpty());
  EXPECT_THAT(ProveGuidance(syllabus_), IsEmpty());
  EXPECT_THAT(ProveTables(syllabus_), IsEmpty());
  EXPECT_THAT(ProveErrata(syllabus_), IsEmpty());
}

// R3
TEST_F(SyllabusProof, HasTheEighteenUnits) {
  std::vector<std::string> numbers;
  for (const v1::Unit& unit : syllabus_.units()) {
    numbers.push_back(unit.number());
  }
  EXPECT_THAT(numbers, ElementsAreArray({"46", "47", "49", "51", "52", "53",
                                         "54", "56", "57", "58", "59", "60",
                                         "61", "63", "64", "65", "66", "67"}));
}

// R98, R49, E7: level, reference, credits, TUT, GLH.
TEST_F(SyllabusProof, HasTheFactsOfEachUnit) {
  const std::map<std::string, std::string> kFacts = {
      {"46", "5 J/506/2048 5 50 29"}, {"47", "5 R/506/2053 5 50 26"},
      {"49", "5 D/506/2055 5 50 23"}, {"51", "5 T/506/2059 5 50 28"},
      {"52", "5 F/506/2064 6 60 29"}, {"53", "5 Y/506/2068 5 50 23"},
      {"54", "5 L/506/2293 7 70 28"}, {"56", "7 Y/506/2071 6 60 41"},
      {"57", "7 K/506/2074 5 50 31"}, {"58", "7 A/506/2077 5 50 29"},
      {"59", "7 F/506/2078 4 40 26"}, {"60", "7 J/506/2079 5 50 35"},
      {"61", "7 A/506/2080 5 50 23"}, {"63", "7 J/506/2082 6 60 20"},
      {"64", "7 D/506/2959 7 70 33"}, {"65", "7 J/506/2101 4 40 20"},
      {"66", "7 F/506/2114 5 50 28"}, {"67", "7 R/506/2117 6 60 39"}};
  for (const v1::Unit& unit : syllabus_.units()) {
    EXPECT_EQ(std::to_string(unit.level()) + " " + unit.ofqual_reference() +
                  " " + std::to_string(unit.credits()) + " " +
                  std::to_string(unit.total_unit_time_hours()) + " " +
                  std::to_string(unit.guided_learning_hours()),
              kFacts.at(unit.number()));
  }
}

// R99: outcomes and criteria of each unit.
TEST_F(SyllabusProof, HasEveryOutcomeAndCriterion) {
  const std::map<std::string, std::pair<int, int>> kCounts = {
      {"46", {3, 15}}, {"47", {3, 16}}, {"49", {3, 14}}, {"51", {3, 15}},
      {"52", {4, 18}}, {"53", {3, 12}}, {"54", {4, 16}}, {"56", {4, 22}},
      {"57", {4, 17}}, {"58", {3, 16}}, {"59", {3, 15}}, {"60", {2, 13}},
      {"61", {3, 16}}, {"63", {3, 11}}, {"64", {4, 16}}, {"65", {3, 12}},
      {"66", {3, 14}}, {"67", {3, 15}}};
  int outcomes = 0;
  for (const v1::Unit& unit : syllabus_.units()) {
    int criteria = 0;
    for (const auto& outcome : unit.outcomes()) {
      criteria += outcome.criteria_size();
    }
    outcomes += unit.outcomes_size();
    EXPECT_EQ(std::make_pair(unit.outcomes_size(), criteria),
              kCounts.at(unit.number()))
        << unit.printed_number();
  }
  EXPECT_EQ(outcomes, 58);
  EXPECT_EQ(Criteria().size(), 273u);
}

// R107, E50 to E60
TEST_F(SyllabusProof, CountsCriteriaByStatus) {
  auto counts = CriteriaByStatus();
  EXPECT_EQ(counts[v1::COMPLETE], 209);
  EXPECT_EQ(counts[v1::REPAIRED] + counts[v1::INCOMPLETE_IN_SOURCE], 62);
  EXPECT_EQ(counts[v1::INCOMPLETE_IN_SOURCE], 10);
  EXPECT_EQ(counts[v1::MISSING_IN_SOURCE], 2);
}

// R107, R108: exactly these twelve, each citing its erratum.
TEST_F(SyllabusProof, TheDamagedCriteriaAreMarked) {
  const std::map<std::string, std::string> kDamaged = {
      {"46 1.3", "E51"}, {"47 1.1", "E52"}, {"49 1.4", "E53"},
      {"52 1.2", "E54"}, {"53 1.4", "E55"}, {"57 1.5", "E56"},
      {"59 1.3", "E57"}, {"60 1.1", "E58"}, {"63 2.1", "E59"},
      {"67 1.1", "E60"}, {"67 1.2", "E50"}, {"67 1.3", "E50"}};
  std::set<std::string> damaged;
  for (const auto& [key, criterion] : Criteria()) {
    const v1::Passage& text = criterion->text();
    if (text.status() == v1::COMPLETE || text.status() == v1::REPAIRED) {
      continue;
    }
    damaged.insert(key);
    EXPECT_THAT(text.errata(), ::testing::Contains(kDamaged.at(key))) << key;
    EXPECT_FALSE(text.note().empty()) << key;
    EXPECT_EQ(text.printed().empty(), key == "67 1.3") << key;
  }
  EXPECT_EQ(damaged.size(), kDamaged.size());
}

// E49, E50
TEST_F(SyllabusProof, WhatIsMissingHasNoReading) {
  const v1::Passage& influence = CriterionOf("67", "1.2").text();
  EXPECT_EQ(influence.status(), v1::MISSING_IN_SOURCE);
  ASSERT_EQ(influence.printed_size(), 1);
  EXPECT_EQ(influence.printed(0).text(), "Evaluate the influence");
  EXPECT_EQ(CriterionOf("67", "1.3").text().status(), v1::MISSING_IN_SOURCE);

  const v1::LearningOutcome& outcome = UnitOf("57").outcomes(3);
  EXPECT_EQ(outcome.title().status(), v1::MISSING_IN_SOURCE);
  EXPECT_TRUE(outcome.title().printed().empty());
  EXPECT_EQ(outcome.criteria_size(), 1);
  EXPECT_THAT(outcome.title().errata(), ::testing::Contains("E49"));
}

// E47
TEST_F(SyllabusProof, InfersTwentyFourCriterionNumbers) {
  std::vector<std::string> inferred;
  for (const auto& [key, criterion] : Criteria()) {
    if (!criterion->number_inferred()) continue;
    inferred.push_back(key);
    EXPECT_THAT(criterion->text().errata(), ::testing::Contains("E47")) << key;
  }
  EXPECT_THAT(inferred, ElementsAreArray(
                            {"46 1.3", "46 1.6", "47 1.1", "49 1.2", "49 1.4",
                             "54 1.2", "56 1.1", "57 1.1", "57 2.6", "58 1.1",
                             "58 1.6", "59 1.1", "60 1.1", "60 2.6", "61 1.1",
                             "61 1.2", "61 1.3", "63 2.1", "64 1.2", "64 1.3",
                             "66 1.3", "66 3.4", "67 1.2", "67 1.3"}));
}

// E48
TEST_F(SyllabusProof, InfersTwentyEightOutcomeNumbers) {
  std::vector<std::string> inferred;
  for (const v1::Unit& unit : syllabus_.units()) {
    for (const auto& outcome : unit.outcomes()) {
      if (!outcome.number_inferred()) continue;
      inferred.push_back(unit.number() + " " +
                         std::to_string(outcome.number()));
      EXPECT_THAT(outcome.title().errata(), ::testing::Contains("E48"));
    }
  }
  EXPECT_THAT(inferred,
              ElementsAreArray({"46 1", "46 3", "47 1", "49 1", "49 2", "49 3",
                                "51 1", "52 1", "52 2", "52 3", "52 4", "53 3",
                                "54 1", "54 3", "54 4", "56 2", "56 3", "56 4",
                                "57 1", "57 2", "57 4", "58 1", "59 3", "60 2",
                                "63 2", "63 3", "64 1", "66 1"}));
}

// R111, E30
TEST_F(SyllabusProof, CountsOutcomesByKind) {
  auto counts = OutcomesByKind();
  EXPECT_EQ(counts[v1::KNOWLEDGE], 19);
  EXPECT_EQ(counts[v1::COMPETENCE], 38);
  EXPECT_EQ(counts[v1::OUTCOME_KIND_UNSPECIFIED], 1);
}

// R101, R103, E62 to E68
TEST_F(SyllabusProof, HasNineteenGuidances) {
  std::vector<std::string> guidance;
  for (const v1::Unit& unit : syllabus_.units()) {
    for (const v1::Guidance& some : unit.guidance()) {
      guidance.push_back(unit.number() + " " + some.number_source().text());
    }
  }
  EXPECT_THAT(
      guidance,
      ElementsAreArray({"56 1.1", "56 1.2", "56 1.4", "56 1.5", "58 1.4",
                        "59 2.6", "60 1.1/1.2/1.4/1.6", "60 2.6", "61 2.4",
                        "64 1.1", "64 1.4", "64 1.5", "64 2.1", "64 2.4",
                        "66 1.1", "66 1.2", "66 1.3", "66 1.5", "66 2.2"}));
}

// R104, E69
TEST_F(SyllabusProof, ThreeGuidancesSayShould) {
  std::vector<std::string> should;
  for (const v1::Unit& unit : syllabus_.units()) {
    for (const v1::Guidance& some : unit.guidance()) {
      if (some.modality() != v1::SHOULD) continue;
      should.push_back(unit.number() + " " + some.number_source().text());
    }
  }
  EXPECT_THAT(should, ElementsAre("59 2.6", "61 2.4", "64 2.1"));
}

// R105, E70
TEST_F(SyllabusProof, ListsBoldTermsAndKeepsAsterisksOutOfReadings) {
  std::vector<std::string> terms;
  for (const auto& [key, criterion] : Criteria()) {
    for (const auto& term : criterion->bold_terms()) terms.push_back(term);
  }
  EXPECT_THAT(terms,
              ElementsAre("tools", "scope of continuous improvement",
                          "Continuous and continual", "range of approaches"));
  VisitMessages(syllabus_, [](const auto& message, const auto& place) {
    const auto* passage = dynamic_cast<const v1::Passage*>(&message);
    if (passage == nullptr) return;
    EXPECT_EQ(passage->reading().find_first_of("*<>\t"), std::string::npos)
        << place;
  });
}

// R106
TEST_F(SyllabusProof, AimsAreWholeLines) {
  for (const v1::Unit& unit : syllabus_.units()) {
    EXPECT_EQ(unit.aims().status(), v1::COMPLETE);
    ASSERT_EQ(unit.aims().printed_size(), 1);
    const v1::Fragment& aims = unit.aims().printed(0);
    EXPECT_EQ(aims.text(), source_.lines.at(aims.line() - 1));
    EXPECT_THAT(aims.text(), StartsWith("This unit aims to"));
  }
}

TEST_F(SyllabusProof, ExplainsEveryErratum) {
  ASSERT_EQ(syllabus_.errata_size(), 81);
  for (int i = 0; i < syllabus_.errata_size(); ++i) {
    EXPECT_EQ(syllabus_.errata(i).id(), "E" + std::to_string(i + 1));
  }
}

// R101: all unit pages print the same notice, whatever the scanner made of it.
TEST_F(SyllabusProof, EveryUnitHasTheSameGuidanceNotice) {
  std::set<std::string> notices;
  for (const v1::Unit& unit : syllabus_.units()) {
    notices.insert(unit.guidance_notice().reading());
  }
  EXPECT_EQ(notices.size(), 1u);
}

}  // namespace
}  // namespace attest::catalogue::syllabi
