#include "tools/attest/catalogue/unit_text.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "tools/attest/catalogue/passage_text.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

constexpr int kTextIndent = 10;

std::string_view KindOf(cat::OutcomeKind kind) {
  if (kind == cat::KNOWLEDGE) return "  (knowledge)";
  if (kind == cat::COMPETENCE) return "  (competence)";
  return "";
}

// `1.1`, `1.1 and 1.2`, `1.1, 1.2 and 1.3`.
std::string Enumerated(const cat::Guidance& guidance) {
  std::string text;
  for (int i = 0; i < guidance.criteria_size(); ++i) {
    const bool last = i + 1 == guidance.criteria_size();
    if (i > 0) text += last ? " and " : ", ";
    text += guidance.criteria(i);
  }
  return text;
}

// A number with a mark when it is not printed.
std::string Marked(std::string_view number, bool inferred) {
  return fmt::format("{}{}", number, inferred ? kInferred : "");
}

struct Piece {
  std::string text;
  bool item = false;  // of the list
};

// The whole reading in its order, cut at the items of its list: words before,
// between and after them are pieces too. One piece when the list is not there.
std::vector<Piece> PiecesOf(const cat::Guidance& guidance) {
  const std::string& reading = guidance.text().reading();
  std::vector<Piece> pieces;
  size_t at = 0;
  const auto add_words = [&](size_t end) {
    const std::string words = reading.substr(at, end - at);
    const bool none = words.find_first_not_of(" ") == std::string::npos;
    if (!none || pieces.empty()) pieces.push_back({words});
  };
  for (const std::string& item : guidance.items()) {
    const size_t found = reading.find(item, at);
    if (found == std::string::npos) return {{reading}};
    add_words(found);
    pieces.push_back({item, true});
    at = found + item.size();
  }
  add_words(reading.size());
  return pieces;
}

// Writes one unit.
class UnitPrinter {
 public:
  UnitPrinter(const cat::Unit& unit, bool source, Page& page)
      : unit_(unit), source_(source), page_(page) {}

  void PrintAll() {
    Header();
    Aims();
    for (const cat::LearningOutcome& outcome : unit_.outcomes()) {
      page_.Blank();
      Outcome(outcome);
      for (const cat::Criterion& criterion : outcome.criteria()) {
        Criterion(criterion);
        GuidanceAfter(criterion.number());
      }
    }
    GuidanceOfNobody();
    legend_.PrintTo(page_);
  }

  bool PrintOne(std::string_view number) {
    for (const cat::LearningOutcome& outcome : unit_.outcomes()) {
      for (const cat::Criterion& criterion : outcome.criteria()) {
        if (criterion.number() != number) continue;
        Header();
        page_.Blank();
        Outcome(outcome);
        Criterion(criterion);
        for (const cat::Guidance& guidance : unit_.guidance()) {
          if (Serves(guidance, criterion.number())) Guidance(guidance);
        }
        legend_.PrintTo(page_);
        return true;
      }
    }
    return false;
  }

 private:
  static bool Serves(const cat::Guidance& guidance, const std::string& number) {
    return std::find(guidance.criteria().begin(), guidance.criteria().end(),
                     number) != guidance.criteria().end();
  }

  void Header() {
    Spans title;
    for (Span span : Reading(unit_.title())) {
      if (span.ink == Ink::kPlain) span.ink = Ink::kBold;
      title.push_back(std::move(span));
    }
    page_.Paragraph({{unit_.printed_number() + "  ", Ink::kBold}}, title);
    page_.Paragraph(
        {}, {{fmt::format(
                "Level {}, {} credits, {} hours in all (TUT), {} of "
                "them guided (GLH), Ofqual reference {}",
                unit_.level(), unit_.credits(), unit_.total_unit_time_hours(),
                unit_.guided_learning_hours(),
                unit_.ofqual_reference().empty() ? "not given"
                                                 : unit_.ofqual_reference())}});
    Source(unit_.title(), 2);
    Source(unit_.heading(), 2);
  }

  void Aims() {
    if (!unit_.has_aims()) return;
    page_.Blank();
    legend_.Saw(unit_.aims().status());
    page_.Paragraph({{"Aims: ", Ink::kDim}}, Reading(unit_.aims()));
    Note(unit_.aims(), 2);
    Source(unit_.aims(), 2);
  }

