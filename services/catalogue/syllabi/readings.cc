#include "services/catalogue/syllabi/readings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "services/catalogue/syllabi/messages.h"

namespace attest::catalogue::syllabi {
namespace {

// Most letters that both sides of a cut show.
constexpr size_t kSharedLettersMax = 4;
// Stands between two fragments while repairs are made.
constexpr char kCut = '|';

using Fault = std::optional<std::string>;

// Tells whether fragments compose a reading, by trying every way to join them.
class Composition {
 public:
  // With `gaps`, [brackets] may stand between fragments and at the ends.
  Composition(const std::vector<std::string>& pieces, std::string_view reading,
              bool gaps)
      : pieces_(pieces), reading_(reading), gaps_(gaps) {}

  bool Holds() const { return PieceFits(0, 0) || GapFits(0, 0); }

 private:
  // True when pieces from `piece` on make up the reading from `at` on.
  bool PieceFits(size_t piece, size_t at) const {
    const std::string& text = pieces_[piece];
    if (text.empty()) return false;
    for (size_t shared = 0; shared <= Shared(piece, at); ++shared) {
      const std::string_view rest = std::string_view(text).substr(shared);
      if (reading_.substr(0, at).ends_with(text.substr(0, shared)) &&
          reading_.substr(at).starts_with(rest) &&
          JoinFits(piece + 1, at + rest.size())) {
        return true;
      }
    }
    return false;
  }

  size_t Shared(size_t piece, size_t at) const {
    if (piece == 0) return 0;
    return std::min({kSharedLettersMax, pieces_[piece].size() - 1, at});
  }

  // The same, with a joint before `piece`, or the end.
  bool JoinFits(size_t piece, size_t at) const {
    if (GapFits(piece, at)) return true;
    if (piece == pieces_.size()) return at == reading_.size();
    return PieceFits(piece, at) ||
           (reading_.substr(at).starts_with(' ') && PieceFits(piece, at + 1));
  }

  // The same, with a bracket before `piece`, or the end.
  bool GapFits(size_t piece, size_t at) const {
    if (!gaps_) return false;
    if (reading_.substr(at).starts_with(' ')) ++at;
    const size_t end = reading_.find(']', at);
    if (!reading_.substr(at).starts_with('[') || end == reading_.npos) {
      return false;
    }
    if (piece == pieces_.size()) return end + 1 == reading_.size();
    return PieceFits(piece, end + 1) ||
           (reading_.substr(end + 1).starts_with(' ') &&
            PieceFits(piece, end + 2));
  }

  const std::vector<std::string>& pieces_;
  const std::string_view reading_;
  const bool gaps_;
};

// Makes one repair in `printed`; the faulty characters must be there once.
Fault Mend(const v1::Repair& repair, std::string& printed) {
  const size_t at = printed.find(repair.printed());
  if (repair.printed().empty() || at == std::string::npos) {
    return fmt::format("nothing to repair at \"{}\"", repair.printed());
  }
  if (printed.find(repair.printed(), at + 1) != std::string::npos) {
    return fmt::format("\"{}\" could be repaired twice", repair.printed());
  }
  if (repair.read() == repair.printed()) {
    return fmt::format("the repair of \"{}\" changes nothing", repair.read());
  }
  printed.replace(at, repair.printed().size(), repair.read());
  return std::nullopt;
}

std::vector<std::string> Split(std::string_view printed) {
  std::vector<std::string> pieces(1);
  for (const char c : printed) {
    if (c == kCut) {
      pieces.emplace_back();
    } else {
      pieces.back() += c;
    }
  }
  return pieces;
}

bool IsOnePiece(const v1::Passage& passage) {
  return passage.printed_size() == 1 && passage.repairs().empty() &&
         passage.reading() == WithoutMarks(passage.printed(0).text()) &&
         passage.printed(0).text().find("**") == std::string::npos &&
         passage.printed(0).text().find("<u>") == std::string::npos;
}

// What is wrong with a reading that is put together.
Fault CompositionFault(const v1::Passage& passage, bool gaps) {
  if (passage.printed().empty()) return "nothing is printed";
  std::string printed;
  for (const v1::Fragment& fragment : passage.printed()) {
    if (!printed.empty()) printed += kCut;
    printed += WithoutMarks(fragment.text());
  }
  for (const v1::Repair& repair : passage.repairs()) {
    if (Fault fault = Mend(repair, printed)) return fault;
  }
  if (!Composition(Split(printed), passage.reading(), gaps).Holds()) {
    return fmt::format("\"{}\" does not make \"{}\"", printed,
                       passage.reading());
  }
  return std::nullopt;
}

Fault RepairedFault(const v1::Passage& passage, bool set_in_bold) {
  if (passage.reading().find_first_of("[]") != std::string::npos) {
    return "a repaired reading has no brackets";
  }
  if (IsOnePiece(passage) && !set_in_bold) {
    return "it is printed whole, so it is complete";
  }
  return CompositionFault(passage, false);
}

Fault IncompleteFault(const v1::Passage& passage) {
  if (passage.reading().find('[') == std::string::npos) {
    return "an incomplete reading marks what is lost with brackets";
  }
  return CompositionFault(passage, true);
}

bool IsInBold(const v1::Fragment& fragment) {
  return fragment.text().starts_with("**");
}

// The passages that `message` should have and has not.
Findings AbsentPassages(const google::protobuf::Message& message,
                        const std::string& place) {
  static const std::set<std::string> kOptional = {
      "attest.catalogue.v1.Section.heading",
      "attest.catalogue.v1.Revision.rationale"};
  Findings findings;
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    if (field.message_type() == v1::Passage::descriptor() &&
        !field.is_repeated() && !kOptional.contains(field.full_name()) &&
        !message.GetReflection()->HasField(message, &field)) {
      findings.push_back(fmt::format("{} has no {}", place, field.name()));
    }
  }
  return findings;
}

// What the first line of a passage shows it to be; a heading looks like a
// paragraph.
bool FitsLine(v1::PassageForm form, const v1::Fragment& fragment,
              std::string_view line) {
  if (fragment.text().find('\t') != std::string::npos) {
    return form == v1::TABLE_ROW;
  }
  if (line.starts_with("- ")) return form == v1::LIST_ITEM;
  if (line.starts_with(" - o ")) return form == v1::SUBLIST_ITEM;
  return form == v1::PARAGRAPH || form == v1::HEADING;
}

// The fragments of a passage as one key; empty when it has none.
std::string PrintedKey(const v1::Passage& passage) {
  std::string key;
  for (const v1::Fragment& fragment : passage.printed()) {
    key += fmt::format("{}:{}|", fragment.line(), fragment.text());
  }
  return key;
}

}  // namespace

