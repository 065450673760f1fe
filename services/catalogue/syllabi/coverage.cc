#include "services/catalogue/syllabi/coverage.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "services/catalogue/syllabi/citations.h"

namespace attest::catalogue::syllabi {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t'; }

// One line of the source, and which of its characters are accounted for.
class Line {
 public:
  explicit Line(std::string_view text)
      : text_(text), taken_(text.size(), false) {}

  // Takes an occurrence of `words` that is free: best one that fills a cell,
  // else one that ends at spaces, else any. False when none is free.
  bool Take(std::string_view words) {
    for (const auto& fits :
         {&Line::FillsCell, &Line::EndsAtSpaces, &Line::IsThere}) {
      if (const auto at = FirstFree(words, fits)) {
        std::fill_n(taken_.begin() + *at, words.size(), true);
        return true;
      }
    }
    return false;
  }

  // What is not taken, but for white space and list marks.
  std::vector<std::string> Rest() const {
    std::vector<std::string> rest(1);
    for (size_t i = ListMarkEnd(); i < text_.size(); ++i) {
      if (!taken_[i] && !IsSpace(text_[i])) {
        rest.back() += text_[i];
      } else if (!rest.back().empty()) {
        rest.emplace_back();
      }
    }
    std::erase_if(rest, [](const auto& s) { return s.empty() || s == "•"; });
    return rest;
  }

 private:
  using Fit = bool (Line::*)(size_t at, size_t size) const;

  std::optional<size_t> FirstFree(std::string_view words, Fit fits) const {
    for (size_t at = text_.find(words); at != std::string_view::npos;
         at = text_.find(words, at + 1)) {
      const auto begin = taken_.begin() + at;
      const bool is_free =
          std::find(begin, begin + words.size(), true) == begin + words.size();
      if (is_free && (this->*fits)(at, words.size())) return at;
    }
    return std::nullopt;
  }

  // The character before `at` + 1 or, outside the line, a cell border.
  char Neighbour(size_t at) const {
    return at < text_.size() ? text_[at] : '\t';
  }
  bool FillsCell(size_t at, size_t size) const {
    return Neighbour(at - 1) == '\t' && Neighbour(at + size) == '\t';
  }
  bool EndsAtSpaces(size_t at, size_t size) const {
    return IsSpace(Neighbour(at - 1)) && IsSpace(Neighbour(at + size));
  }
  bool IsThere(size_t, size_t) const { return true; }

  // Where the text of a list item begins; 0 when the line is none.
  size_t ListMarkEnd() const {
    for (const std::string_view mark : {" - o ", "- "}) {
      const bool is_free = taken_.size() >= mark.size() && !taken_[0] &&
                           !taken_[mark.size() - 1];
      if (text_.starts_with(mark) && is_free) return mark.size();
    }
    return 0;
  }

  std::string_view text_;
  std::vector<bool> taken_;
};

using ByLine = std::map<int, std::vector<Citation>>;

// The citations that lie in the source, by line, longest first.
ByLine CitationsByLine(const v1::Syllabus& syllabus, const Source& source) {
  ByLine by_line;
  for (Citation& citation : CitationsOf(syllabus)) {
    by_line[citation.line].push_back(std::move(citation));
  }
  std::erase_if(by_line, [&](const auto& entry) {
    return entry.first < 1 ||
           entry.first > static_cast<int>(source.lines.size());
  });
  for (auto& [line, citations] : by_line) {
    std::stable_sort(citations.begin(), citations.end(),
                     [](const Citation& a, const Citation& b) {
                       return a.text.size() > b.text.size();
                     });
  }
  return by_line;
}

bool IsOnUnitPage(const v1::Syllabus& syllabus, int line) {
  return std::any_of(syllabus.units().begin(), syllabus.units().end(),
                     [&](const v1::Unit& unit) {
                       return unit.first_line() <= line &&
                              line <= unit.last_line();
                     });
}

// The layout of a syllabus, by line: words of cited lines, and whole lines.
struct Layout {
  std::map<int, std::vector<std::string>> words;
  std::map<int, int> whole;  // how often each is listed
};

Layout LayoutOf(const v1::Syllabus& syllabus) {
  Layout layout;
  for (const v1::LayoutLines& lines : syllabus.layout()) {
    if (!lines.words().empty()) {
      layout.words[lines.first_line()].push_back(lines.words());
      continue;
    }
    for (int line = lines.first_line(); line <= lines.last_line(); ++line) {
      ++layout.whole[line];
    }
  }
  return layout;
}

// Takes from a cited line what is cited, then what is layout.
Findings ProveCitedLine(int number, Line line,
                        const std::vector<Citation>& citations,
                        std::vector<std::string> words, bool once) {
  Findings findings;
  for (const Citation& citation : citations) {
    if (!line.Take(citation.text) && once) {
      findings.push_back(fmt::format("line {}: \"{}\" is not free for {}",
                                     number, citation.text, citation.place));
    }
  }
  std::stable_sort(words.begin(), words.end(),
                   [](auto& a, auto& b) { return a.size() > b.size(); });
  for (const std::string& some : words) {
    if (!line.Take(some)) {
      findings.push_back(fmt::format(
          "line {}: layout \"{}\" is cited or not there", number, some));
    }
  }
  for (const std::string& rest : line.Rest()) {
    findings.push_back(
        fmt::format("line {}: nothing accounts for \"{}\"", number, rest));
  }
  return findings;
}

Findings ProveUncitedLine(int number, const Layout& layout) {
  const auto times = layout.whole.find(number);
  if (times == layout.whole.end()) {
    return {fmt::format("line {} is neither cited nor layout", number)};
  }
  if (times->second > 1) {
    return {fmt::format("line {} is listed as layout twice", number)};
  }
  if (layout.words.contains(number)) {
    return {fmt::format("line {}: words are listed and the line too", number)};
  }
  return {};
}

}  // namespace

Findings ProveCoverage(const v1::Syllabus& syllabus, const Source& source) {
  Findings findings;
  const ByLine by_line = CitationsByLine(syllabus, source);
  const Layout layout = LayoutOf(syllabus);
  for (int number = 1; number <= static_cast<int>(source.lines.size());
       ++number) {
    Findings more;
    const auto cited = by_line.find(number);
    if (cited == by_line.end()) {
      more = ProveUncitedLine(number, layout);
    } else if (layout.whole.contains(number)) {
      more = {fmt::format("line {} is layout and cited", number)};
    } else {
      const auto words = layout.words.find(number);
      more = ProveCitedLine(
          number, Line(source.lines[number - 1]), cited->second,
          words == layout.words.end() ? std::vector<std::string>{}
                                      : words->second,
          IsOnUnitPage(syllabus, number));
    }
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

}  // namespace attest::catalogue::syllabi
