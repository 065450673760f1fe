#include <set>

#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Texts = std::vector<std::string>;

class SyllabiTest : public CatalogueTest {
 protected:
  absl::StatusOr<v1::Syllabus> Get(const std::string& name) {
    v1::GetSyllabusRequest request;
    request.set_name(name);
    return Call(&Stub::GetSyllabus, request);
  }
  absl::StatusOr<v1::Unit> GetUnit(const std::string& name) {
    v1::GetUnitRequest request;
    request.set_name(name);
    return Call(&Stub::GetUnit, request);
  }
  absl::StatusOr<v1::BatchGetUnitsResponse> BatchGet(const std::string& parent,
                                                     const Texts& units) {
    v1::BatchGetUnitsRequest request;
    request.set_parent(parent);
    for (const auto& unit : units) request.add_units(unit);
    return Call(&Stub::BatchGetUnits, request);
  }
  absl::StatusOr<v1::ListUnitsResponse> List(
      const std::string& parent, const std::string& group = "", int level = 0,
      v1::OutcomeKind kind = v1::OUTCOME_KIND_UNSPECIFIED) {
    v1::ListUnitsRequest request;
    request.set_parent(parent);
    request.set_group(group);
    request.set_level(level);
    request.set_outcome_kind(kind);
    return Call(&Stub::ListUnits, request);
  }
  absl::StatusOr<v1::LookupStandardsResponse> Standards(
      const std::string& parent, const std::string& unit = "",
      const std::string& code = "") {
    v1::LookupStandardsRequest request;
    request.set_parent(parent);
    request.set_unit(unit);
    request.set_code(code);
    return Call(&Stub::LookupStandards, request);
  }
};

TEST_F(SyllabiTest, GetGivesTheWholeSyllabus) {
  const auto syllabus = Get(kReal);

  ASSERT_THAT(syllabus, IsOk());
  EXPECT_EQ(syllabus->name(), kReal);
  EXPECT_EQ(syllabus->units_size(), 18);
  EXPECT_EQ(syllabus->groups_size(), 2);       // R48
  EXPECT_EQ(syllabus->unit_table_size(), 18);  // R47
  EXPECT_EQ(syllabus->standards_size(), 19);   // R54
  EXPECT_EQ(syllabus->revisions_size(), 5);    // R112
  EXPECT_TRUE(syllabus->has_rule_of_combination());
}

TEST_F(SyllabiTest, GetTakesADashForTheCurrentVersion) {
  const auto current = Get("qualifications/7D27V2/syllabi/-");

  ASSERT_THAT(current, IsOk());
  EXPECT_EQ(current->name(), kReal);
}