std::optional<std::string> FaultOf(const v1::Passage& passage,
                                   bool set_in_bold) {
  switch (passage.status()) {
    case v1::COMPLETE:
      if (IsOnePiece(passage) && !set_in_bold) return std::nullopt;
      return "complete means one piece, without marks, read as printed";
    case v1::REPAIRED:
      return RepairedFault(passage, set_in_bold);
    case v1::INCOMPLETE_IN_SOURCE:
      return IncompleteFault(passage);
    case v1::MISSING_IN_SOURCE:
      if (passage.reading().empty() && passage.repairs().empty()) {
        return std::nullopt;
      }
      return "what is missing has no reading";
    default:
      return "it has no status";
  }
}

Findings ProveReadings(const v1::Syllabus& syllabus) {
  Findings findings;
  std::set<const void*> in_bold;
  std::map<std::string, std::string> readings;
  VisitMessages(syllabus, [&](const auto& message, const std::string& place) {
    for (std::string& absent : AbsentPassages(message, place)) {
      findings.push_back(std::move(absent));
    }
    if (const auto* item = dynamic_cast<const v1::Criterion*>(&message)) {
      if (IsInBold(item->number_source())) in_bold.insert(&item->text());
    }
    const auto* passage = dynamic_cast<const v1::Passage*>(&message);
    if (passage == nullptr) return;
    if (Fault fault = FaultOf(*passage, in_bold.contains(passage))) {
      findings.push_back(fmt::format("{}: {}", place, *fault));
    }
    const std::string key = PrintedKey(*passage);
    const auto [known, added] = readings.emplace(key, passage->reading());
    if (!key.empty() && !added && known->second != passage->reading()) {
      findings.push_back(fmt::format("{}: reads otherwise elsewhere", place));
    }
  });
  return findings;
}

Findings ProveForms(const v1::Syllabus& syllabus, const Source& source) {
  Findings findings;
  VisitMessages(syllabus, [&](const auto& message, const std::string& place) {
    const auto* passage = dynamic_cast<const v1::Passage*>(&message);
    if (passage == nullptr) return;
    bool fits = passage->form() == v1::PASSAGE_FORM_UNSPECIFIED ||
                passage->form() == v1::TABLE_ROW;
    if (place.starts_with("sections") && !place.ends_with("heading")) {
      if (passage->printed().empty()) return;
      const v1::Fragment& first = passage->printed(0);
      if (first.line() < 1 ||
          first.line() > static_cast<int>(source.lines.size())) {
        return;
      }
      fits = FitsLine(passage->form(), first, source.lines[first.line() - 1]);
    }
    if (!fits) {
      findings.push_back(fmt::format("{} is no {}", place,
                                     v1::PassageForm_Name(passage->form())));
    }
  });
  return findings;
}

}  // namespace attest::catalogue::syllabi
