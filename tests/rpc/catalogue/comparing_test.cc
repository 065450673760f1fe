#include <algorithm>
#include <string>
#include <vector>

#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

using Texts = std::vector<std::string>;

constexpr char kSecond[] = "qualifications/BEE3/syllabi/2";

// A criterion of the invented syllabus as its file has it.
std::string Criterion(const std::string& number, const std::string& text,
                      int line) {
  return "    criteria {\n      number: \"" + number +
         "\"\n      text { printed { text: \"" + text +
         "\" line: " + std::to_string(line) + " } reading: \"" + text +
         "\" status: COMPLETE }\n    }\n";
}

// Version 2 of the invented syllabus: a maximum raised, and criteria reworded,
// put in before others, put under another outcome and left out.
std::string SecondVersion() {
  std::string text = testing::ReadText(testing::InventedSyllabusFile());
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{
           {"\nversion: \"1\"", "\nversion: \"2\""},
           {"current_version: \"1\"", "current_version: \"2\""},
           {"6 to 8 credits", "6 to 9 credits"},
           {"maximum: 8", "maximum: 9"},
           {Criterion("1.2", "Explain the risks", 23),
            Criterion("1.2", "Explain the main risks", 23)},
           {Criterion("2.1", "Inspect a colony safely", 25),
            Criterion("2.1", "Light a smoker", 24) +
                Criterion("2.2", "Inspect a colony safely", 25)},
           {Criterion("1.2", "Explain the risks", 43),
            Criterion("1.2", "Explain the risks", 43) +
                Criterion("1.3", "Split a colony safely", 43)},
           {Criterion("2.1", "Split a colony safely", 45),
            Criterion("2.1", "Record what was done", 45)},
           {Criterion("1.2", "Explain the risks", 53), ""},
       }) {
    text = testing::Replaced(text, from, to);
  }
  return text;
}

class ComparingTest : public CatalogueTest {
 protected:
  absl::StatusOr<v1::CompareSyllabiResponse> Compare(const std::string& from,
                                                     const std::string& to) {
    v1::CompareSyllabiRequest request;
    request.set_from(from);
    request.set_to(to);
    return Call(&Stub::CompareSyllabi, request);
  }

  void PublishSecond() {
    v1::PublishSyllabusRequest request;
    request.set_request_id("0b9f8c5e-6f0e-4c55-9f0c-7b1f6f2d9a11");
    request.set_source(SecondVersion());
    EXPECT_THAT(CallAs(fixture_.Token("olga", auth::v1::AWARDING_ADMIN),
                       &Stub::PublishSyllabus, request),
                IsOk());
  }
};

// A change in one line, e.g. `units/H1/criteria/2.1 > ... RENUMBERED`.
Texts Lines(const v1::CompareSyllabiResponse& answer) {
  Texts lines;
  for (const v1::ItemChange& change : answer.changes()) {
    std::string line = change.from_item() + " > " + change.to_item();
    for (const int kind : change.changes()) {
      line += " " + v1::ChangeKind_Name(static_cast<v1::ChangeKind>(kind));
    }
    lines.push_back(line);
  }
  return lines;
}

const v1::CriterionMapping& MappingOf(const v1::CompareSyllabiResponse& answer,
                                      const std::string& from) {
  const auto found = std::find_if(
      answer.criteria().begin(), answer.criteria().end(),
      [&](const auto& mapping) {
        return mapping.from() == std::string(kInvented) + "/" + from;
      });
  static const v1::CriterionMapping kNone;
  return found == answer.criteria().end() ? kNone : *found;
}

// R115: nothing of a syllabus differs from itself, not even what is lost.
TEST_F(ComparingTest, FindsNothingInTheSameSyllabus) {
  for (const std::string name : {kReal, kInvented}) {
    const auto answer = Compare(name, name);

    ASSERT_THAT(answer, IsOk());
    EXPECT_THAT(Lines(*answer), IsEmpty());
    for (const auto& mapping : answer->criteria()) {
      EXPECT_EQ(mapping.from(), mapping.to());
      EXPECT_EQ(mapping.carry_over(), v1::CARRIES);
    }
  }
  EXPECT_EQ(Compare(kReal, "qualifications/7D27V2/syllabi/-")->criteria_size(),
            Compare(kReal, kReal)->criteria_size());
}

