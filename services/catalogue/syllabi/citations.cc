#include "services/catalogue/syllabi/citations.h"

#include "fmt/format.h"
#include "services/catalogue/syllabi/messages.h"

namespace attest::catalogue::syllabi {
namespace {

// Adds what says its line in a field beside it.
void AddUnnested(const google::protobuf::Message& message,
                 const std::string& place, std::vector<Citation>& citations) {
  const auto add = [&](int line, const std::string& text) {
    if (!text.empty()) citations.push_back({line, text, place});
  };
  if (const auto* section = dynamic_cast<const v1::Section*>(&message)) {
    if (section->in_contents()) add(section->contents_line(), section->title());
  } else if (const auto* unit = dynamic_cast<const v1::Unit*>(&message)) {
    for (const v1::Fragment& title : unit->title().printed()) {
      add(title.line(), unit->printed_number());
    }
  } else if (const auto* row = dynamic_cast<const v1::Revision*>(&message)) {
    add(row->line(), row->version());
    add(row->line(), row->printed_date());
  }
}

}  // namespace

std::vector<Citation> CitationsOf(const v1::Syllabus& syllabus) {
  std::vector<Citation> citations;
  VisitMessages(syllabus, [&](const auto& message, const std::string& place) {
    if (const auto* some = dynamic_cast<const v1::Fragment*>(&message)) {
      citations.push_back({some->line(), some->text(), place});
    }
    AddUnnested(message, place, citations);
  });
  return citations;
}

Findings ProveCitations(const v1::Syllabus& syllabus, const Source& source) {
  Findings findings;
  const auto lines = static_cast<int>(source.lines.size());
  for (const Citation& citation : CitationsOf(syllabus)) {
    if (citation.text.empty()) {
      findings.push_back(fmt::format("{} cites no text", citation.place));
    } else if (citation.line < 1 || citation.line > lines) {
      findings.push_back(fmt::format("{} cites line {} of {}", citation.place,
                                     citation.line, lines));
    } else if (source.lines[citation.line - 1].find(citation.text) ==
               std::string::npos) {
      findings.push_back(fmt::format("{}: \"{}\" is not on line {}",
                                     citation.place, citation.text,
                                     citation.line));
    }
  }
  return findings;
}

}  // namespace attest::catalogue::syllabi
