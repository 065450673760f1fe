// CSV files against the real service, as hostile as they come.
#include "tools/attest/learners/import.h"

#include <sstream>

#include "fmt/format.h"
#include "tests/rpc/registration/registration_fixture.h"
#include "tools/attest/learners/csv.h"

namespace attest::registration {
namespace {

using learners::ImportCounts;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class ImportTest : public RegistrationTest {
 protected:
  ImportTest() {
    MakeReadyCentre();
    options_.centre = kNorthgate;
    options_.batch_id = ids_.NewId();
    options_.patience = absl::ZeroDuration();
    options_.columns.constants = {{"qualification_code", "7D27V2"},
                                  {"registration_date", "2026-11-01"},
                                  {"language", "en"},
                                  {"capability", "Interview."},
                                  {"capability_by", "carol"},
                                  {"capability_date", "2026-10-20"},
                                  {"meets_needs", "yes"},
                                  {"enables_achievement", "yes"},
                                  {"enables_progression", "yes"},
                                  {"advice", "Programme guide."},
                                  {"advice_date", "2026-10-20"}};
  }

  absl::StatusOr<ImportCounts> Import(const std::string& text) {
    std::istringstream in(text);
    refused_.str("");
    asked_ = 0;
    shown_.clear();
    return learners::ImportLearners(
        *stub_, admin_.substr(std::string("Bearer ").size()), options_,
        {.in = in,
         .refused = [&]() -> std::ostream& {
           ++asked_;
           return refused_;
         },
         .progress = [&](const ImportCounts& now) { shown_.push_back(now); }});
  }
  // What a file of one row comes to: its reasons, empty when it was accepted.
  std::string ReasonsOf(const std::string& name,
                        const std::string& birth_date) {
    options_.batch_id = ids_.NewId();
    const auto counts =
        Import("name,dob\n" + learners::CsvLine({name, birth_date}));
    EXPECT_THAT(counts, IsOk());
    const auto rows = Refused();
    return rows.size() < 2 ? "" : rows[1].back();
  }
  // The file of rows that were not accepted.
  std::vector<Strings> Refused() {
    std::istringstream in(refused_.str());
    learners::CsvReader reader(in);
    std::vector<Strings> rows;
    while (auto record = reader.Next()) rows.push_back(record->fields);
    return rows;
  }

  learners::ImportOptions options_;
  std::ostringstream refused_;
  int asked_ = 0;
  std::vector<ImportCounts> shown_;
};

TEST_F(ImportTest, RegistersAFileOfAWindowsProgram) {
  const auto counts = Import(
      "\xEF\xBB\xBF"
      "First name,Last name,Date of birth,ULN,Last access\r\n"
      "Ann,\"O\"\"Neill, MBE\",1980-05-04,1000000043,yesterday\r\n"
      "\"Bob\",Other,1981-05-04,,\r\n");

  ASSERT_THAT(counts, IsOk());
  EXPECT_EQ(counts->rows, 2);
  EXPECT_EQ(counts->accepted, 2);
  EXPECT_EQ(asked_, 0);
  EXPECT_EQ(Counts(), std::make_pair(int64_t{2}, int64_t{2}));
}

TEST_F(ImportTest, WritesWhatWasNotAcceptedToBeMendedAndSentAgain) {
  const std::string file =
      "Name,Dob,ULN\n"
      "Ann,1980-05-04,1000000043\n"
      "Bob,31/02/1990,\n"
      "\"Cy, Jr\",2015-01-01,\n"
      "Di,1985-01-01,1000000043\n"
      "Ed,1985-01-01\n";
  const auto counts = Import(file);

  ASSERT_THAT(counts, IsOk());
  EXPECT_EQ(counts->accepted, 1);
  EXPECT_EQ(counts->duplicates, 1);
  EXPECT_EQ(counts->refused, 3);
  const auto rows = Refused();
  ASSERT_THAT(rows, SizeIs(5));
  EXPECT_EQ(rows[0], (Strings{"Name", "Dob", "ULN", "reasons"}));
  EXPECT_THAT(rows[1][3], HasSubstr("INVALID_FIELDS learner.birth_date"));
  EXPECT_EQ(rows[2][0], "Cy, Jr");
  EXPECT_THAT(rows[2][3], HasSubstr("UNDER_AGE"));
  EXPECT_THAT(rows[3][3], StartsWith("DUPLICATE_ULN learners/"));
  EXPECT_THAT(rows[4].back(), HasSubstr("the header has 3"));

  // Mended, as it is: the column of reasons is no hindrance.
  options_.batch_id = ids_.NewId();
  const auto mended = Import(learners::CsvLine(rows[0]) +
                             "Bob,1990-02-28,,was wrong\n"
                             "\"Cy, Jr\",2015-01-01,,still is\n");
  ASSERT_THAT(mended, IsOk());
  EXPECT_EQ(mended->accepted, 1);
  ASSERT_THAT(Refused(), SizeIs(2));
  EXPECT_EQ(Refused()[0], (Strings{"Name", "Dob", "ULN", "reasons"}));
  EXPECT_THAT(Refused()[1][3], HasSubstr("UNDER_AGE"));
}

TEST_F(ImportTest, NeedsAHeader) {
  EXPECT_THAT(Import(""),
              FailsWith(absl::StatusCode::kInvalidArgument, "EMPTY_FILE"));
  EXPECT_THAT(Import("\xEF\xBB\xBF\r\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "EMPTY_FILE"));
  EXPECT_THAT(Import("Name,Mail\nAnn,a@b\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "COLUMNS"));
  EXPECT_THAT(Import("\"Name,Dob\nAnn,1980-05-04\n"),
              FailsWith(absl::StatusCode::kInvalidArgument, "HEADER"));
  const auto none = Import("Name,Dob\n");
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->rows, 0);
}

// Accepted where a person's name can be so, else a row's reason.
TEST_F(ImportTest, TakesNamesInAnyScript) {
  for (const char* name :
       {"\u0645\u062D\u0645\u062F", "\u8AAA\u8A71", "Zo\u00EB d'\u00C9",
        "\u05D3\u05DF \u200Fabc", "O'Neill, \"Jo\"", "\U0001F9D1 Ann"}) {
    EXPECT_THAT(ReasonsOf(name, "1980-05-04"), IsEmpty()) << name;
  }
  for (const std::string& name :
       {std::string("a\0b", 3), std::string("\u202Eabc"), std::string("a\nb"),
        std::string("\xFF\xFE"), std::string(1 << 20, 'x'), std::string(" "),
        std::string(201, 'x')}) {
    EXPECT_THAT(ReasonsOf(name, "1980-05-04"), ::testing::Not(IsEmpty()))
        << name.substr(0, 10);
  }
}

TEST_F(ImportTest, NamesDatesThatAreNone) {
  for (const char* date : {"31/02/1990", "1990-02-31", "1990", "", "tomorrow",
                           "2999-01-01", "0000-00-00"}) {
    EXPECT_THAT(ReasonsOf("Ann " + ids_.NewId(), date),
                HasSubstr("learner.birth_date"))
        << date;
  }
}

TEST_F(ImportTest, TakesTwoHundredColumns) {
  std::string header = "name,dob";
  std::string row = "Ann,1980-05-04";
  for (int i = 0; i < 198; ++i) {
    header += fmt::format(",column {}", i);
    row += ",x";
  }
  const auto counts = Import(header + "\n" + row + "\n");
  ASSERT_THAT(counts, IsOk());
  EXPECT_EQ(counts->accepted, 1);
}

TEST_F(ImportTest, WritesNothingInADryRun) {
  options_.dry_run = true;
  const auto counts = Import("name,dob\nAnn,1980-05-04\nBob,never\n");

  ASSERT_THAT(counts, IsOk());
  EXPECT_EQ(counts->accepted, 1);
  EXPECT_EQ(counts->refused, 1);
  EXPECT_THAT(Refused(), SizeIs(2));
  EXPECT_EQ(Counts(), std::make_pair(int64_t{0}, int64_t{0}));
}

// Longer than what is sent at once, and sent twice: nobody is registered twice.
TEST_F(ImportTest, GoesOnWithAFileThatIsSentAgain) {
  std::string file = "name,dob,email\n";
  for (int i = 0; i < 450; ++i) {
    file += fmt::format("Learner {0},1980-05-04,l{0}@example.org\n", i);
  }
  const auto first = Import(file);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->accepted, 450);
  ASSERT_THAT(shown_, SizeIs(3));
  EXPECT_EQ(shown_.back().bytes_read, static_cast<int64_t>(file.size()));

  const auto again = Import(file);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->accepted, 450);
  EXPECT_EQ(Counts(), std::make_pair(int64_t{450}, int64_t{450}));
}

TEST_F(ImportTest, TellsWhatTheBatchFailsWith) {
  options_.centre = "centres/southbank";
  EXPECT_THAT(Import("name,dob\nAnn,1980-05-04\n"),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  options_.centre = "x";
  EXPECT_THAT(Import("name,dob\nAnn,1980-05-04\n"),
              NamesFields(Strings{"start.parent"}));
}

// The store fails once: what was read is sent again.
TEST_F(ImportTest, TriesAgainWhenTheServerIsAway) {
  options_.patience = absl::Seconds(30);
  database_->FailNextCommit(absl::UnavailableError("power"));
  const auto counts = Import("name,dob\nAnn,1980-05-04\n");

  ASSERT_THAT(counts, IsOk());
  EXPECT_EQ(counts->accepted, 1);
  EXPECT_EQ(Counts(), std::make_pair(int64_t{1}, int64_t{1}));
}

}  // namespace
}  // namespace attest::registration
