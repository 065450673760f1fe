#include "libs/names/field_checks.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/ids/ids.h"
#include "libs/names/resource_name.h"
#include "libs/status/utf8.h"

namespace attest {
namespace {

constexpr size_t kQuotedMax = 60;
constexpr size_t kPersonMax = 128;
constexpr std::string_view kDateHint = "as YYYY-MM-DD, e.g. 2026-11-24";

bool IsLineBreak(char32_t c) { return c == '\n' || c == 0x2028 || c == 0x2029; }

// White space, and what takes no space at all.
bool IsBlank(char32_t c) {
  return c == ' ' || c == '\t' || IsLineBreak(c) || c == 0xA0 || c == 0xAD ||
         c == 0x1680 || c == 0x180E || (c >= 0x2000 && c <= 0x200F) ||
         c == 0x202F || (c >= 0x205F && c <= 0x2064) || c == 0x3000 ||
         c == 0xFEFF;
}

bool IsRefused(char32_t c, bool long_text) {
  if (long_text && (c == '\t' || IsLineBreak(c))) return false;
  return IsControl(c) || IsLineBreak(c);
}

// What there is to say about a text.
struct TextReport {
  size_t length = 0;  // code points
  bool malformed = false;
  bool blank = true;
  std::optional<char32_t> refused;  // the first that may not be there
  size_t refused_at = 0;            // its position, from 1
};

TextReport Examine(std::string_view text, bool long_text) {
  TextReport report;
  while (!text.empty()) {
    const std::optional<char32_t> c = TakeCodePoint(text);
    ++report.length;
    if (!c) {
      report.malformed = true;
    } else if (IsRefused(*c, long_text) && !report.refused) {
      report.refused = c;
      report.refused_at = report.length;
    }
    if (!c || !IsBlank(*c)) report.blank = false;
  }
  return report;
}

std::string RefusedText(const TextReport& report) {
  return fmt::format(
      "must not hold control characters{}, has U+{:04X} at character {}",
      IsLineBreak(*report.refused) ? " or line breaks" : "",
      static_cast<uint32_t>(*report.refused), report.refused_at);
}

bool IsPersonCharacter(char c) {
  constexpr std::string_view kMarks = "._@|:-";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || kMarks.find(c) != std::string_view::npos;
}

// Digits where a date has digits.
bool LooksLikeDate(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  return std::equal(text.begin(), text.end(), kShape.begin(), kShape.end(),
                    [](char c, char want) {
                      return want == 'd' ? c >= '0' && c <= '9' : c == want;
                    });
}

std::string ListText(size_t least, size_t most, size_t size) {
  return fmt::format("must have {} to {} elements, has {}", least, most, size);
}

}  // namespace

FieldChecks::FieldChecks(std::string_view domain) : domain_(domain) {}

void FieldChecks::Add(std::string_view field, std::string_view description) {
  violations_.push_back({std::string(field), std::string(description)});
}

void FieldChecks::CheckText(std::string_view field, std::string_view text,
                            size_t length_max, bool long_text) {
  const TextReport report = Examine(text, long_text);
  std::vector<std::string> findings;
  if (report.malformed) findings.emplace_back("must be UTF-8");
  if (report.length > length_max) {
    findings.push_back(fmt::format("must have at most {} characters, has {}",
                                   length_max, report.length));
  }
  if (report.refused) findings.push_back(RefusedText(report));
  if (report.blank && !text.empty()) {
    findings.emplace_back("must not be only white space");
  }
  if (!findings.empty()) {
    Add(field, fmt::format("{}", fmt::join(findings, "; ")));
  }
}

void FieldChecks::Text(std::string_view field, std::string_view text,
                       size_t length_max) {
  if (text.empty()) return Add(field, "must not be empty");
  CheckText(field, text, length_max, false);
}

void FieldChecks::OptionalText(std::string_view field, std::string_view text,
                               size_t length_max) {
  if (!text.empty()) CheckText(field, text, length_max, false);
}

void FieldChecks::LongText(std::string_view field, std::string_view text) {
  if (text.empty()) return Add(field, "must not be empty");
  CheckText(field, text, kLongTextMax, true);
}

void FieldChecks::OptionalLongText(std::string_view field,
                                   std::string_view text) {
  if (!text.empty()) CheckText(field, text, kLongTextMax, true);
}

void FieldChecks::Uuid(std::string_view field, std::string_view text) {
  That(IsUuid(text), field,
       "must be a UUID, e.g. 1b4e28ba-2fa1-4d3c-883f-0016d3cca427");
}

std::optional<absl::CivilDay> FieldChecks::Date(std::string_view field,
                                                std::string_view text) {
  const std::optional<absl::CivilDay> date = ParseDate(text);
  if (date) return date;
  if (text.empty()) {
    Add(field, fmt::format("must not be empty; must be a date {}", kDateHint));
  } else if (LooksLikeDate(text)) {
    Add(field, fmt::format("must be a day that exists, in the years 1900 to "
                           "2999, {}; 1990-02-31 does not exist",
                           kDateHint));
  } else {
    Add(field, fmt::format("must be a date {}", kDateHint));
  }
  return std::nullopt;
}

std::optional<absl::CivilDay> FieldChecks::OptionalDate(std::string_view field,
                                                        std::string_view text) {
  if (text.empty()) return std::nullopt;
  return Date(field, text);
}

std::vector<std::string> FieldChecks::Name(std::string_view field,
                                           std::string_view pattern,
                                           std::string_view name) {
  if (auto ids = MatchName(pattern, name)) return *std::move(ids);
  Add(field,
      fmt::format("must be `{}` with ids of 1 to {} of A-Z a-z 0-9 . _ "
                  "~ -; is {}",
                  pattern, kIdLengthMax, name.empty() ? "empty" : Quote(name)));
  return std::vector<std::string>(VariableCount(pattern));
}

std::vector<std::string> FieldChecks::OptionalName(std::string_view field,
                                                   std::string_view pattern,
                                                   std::string_view name) {
  if (name.empty()) return std::vector<std::string>(VariableCount(pattern));
  return Name(field, pattern, name);
}

void FieldChecks::Person(std::string_view field, std::string_view subject) {
  That(!subject.empty() && subject.size() <= kPersonMax &&
           std::all_of(subject.begin(), subject.end(), IsPersonCharacter),
       field,
       fmt::format("must be the subject of the person's tokens: 1 to {} of "
                   "A-Z a-z 0-9 . _ @ | : -",
                   kPersonMax));
}

void FieldChecks::Range(std::string_view field, int64_t value, int64_t least,
                        int64_t most) {
  if (value >= least && value <= most) return;
  Add(field, fmt::format("must be {} to {}, is {}", least, most, value));
}

void FieldChecks::List(std::string_view field, size_t size, size_t size_max) {
  if (size < 1 || size > size_max) Add(field, ListText(1, size_max, size));
}

void FieldChecks::OptionalList(std::string_view field, size_t size,
                               size_t size_max) {
  if (size > size_max) Add(field, ListText(0, size_max, size));
}

void FieldChecks::That(bool holds, std::string_view field,
                       std::string_view description) {
  if (!holds) Add(field, description);
}

absl::Status FieldChecks::status() const {
  return ok() ? absl::OkStatus() : InvalidFields(domain_, violations_);
}

std::string Quote(std::string_view value) {
  std::string quoted = "\"";
  for (size_t length = 0; !value.empty(); ++length) {
    if (length == kQuotedMax) return quoted + "...\"";
    const std::string_view before = value;
    const std::optional<char32_t> c = TakeCodePoint(value);
    const bool plain = c && !IsRefused(*c, false);
    quoted += plain ? before.substr(0, before.size() - value.size()) : "?";
  }
  return quoted + "\"";
}

}  // namespace attest
