#include "libs/db/text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest::db {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SplitStatements, CutsAtSemicolons) {
  EXPECT_THAT(SplitStatements("a;b; c"), ElementsAre("a", "b", " c"));
}

TEST(SplitStatements, LeavesOutWhatSaysNothing) {
  EXPECT_THAT(SplitStatements(""), IsEmpty());
  EXPECT_THAT(SplitStatements(" ;\n;; -- only; a comment\n/* ; */"), IsEmpty());
}

TEST(SplitStatements, KeepsQuotesAndCommentsWhole) {
  EXPECT_THAT(SplitStatements("'a;b''c;' ; \"d;e\""),
              ElementsAre("'a;b''c;' ", " \"d;e\""));
  EXPECT_THAT(SplitStatements("a -- b;c\nd;e"),
              ElementsAre("a -- b;c\nd", "e"));
  EXPECT_THAT(SplitStatements("a /* b;c */ d;e"),
              ElementsAre("a /* b;c */ d", "e"));
  EXPECT_THAT(SplitStatements("-- it's;\na;b"),
              ElementsAre("-- it's;\na", "b"));
  EXPECT_THAT(SplitStatements("a '-- no comment'; b"),
              ElementsAre("a '-- no comment'", " b"));
}

TEST(SplitStatements, WhatIsNotClosedReachesToTheEnd) {
  EXPECT_THAT(SplitStatements("a 'b; c"), ElementsAre("a 'b; c"));
  EXPECT_THAT(SplitStatements("a /* b; c"), ElementsAre("a /* b; c"));
  EXPECT_THAT(SplitStatements("a /*/ b; c"), ElementsAre("a /*/ b; c"));
}

TEST(IsStorableText, TakesUtf8) {
  EXPECT_TRUE(IsStorableText(""));
  EXPECT_TRUE(IsStorableText("plain\ttext\n"));
  EXPECT_TRUE(IsStorableText("Zoë"));
  EXPECT_TRUE(IsStorableText("\xF4\x8F\xBF\xBF"));
}

TEST(IsStorableText, RefusesTheRest) {
  for (const std::string& text :
       {std::string("a\0", 2), std::string("\x80"), std::string("\xC3"),
        std::string("\xC1\xBF"), std::string("\xED\xBF\xBF"),
        std::string("\xF4\x90\x80\x80"), std::string("\xFE")}) {
    EXPECT_FALSE(IsStorableText(text));
  }
}

TEST(CheckTexts, NamesTheParameterAndNotItsValue) {
  const absl::Status status =
      CheckTexts({int64_t{1}, Blob{"\xFF"}, std::string("secret\xFF")});

  EXPECT_THAT(status, testing::FailsWith(absl::StatusCode::kInvalidArgument,
                                         "TEXT_ENCODING"));
  EXPECT_THAT(status.ToString(), ::testing::HasSubstr("$3"));
  EXPECT_THAT(status.ToString(),
              ::testing::Not(::testing::HasSubstr("secret")));
}

}  // namespace
}  // namespace attest::db
