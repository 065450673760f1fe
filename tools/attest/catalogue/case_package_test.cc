#include "tools/attest/catalogue/case_package.h"

#include <functional>
#include <map>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "libs/ids/ids.h"
#include "services/catalogue/testing/syllabi.h"
#include "tools/attest/catalogue/name_uuid.h"
#include "tools/attest/catalogue/testing/case_shape.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;
using catalogue::testing::InventedSyllabusFile;
using catalogue::testing::ReadSyllabus;
using catalogue::testing::RealSyllabusFile;
using ::testing::Contains;
using testing::FaultsOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Json = nlohmann::ordered_json;

Json Package(const cat::Syllabus& syllabus) {
  return CasePackage(syllabus, kCaseBase);
}

const Json& RealPackage() {
  static const auto& package =
      *new Json(Package(ReadSyllabus(RealSyllabusFile())));
  return package;
}

// The item with this code below the unit of this reference; null without.
Json ItemOf(const Json& package, const std::string& reference,
            const std::string& code) {
  bool inside = false;
  for (const Json& item : package["CFItems"]) {
    if (item["CFItemType"] == "Unit") {
      inside = item["humanCodingScheme"] == reference;
    }
    if (inside && item["humanCodingScheme"] == code) return item;
  }
  return nullptr;
}

TEST(NameUuid, IsThatOfRfc4122) {
  // The example of Python's documentation of uuid5.
  EXPECT_EQ(NameUuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "python.org"),
            "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST(CasePackage, HasThePublishedShape) {
  EXPECT_THAT(FaultsOf(RealPackage()), IsEmpty());
  EXPECT_THAT(FaultsOf(Package(ReadSyllabus(InventedSyllabusFile()))),
              IsEmpty());
}

TEST(CasePackage, HasEveryUnitOutcomeAndCriterion) {
  std::map<std::string, int> count;
  for (const Json& item : RealPackage()["CFItems"]) {
    ++count[item["CFItemType"].get<std::string>()];
  }
  const cat::Syllabus real = ReadSyllabus(RealSyllabusFile());
  int outcomes = 0;
  for (const cat::Unit& unit : real.units()) outcomes += unit.outcomes_size();
  EXPECT_EQ(count["Unit"], 18);
  EXPECT_EQ(count["Learning Outcome"], outcomes);
  EXPECT_EQ(count["Assessment Criterion"], 273);
  EXPECT_THAT(RealPackage()["CFAssociations"],
              SizeIs(RealPackage()["CFItems"].size()));
}

TEST(CasePackage, SaysWhatAnItemIs) {
  const Json unit = ItemOf(RealPackage(), "K/506/2074", "K/506/2074");
  ASSERT_TRUE(unit.is_object());
  EXPECT_EQ(unit["fullStatement"], "Develop a strategic business plan");
  EXPECT_EQ(unit["educationLevel"], Json::array({"RQF Level 7"}));
  EXPECT_EQ(unit["extensions"]["attest"]["credits"], 5);
  const Json criterion = ItemOf(RealPackage(), "J/506/2048", "2.1");
  EXPECT_EQ(criterion["listEnumeration"], "1");
  EXPECT_THAT(criterion["fullStatement"].get<std::string>(),
              HasSubstr("Review periodically"));
}

TEST(CasePackage, MakesUpNoWords) {  // R107
  const Json criterion = ItemOf(RealPackage(), "J/506/2048", "1.3");
  EXPECT_EQ(criterion["fullStatement"],
            "[…]ship between risk management, […] and crisis management");
  EXPECT_THAT(criterion["notes"].get<std::string>(),
              HasSubstr("[business continuity]"));
}

