#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "services/catalogue/syllabi/coverage.h"

namespace attest::catalogue::syllabi {
namespace {

// How far a second print may be from the first, in lines.
constexpr int kNearLines = 5;

// Some layout as the reasons judge it.
struct Place {
  const v1::LayoutLines& layout;
  int line;
  std::string_view words;
  const Source& source;
};

bool HasErratum(const Place& place) { return !place.layout.errata().empty(); }

bool IsBlank(const Place& place) {
  return place.words.find_first_not_of(" \t") == std::string_view::npos;
}

bool IsNumber(const Place& place) {
  return !place.words.empty() &&
         std::all_of(place.words.begin(), place.words.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool IsHeading(const Place& place) {
  static const std::set<std::string_view> kHeadings = {
      "CONTENTS", "UNITS", "Unit Aims", "Assessment Guidance"};
  return kHeadings.contains(place.words);
}

// The letters alone, in capitals: table headings are cut anywhere.
std::string Letters(std::string_view words) {
  std::string letters;
  for (const unsigned char c : words) {
    if (std::isalpha(c) != 0) letters += static_cast<char>(std::toupper(c));
  }
  return letters;
}

bool IsTableHeading(const Place& place) {
  static const std::set<std::string> kHeadings = {
      "LEARNINGOUTCOMES",
      "ASSESSMENTCRITERIA",
      "LEARNINGOUTCOMESASSESSMENTCRITERIA",
      "LEARNINGOUTCOMESASSESSMENTCRITEERIA",  // the cut shows an E twice
      "CMICODEQUALIFICATIONREFERENCENUMBER",
      "UNITNUMBERUNITNAMECREDITSGLHTUT",
      "UNITNUMBERUNITNAMENOSUNITS",
      "REVISIONSTODOCUMENTRATIONALEFORREVISION"
      "DOCUMENTVERSIONDATEREVISIONSMADE"};
  return kHeadings.contains(Letters(place.words));
}

bool IsEmptyHeading(const Place& place) {
  return HasErratum(place) &&
         Letters(place.words).find("IONALINFORMATION") != std::string::npos;
}

bool IsLabel(const Place& place) {
  static const std::set<std::string> kLabels = {
      "HOURS", "GUIDEDLEARNING", "OFQUALREFERENCECREDITVALUETOTALUNITTIME"};
  return HasErratum(place) && kLabels.contains(Letters(place.words));
}

// A ghost is a fault of the scanner, never a sentence.
bool IsGhost(const Place& place) {
  constexpr size_t kGhostMax = 25;
  return HasErratum(place) && place.words.size() <= kGhostMax;
}

bool IsStrayMark(const Place& place) {
  constexpr size_t kMarkMax = 8;
  return HasErratum(place) && place.words.size() <= kMarkMax &&
         Letters(place.words).size() <= 1;
}

// Printed twice: on another line near by, or again on its own.
bool IsPrintedTwice(const Place& place) {
  const auto size = static_cast<int>(place.source.lines.size());
  for (int line = std::max(1, place.line - kNearLines);
       line <= std::min(size, place.line + kNearLines); ++line) {
    const std::string_view text = place.source.lines[line - 1];
    const size_t at = text.find(place.words);
    if (at == std::string_view::npos) continue;
    if (line != place.line || text.find(place.words, at + 1) != text.npos) {
      return true;
    }
  }
  return false;
}

const std::map<std::string_view, std::function<bool(const Place&)>>& Reasons() {
  static const auto& reasons =
      *new std::map<std::string_view, std::function<bool(const Place&)>>{
          {"blank", IsBlank},
          {"page number", IsNumber},
          {"heading", IsHeading},
          {"table heading", IsTableHeading},
          {"empty heading", IsEmptyHeading},
          {"displaced label", IsLabel},
          {"scan ghost", IsGhost},
          {"stray mark", IsStrayMark},
          {"printed twice", IsPrintedTwice}};
  return reasons;
}

}  // namespace

Findings ProveLayout(const v1::Syllabus& syllabus, const Source& source) {
  Findings findings;
  for (const v1::LayoutLines& layout : syllabus.layout()) {
    const int first = layout.first_line();
    const int last = layout.last_line();
    if (first < 1 || last < first ||
        last > static_cast<int>(source.lines.size()) ||
        (!layout.words().empty() && first != last)) {
      findings.push_back(
          fmt::format("layout {} to {}: no such lines", first, last));
      continue;
    }
    const auto reason = Reasons().find(layout.reason());
    for (int line = first; line <= last; ++line) {
      const std::string_view words = layout.words().empty()
                                         ? source.lines[line - 1]
                                         : std::string_view(layout.words());
      if (reason == Reasons().end() ||
          !reason->second({layout, line, words, source})) {
        findings.push_back(fmt::format("layout: line {}, \"{}\" is no {}", line,
                                       words, layout.reason()));
      }
    }
  }
  return findings;
}

}  // namespace attest::catalogue::syllabi
