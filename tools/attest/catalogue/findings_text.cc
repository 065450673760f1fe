#include "tools/attest/catalogue/findings_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "fmt/format.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

constexpr std::string_view kCut = "…";

// Where each line of a source begins and ends.
class SourceLines {
 public:
  explicit SourceLines(std::string_view source) {
    while (!source.empty()) {
      const size_t end = std::min(source.find('\n'), source.size());
      lines_.push_back(source.substr(0, end));
      source.remove_prefix(std::min(end + 1, source.size()));
    }
  }
  // Line `number`, from 1; empty when there is none.
  std::string_view At(int number) const {
    const bool there =
        number >= 1 && static_cast<size_t>(number) <= lines_.size();
    return there ? lines_[static_cast<size_t>(number) - 1] : std::string_view();
  }

 private:
  std::vector<std::string_view> lines_;
};

// Whether byte `at` begins a character.
bool BeginsCharacter(std::string_view text, size_t at) {
  return at >= text.size() || (text[at] & 0xC0) != 0x80;
}

// Where the character of byte `at` begins: at most three bytes before it, and
// there itself in bytes that are no UTF-8.
size_t CharacterAt(std::string_view text, size_t at) {
  constexpr size_t kMore = 3;  // bytes of a character after its first
  for (size_t back = 0; back <= std::min(at, kMore); ++back) {
    if (BeginsCharacter(text, at - back)) return at - back;
  }
  return at;
}

// A part of a line that fits, and where the column is in it.
struct Excerpt {
  std::string text;
  int caret = 0;
};

// `column` counts bytes from 1. Long lines are cut on both sides of it.
Excerpt ExcerptOf(std::string_view line, int column, int width) {
  const size_t room = static_cast<size_t>(std::max(width, 20));
  const size_t at =
      CharacterAt(line, std::min(static_cast<size_t>(column - 1), line.size()));
  const bool cut = line.size() > room && at > room / 2;
  const size_t begin = cut ? CharacterAt(line, at - room / 2) : 0;
  const size_t end = CharacterAt(line, std::min(begin + room, line.size()));

  const auto shown = [](std::string_view part) {
    std::string text(part);
    std::replace(text.begin(), text.end(), '\t', ' ');
    return Printable(text);
  };
  const std::string head(begin > 0 ? kCut : "");
  const std::string before = head + shown(line.substr(begin, at - begin));
  return {fmt::format("{}{}{}", before, shown(line.substr(at, end - at)),
                      end < line.size() ? kCut : ""),
          DisplayWidth(before)};
}

// With a capital, unless it begins with the name of a field.
std::string Capitalised(std::string text) {
  if (text.substr(0, text.find(' ')).find('_') == std::string::npos) {
    text[0] = absl::ascii_toupper(static_cast<unsigned char>(text[0]));
  }
  return text;
}

// `place: found. Fix`, as far as there is any.
std::string Sentence(const cat::Finding& finding) {
  std::string text = finding.place();
  if (!text.empty() && !finding.found().empty()) text += ": ";
  text += finding.found();
  if (!text.empty() && text.back() != '.' && !finding.fix().empty()) {
    text += '.';
  }
  if (!finding.fix().empty()) text += ' ' + Capitalised(finding.fix());
  return text;
}

Spans HeadOf(const std::string& file, const cat::Finding& finding) {
  std::string where = file;
  if (finding.line() > 0) where += fmt::format(":{}", finding.line());
  if (finding.line() > 0 && finding.column() > 0) {
    where += fmt::format(":{}", finding.column());
  }
  const bool error = finding.severity() == cat::ERROR;
  return {{where + ": ", Ink::kBold},
          {error ? "error" : "warning", error ? Ink::kRed : Ink::kYellow},
          {fmt::format(" [{}] ", finding.check()), Ink::kDim},
          {Sentence(finding)}};
}

void PrintLine(std::string_view line, const cat::Finding& finding, Page& page) {
  if (finding.line() <= 0 || line.empty()) return;
  const std::string lead = fmt::format("{:>7} | ", finding.line());
  const int room = page.terminal().width - static_cast<int>(lead.size()) - 2;
  const Excerpt excerpt = ExcerptOf(line, std::max(finding.column(), 1), room);
  page.Line({{lead, Ink::kDim}, {excerpt.text}});
  if (finding.column() <= 0) return;
  page.Line({{std::string(lead.size() - 2, ' ') + "| ", Ink::kDim},
             {std::string(excerpt.caret, ' ')},
             {"^", Ink::kGreen}});
}

std::string Counted(int count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

int Count(const std::vector<cat::Finding>& findings, cat::Severity severity) {
  return static_cast<int>(std::count_if(findings.begin(), findings.end(),
                                        [&](const cat::Finding& finding) {
                                          return finding.severity() == severity;
                                        }));
}

void PrintFindings(const FileFindings& file, Page& page) {
  const SourceLines lines(file.source);
  for (const cat::Finding& finding : file.findings) {
    // Not wrapped: editors read these lines.
    page.Line(HeadOf(file.file, finding));
    PrintLine(lines.At(finding.line()), finding, page);
  }
}

std::string Summary(int errors, int warnings) {
  if (errors == 0 && warnings == 0) return "nothing to complain about";
  if (warnings == 0) return Counted(errors, "error");
  if (errors == 0) return Counted(warnings, "warning");
  return fmt::format("{}, {}", Counted(errors, "error"),
                     Counted(warnings, "warning"));
}

}  // namespace attest::catalogue_tools