TEST(CasePackage, SaysWhereNothingIsLeft) {  // R107, R108
  cat::Syllabus invented = ReadSyllabus(InventedSyllabusFile());
  cat::Passage& text = *invented.mutable_units(0)
                            ->mutable_outcomes(0)
                            ->mutable_criteria(0)
                            ->mutable_text();
  text.clear_reading();
  text.set_status(cat::MISSING_IN_SOURCE);

  const Json package = Package(invented);

  EXPECT_THAT(FaultsOf(package), IsEmpty());
  const Json criterion = ItemOf(package, "L/600/0001", "1.1");
  EXPECT_EQ(criterion["fullStatement"], "(the words are lost in the source)");
  EXPECT_TRUE(criterion.contains("notes"));
}

TEST(CasePackage, KeepsGuidanceApartFromWhatIsRequired) {  // R102
  const Json criterion = ItemOf(Package(ReadSyllabus(InventedSyllabusFile())),
                                "L/600/0001", "2.1");
  EXPECT_EQ(criterion["fullStatement"], "Inspect a colony safely");
  EXPECT_EQ(criterion["extensions"]["attest"]["guidance"],
            Json::array({"Could include smoke"}));
}

TEST(CasePackage, CarriesTheRuleOfCombination) {  // R40
  const Json rule =
      RealPackage()["CFDocument"]["extensions"]["attest"]["ruleOfCombination"];
  ASSERT_THAT(rule["allOf"], SizeIs(4));
  EXPECT_EQ(rule["allOf"][0]["mandatory"], Json::array({"57", "58", "67"}));
  EXPECT_EQ(rule["allOf"][2]["credits"],
            Json({{"minimum", 35}, {"levelAtLeast", 7}}));
}

TEST(CasePackage, GroupsUnits) {  // R48
  std::map<std::string, int> units;
  for (const Json& one : RealPackage()["CFAssociations"]) {
    if (!one.contains("CFAssociationGroupingURI")) continue;
    ++units[one["CFAssociationGroupingURI"]["title"].get<std::string>()];
  }
  EXPECT_EQ(units["Group A"], 3);
  EXPECT_EQ(units["Group B"], 15);
}

// A syllabus that nobody edits.
cat::Syllabus Fixed() {
  cat::Syllabus syllabus;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(R"(
    version: "3"
    document_date: "2021-05"
    qualification {
      code: "FIX1" title: "Fixed" qualification_number: "600/0001/6"
      framework: "RQF" level: 4 language: "en" credits_minimum: 3
      total_qualification_time_hours: 30 awarding_organisation: "Fixed Awards"
    }
    groups { group: "A" title { reading: "All" status: COMPLETE } units: "1" }
    units {
      number: "1" printed_number: "F 1" level: 4 credits: 3
      ofqual_reference: "L/600/0001" total_unit_time_hours: 30
      title { reading: "Fix things" status: COMPLETE }
      outcomes {
        number: 1 kind: KNOWLEDGE
        title { reading: "Understand things" status: COMPLETE }
        criteria {
          number: "1.1"
          text { reading: "[Explain] things" status: INCOMPLETE_IN_SOURCE }
        }
      }
    })",
                                                            &syllabus));
  return syllabus;
}

TEST(CasePackage, IsTheSameBytesAlwaysAndEverywhere) {
  // Identifiers that somebody has stored: they must never change.
  const Json package = Package(Fixed());
  EXPECT_THAT(FaultsOf(package), IsEmpty());
  EXPECT_EQ(package["CFDocument"]["identifier"],
            "47239d89-145f-50ed-9958-3389939c2d84");
  EXPECT_EQ(package["CFDocument"]["lastChangeDateTime"],
            "2021-05-01T00:00:00Z");
  EXPECT_EQ(ItemOf(package, "L/600/0001", "1.1")["identifier"],
            "047ede20-f8ae-595d-aff2-4f7cc99497cd");
  EXPECT_EQ(Sha256Hex(package.dump()),
            "3ad2e73a38ebba8a9373318078e10d83ba2f9dae9efc963237e3f235667bac00");
}

