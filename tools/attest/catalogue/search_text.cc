#include "fmt/format.h"
#include "tools/attest/catalogue/answers_text.h"
#include "tools/attest/catalogue/passage_text.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

// Where a hit is, e.g. `unit 57  criterion 1.4`.
std::string PlaceOf(const cat::SearchHit& hit) {
  const std::string unit = fmt::format("unit {}", hit.unit());
  switch (hit.kind()) {
    case cat::UNIT:
      return unit;
    case cat::OUTCOME:
      return fmt::format("{}, outcome {}", unit, hit.number());
    case cat::CRITERION:
      return fmt::format("{}, criterion {}", unit, hit.number());
    case cat::GUIDANCE:
      return fmt::format("{}, examples for {}", unit, hit.number());
    case cat::DEFINITION:
      return "definition";
    default:
      return hit.unit().empty() ? hit.number() : unit;
  }
}

Spans SnippetOf(const cat::SearchHit& hit, bool colour) {
  Spans spans;
  for (const cat::SnippetPart& part : hit.snippet()) {
    if (!part.match()) {
      spans.push_back({part.text()});
    } else {
      spans.push_back(
          {colour ? part.text() : "*" + part.text() + "*", Ink::kGreen});
    }
  }
  return spans;
}

}  // namespace

void PrintHits(const std::vector<cat::SearchHit>& hits, Page& page) {
  Legend legend;
  for (const cat::SearchHit& hit : hits) {
    page.Paragraph({}, {{PlaceOf(hit), Ink::kBold},
                        {fmt::format(" ({})", hit.title()), Ink::kDim}});
    legend.Saw(hit.status());
    if (hit.snippet().empty()) continue;
    page.Paragraph({MarkOf(hit.status()), {"   "}},
                   SnippetOf(hit, page.terminal().colour));
  }
  legend.PrintTo(page);
}

}  // namespace attest::catalogue_tools
