#include "libs/names/field_checks.h"

#include <functional>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kField[] = "field";

// What one check finds; empty when it finds nothing.
std::string Finding(const std::function<void(FieldChecks&)>& run) {
  FieldChecks check("registration.attest");
  run(check);
  const auto violations = FieldViolationsOf(check.status());
  EXPECT_LE(violations.size(), 1u);
  return violations.empty() ? "" : violations[0].description;
}

std::string TextFinding(std::string_view text) {
  return Finding([&](FieldChecks& check) { check.Text(kField, text); });
}

std::string LongTextFinding(std::string_view text) {
  return Finding([&](FieldChecks& check) { check.LongText(kField, text); });
}

std::string DateFinding(std::string_view text) {
  return Finding([&](FieldChecks& check) { check.Date(kField, text); });
}

std::string PersonFinding(std::string_view text) {
  return Finding([&](FieldChecks& check) { check.Person(kField, text); });
}

std::string NameFinding(std::string_view name) {
  return Finding([&](FieldChecks& check) {
    check.Name(kField, "centres/{centre}", name);
  });
}

std::string Repeat(std::string_view text, size_t times) {
  std::string repeated;
  for (size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

TEST(FieldChecks, AreOkWhenNothingIsWrong) {
  FieldChecks check("registration.attest");
  check.Text("name", "Ann Smith");
  check.OptionalText("middle_name", "");
  check.LongText("statement", "One.\n\tTwo.");
  check.OptionalLongText("note", "");
  check.Uuid("request_id", "1b4e28ba-2fa1-4d3c-883f-0016d3cca427");
  check.Date("birth_date", "1990-02-28");
  check.OptionalDate("end_date", "");
  check.Name("parent", "centres/{centre}", "centres/northgate");
  check.OptionalName("unit", "units/{unit}", "");
  check.Person("assessor", "auth0|5f7c8ec7");
  check.Range("credits", 45, 1, 200);
  check.List("units", 1);
  check.OptionalList("notes", 0);
  check.That(true, "etag", "must be sent");

  EXPECT_TRUE(check.ok());
  EXPECT_THAT(check.status(), IsOk());
}

// Bad input is answered once, with everything that is wrong.
TEST(FieldChecks, NameEveryWrongField) {
  FieldChecks check("registration.attest");
  check.Text("name", "");
  check.OptionalText("middle_name", "a\nb");
  check.LongText("statement", " ");
  check.OptionalLongText("note", "\xFF");
  check.Uuid("request_id", "");
  check.Date("birth_date", "");
  check.OptionalDate("end_date", "x");
  check.Name("parent", "centres/{centre}", "centre/northgate");
  check.OptionalName("unit", "units/{unit}", "x");
  check.Person("assessor", "");
  check.Range("credits", 0, 1, 200);
  check.List("units", 0);
  check.OptionalList("notes", 501);
  check.That(false, "etag", "must be sent");
  check.Add("learner", "must be new");

  EXPECT_FALSE(check.ok());
  EXPECT_THAT(check.status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_EQ(ErrorInfoOf(check.status())->domain, "registration.attest");
  EXPECT_THAT(
      check.status(),
      NamesFields({"name", "middle_name", "statement", "note", "request_id",
                   "birth_date", "end_date", "parent", "unit", "assessor",
                   "credits", "units", "notes", "etag", "learner"}));
}

TEST(FieldChecks, CountCodePointsNotBytes) {
  EXPECT_EQ(TextFinding(Repeat("\U0001F393", kShortTextMax)), "");
  EXPECT_EQ(TextFinding(Repeat("\u00E9", kShortTextMax + 1)),
            "must have at most 200 characters, has 201");
  EXPECT_EQ(LongTextFinding(Repeat("\u20AC", kLongTextMax)), "");
  EXPECT_EQ(LongTextFinding(Repeat("x", kLongTextMax + 1)),
            "must have at most 4000 characters, has 4001");
}

TEST(FieldChecks, TakeALimitOfTheCallers) {
  EXPECT_EQ(Finding([](FieldChecks& check) { check.Text(kField, "abc", 2); }),
            "must have at most 2 characters, has 3");
  EXPECT_EQ(
      Finding([](FieldChecks& check) { check.OptionalText(kField, "abc", 3); }),
      "");
}

TEST(FieldChecks, TakeNamesOfPeopleEverywhere) {
  for (const char* name :
       {"O\u2019Brien", "Zo\u00EB", "\u5F20\u4F1F", "\u0645\u062D\u0645\u062F",
        "\u200F\u05D3\u05D5\u05D3\u200E", "Nguy\u1EC5n Th\u1ECB", "Null",
        "\u0928\u093F\u0936\u093E", "X \u00C6 A-12",
        "Robert'); DROP TABLE--"}) {
    EXPECT_EQ(TextFinding(name), "") << name;
  }
}

TEST(FieldChecks, RefuseTextThatIsMissing) {
  EXPECT_EQ(TextFinding(""), "must not be empty");
  EXPECT_EQ(LongTextFinding(""), "must not be empty");
}

TEST(FieldChecks, RefuseTextThatOnlyLooksEmpty) {
  for (const char* text : {" ", "   ", "\u00A0", "\u3000\u2003", "\u200B",
                           "\uFEFF", "\u200E\u200F", "\u2060"}) {
    EXPECT_EQ(TextFinding(text), "must not be only white space");
  }
  EXPECT_EQ(LongTextFinding("\n\t\n"), "must not be only white space");
}

TEST(FieldChecks, RefuseControlCharacters) {
  EXPECT_EQ(TextFinding(std::string_view("An\0n", 4)),
            "must not hold control characters, has U+0000 at character 3");
  EXPECT_EQ(TextFinding("caf\u00E9\u0007"),
            "must not hold control characters, has U+0007 at character 5");
  for (const char* text : {"a\x1B[31m", "a\x7F", "a\u0085", "a\u009B",
                           "a\u202E", "a\u202A", "a\u2066", "a\u2069"}) {
    EXPECT_THAT(TextFinding(text), HasSubstr("control characters"));
    EXPECT_THAT(LongTextFinding(text), HasSubstr("control characters"));
  }
}

TEST(FieldChecks, TakeLineBreaksAndTabsInLongTextOnly) {
  for (const char* text : {"a\nb", "a\tb", "a\u2028b", "a\u2029b"}) {
    EXPECT_EQ(LongTextFinding(text), "");
    EXPECT_THAT(TextFinding(text), HasSubstr("must not hold control"));
  }
  EXPECT_EQ(TextFinding("a\nb"),
            "must not hold control characters or line breaks, has U+000A at "
            "character 2");
  EXPECT_EQ(LongTextFinding("a\r\nb"),
            "must not hold control characters, has U+000D at character 2");
}

TEST(FieldChecks, RefuseMalformedUtf8) {
  for (const char* text : {"\xFF", "a\xC3", "\xC0\x80", "\xED\xA0\x80"}) {
    EXPECT_EQ(TextFinding(text), "must be UTF-8");
    EXPECT_EQ(LongTextFinding(text), "must be UTF-8");
  }
}

TEST(FieldChecks, SayEverythingAboutATextInOneFinding) {
  EXPECT_EQ(TextFinding("\xFF\n" + std::string(300, 'x')),
            "must be UTF-8; must have at most 200 characters, has 302; must "
            "not hold control characters or line breaks, has U+000A at "
            "character 2");
}

TEST(FieldChecks, TakeOptionalTextThatIsMissingButNotWrong) {
  EXPECT_EQ(
      Finding([](FieldChecks& check) { check.OptionalText(kField, " "); }),
      "must not be only white space");
  EXPECT_EQ(Finding([](FieldChecks& check) {
              check.OptionalLongText(kField, "\x01");
            }),
            "must not hold control characters, has U+0001 at character 1");
}

TEST(FieldChecks, ReadDates) {
  FieldChecks check("registration.attest");

  EXPECT_EQ(check.Date("a", "2026-11-24"), absl::CivilDay(2026, 11, 24));
  EXPECT_EQ(check.OptionalDate("b", "2024-02-29"), absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(check.OptionalDate("c", ""), std::nullopt);
  EXPECT_TRUE(check.ok());
  EXPECT_EQ(check.Date("d", "2023-02-29"), std::nullopt);
  EXPECT_FALSE(check.ok());
}

TEST(FieldChecks, SayHowADateIsWritten) {
  EXPECT_EQ(DateFinding("24/11/2026"),
            "must be a date as YYYY-MM-DD, e.g. 2026-11-24");
  EXPECT_EQ(DateFinding(""),
            "must not be empty; must be a date as YYYY-MM-DD, e.g. "
            "2026-11-24");
  EXPECT_THAT(DateFinding("1991-02-30"),
              HasSubstr("must be a day that exists"));
  EXPECT_THAT(DateFinding("0001-01-01"), HasSubstr("1900 to 2999"));
}

// Findings travel into logs and tickets.
TEST(FieldChecks, DoNotRepeatWhatMayBePersonal) {
  EXPECT_THAT(TextFinding("Ann\nSmith"), Not(HasSubstr("Ann")));
  EXPECT_THAT(DateFinding("1991-02-30"), Not(HasSubstr("1991")));
  EXPECT_THAT(DateFinding("3/5/1991"), Not(HasSubstr("1991")));
  EXPECT_THAT(PersonFinding("ann smith@example.org"), Not(HasSubstr("ann")));
  EXPECT_THAT(
      Finding([](FieldChecks& check) { check.Uuid(kField, "Ann Smith"); }),
      Not(HasSubstr("Ann")));
}

TEST(FieldChecks, GiveTheIdsOfAName) {
  FieldChecks check("registration.attest");

  EXPECT_THAT(check.Name("a", "centres/{c}/staff/{s}", "centres/x/staff/y"),
              ElementsAre("x", "y"));
  EXPECT_THAT(check.OptionalName("b", "centres/{c}", "centres/x"),
              ElementsAre("x"));
  EXPECT_TRUE(check.ok());
}

// Callers may index what they get without looking at the findings first.
TEST(FieldChecks, GiveAsManyEmptyIdsForAWrongName) {
  FieldChecks check("registration.attest");

  EXPECT_THAT(check.OptionalName("a", "centres/{c}/staff/{s}", ""),
              ElementsAre("", ""));
  EXPECT_TRUE(check.ok());
  EXPECT_THAT(check.Name("b", "centres/{c}/staff/{s}", "x"),
              ElementsAre("", ""));
  EXPECT_FALSE(check.ok());
}

TEST(FieldChecks, SayHowANameIsWritten) {
  EXPECT_EQ(NameFinding("centre/a"),
            "must be `centres/{centre}` with ids of 1 to 64 of A-Z a-z 0-9 . "
            "_ ~ -; is \"centre/a\"");
  EXPECT_THAT(NameFinding(""), HasSubstr("; is empty"));
}

TEST(FieldChecks, ShortenAndCleanWhatTheyRepeat) {
  const std::string finding =
      NameFinding("\u202E\n\xFF" + std::string(1'000'000, 'x'));

  EXPECT_LT(finding.size(), 200u);
  EXPECT_THAT(finding, AllOf(HasSubstr("\"???xxx"), HasSubstr("...\"")));
}

TEST(FieldChecks, TakeSubjectsOfTokens) {
  for (const char* subject :
       {"a", "ann@example.org", "auth0|5f7c8ec7", "urn:x:ann-smith_1"}) {
    EXPECT_EQ(PersonFinding(subject), "") << subject;
  }
  EXPECT_EQ(PersonFinding(std::string(128, 'x')), "");
}

TEST(FieldChecks, RefuseOtherSubjects) {
  for (const std::string& subject :
       {std::string(), std::string("a b"), std::string("a/b"),
        std::string("zo\u00EB"), std::string("a\0", 2),
        std::string(129, 'x')}) {
    EXPECT_THAT(PersonFinding(subject), HasSubstr("1 to 128"));
  }
}

TEST(FieldChecks, TakeNumbersWithinBoundsOnly) {
  const auto finding = [](int64_t value) {
    return Finding(
        [&](FieldChecks& check) { check.Range(kField, value, 1, 7); });
  };
  EXPECT_EQ(finding(1), "");
  EXPECT_EQ(finding(7), "");
  EXPECT_EQ(finding(0), "must be 1 to 7, is 0");
  EXPECT_EQ(finding(8), "must be 1 to 7, is 8");
  EXPECT_EQ(finding(INT64_MIN), "must be 1 to 7, is -9223372036854775808");
}

TEST(FieldChecks, BoundLists) {
  const auto finding = [](size_t size) {
    return Finding([&](FieldChecks& check) { check.List(kField, size); });
  };
  EXPECT_EQ(finding(1), "");
  EXPECT_EQ(finding(kListMax), "");
  EXPECT_EQ(finding(0), "must have 1 to 500 elements, has 0");
  EXPECT_EQ(finding(501), "must have 1 to 500 elements, has 501");
  EXPECT_EQ(
      Finding([](FieldChecks& check) { check.OptionalList(kField, 4, 3); }),
      "must have 0 to 3 elements, has 4");
}

TEST(Quote, LeavesShortValuesAlone) {
  EXPECT_EQ(Quote(""), "\"\"");
  EXPECT_EQ(Quote("caf\u00E9"), "\"caf\u00E9\"");
  EXPECT_EQ(Quote(std::string(60, 'x')), '"' + std::string(60, 'x') + '"');
  EXPECT_EQ(Quote(std::string(61, 'x')), '"' + std::string(60, 'x') + "...\"");
}

TEST(FieldChecks, ReadWhateverTheyAreGiven) {
  std::mt19937 random(1);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes(random() % 300, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    FieldChecks check("registration.attest");
    check.Text("a", bytes);
    check.LongText("b", bytes);
    check.Uuid("c", bytes);
    check.Date("d", bytes);
    check.Name("e", "centres/{centre}", bytes);
    check.Person("f", bytes);
    EXPECT_LE(FieldViolationsOf(check.status()).size(), 6u);
    EXPECT_LE(Quote(bytes).size(), 60 * 4 + 5);
  }
}

}  // namespace
}  // namespace attest