TEST_F(ComparingTest, FindsEveryKindOfChange) {
  PublishSecond();
  const auto answer = Compare(kInvented, kSecond);

  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(
      Lines(*answer),
      ElementsAre("rules/CREDITS > rules/CREDITS REWORDED FACTS_CHANGED",
                  "units/H1/criteria/1.2 > units/H1/criteria/1.2 REWORDED",
                  " > units/H1/criteria/2.1 ADDED",
                  "units/H1/criteria/2.1 > units/H1/criteria/2.2 RENUMBERED",
                  "units/H3/criteria/2.1 > units/H3/criteria/1.3 MOVED",
                  " > units/H3/criteria/2.1 ADDED",
                  "units/H4/criteria/1.2 >  REMOVED"));
  EXPECT_EQ(answer->changes(0).kind(), v1::RULE);
  EXPECT_EQ(answer->changes(0).from_text(), "6 to 8 credits (6 to 8 credits)");
  EXPECT_EQ(answer->changes(1).kind(), v1::CRITERION);
  EXPECT_EQ(answer->changes(1).to_text(), "Explain the main risks");
  EXPECT_THAT(answer->changes(1).meaning(), HasSubstr("assessor"));
}

// The mapping that assessment carries evidence over with.
TEST_F(ComparingTest, SaysWhereEachCriterionIsNow) {
  PublishSecond();
  const auto answer = Compare(kInvented, kSecond);

  ASSERT_THAT(answer, IsOk());
  const auto& reworded = MappingOf(*answer, "units/H1/criteria/1.2");
  EXPECT_EQ(reworded.to(), std::string(kSecond) + "/units/H1/criteria/1.2");
  EXPECT_EQ(reworded.carry_over(), v1::NEEDS_REVIEW);
  EXPECT_EQ(reworded.likeness(), 85);
  const auto& renumbered = MappingOf(*answer, "units/H1/criteria/2.1");
  EXPECT_EQ(renumbered.to(), std::string(kSecond) + "/units/H1/criteria/2.2");
  EXPECT_EQ(renumbered.carry_over(), v1::CARRIES);
  EXPECT_EQ(renumbered.likeness(), 100);
  const auto& removed = MappingOf(*answer, "units/H4/criteria/1.2");
  EXPECT_EQ(removed.to(), "");
  EXPECT_EQ(removed.carry_over(), v1::NOT_CARRIED);
  // R107: two losses are not the same words.
  const auto& lost = MappingOf(*answer, "units/H5/criteria/2.1");
  EXPECT_EQ(lost.to(), std::string(kSecond) + "/units/H5/criteria/2.1");
  EXPECT_EQ(lost.carry_over(), v1::NEEDS_REVIEW);
  EXPECT_EQ(lost.likeness(), 0);
  Texts added;
  for (const auto& mapping : answer->criteria()) {
    if (mapping.from().empty()) added.push_back(mapping.to());
  }
  EXPECT_THAT(added,
              ElementsAre(std::string(kSecond) + "/units/H1/criteria/2.1",
                          std::string(kSecond) + "/units/H3/criteria/2.1"));
}

TEST_F(ComparingTest, ComparesBackwards) {
  PublishSecond();
  const auto forth = Compare(kInvented, kSecond);
  const auto back = Compare(kSecond, kInvented);

  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->changes_size(), forth->changes_size());
  EXPECT_THAT(Lines(*back), IsSupersetOf({" > units/H4/criteria/1.2 ADDED",
                                          "units/H1/criteria/2.1 >  REMOVED"}));
}

TEST_F(ComparingTest, ComparesStrangersToo) {
  const auto answer = Compare(kInvented, kReal);

  ASSERT_THAT(answer, IsOk());
  for (const auto& mapping : answer->criteria()) {
    EXPECT_NE(mapping.carry_over(), v1::CARRIES) << mapping.from();
  }
}

TEST_F(ComparingTest, RefusesWhatDoesNotExist) {
  EXPECT_THAT(Compare("x", ""), NamesFields(Texts{"from", "to"}));
  EXPECT_THAT(Compare(kReal, "qualifications/7D27V2/syllabi/7"),
              FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
  EXPECT_THAT(Compare("qualifications/none/syllabi/1", kReal),
              FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
}

}  // namespace
}  // namespace attest::catalogue
