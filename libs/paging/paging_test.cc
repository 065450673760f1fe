#include "libs/paging/paging.h"

#include <climits>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "libs/ids/ids.h"
#include "libs/testing/matchers.h"

namespace attest {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::NamesFields;
using ::testing::AllOf;

constexpr char kDomain[] = "registration.attest";
constexpr char kList[] = "ListCentres centres/northgate state=OPEN";
constexpr char kKey[] = "2026-11-24T09:30:00.000001Z r17";

const PageTokens& Tokens() {
  static const PageTokens tokens("a secret of the replicas, 32 bytes");
  return tokens;
}

absl::StatusOr<std::string> Decode(std::string_view token) {
  return Tokens().Decode(kDomain, kList, token);
}

MATCHER(IsRefused, "is refused as a page token") {
  return ::testing::ExplainMatchResult(
      AllOf(FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"),
            NamesFields({"page_token"})),
      arg, result_listener);
}

TEST(PageTokens, GiveBackTheKeyOfTheLastRow) {
  EXPECT_EQ(*Decode(Tokens().Encode(kList, kKey)), kKey);
}

TEST(PageTokens, TakeAnyBytesForAKey) {
  for (const std::string& key :
       {std::string("\0\xFF\n", 3), RandomBytes(1), RandomBytes(500)}) {
    EXPECT_EQ(*Decode(Tokens().Encode(kList, key)), key);
  }
}

TEST(PageTokens, StartWithTheFirstPage) { EXPECT_EQ(*Decode(""), ""); }

TEST(PageTokens, AreTheSameOnEveryReplica) {
  const PageTokens replica("a secret of the replicas, 32 bytes");

  EXPECT_EQ(*replica.Decode(kDomain, kList, Tokens().Encode(kList, kKey)),
            kKey);
}

TEST(PageTokens, CanTravelInAUrl) {
  for (int i = 0; i < 100; ++i) {
    const std::string token = Tokens().Encode(kList, RandomBytes(i));
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
                                      "nopqrstuvwxyz0123456789-_"),
              std::string::npos);
  }
}

TEST(PageTokens, OfAnotherListAreRefused) {
  for (const char* list : {"", "ListCentres", "ListLearners centres/northgate",
                           "ListCentres centres/northgate state=CLOSED"}) {
    EXPECT_THAT(Decode(Tokens().Encode(list, kKey)), IsRefused()) << list;
  }
}

TEST(PageTokens, KeepListAndKeyApart) {
  const auto decoded =
      Tokens().Decode(kDomain, "List", Tokens().Encode("Lis", "tkey"));

  EXPECT_THAT(decoded, IsRefused());
}

TEST(PageTokens, OfAnotherSecretAreRefused) {
  EXPECT_THAT(Decode(PageTokens("another").Encode(kList, kKey)), IsRefused());
  EXPECT_THAT(Decode(PageTokens("").Encode(kList, kKey)), IsRefused());
}

TEST(PageTokens, CutShortAreRefused) {
  const std::string token = Tokens().Encode(kList, kKey);
  for (size_t size = 1; size < token.size(); ++size) {
    EXPECT_THAT(Decode(token.substr(0, size)), IsRefused()) << size;
    EXPECT_THAT(Decode(token.substr(size)), IsRefused()) << size;
  }
}

TEST(PageTokens, AlteredAnywhereAreRefused) {
  const std::string token = Tokens().Encode(kList, kKey);
  for (size_t i = 0; i < token.size(); ++i) {
    for (const char c : {'A', 'z', '-', '=', '+', ' ', '\0', '\xFF'}) {
      std::string altered = token;
      altered[i] = c;
      if (altered == token) continue;
      EXPECT_THAT(Decode(altered), IsRefused()) << i;
    }
  }
}

TEST(PageTokens, LengthenedAreRefused) {
  const std::string token = Tokens().Encode(kList, kKey);
  for (const char* tail : {"A", "=", "==", " ", "\n", "AAAA"}) {
    EXPECT_THAT(Decode(token + tail), IsRefused()) << tail;
  }
  EXPECT_THAT(Decode(std::string(10'000'000, 'A')), IsRefused());
}

TEST(PageTokens, ReadWhateverTheyAreGiven) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(1 + random() % 100, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    EXPECT_FALSE(Decode(bytes).ok());
    EXPECT_FALSE(Decode(EncodeBase64Url(bytes)).ok());
  }
}

TEST(PageSize, IsTheDefaultForNone) {
  EXPECT_EQ(*PageSize(kDomain, 0), kPageSizeDefault);
  EXPECT_EQ(*PageSize(kDomain, 0, 10), 10);
}

TEST(PageSize, IsBounded) {
  EXPECT_EQ(*PageSize(kDomain, 1), 1);
  EXPECT_EQ(*PageSize(kDomain, kPageSizeMax), kPageSizeMax);
  EXPECT_EQ(*PageSize(kDomain, kPageSizeMax + 1), kPageSizeMax);
  EXPECT_EQ(*PageSize(kDomain, INT_MAX), kPageSizeMax);
}

TEST(PageSize, IsNotNegative) {
  for (const int32_t size : {-1, INT_MIN}) {
    const auto result = PageSize(kDomain, size);
    EXPECT_THAT(result, FailsWith(absl::StatusCode::kInvalidArgument,
                                  "INVALID_FIELDS"));
    EXPECT_THAT(result, NamesFields({"page_size"}));
  }
  EXPECT_EQ(FieldViolationsOf(PageSize(kDomain, -1).status())[0].description,
            "must be 0 (for 50) to 1000, is -1");
}

}  // namespace
}  // namespace attest