  void Outcome(const cat::LearningOutcome& outcome) {
    Spans text;
    for (Span span : Reading(outcome.title())) {
      if (span.ink == Ink::kPlain) span.ink = Ink::kBold;
      text.push_back(std::move(span));
    }
    text.push_back({std::string(KindOf(outcome.kind())), Ink::kDim});
    const std::string number =
        Marked(std::to_string(outcome.number()), outcome.number_inferred());
    legend_.SawNumber(outcome.number_inferred());
    page_.Paragraph({MarkOf(outcome.title().status()),
                     {fmt::format(" {:<2} ", number + "."), Ink::kBold}},
                    text);
    Finish(outcome.title());
  }

  void Criterion(const cat::Criterion& criterion) {
    page_.Paragraph(
        {MarkOf(criterion.text().status()),
         {fmt::format("    {:<4} ", Marked(criterion.number(),
                                           criterion.number_inferred()))}},
        Reading(criterion.text()));
    legend_.SawNumber(criterion.number_inferred());
    Finish(criterion.text());
  }

  // What there is to say below a passage.
  void Finish(const cat::Passage& passage) {
    legend_.Saw(passage.status());
    Note(passage, kTextIndent);
    Source(passage, kTextIndent);
  }

  // Notes are about whole texts too, e.g. a misprint (E72, E73, E75).
  void Note(const cat::Passage& passage, int indent) {
    if (passage.note().empty()) return;
    page_.Paragraph(Indent(indent), {{"Note: " + passage.note(), Ink::kDim}});
  }

  void Source(const cat::Passage& passage, int indent) {
    if (source_) PrintSource(passage, indent, page_);
  }

  static Spans Indent(int columns) { return {{std::string(columns, ' ')}}; }

  // Guidance for several criteria stands below the last of them.
  void GuidanceAfter(const std::string& number) {
    for (const cat::Guidance& guidance : unit_.guidance()) {
      if (guidance.criteria_size() > 0 &&
          guidance.criteria(guidance.criteria_size() - 1) == number) {
        printed_.insert(&guidance);
        Guidance(guidance);
      }
    }
  }

  void GuidanceOfNobody() {
    for (const cat::Guidance& guidance : unit_.guidance()) {
      if (printed_.count(&guidance) > 0) continue;
      page_.Blank();
      Guidance(guidance);
    }
  }

  // The whole reading, the items of its list on lines of their own.
  void Guidance(const cat::Guidance& guidance) {
    legend_.Saw(guidance.text().status());
    const std::vector<Piece> pieces = PiecesOf(guidance);
    Spans lead = {{fmt::format("Examples for {}, not a requirement:",
                               Enumerated(guidance)),
                   Ink::kDim},
                  {" "}};
    for (Span& span : ReadingOf(guidance, pieces.front())) {
      lead.push_back(std::move(span));
    }
    page_.Paragraph(
        {MarkOf(guidance.text().status()), {std::string(kTextIndent - 1, ' ')}},
        lead);
    for (size_t i = 1; i < pieces.size(); ++i) {
      page_.Paragraph({{std::string(kTextIndent, ' '), Ink::kDim},
                       {pieces[i].item ? "- " : "", Ink::kDim}},
                      ReadingOf(guidance, pieces[i]));
    }
    Note(guidance.text(), kTextIndent);
    Source(guidance.text(), kTextIndent);
  }

  static Spans ReadingOf(const cat::Guidance& guidance, const Piece& piece) {
    cat::Passage part = guidance.text();
    part.set_reading(piece.text);
    return Reading(part);
  }

  const cat::Unit& unit_;
  const bool source_;
  Page& page_;
  Legend legend_;
  std::set<const cat::Guidance*> printed_;
};

}  // namespace

void PrintUnit(const cat::Unit& unit, bool source, Page& page) {
  UnitPrinter(unit, source, page).PrintAll();
}

bool PrintCriterion(const cat::Unit& unit, std::string_view number, bool source,
                    Page& page) {
  return UnitPrinter(unit, source, page).PrintOne(number);
}

}  // namespace attest::catalogue_tools
