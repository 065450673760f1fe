#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include "absl/strings/str_join.h"
#include "tools/attest/catalogue/answers_text.h"
#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;

constexpr int kPageMax = 100;
constexpr int kLimitMax = 10'000;

struct Wanted {
  std::string qualification;
  std::vector<std::string> words;
  std::vector<cat::ItemKind> kinds;
  std::string version = "-";
  std::string page;
  int limit = 20;
};

const std::map<std::string, cat::ItemKind>& Kinds() {
  static const auto& kinds = *new std::map<std::string, cat::ItemKind>{
      {"unit", cat::UNIT},
      {"outcome", cat::OUTCOME},
      {"criterion", cat::CRITERION},
      {"guidance", cat::GUIDANCE},
      {"definition", cat::DEFINITION}};
  return kinds;
}

// As many hits as wanted, page by page.
absl::StatusOr<cat::SearchSyllabusResponse> Hits(const Context& context,
                                                 const Wanted& wanted) {
  CatalogueClient client(context);
  cat::SearchSyllabusRequest request;
  ATTEST_ASSIGN_OR_RETURN(
      *request.mutable_parent(),
      client.SyllabusName(wanted.qualification, wanted.version));
  request.set_query(absl::StrJoin(wanted.words, " "));
  for (const cat::ItemKind kind : wanted.kinds) request.add_kinds(kind);
  request.set_page_token(wanted.page);
  cat::SearchSyllabusResponse all;
  do {
    request.set_page_size(std::min(wanted.limit - all.hits_size(), kPageMax));
    const auto called =
        client.Call<cat::SearchSyllabusResponse>("SearchSyllabus", request);
    ATTEST_ASSIGN_OR_RETURN(const auto answer,
                            WithOptionNames(called, {{"query", "words"},
                                                     {"page_size", "--limit"},
                                                     {"page_token", "--page"},
                                                     {"kinds", "--kind"}}));
    all.mutable_hits()->MergeFrom(answer.hits());
    all.set_next_page_token(answer.next_page_token());
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty() && all.hits_size() < wanted.limit);
  return all;
}

absl::Status Search(const Context& context, const Wanted& wanted) {
  ATTEST_ASSIGN_OR_RETURN(const auto answer, Hits(context, wanted));
  if (context.json) {
    std::cout << ToWholeJson(answer);
    return absl::OkStatus();
  }
  if (answer.hits().empty()) {
    std::cout << "Nothing holds all of these words. Fewer words find more.\n";
    return absl::OkStatus();
  }
  catalogue_tools::Page page(catalogue_tools::DetectTerminal());
  catalogue_tools::PrintHits({answer.hits().begin(), answer.hits().end()},
                             page);
  if (!answer.next_page_token().empty()) {
    page.Blank();
    page.Line(
        {{fmt::format("There are more: --limit N for more at once, or "
                      "the next page with --page {}",
                      answer.next_page_token())}});
  }
  std::cout << page.text();
  return absl::OkStatus();
}

}  // namespace

void AddSearchCommand(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "search", "Search units, outcomes, criteria, guidance and definitions");
  command->footer(
      "Every word has to occur, in any of its forms: `managing` finds "
      "`manage`.\n\n"
      "Examples:\n"
      "  attest catalogue search 7D27V2 stakeholder strategy\n"
      "  attest catalogue search 7D27V2 risk --kind criterion --limit 5");
  auto wanted = std::make_shared<Wanted>();
  AddQualificationArgument(*command, wanted->qualification);
  command->add_option("words", wanted->words, "Words, e.g. risk management")
      ->required();
  command
      ->add_option_function<std::vector<std::string>>(
          "--kind",
          [wanted](const std::vector<std::string>& words) {
            for (const std::string& word : words) {
              wanted->kinds.push_back(Choice("--kind", word, Kinds()));
            }
          },
          "Only these: unit, outcome, criterion, guidance, definition")
      ->take_all()
      ->expected(1);
  command->add_option("--limit", wanted->limit, "How many hits")
      ->check(CLI::Range(1, kLimitMax))
      ->capture_default_str();
  command->add_option("--page", wanted->page, "Go on here; an answer gives it");
  AddVersionOption(*command, wanted->version);
  AddCommonOptions(*command, context);
  command->callback(
      [&context, wanted] { context.result = Search(context, *wanted); });
}

}  // namespace attest::commands
