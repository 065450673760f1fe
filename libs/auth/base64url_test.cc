#include "libs/auth/base64url.h"

#include "gmock/gmock.h"

namespace attest::auth {
namespace {

// RFC 4648, section 10.
TEST(Base64Url, EncodesAndDecodesTheVectorsOfTheStandard) {
  const std::pair<std::string, std::string> vectors[] = {
      {"", ""},
      {"f", "Zg"},
      {"fo", "Zm8"},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg"},
      {"fooba", "Zm9vYmE"},
      {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(EncodeBase64Url(bytes), text);
    EXPECT_EQ(DecodeBase64Url(text), bytes);
  }
}

TEST(Base64Url, CarriesEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);

  EXPECT_EQ(DecodeBase64Url(EncodeBase64Url(bytes)), bytes);
}

TEST(Base64Url, UsesTheAlphabetForUrls) {
  EXPECT_EQ(EncodeBase64Url("\xfb\xff"), "-_8");
  EXPECT_EQ(DecodeBase64Url("+/8"), std::nullopt);
}

TEST(Base64Url, RefusesWhatIsNotStrict) {
  for (const std::string_view text :
       {"Zg==", "Zg=", "Z", "Zm9vY", "Zm 9v", "Zm9v\n", "Zm9.", "\xc3\xa9"}) {
    EXPECT_EQ(DecodeBase64Url(text), std::nullopt) << text;
  }
  EXPECT_EQ(DecodeBase64Url(std::string_view("Zm\0v", 4)), std::nullopt);
}

TEST(Base64Url, RefusesASecondSpellingOfTheSameBytes) {
  EXPECT_EQ(DecodeBase64Url("Zg"), "f");
  EXPECT_EQ(DecodeBase64Url("Zh"), std::nullopt);
  EXPECT_EQ(DecodeBase64Url("Zm9"), std::nullopt);
}

}  // namespace
}  // namespace attest::auth
