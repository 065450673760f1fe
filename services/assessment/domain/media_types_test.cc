#include "services/assessment/domain/media_types.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::assessment {
namespace {

using namespace std::string_literals;

constexpr char kDocx[] =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

struct Sample {
  std::string media_type;
  std::string head;
};
void PrintTo(const Sample& sample, std::ostream* out) {
  *out << sample.media_type;
}

class LooksLikeTest : public ::testing::TestWithParam<Sample> {};

TEST_P(LooksLikeTest, KnowsItsOwnAndNoOther) {
  for (const std::string& type : KnownMediaTypes()) {
    if (LooksLike(type, GetParam().head)) {
      EXPECT_TRUE(LooksLike(GetParam().media_type, GetParam().head));
    }
  }
  EXPECT_TRUE(LooksLike(GetParam().media_type, GetParam().head));
  EXPECT_FALSE(LooksLike(GetParam().media_type, ""s + '\x01' + "rubbish"));
  EXPECT_FALSE(LooksLike(GetParam().media_type, GetParam().head.substr(0, 1)));
}

INSTANTIATE_TEST_SUITE_P(
    Binary, LooksLikeTest,
    ::testing::Values(Sample{"application/pdf", "%PDF-1.7\n"},
                      Sample{"image/png", "\x89PNG\r\n\x1a\n"s + "rest"},
                      Sample{"image/jpeg", "\xff\xd8\xff\xe0"s + "rest"},
                      Sample{"image/gif", "GIF89a"},
                      Sample{"image/gif", "GIF87a"},
                      Sample{"audio/wav", "RIFF\x10\0\0\0WAVEfmt "s},
                      Sample{"audio/mpeg", "ID3\x03"s},
                      Sample{"audio/mpeg", "\xff\xfb\x90\x64"s},
                      Sample{"audio/ogg", "OggS\0"s},
                      Sample{"video/mp4", "\0\0\0\x18"s + "ftypmp42"},
                      Sample{"audio/x-m4a", "\0\0\0\x18"s + "ftypM4A "},
                      Sample{kDocx, "PK\x03\x04"s + "rest"}));

TEST(LooksLike, RefusesAJpegThatIsCalledAPdf) {
  EXPECT_FALSE(LooksLike("application/pdf", "\xff\xd8\xff\xe0"s));
}

TEST(LooksLike, RefusesWhatIsNoFrameOfLayerThree) {
  EXPECT_FALSE(LooksLike("audio/mpeg", "\xff\xff\xff\xff"s));
  EXPECT_FALSE(LooksLike("audio/mpeg", "\xff\xd8\xff\xe0"s));  // JPEG
}

TEST(LooksLike, RefusesAnUnknownType) {
  EXPECT_FALSE(LooksLike("application/x-msdownload", "MZ"));
  EXPECT_FALSE(IsKnownMediaType("application/x-msdownload"));
  EXPECT_TRUE(IsKnownMediaType("text/plain"));
}

TEST(LooksLike, TakesTextInAnyScriptThatIsCutAnywhere) {
  const std::string text = "Stratégie – 戦略 – 🏛";
  for (size_t length = 0; length <= text.size(); ++length) {
    EXPECT_TRUE(LooksLike("text/plain", text.substr(0, length))) << length;
  }
  EXPECT_FALSE(LooksLike("text/plain", "a\0b"s));
  EXPECT_FALSE(LooksLike("text/plain", "caf\xe9 latin"s));
}

TEST(PlainTextCheck, JoinsCharactersAcrossPieces) {
  const std::string text = "Stratégie – 戦略 – 🏛";
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    PlainTextCheck check;
    EXPECT_TRUE(check.Add(text.substr(0, cut)));
    EXPECT_TRUE(check.Add(text.substr(cut)));
    EXPECT_TRUE(check.Ends());
  }
}

TEST(PlainTextCheck, SeesACharacterThatIsNeverFinished) {
  PlainTextCheck check;
  EXPECT_TRUE(check.Add("\xe6\x88"));
  EXPECT_FALSE(check.Ends());
  EXPECT_FALSE(check.Add("a"));
}

}  // namespace
}  // namespace attest::assessment
