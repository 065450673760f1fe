#include "services/verification/domain/certificate_number.h"

#include <cmath>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/ids/ids.h"

namespace attest::verification {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string NewNumber() {
  return MakeCertificateNumber(RandomBytes(kCertificateSeedBytes));
}

std::string WithoutHyphens(const std::string& number) {
  std::string plain;
  for (const char c : number) {
    if (c != '-') plain += c;
  }
  return plain;
}

// A number whose characters at `place` and behind it are `a` and `b`, with the
// check character that fits.
std::string NumberWith(size_t place, char a, char b) {
  std::string plain = WithoutHyphens(NewNumber());
  plain[place] = a;
  plain[place + 1] = b;
  for (const char check : std::string_view(kCertificateAlphabet)) {
    plain.back() = check;
    if (ReadCertificateNumber(plain).problem.empty()) return plain;
  }
  return "";
}

TEST(CertificateNumber, IsPrintedInThreeGroupsOfItsAlphabet) {  // D64
  const std::string number = NewNumber();

  EXPECT_EQ(number.size(), kCertificateLength + 2);
  EXPECT_EQ(number[6], '-');
  EXPECT_EQ(number[13], '-');
  EXPECT_THAT(ReadCertificateNumber(number).problem, IsEmpty());
}

TEST(CertificateNumber, HasNoLookAlikes) {
  for (const char look_alike : std::string_view("01ILO")) {
    EXPECT_EQ(std::string_view(kCertificateAlphabet).find(look_alike),
              std::string_view::npos);
  }
}

TEST(CertificateNumber, HoldsMoreThanEightyRandomBits) {
  EXPECT_GT((kCertificateLength - 1) * std::log2(31.0), 80.0);
}

TEST(CertificateNumber, EveryCharacterComesUpAtEveryRandomPlace) {
  std::vector<std::set<char>> seen(kCertificateLength);
  for (int i = 0; i < 2000; ++i) {
    const std::string plain = WithoutHyphens(NewNumber());
    for (size_t place = 0; place < plain.size(); ++place) {
      seen[place].insert(plain[place]);
    }
  }

  for (const auto& characters : seen) EXPECT_EQ(characters.size(), 31u);
}

TEST(CertificateNumber, IsReadInEitherCaseAndWithHyphensAnywhere) {
  const std::string number = NewNumber();
  std::string low = WithoutHyphens(number);
  for (char& c : low) c = static_cast<char>(std::tolower(c));

  EXPECT_EQ(ReadCertificateNumber(low).number, number);
  EXPECT_EQ(ReadCertificateNumber(low.insert(1, "-")).number, number);
}

// The sum is linear, so it is enough to try, at every place, every character
// in the place of every other.
TEST(CertificateNumber, NoticesEverySingleWrongCharacter) {
  const std::string_view alphabet = kCertificateAlphabet;
  for (size_t place = 0; place < kCertificateLength; ++place) {
    for (const char right : alphabet) {
      const std::string number =
          place + 1 < kCertificateLength
              ? NumberWith(place, right, alphabet.front())
              : WithoutHyphens(NewNumber());
      for (const char wrong : alphabet) {
        std::string mistyped = number;
        if (mistyped[place] == wrong) continue;
        mistyped[place] = wrong;
        ASSERT_THAT(ReadCertificateNumber(mistyped).problem,
                    HasSubstr("check character does not fit"))
            << number << " " << mistyped;
      }
    }
  }
}

TEST(CertificateNumber, NoticesEverySwapOfNeighbours) {
  const std::string_view alphabet = kCertificateAlphabet;
  for (size_t place = 0; place + 2 < kCertificateLength; ++place) {
    for (const char a : alphabet) {
      for (const char b : alphabet) {
        if (a == b) continue;
        std::string swapped = NumberWith(place, a, b);
        ASSERT_THAT(swapped, Not(IsEmpty()));
        std::swap(swapped[place], swapped[place + 1]);
        ASSERT_THAT(ReadCertificateNumber(swapped).problem,
                    HasSubstr("check character does not fit"));
      }
    }
  }
}

TEST(CertificateNumber, NoticesASwapWithTheCheckCharacter) {
  for (int i = 0; i < 2000; ++i) {
    std::string swapped = WithoutHyphens(NewNumber());
    const size_t last = swapped.size() - 1;
    if (swapped[last] == swapped[last - 1]) continue;
    std::swap(swapped[last], swapped[last - 1]);
    ASSERT_THAT(ReadCertificateNumber(swapped).problem, Not(IsEmpty()));
  }
}

TEST(CertificateNumber, SaysWhatIsWrongWithAnythingElse) {
  EXPECT_THAT(ReadCertificateNumber("").problem, HasSubstr("0 characters"));
  EXPECT_THAT(ReadCertificateNumber("ABC").problem, HasSubstr("has 3"));
  EXPECT_THAT(ReadCertificateNumber("O0000000000000000O").problem,
              HasSubstr("no certificate number has"));
  EXPECT_THAT(ReadCertificateNumber(std::string(18, '\0')).problem,
              Not(IsEmpty()));
  EXPECT_THAT(ReadCertificateNumber("\xff\xfe").problem, Not(IsEmpty()));
}

}  // namespace
}  // namespace attest::verification
