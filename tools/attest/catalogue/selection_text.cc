#include <algorithm>

#include "absl/strings/str_join.h"
#include "fmt/format.h"
#include "tools/attest/catalogue/answers_text.h"
#include "tools/attest/catalogue/table.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

template <class Names>
std::string Joined(const Names& names) {
  return absl::StrJoin(names, " ");
}

std::string Number(int value) { return std::to_string(value); }

void PrintRules(
    const google::protobuf::RepeatedPtrField<cat::RuleResult>& rules,
    Page& page) {
  Table table({{""},
               {"RULE", false, true},
               {"HAVE", true},
               {"NEED", true},
               {"MISSING", true},
               {"OF"}});
  for (const cat::RuleResult& rule : rules) {
    table.Add(
        {{rule.satisfied() ? Span{"ok", Ink::kGreen} : Span{"no", Ink::kRed}},
         {{rule.title()}},
         {{Number(rule.have())}},
         {{Number(rule.need())}},
         {{rule.missing() == 0 ? "" : Number(rule.missing())}},
         {{rule.measure()}}});
  }
  table.PrintTo(page);
  for (const cat::RuleResult& rule : rules) {
    if (rule.satisfied() || rule.candidates().empty()) continue;
    page.Paragraph({{"  could help: ", Ink::kDim}},
                   {{Joined(rule.candidates())},
                    {fmt::format("  ({})", rule.title()), Ink::kDim}});
  }
}

// The least set of wishes that rules everything out. Others may do so too: to
// give up one of these need not be enough.
void PrintPreventing(const cat::ProposeSelectionsResponse& answer, Page& page) {
  if (answer.preventing_wishes().empty()) return;
  std::vector<std::string> wishes;
  for (const cat::Wish& wish : answer.preventing_wishes()) {
    wishes.push_back(
        fmt::format("{} {}", wish.keep() ? "keep" : "avoid", wish.unit()));
  }
  const bool one = wishes.size() == 1;
  page.Text(fmt::format(
      "{} alone already {} everything out: {}. {} has to go; others may stand "
      "in the way too.",
      one ? "This wish" : "These wishes", one ? "rules" : "rule",
      absl::StrJoin(wishes, ", "), one ? "It" : "At least one of them"));
}

void PrintNone(const cat::ProposeSelectionsResponse& answer, Page& page) {
  page.Line({{"There is no valid selection.", Ink::kBold}});
  PrintPreventing(answer, page);
  if (answer.prevented_by().empty()) return;
  page.Blank();
  page.Line({{"Rules that cannot hold any more:"}});
  PrintRules(answer.prevented_by(), page);
}

// The units, with those that were not asked for in another ink.
Spans UnitsOf(const cat::Proposal& proposal) {
  const std::vector<std::string> added(proposal.added().begin(),
                                       proposal.added().end());
  Spans spans;
  for (const std::string& unit : proposal.units()) {
    if (!spans.empty()) spans.push_back({" "});
    const bool kept =
        std::find(added.begin(), added.end(), unit) == added.end();
    spans.push_back({unit, kept ? Ink::kBold : Ink::kPlain});
  }
  return spans;
}

}  // namespace

void PrintProposals(const cat::ProposeSelectionsResponse& answer, Page& page) {
  if (answer.proposals().empty()) return PrintNone(answer, page);
  Table table({{"", true},
               {"UNITS", false, true},
               {"COUNT", true},
               {"CREDITS", true},
               {"AT LEVEL", true},
               {"GLH", true},
               {"TUT", true}});
  int number = 0;
  for (const cat::Proposal& proposal : answer.proposals()) {
    const cat::SelectionTotals& totals = proposal.totals();
    table.Add({{{fmt::format("{}.", ++number)}},
               UnitsOf(proposal),
               {{Number(totals.units())}},
               {{Number(totals.credits())}},
               {{Number(totals.credits_at_level())}},
               {{Number(totals.guided_learning_hours())}},
               {{Number(totals.total_unit_time_hours())}}});
  }
  table.PrintTo(page, 0);
}

void PrintEvaluation(const cat::EvaluateSelectionResponse& answer, Page& page) {
  page.Line({answer.valid() ? Span{"valid", Ink::kGreen}
                            : Span{"not valid", Ink::kRed},
             {answer.minimal() ? ", and no unit can be left out" : ""}});
  PrintRules(answer.rules(), page);
  const cat::SelectionTotals& totals = answer.totals();
  page.Blank();
  // TUT is never called TQT (E3).
  page.Text(fmt::format(
      "{} units, {} credits, of which {} at the level of the "
      "qualification; {} hours of unit time (TUT), {} guided "
      "(GLH); the qualification itself says {} hours (TQT)",
      totals.units(), totals.credits(), totals.credits_at_level(),
      totals.total_unit_time_hours(), totals.guided_learning_hours(),
      totals.total_qualification_time_hours()));
}

}  // namespace attest::catalogue_tools
