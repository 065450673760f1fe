#include "services/registration/domain/unique_learner_number.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// D23: the two published examples.
TEST(UniqueLearnerNumber, AcceptsPublishedExamples) {
  EXPECT_THAT(UniqueLearnerNumberFinding("9276308686"), IsEmpty());
  EXPECT_THAT(UniqueLearnerNumberFinding("1000000043"), IsEmpty());
}

// D24
TEST(UniqueLearnerNumber, AcceptsTheTemporaryNumber) {
  EXPECT_THAT(UniqueLearnerNumberFinding("9999999999"), IsEmpty());
}

// D23: the right digit is named.
TEST(UniqueLearnerNumber, NamesTheExpectedCheckDigit) {
  const std::string finding = UniqueLearnerNumberFinding("1000000042");

  EXPECT_THAT(finding, HasSubstr("the last must be 3"));
  EXPECT_THAT(finding, Not(HasSubstr("1000000042")));
}

// D23: nine digits whose remainder is 0 allow no number, so none is named.
TEST(UniqueLearnerNumber, NamesNoDigitWhereNoneIsRight) {
  // 1*10 + 6*2 = 22.
  const std::string finding = UniqueLearnerNumberFinding("1000000060");

  EXPECT_THAT(finding, HasSubstr("no such number exists"));
  EXPECT_THAT(finding, Not(HasSubstr("the last must be")));
}

TEST(UniqueLearnerNumber, RefusesOtherForms) {
  for (const char* number :
       {"", "100000004", "10000000430", "100000004x", "1000 00043",
        "\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1"}) {
    EXPECT_THAT(UniqueLearnerNumberFinding(number), HasSubstr("10 digits"))
        << number;
  }
  EXPECT_THAT(UniqueLearnerNumberFinding("0000000043"),
              HasSubstr("must not start with 0"));
}

// D23: the equivalent form of the rule is that the sum of all ten digits,
// weighted 10 to 1, leaves 10 modulo 11.
TEST(UniqueLearnerNumber, AgreesWithTheEquivalentRule) {
  for (int64_t number = 1'000'000'000; number < 1'000'020'000; ++number) {
    const std::string text = std::to_string(number);
    int sum = 0;
    for (int i = 0; i < 10; ++i) sum += (text[i] - '0') * (10 - i);

    ASSERT_EQ(UniqueLearnerNumberFinding(text).empty(), sum % 11 == 10) << text;
  }
}

// D23: any single digit that is changed is found.
TEST(UniqueLearnerNumber, FindsEverySingleWrongDigit) {
  const std::string right = "9276308686";
  for (size_t place = 0; place < right.size(); ++place) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = right;
      wrong[place] = digit;
      EXPECT_EQ(UniqueLearnerNumberFinding(wrong).empty(), wrong == right)
          << wrong;
    }
  }
}

}  // namespace
}  // namespace attest::registration
