// What holds for every comparison, and how long large ones take.
#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/domain/comparison.h"
#include "services/catalogue/domain/testing/documents.h"

namespace attest::catalogue {
namespace {

using ::attest::catalogue::testing::DocumentWriter;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string RandomText(std::mt19937& random) {
  std::string text = "Explain";
  for (auto left = random() % 6; left > 0; --left) {
    text += " w" + std::to_string(random() % 12);
  }
  return text;
}

Document RandomDocument(std::mt19937& random) {
  DocumentWriter writer;
  const auto draw = [&](int most) { return static_cast<int>(random() % most); };
  for (int unit = draw(4); unit >= 0; --unit) {
    writer.Unit(std::to_string(unit), RandomText(random),
                "R" + std::to_string(draw(5)));
    for (int outcome = 1; outcome <= 1 + draw(3); ++outcome) {
      const std::string number = std::to_string(outcome);
      writer.Outcome(number, RandomText(random));
      for (int i = 1; i <= draw(4); ++i) {
        writer.Criterion(number + "." + std::to_string(i), RandomText(random),
                         draw(8) == 0);
      }
    }
  }
  return writer.document();
}

std::vector<std::string> PlacesOfCriteria(const Document& document) {
  std::vector<std::string> places;
  for (const DocumentItem& item : document.items) {
    if (item.kind == ItemKind::kCriterion) places.push_back(item.place);
  }
  return places;
}

// Each old criterion once and in order, each new one once.
void ExpectWholeMapping(const Document& from, const Document& to,
                        const Comparison& comparison) {
  std::vector<std::string> old_places;
  std::vector<std::string> new_places;
  for (const CriterionMapping& each : comparison.criteria) {
    if (!each.from_place.empty()) old_places.push_back(each.from_place);
    if (!each.to_place.empty()) new_places.push_back(each.to_place);
    EXPECT_EQ(each.carry_over == CarryOver::kNotCarried,
              each.from_place.empty() || each.to_place.empty());
    if (each.carry_over == CarryOver::kCarries) {
      EXPECT_EQ(each.likeness, 100);
    }
  }
  EXPECT_EQ(old_places, PlacesOfCriteria(from));
  std::vector<std::string> expected = PlacesOfCriteria(to);
  std::sort(expected.begin(), expected.end());
  std::sort(new_places.begin(), new_places.end());
  EXPECT_EQ(new_places, expected);
}

TEST(EveryComparison, MapsEveryCriterionOnceWhateverTheDocuments) {
  std::mt19937 random(20260303);
  for (int round = 0; round < 400; ++round) {
    const Document from = RandomDocument(random);
    const Document to = RandomDocument(random);

    const Comparison comparison = Compare(from, to);

    ExpectWholeMapping(from, to, comparison);
    const auto count = [&](ChangeKind kind) {
      return std::count_if(
          comparison.changes.begin(), comparison.changes.end(),
          [&](const auto& change) { return change.changes[0] == kind; });
    };
    EXPECT_EQ(
        static_cast<long>(from.items.size()) - count(ChangeKind::kRemoved),
        static_cast<long>(to.items.size()) - count(ChangeKind::kAdded));
    for (const ItemChange& change : comparison.changes) {
      EXPECT_FALSE(change.meaning.empty()) << change.to_place;
    }
  }
}

TEST(EveryComparison, FindsNothingInAnyDocumentComparedWithItself) {
  std::mt19937 random(20260304);
  for (int round = 0; round < 200; ++round) {
    Document document = RandomDocument(random);
    document.source = "sha";

    const Comparison comparison = Compare(document, document);

    EXPECT_THAT(comparison.changes, IsEmpty());
    for (const CriterionMapping& each : comparison.criteria) {
      EXPECT_EQ(each.from_place, each.to_place);
      EXPECT_EQ(each.carry_over, CarryOver::kCarries);
    }
  }
}

// As large as a file may be, each criterion put in other words.
DocumentWriter Large(const std::string& word) {
  DocumentWriter writer;
  for (int unit = 0; unit < 500; ++unit) {
    writer.Unit(std::to_string(unit), "Unit of " + std::to_string(unit));
    for (int outcome = 1; outcome <= 2; ++outcome) {
      const std::string number = std::to_string(outcome);
      writer.Outcome(number, "Outcome " + number);
      for (int i = 1; i <= 15; ++i) {
        writer.Criterion(number + "." + std::to_string(i),
                         "Explain the importance of " + word + " for topic " +
                             std::to_string(unit * 100 + outcome * 15 + i));
      }
    }
  }
  return writer;
}

TEST(EveryComparison, IsQuickForLargeDocuments) {
  const DocumentWriter was = Large("learning");
  const DocumentWriter now = Large("teaching");

  const auto start = std::chrono::steady_clock::now();
  const Comparison comparison = Compare(was.document(), now.document());
  const auto took = std::chrono::steady_clock::now() - start;

  EXPECT_THAT(comparison.changes, SizeIs(15'000));
  for (const ItemChange& change : comparison.changes) {
    EXPECT_EQ(change.from_place, change.to_place);
  }
  EXPECT_LT(took, std::chrono::seconds(20));  // on any machine, in any build
  RecordProperty("milliseconds",
                 static_cast<int>(took / std::chrono::milliseconds(1)));
}

// All criteria in one unit, or all in units that have no counterpart.
TEST(EveryComparison, IsQuickForOneHugeUnitAndForStrangers) {
  for (const bool one_unit : {true, false}) {
    DocumentWriter was;
    DocumentWriter now;
    for (DocumentWriter* writer : {&was, &now}) {
      const bool old = writer == &was;
      writer->Unit("1", old || one_unit ? "The unit" : "Another thing");
      writer->Outcome("1", old || one_unit ? "Outcome" : "Something else");
      for (int i = 1; i <= 10'000; ++i) {
        writer->Criterion("1." + std::to_string(i),
                          "Explain the importance of learning topic " +
                              std::to_string(i) + (old ? "" : " now"));
      }
    }

    const Comparison comparison = Compare(was.document(), now.document());

    EXPECT_THAT(comparison.criteria, SizeIs(10'000));
    EXPECT_EQ(comparison.criteria[77].likeness, 93);
  }
}

}  // namespace
}  // namespace attest::catalogue
