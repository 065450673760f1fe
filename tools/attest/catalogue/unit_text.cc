#include "tools/attest/catalogue/unit_text.h"

#include <algorithm>
#include <set>
#include <string>

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
    Source(unit_.aims(), 2);
  }

  void Outcome(const cat::LearningOutcome& outcome) {
    Spans text;
    for (Span span : Reading(outcome.title())) {
      if (span.ink == Ink::kPlain) span.ink = Ink::kBold;
      text.push_back(std::move(span));
    }
    text.push_back({std::string(KindOf(outcome.kind())), Ink::kDim});
    page_.Paragraph(
        {MarkOf(outcome.title().status()),
         {fmt::format(" {:<3}", fmt::format("{}.", outcome.number())),
          Ink::kBold}},
        text);
    Finish(outcome.title());
  }

  void Criterion(const cat::Criterion& criterion) {
    page_.Paragraph({MarkOf(criterion.text().status()),
                     {fmt::format("    {:<5}", criterion.number())}},
                    Reading(criterion.text()));
    Finish(criterion.text());
  }

  // What there is to say below a passage.
  void Finish(const cat::Passage& passage) {
    legend_.Saw(passage.status());
    if (IsDamaged(passage.status()) && !passage.note().empty()) {
      page_.Paragraph(Indent(kTextIndent), {{passage.note(), Ink::kDim}});
    }
    Source(passage, kTextIndent);
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

  // The lead-in, then the items of its list.
  void Guidance(const cat::Guidance& guidance) {
    legend_.Saw(guidance.text().status());
    const std::string& reading = guidance.text().reading();
    const size_t list = guidance.items_size() == 0
                            ? std::string::npos
                            : reading.find(guidance.items(0));
    Spans text = {{fmt::format("Examples for {}, not a requirement:",
                               Enumerated(guidance)),
                   Ink::kDim},
                  {" "}};
    if (list == std::string::npos) {
      for (Span& span : Reading(guidance.text())) {
        text.push_back(std::move(span));
      }
    } else {
      text.push_back({reading.substr(0, list)});
    }
    page_.Paragraph(
        {MarkOf(guidance.text().status()), {std::string(kTextIndent - 1, ' ')}},
        text);
    for (int i = 0; list != std::string::npos && i < guidance.items_size();
         ++i) {
      page_.Paragraph({{std::string(kTextIndent, ' ') + "- ", Ink::kDim}},
                      {{guidance.items(i)}});
    }
    Source(guidance.text(), kTextIndent);
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
