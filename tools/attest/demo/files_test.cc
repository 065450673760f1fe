#include "tools/attest/demo/files.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::demo {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Files, BeginAsTheirTypeDoes) {
  EXPECT_THAT(PdfFile("a.pdf", "line").bytes, StartsWith("%PDF-1.4"));
  EXPECT_THAT(PngFile("a.png", 1).bytes, StartsWith("\x89PNG\r\n"));
  EXPECT_THAT(WavFile("a.wav", 440).bytes, StartsWith("RIFF"));
  EXPECT_EQ(TextFile("a.txt", "words").bytes, "words");
}

// A reader of PDF follows the last offset to the table and from there to every
// object.
TEST(Files, APdfPointsToItsTableAndObjects) {
  const std::string pdf = PdfFile("a.pdf", "line").bytes;

  const size_t table = std::stoul(pdf.substr(pdf.find("startxref\n") + 10));
  EXPECT_EQ(pdf.substr(table, 4), "xref");
  const size_t first = std::stoul(pdf.substr(pdf.find("f \n", table) + 3, 10));
  EXPECT_THAT(pdf.substr(first), StartsWith("1 0 obj"));
}

TEST(Files, AWavSaysHowLongItIs) {
  const std::string wav = WavFile("a.wav", 440).bytes;

  EXPECT_EQ(wav.size(), 44 + 8000);
  EXPECT_EQ(static_cast<unsigned char>(wav[4]) +
                256 * static_cast<unsigned char>(wav[5]),
            static_cast<int>(wav.size()) - 8);
}

TEST(Files, DifferByWhatTheyShow) {
  EXPECT_NE(PngFile("a.png", 1).bytes, PngFile("a.png", 2).bytes);
  EXPECT_NE(WavFile("a.wav", 440).bytes, WavFile("a.wav", 220).bytes);
}

}  // namespace
}  // namespace attest::demo
