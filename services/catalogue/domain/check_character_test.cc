#include "services/catalogue/domain/check_character.h"

#include <string>

#include "gtest/gtest.h"

namespace attest::catalogue {
namespace {

// R11, D2
TEST(CanonicalNumber, ReadsNumbersWithAndWithoutObliques) {
  EXPECT_EQ(CanonicalNumber("601/3778/2"), "601/3778/2");
  EXPECT_EQ(CanonicalNumber("60137782"), "601/3778/2");
  EXPECT_EQ(CanonicalNumber("6000002x"), "600/0002/X");
}

TEST(CanonicalNumber, KnowsWhatIsNoNumber) {
  for (const std::string text :
       {"", "7D27V2", "601/37782", "6013778/2", "601-3778-2", "601/3778/",
        "601/3778/22", "60X/3778/2", "６01/3778/2", " 601/3778/2"}) {
    EXPECT_EQ(CanonicalNumber(text), std::nullopt) << text;
  }
}

TEST(RightCheckDigit, FitsPublicNumbers) {
  EXPECT_EQ(RightCheckDigit("601/3778/2"), '2');
  EXPECT_EQ(RightCheckDigit("100/0512/2"), '2');  // D2
}

// R109
TEST(RightCheckDigit, ShowsEverySingleWrongDigit) {
  const std::string number = "601/3778/2";
  for (size_t at = 0; at + 1 < number.size(); ++at) {
    if (number[at] == '/') continue;
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string mistyped = number;
      mistyped[at] = digit;
      EXPECT_EQ(RightCheckDigit(mistyped) == '2', mistyped == number)
          << mistyped;
    }
  }
}

TEST(IsUnitReference, WantsALetterAndSevenDigits) {
  EXPECT_TRUE(IsUnitReference("K/506/2074"));
  for (const std::string text : {"", "K/506/207", "k/506/2074", "K5062074",
                                 "5/506/2074", "K/506/20745", "K/5O6/2074"}) {
    EXPECT_FALSE(IsUnitReference(text)) << text;
  }
}

// R109
TEST(RightCheckLetter, FitsTheUnitsOfTheSyllabus) {
  EXPECT_EQ(RightCheckLetter("K/506/2074"), 'K');
  EXPECT_EQ(RightCheckLetter("J/506/2048"), 'J');
  EXPECT_EQ(RightCheckLetter("R/506/2053"), 'R');
  EXPECT_NE(RightCheckLetter("K/506/2075"), 'K');
}

}  // namespace
}  // namespace attest::catalogue
