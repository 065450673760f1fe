#include "tests/bench/catalogue_copies.h"

#include <set>

#include "gmock/gmock.h"
#include "libs/testing/matchers.h"
#include "services/catalogue/checks/syllabus_file.h"
#include "services/catalogue/domain/check_character.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::bench {
namespace {

using ::attest::testing::FailsWith;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Copies, HaveCodesAndNumbersOfTheirOwn) {
  std::set<std::string> codes;
  std::set<std::string> numbers;
  for (size_t copy = 0; copy < kCopiesMax; ++copy) {
    codes.insert(CodeOfCopy(copy));
    numbers.insert(RegulatorsNumberOfCopy(copy));
  }

  EXPECT_EQ(codes.size(), kCopiesMax);
  EXPECT_EQ(numbers.size(), kCopiesMax);
}

TEST(Copies, HaveRightCheckDigits) {
  for (size_t copy = 0; copy < 100; ++copy) {
    const std::string number = RegulatorsNumberOfCopy(copy);
    EXPECT_EQ(catalogue::CanonicalNumber(number), number);
    EXPECT_EQ(catalogue::RightCheckDigit(number), number.back());
  }
}

TEST(Copies, CanBePublishedAndAreAsLargeAsTheRealOne) {
  const auto source = ReadFile(catalogue::testing::RealSyllabusFile());
  ASSERT_TRUE(source.ok());
  const auto real = catalogue::checks::CheckSource(*source);

  const std::string text = CopyOf(*source, 42);
  const auto copy = catalogue::checks::CheckSource(text);

  EXPECT_THAT(text, Not(HasSubstr("7D27V2")));
  EXPECT_TRUE(copy.publishable());
  EXPECT_EQ(copy.syllabus.name(), "qualifications/9Z0042/syllabi/8");
  EXPECT_EQ(copy.syllabus.ByteSizeLong(), real.syllabus.ByteSizeLong());
  EXPECT_EQ(copy.findings.size(), real.findings.size());
}

TEST(ReadFile, NamesAFileThatIsNotThere) {
  EXPECT_THAT(ReadFile("/no/such/file"),
              FailsWith(absl::StatusCode::kNotFound, "NO_FILE"));
}

}  // namespace
}  // namespace attest::bench