TEST(CasePackage, OfALargeSyllabusIsTheSameAgain) {
  EXPECT_EQ(Package(ReadSyllabus(RealSyllabusFile())).dump(),
            RealPackage().dump());
}

TEST(CasePackage, GivesIdentifiersByNameAlone) {
  cat::Syllabus syllabus = ReadSyllabus(InventedSyllabusFile());
  const auto identifier = [](const Json& package) {
    return ItemOf(package, "L/600/0001", "1.1")["identifier"]
        .get<std::string>();
  };
  const std::string before = identifier(Package(syllabus));

  EXPECT_EQ(identifier(CasePackage(syllabus, "https://cmi.example/case")),
            before);
  syllabus.mutable_units(0)->mutable_title()->set_reading("Other words");
  EXPECT_EQ(identifier(Package(syllabus)), before);
  syllabus.set_version("2");
  EXPECT_NE(identifier(Package(syllabus)), before);
}

TEST(CasePackage, NeedsNoReferenceOfTheUnit) {
  cat::Syllabus syllabus = ReadSyllabus(InventedSyllabusFile());
  for (cat::Unit& unit : *syllabus.mutable_units()) {
    unit.clear_ofqual_reference();
  }
  const Json package = Package(syllabus);
  EXPECT_THAT(FaultsOf(package), IsEmpty());
  EXPECT_EQ(package["CFItems"][0]["humanCodingScheme"], "H1");
}

// That the check of the shape sees faults at all.
using Spoil = std::function<void(Json&)>;
struct Spoiled {
  std::string name;
  Spoil spoil;
  std::string fault;
};
void PrintTo(const Spoiled& spoiled, std::ostream* out) {
  *out << spoiled.name;
}

class CaseShape : public ::testing::TestWithParam<Spoiled> {};

TEST_P(CaseShape, SeesTheFault) {
  Json package = Package(ReadSyllabus(InventedSyllabusFile()));
  GetParam().spoil(package);
  EXPECT_THAT(FaultsOf(package), Contains(HasSubstr(GetParam().fault)));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, CaseShape,
    ::testing::Values(
        Spoiled{"NoDocument", [](Json& p) { p.erase("CFDocument"); },
                "CFDocument must be an object"},
        Spoiled{"NoCreator", [](Json& p) { p["CFDocument"].erase("creator"); },
                "CFDocument lacks creator"},
        Spoiled{"PackageUri",
                [](Json& p) { p["CFDocument"]["CFPackageURI"] = Json(); },
                "may not have CFPackageURI"},
        Spoiled{"EmptyStatement",
                [](Json& p) { p["CFItems"][3]["fullStatement"] = ""; },
                "CFItems[3].fullStatement"},
        Spoiled{"NoUuid", [](Json& p) { p["CFItems"][0]["identifier"] = "57"; },
                "CFItems[0].identifier"},
        Spoiled{"SameIdentifier",
                [](Json& p) {
                  p["CFItems"][0]["identifier"] = p["CFItems"][1]["identifier"];
                },
                "that another one has"},
        Spoiled{
            "NoTime",
            [](Json& p) { p["CFItems"][0]["lastChangeDateTime"] = "2022-07"; },
            "lastChangeDateTime"},
        Spoiled{"UnknownAssociation",
                [](Json& p) {
                  p["CFAssociations"][0]["associationType"] = "isUncleOf";
                },
                "associationType"},
        Spoiled{"LinkToNowhere",
                [](Json& p) {
                  p["CFAssociations"][0]["originNodeURI"]["identifier"] =
                      "00000000-0000-4000-8000-000000000001";
                },
                "leads nowhere"},
        Spoiled{"Orphan", [](Json& p) { p["CFAssociations"].erase(0); },
                "does not reach the document"},
        Spoiled{"Gap",
                [](Json& p) { p["CFAssociations"][0]["sequenceNumber"] = 9; },
                "have a gap"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace attest::catalogue_tools
