#include "services/catalogue/domain/standard_code.h"

#include "gtest/gtest.h"

namespace attest::catalogue {
namespace {

TEST(ShortCode, IsTwoLettersAndANumber) {
  EXPECT_EQ(ShortCode("CFAM&LFB5"), "FB5");
  EXPECT_EQ(ShortCode("LANBEE12"), "EE12");
  EXPECT_EQ(ShortCode("FB5"), "FB5");
}

TEST(ShortCode, IsTheWholeOfAnyOtherCode) {
  for (const char* code : {"", "5", "B5", "CFAM&L", "cfa&lfb5", "A-5", "&B5"}) {
    EXPECT_EQ(ShortCode(code), code);
  }
}

// R55
TEST(IsStandard, TakesCodeAndShortCodeButNoOtherEnd) {
  EXPECT_TRUE(IsStandard("CFAM&LFB5", "CFAM&LFB5"));
  EXPECT_TRUE(IsStandard("CFAM&LFB5", "FB5"));
  EXPECT_FALSE(IsStandard("CFAM&LFB5", "B5"));
  EXPECT_FALSE(IsStandard("CFAM&LFB5", "FB"));
  EXPECT_FALSE(IsStandard("CFAM&LFB5", "5"));
}

}  // namespace
}  // namespace attest::catalogue