TEST_F(SyllabiTest, GetKnowsNoOther) {
  for (const char* name :
       {"qualifications/7D27V2/syllabi/7", "qualifications/none/syllabi/8",
        "qualifications/none/syllabi/-"}) {
    EXPECT_THAT(Get(name),
                FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
  }
  EXPECT_THAT(Get("qualifications/7D27V2"), NamesFields(Texts{"name"}));
}

// R98, R110
TEST_F(SyllabiTest, GetUnitGivesTheUnitPage) {
  const auto unit = GetUnit(std::string(kReal) + "/units/57");

  ASSERT_THAT(unit, IsOk());
  EXPECT_EQ(unit->printed_number(), "M&L 57");
  EXPECT_EQ(unit->title().reading(), "Develop a strategic business plan");
  EXPECT_EQ(unit->level(), 7);
  EXPECT_EQ(unit->credits(), 5);
  EXPECT_EQ(unit->total_unit_time_hours(), 50);  // E1
  EXPECT_EQ(unit->guided_learning_hours(), 31);  // E1
  ASSERT_EQ(unit->outcomes_size(), 4);
  int criteria = 0;
  for (const auto& outcome : unit->outcomes()) {
    criteria += outcome.criteria_size();
  }
  EXPECT_EQ(criteria, 17);  // R76, R108
  EXPECT_EQ(unit->outcomes(0).criteria(0).name(),
            std::string(kReal) + "/units/57/criteria/1.1");
  EXPECT_GT(unit->outcomes(0).criteria(0).text().printed(0).line(), 0);
}

// R107, E50: words are lost, nothing is invented, the criterion counts.
TEST_F(SyllabiTest, GetUnitMarksLostText) {
  const auto unit = GetUnit("qualifications/7D27V2/syllabi/-/units/67");

  ASSERT_THAT(unit, IsOk());
  const auto& criteria = unit->outcomes(0).criteria();
  EXPECT_EQ(criteria[1].number(), "1.2");
  EXPECT_EQ(criteria[1].text().status(), v1::MISSING_IN_SOURCE);
  EXPECT_EQ(criteria[1].text().printed(0).text(), "Evaluate the influence");
  EXPECT_EQ(criteria[2].number(), "1.3");
  EXPECT_EQ(criteria[2].text().status(), v1::MISSING_IN_SOURCE);
  EXPECT_THAT(criteria[2].text().reading(), IsEmpty());
}

TEST_F(SyllabiTest, GetUnitTellsWhatIsMissing) {
  EXPECT_THAT(GetUnit(std::string(kReal) + "/units/48"),  // R3
              FailsWith(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND"));
  EXPECT_THAT(GetUnit("qualifications/7D27V2/syllabi/1/units/57"),
              FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
  EXPECT_THAT(GetUnit(std::string(kReal) + "/units/M&L 57"),
              NamesFields(Texts{"name"}));
}

TEST_F(SyllabiTest, BatchGetKeepsTheOrderAskedFor) {
  const auto units = BatchGet(kReal, {"67", "46", "57"});

  ASSERT_THAT(units, IsOk());
  EXPECT_THAT(NumbersOf(units->units()), ElementsAre("67", "46", "57"));
}

TEST_F(SyllabiTest, BatchGetGivesAllOrNone) {
  const auto units = BatchGet(kReal, {"67", "48", "50"});

  EXPECT_THAT(units, FailsWith(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND"));
  EXPECT_THAT(std::string(units.status().message()),
              ::testing::HasSubstr("units/48"));
  EXPECT_THAT(BatchGet("qualifications/none/syllabi/8", {"57"}),
              FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
}

TEST_F(SyllabiTest, BatchGetRefusesEveryWrongField) {
  EXPECT_THAT(BatchGet("x", {"57", "", "57"}),
              NamesFields(Texts{"parent", "units[1]", "units[2]"}));
  EXPECT_THAT(BatchGet(kReal, {}), NamesFields(Texts{"units"}));
  Texts many;
  for (int i = 0; i < 501; ++i) many.push_back("u" + std::to_string(i));
  EXPECT_THAT(BatchGet(kReal, many), NamesFields(Texts{"units"}));
}

// R3: exactly these, in the order of the document.
TEST_F(SyllabiTest, ListGivesTheEighteenUnits) {
  EXPECT_THAT(
      NumbersOf(List(kReal)->units()),
      ElementsAre("46", "47", "49", "51", "52", "53", "54", "56", "57", "58",
                  "59", "60", "61", "63", "64", "65", "66", "67"));
}

// R48, R49
TEST_F(SyllabiTest, ListFiltersByGroupAndLevel) {
  EXPECT_THAT(NumbersOf(List(kReal, "A")->units()),
              ElementsAre("57", "58", "67"));
  EXPECT_EQ(List(kReal, "B")->units_size(), 15);
  EXPECT_EQ(List(kReal, "", 7)->units_size(), 11);
  EXPECT_THAT(NumbersOf(List(kReal, "B", 5)->units()),
              ElementsAre("46", "47", "49", "51", "52", "53", "54"));
  EXPECT_EQ(List(kReal, "A", 5)->units_size(), 0);
  EXPECT_EQ(List(kReal, "", 3)->units_size(), 0);
}

// R111, E30: every unit of the real syllabus has both kinds.
TEST_F(SyllabiTest, ListFiltersByKindOfOutcome) {
  EXPECT_EQ(List(kReal, "", 0, v1::KNOWLEDGE)->units_size(), 18);
  EXPECT_EQ(List(kReal, "", 0, v1::COMPETENCE)->units_size(), 18);
  EXPECT_THAT(NumbersOf(List(kInvented, "", 0, v1::COMPETENCE)->units()),
              ElementsAre("H1", "H2", "H3", "H5"));
}

TEST_F(SyllabiTest, ListRefusesEveryWrongField) {
  EXPECT_THAT(List("x", "A\n", -1, static_cast<v1::OutcomeKind>(9)),
              NamesFields(Texts{"parent", "group", "level", "outcome_kind"}));
  EXPECT_THAT(List(kReal, "C"), NamesFields(Texts{"group"}));
  EXPECT_THAT(List("qualifications/none/syllabi/8"),
              FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
}

// R54, R56: as printed, and flagged.
TEST_F(SyllabiTest, StandardsGivesTheNineteenRows) {
  const auto all = Standards(kReal);

  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->rows_size(), 19);
  std::set<std::string> codes;
  for (const auto& row : all->rows()) {
    codes.insert(row.code());
    EXPECT_TRUE(row.alignment_suspect());
  }
  EXPECT_EQ(codes.size(), 18u);  // R55
}

// R54, R55, E11, E12
TEST_F(SyllabiTest, StandardsLooksUpBothWays) {
  const auto of_unit = Standards(kReal, "57");
  ASSERT_EQ(of_unit->rows_size(), 2);
  EXPECT_EQ(of_unit->rows(0).code(), "CFAM&LBB1");
  EXPECT_EQ(of_unit->rows(1).code(), "CFAM&LDD4");
  for (const char* code : {"FB5", "CFAM&LFB5"}) {
    const auto of_code = Standards(kReal, "", code);
    ASSERT_EQ(of_code->rows_size(), 2);
    EXPECT_EQ(of_code->rows(0).unit(), "60");
    EXPECT_EQ(of_code->rows(1).unit(), "65");
  }
  EXPECT_EQ(Standards(kReal, "60", "FB5")->rows_size(), 1);
  EXPECT_EQ(Standards(kReal, "57", "FB5")->rows_size(), 0);
  EXPECT_EQ(Standards(kReal, "", "B5")->rows_size(), 0);
}

TEST_F(SyllabiTest, StandardsRefusesEveryWrongField) {
  EXPECT_THAT(Standards("x", "\t", std::string(300, 'F')),
              NamesFields(Texts{"parent", "unit", "code"}));
  EXPECT_THAT(Standards(kReal, "48"), NamesFields(Texts{"unit"}));
  EXPECT_THAT(Standards("qualifications/none/syllabi/8"),
              FailsWith(absl::StatusCode::kNotFound, "SYLLABUS_NOT_FOUND"));
}

}  // namespace
}  // namespace attest::catalogue
