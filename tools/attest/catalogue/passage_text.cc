#include "tools/attest/catalogue/passage_text.h"

#include "fmt/format.h"

namespace attest::catalogue_tools {

namespace cat = catalogue::v1;

bool IsDamaged(cat::TextStatus status) {
  return status == cat::INCOMPLETE_IN_SOURCE ||
         status == cat::MISSING_IN_SOURCE;
}

Span MarkOf(cat::TextStatus status) {
  if (IsDamaged(status)) return {"?", Ink::kYellow};
  if (status == cat::REPAIRED) return {"~", Ink::kDim};
  return {" "};
}

namespace {

// That the words are lost, and what is printed there all the same.
Spans Remains(const cat::Passage& passage) {
  Spans spans = {{std::string(kLostWords), Ink::kYellow}};
  if (passage.printed().empty()) return spans;
  std::string printed;
  for (const cat::Fragment& fragment : passage.printed()) {
    printed += ' ' + fragment.text();
  }
  spans.push_back({" Printed:", Ink::kDim});
  spans.push_back({std::move(printed)});
  return spans;
}

}  // namespace

Spans Reading(const cat::Passage& passage) {
  if (passage.status() == cat::MISSING_IN_SOURCE) return Remains(passage);
  if (!IsDamaged(passage.status())) return {{passage.reading()}};
  Spans spans;
  std::string_view rest = passage.reading();
  while (!rest.empty()) {
    const bool guess = rest.front() == '[';
    const size_t end = guess ? rest.find(']') : rest.find('[');
    const size_t size =
        end == std::string_view::npos ? rest.size() : end + (guess ? 1 : 0);
    spans.push_back({std::string(rest.substr(0, size)),
                     guess ? Ink::kYellow : Ink::kPlain});
    rest.remove_prefix(size);
  }
  return spans;
}

std::string WithoutGuesses(std::string_view reading) {
  std::string text;
  while (!reading.empty()) {
    const size_t open = reading.find('[');
    text += reading.substr(0, open);
    if (open == std::string_view::npos) break;
    text += "[…]";
    const size_t close = reading.find(']', open);
    if (close == std::string_view::npos) break;
    reading.remove_prefix(close + 1);
  }
  return text;
}

void PrintSource(const cat::Passage& passage, int indent, Page& page) {
  for (const cat::Fragment& fragment : passage.printed()) {
    page.Paragraph(
        {{fmt::format("{:{}}line {:>4} | ", "", indent, fragment.line()),
          Ink::kDim}},
        {{fragment.text(), Ink::kCyan}});
  }
}

void Legend::Saw(cat::TextStatus status) {
  repaired_ |= status == cat::REPAIRED;
  lost_ |= IsDamaged(status);
}

void Legend::SawNumber(bool inferred) { inferred_ |= inferred; }

void Legend::PrintTo(Page& page) const {
  if (!repaired_ && !lost_ && !inferred_) return;
  page.Blank();
  if (repaired_) {
    page.Paragraph({MarkOf(cat::REPAIRED), {"  "}},
                   {{"put together from the pieces of a damaged scan; the "
                     "reading is certain",
                     Ink::kDim}});
  }
  if (lost_) {
    page.Paragraph({MarkOf(cat::INCOMPLETE_IN_SOURCE), {"  "}},
                   {{"words are lost in the source: [brackets] show where, and "
                     "what is in them is a guess that counts as no wording",
                     Ink::kDim}});
  }
  if (inferred_) {
    page.Paragraph({{std::string(kInferred)}, {"  "}},
                   {{"the number is not printed; it follows from those around "
                     "it (E47, E48)",
                     Ink::kDim}});
  }
}

}  // namespace attest::catalogue_tools
