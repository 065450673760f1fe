#include "tools/attest/learners/columns.h"

#include "libs/testing/matchers.h"

namespace attest::learners {
namespace {

using attest::testing::FailsWith;
using attest::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Strings = std::vector<std::string>;

absl::StatusOr<registration::v1::RegisterLearnerRequest> ReadRow(
    const Strings& header, const Strings& fields,
    const ColumnOptions& options = {}) {
  const auto columns = Columns::Find(header, options);
  if (!columns.ok()) return columns.status();
  return columns->Read(fields);
}

TEST(Columns, FindsWhatLearningPlatformsExport) {
  const auto request =
      ReadRow({"First name", "Surname", "E-mail address", "Date of Birth",
               "ULN", "Job title", "Last access"},
              {"Ann", "O'Neill, MBE", "ann@example.org", "1980-05-04",
               "1000000043", "Head", "yesterday"},
              {.columns = {},
               .constants = {{"qualification_code", "7D27V2"},
                             {"meets_needs", "yes"},
                             {"capability_date", "2026-10-20"}}});

  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->learner().full_name(), "Ann O'Neill, MBE");
  EXPECT_EQ(request->learner().birth_date(), "1980-05-04");
  EXPECT_EQ(request->learner().email(), "ann@example.org");
  EXPECT_EQ(request->learner().unique_learner_number(), "1000000043");
  EXPECT_EQ(request->learner().job_role(), "Head");
  EXPECT_EQ(request->qualification_code(), "7D27V2");
  EXPECT_TRUE(request->recruitment().integrity().meets_needs());
  EXPECT_EQ(request->recruitment().capability().stated_date(), "2026-10-20");
  EXPECT_FALSE(request->recruitment().has_identity());
}

TEST(Columns, TakesColumnsByOption) {
  const ColumnOptions options{
      .columns = {{"full_name", "Teilnehmer"}, {"birth_date", "geb."}},
      .constants = {{"site", "Main Street"}},
      .dates = DateOrder::kDayFirst};
  const auto request = ReadRow({"Name", "Teilnehmer", "geb.", "Site"},
                               {"x", "Ann", "4.5.1980", "North"}, options);

  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->learner().full_name(), "Ann");
  EXPECT_EQ(request->learner().birth_date(), "1980-05-04");
  EXPECT_EQ(request->site(), "North");
}

TEST(Columns, SaysWhichColumnIsMissing) {
  const auto refused = ReadRow({"Name", "Mail"}, {});
  EXPECT_THAT(refused,
              FailsWith(absl::StatusCode::kInvalidArgument, "COLUMNS"));
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("birth_date=COLUMN"));
  EXPECT_THAT(std::string(ReadRow({"dob"}, {}).status().message()),
              HasSubstr("full_name=COLUMN"));
  EXPECT_THAT(
      std::string(ReadRow({"Name", "dob"}, {},
                          {.columns = {{"email", "Post"}}, .constants = {}})
                      .status()
                      .message()),
      HasSubstr("no column 'Post'"));
  EXPECT_THAT(ReadRow({"Name", "dob"}, {},
                      {.columns = {{"shoe_size", "dob"}}, .constants = {}}),
              FailsWith(absl::StatusCode::kInvalidArgument, "COLUMNS"));
}

TEST(Columns, AsksWhichOfTwoColumnsIsMeant) {
  const auto refused = ReadRow({"Name", "Full name", "dob"}, {});
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("--map full_name"));
}

TEST(Columns, LeavesTwoHundredOtherColumnsAlone) {
  Strings header = {"name", "dob"};
  Strings fields = {"Ann", "1980-05-04"};
  for (int i = 0; i < 198; ++i) {
    header.push_back("column " + std::to_string(i));
    fields.push_back("x");
  }
  EXPECT_THAT(ReadRow(header, fields), IsOk());
}

TEST(Columns, RefusesRowsThatAreNoRows) {
  const Strings header = {"name", "dob"};
  for (const Strings& fields :
       {Strings{"Ann"}, Strings{"Ann", "x", "y"}, Strings{"\xFF", "x"},
        Strings{std::string(1 << 20, 'x'), "1980-05-04"}}) {
    EXPECT_THAT(ReadRow(header, fields),
                FailsWith(absl::StatusCode::kInvalidArgument, "ROW"));
  }
}

// Names in any script, marks of direction and NUL go to the server as they
// are: it says what may be a name.
TEST(Columns, PassesNamesOnAsTheyAre) {
  for (const std::string& name :
       {std::string("\u0645\u062D\u0645\u062F"), std::string("\u200Fabc"),
        std::string("a\0b", 3), std::string("\u8AAA")}) {
    const auto request = ReadRow({"name", "dob"}, {name, "1980-05-04"});
    ASSERT_THAT(request, IsOk());
    EXPECT_EQ(request->learner().full_name(), name);
  }
}

TEST(Columns, ReadsDatesInTheOrderOfTheFile) {
  EXPECT_EQ(IsoDate("4/5/1980", DateOrder::kDayFirst), "1980-05-04");
  EXPECT_EQ(IsoDate("4/5/1980", DateOrder::kMonthFirst), "1980-04-05");
  // What is no date stays: the server says so.
  EXPECT_EQ(IsoDate("31/02/1990", DateOrder::kDayFirst), "1990-02-31");
  for (const char* text :
       {"1980-05-04", "4/5/80", "4/5", "1/2/3/1980", "May"}) {
    EXPECT_EQ(IsoDate(text, DateOrder::kDayFirst), text);
    EXPECT_EQ(IsoDate(text, DateOrder::kIso), text);
  }
}

}  // namespace
}  // namespace attest::learners
