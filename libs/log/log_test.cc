#include "libs/log/log.h"

#include <algorithm>
#include <random>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::log {
namespace {

using ::testing::EndsWith;
using ::testing::MatchesRegex;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

// What one call writes to standard error.
std::string Written(Level least, Level level, std::string_view event,
                    std::initializer_list<Field> fields) {
  CaptureStderr();
  SetUp("registration", least);
  Write(level, event, fields);
  return GetCapturedStderr();
}

std::string Written(std::initializer_list<Field> fields) {
  return Written(Level::kDebug, Level::kInfo, "rpc", fields);
}

long Lines(std::string_view text) {
  return std::count(text.begin(), text.end(), '\n');
}

TEST(Write, WritesTimeLevelServiceEventAndFields) {
  EXPECT_THAT(
      Written({{"method", "GetCentre"}, {"code", "OK"}, {"micros", "312"}}),
      MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
                   "\\.[0-9]{6}Z info registration rpc method=GetCentre "
                   "code=OK micros=312\n"));
}

TEST(Write, NeedsNoFields) {
  EXPECT_THAT(Written({}), EndsWith(" info registration rpc\n"));
}

TEST(Write, NamesEveryLevel) {
  const auto line = [](Level level) {
    return Written(Level::kDebug, level, "e", {});
  };
  EXPECT_THAT(line(Level::kDebug), EndsWith(" debug registration e\n"));
  EXPECT_THAT(line(Level::kInfo), EndsWith(" info registration e\n"));
  EXPECT_THAT(line(Level::kWarning), EndsWith(" warning registration e\n"));
  EXPECT_THAT(line(Level::kError), EndsWith(" error registration e\n"));
}

TEST(Write, LeavesOutWhatIsBelowTheLevel) {
  EXPECT_EQ(Written(Level::kWarning, Level::kInfo, "e", {}), "");
  EXPECT_EQ(Written(Level::kError, Level::kWarning, "e", {}), "");
  EXPECT_NE(Written(Level::kWarning, Level::kError, "e", {}), "");
}

TEST(Writes, SaysWhetherALevelIsWritten) {
  log::SetUp("registration", Level::kWarning);
  EXPECT_FALSE(Writes(Level::kDebug));
  EXPECT_FALSE(Writes(Level::kInfo));
  EXPECT_TRUE(Writes(Level::kWarning));
  EXPECT_TRUE(Writes(Level::kError));

  log::SetUp("registration", Level::kDebug);
  EXPECT_TRUE(Writes(Level::kDebug));
}

TEST(Write, DoesNotTakeValuesForPatterns) {
  EXPECT_THAT(Written({{"a", "{}{0}%v%n%s"}}), EndsWith("a={}{0}%v%n%s\n"));
}

// Whoever can put a line feed into a value could forge a line otherwise.
TEST(Write, WritesOneLineWhateverTheValues) {
  const std::string forged =
      "x\n2026-11-24T09:30:00.000000Z info registration rpc code=OK";
  for (const std::string& value :
       {forged, std::string("\r\n"), std::string("\0\n", 2),
        std::string("\u2028\u2029\u0085"), std::string("\xFF\n\xC3")}) {
    EXPECT_EQ(Lines(Written({{"a", value}, {"b", value}})), 1);
  }
  EXPECT_EQ(Lines(Written(Level::kDebug, Level::kInfo, forged, {})), 1);
}

TEST(Write, KeepsTheLinesOfManyThreadsApart) {
  log::SetUp("registration", Level::kInfo);
  CaptureStderr();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int j = 0; j < 100; ++j) {
        Write(Level::kInfo, "rpc", {{"value", std::string(200, 'x')}});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::string written = GetCapturedStderr();

  EXPECT_EQ(Lines(written), 400);
  const size_t line = written.find('\n') + 1;
  EXPECT_EQ(written.size(), 400 * line);
}

TEST(SetUp, MayComeWhileOthersWrite) {
  CaptureStderr();
  std::thread writer([] {
    for (int i = 0; i < 200; ++i) Write(Level::kInfo, "e", {});
  });
  for (int i = 0; i < 200; ++i) log::SetUp("registration", Level::kInfo);
  writer.join();

  EXPECT_EQ(Lines(GetCapturedStderr()), 200);
}

TEST(ParseLevel, KnowsFourAndTakesInfoForTheRest) {
  EXPECT_EQ(ParseLevel("debug"), Level::kDebug);
  EXPECT_EQ(ParseLevel("info"), Level::kInfo);
  EXPECT_EQ(ParseLevel("warning"), Level::kWarning);
  EXPECT_EQ(ParseLevel("error"), Level::kError);
  for (const char* name : {"", "INFO", "trace", "warn", "\xFF"}) {
    EXPECT_EQ(ParseLevel(name), Level::kInfo) << name;
  }
}

TEST(Escape, LeavesPlainValuesAlone) {
  for (const char* value :
       {"OK", "registrations/r1", "127.0.0.1:50051", "a,b;c|d", "{}", "'"}) {
    EXPECT_EQ(Escape(value), value);
  }
}

TEST(Escape, QuotesWhatWouldBeMisread) {
  EXPECT_EQ(Escape(""), "\"\"");
  EXPECT_EQ(Escape("a b"), "\"a b\"");
  EXPECT_EQ(Escape("a=b"), "\"a=b\"");
  EXPECT_EQ(Escape("caf\u00E9"), "\"caf\u00E9\"");
  EXPECT_EQ(Escape("\U0001F393"), "\"\U0001F393\"");
}

TEST(Escape, EscapesQuotesAndBackslashes) {
  EXPECT_EQ(Escape("say \"hi\""), R"("say \"hi\"")");
  EXPECT_EQ(Escape("\" code=OK \""), R"("\" code=OK \"")");
  EXPECT_EQ(Escape("a\\"), R"("a\\")");
  EXPECT_EQ(Escape("\\\""), R"("\\\"")");
}

TEST(Escape, EscapesLineBreaksAndControls) {
  EXPECT_EQ(Escape("a\nb\rc\td"), R"("a\nb\rc\td")");
  EXPECT_EQ(Escape(std::string_view("\0\x1B[31m\x7F", 7)),
            R"("\u0000\u001b[31m\u007f")");
  EXPECT_EQ(Escape("\u0085\u009B"), R"("\u0085\u009b")");
  EXPECT_EQ(Escape("a\u2028b\u2029"), R"("a\u2028b\u2029")");
  EXPECT_EQ(Escape("\u202E\u2066\u200B\uFEFF"),
            R"("\u202e\u2066\u200b\ufeff")");
}

TEST(Escape, SpellsOutMalformedBytes) {
  EXPECT_EQ(Escape("a\xFFz"), R"("a\xffz")");
  EXPECT_EQ(Escape("\xE2\x82"), R"("\xe2\x82")");
}

TEST(Escape, CutsWhatIsTooLong) {
  const std::string longest(1'000, 'x');

  EXPECT_EQ(Escape(longest), longest);
  EXPECT_EQ(Escape(longest + "y"), '"' + longest + "...\"");
  EXPECT_LT(Escape(std::string(10'000'000, '\n')).size(), 2'100u);
}

TEST(Escape, GivesPrintableTextWhateverItIsGiven) {
  std::mt19937 random(1);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes(random() % 100, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    for (const char c : Escape(bytes)) {
      ASSERT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7F);
    }
  }
}

}  // namespace
}  // namespace attest::log
