#include "tools/attest/learners/csv.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::learners {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<CsvRecord> ReadAll(const std::string& text) {
  std::istringstream in(text);
  CsvReader reader(in);
  std::vector<CsvRecord> records;
  while (auto record = reader.Next()) records.push_back(*std::move(record));
  EXPECT_LE(reader.bytes_read(), static_cast<int64_t>(text.size()));
  return records;
}

std::vector<std::string> FieldsOf(const std::string& text) {
  const auto records = ReadAll(text);
  EXPECT_THAT(records, SizeIs(1));
  if (records.empty()) return {};
  EXPECT_THAT(records[0].fault, IsEmpty());
  return records[0].fields;
}

TEST(Csv, ReadsRecords) {
  const auto records = ReadAll("a,b\nc,d\n");
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
  EXPECT_EQ(records[1].line, 2);
}

TEST(Csv, TakesEveryKindOfEnd) {
  EXPECT_THAT(FieldsOf("a,b"), ElementsAre("a", "b"));
  EXPECT_THAT(FieldsOf("a,b\r\n"), ElementsAre("a", "b"));
  EXPECT_THAT(FieldsOf("\"a\",\"b\"\r\n"), ElementsAre("a", "b"));
  EXPECT_THAT(FieldsOf("a,\n"), ElementsAre("a", ""));
  EXPECT_THAT(FieldsOf("a,\"\"\n"), ElementsAre("a", ""));
  EXPECT_THAT(ReadAll(""), IsEmpty());
  EXPECT_THAT(ReadAll("\n\r\n\n"), IsEmpty());
}

TEST(Csv, PassesOverTheMarkOfTheByteOrder) {
  EXPECT_THAT(FieldsOf("\xEF\xBB\xBF"
                       "a,b\n"),
              ElementsAre("a", "b"));
  EXPECT_THAT(FieldsOf("\xEF\xBB\xBF\"a,b\"\n"), ElementsAre("a,b"));
  EXPECT_THAT(ReadAll("\xEF\xBB\xBF"), IsEmpty());
}

TEST(Csv, ReadsQuotesCommasAndLineEndsWithinQuotes) {
  EXPECT_THAT(FieldsOf("\"O\"\"Neill, \"\"Jo\"\"\",x\n"),
              ElementsAre("O\"Neill, \"Jo\"", "x"));
  const auto records = ReadAll("\"a\nb\r\nc\",d\ne,f\n");
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].fields[0], "a\nb\r\nc");
  EXPECT_EQ(records[1].line, 4);
}

TEST(Csv, KeepsEveryByteOfAName) {
  for (const std::string& name :
       {std::string("\u0645\u062D\u0645\u062F"), std::string("\u200Fabc"),
        std::string("a\0b", 3), std::string("\xFF\xFE"), std::string("a\rb")}) {
    EXPECT_THAT(FieldsOf(name + ",x\n"), ElementsAre(name, "x"));
  }
}

TEST(Csv, TellsOfQuotesThatStandWrong) {
  const auto within = ReadAll("a\"b,c\nd,e\n");
  ASSERT_THAT(within, SizeIs(2));
  EXPECT_THAT(within[0].fault, HasSubstr("line 1"));
  EXPECT_THAT(within[0].fields, ElementsAre("a\"b", "c"));
  EXPECT_THAT(within[1].fault, IsEmpty());

  const auto behind = ReadAll("\"a\"b,c\n");
  EXPECT_THAT(behind[0].fault, HasSubstr("closing quote"));
  EXPECT_THAT(behind[0].fields, ElementsAre("ab", "c"));

  const auto open = ReadAll("x,y\n\"a,b\nc,d\n");
  ASSERT_THAT(open, SizeIs(2));
  EXPECT_THAT(open[1].fault, HasSubstr("never closed"));
  EXPECT_EQ(open[1].line, 2);
}

TEST(Csv, TakesManyColumnsAndLongFields) {
  std::string many = "0";
  for (int i = 1; i < 200; ++i) many += ',' + std::to_string(i);
  EXPECT_THAT(FieldsOf(many + "\n"), SizeIs(200));
  EXPECT_THAT(FieldsOf(std::string(1 << 20, 'x') + ",y")[0], SizeIs(1 << 20));
}

TEST(Csv, EndsAtARecordThatHasNoEnd) {
  const auto records = ReadAll(
      "a,\"" + std::string(CsvReader::kRecordBytesMax + 9, 'x') + "\"\nb,c\n");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_THAT(records[0].fault, HasSubstr("more than"));
}

// What is written reads as it was.
TEST(Csv, WritesWhatItReads) {
  const std::vector<std::string> fields = {"a", "b,c", "d\"e",   "f\r\ng",
                                           "",  " h ", "\u200Fx"};
  EXPECT_THAT(FieldsOf(CsvLine(fields)), ::testing::ElementsAreArray(fields));
  EXPECT_EQ(CsvLine({"a", "b,c"}), "a,\"b,c\"\n");
}

}  // namespace
}  // namespace attest::learners
