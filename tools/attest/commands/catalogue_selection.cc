#include <iostream>
#include <map>
#include <memory>

#include "tools/attest/catalogue/answers_text.h"
#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;

constexpr int kLimitMax = 100;

struct Wanted {
  std::string qualification;
  std::string version = "-";
  std::vector<std::string> units;  // of evaluate
  std::vector<std::string> keep;
  std::vector<std::string> avoid;
  std::vector<std::string> wish;
  cat::Objective objective = cat::OBJECTIVE_UNSPECIFIED;
  int limit = 10;
};

const std::map<std::string, cat::Objective>& Objectives() {
  static const auto& objectives = *new std::map<std::string, cat::Objective>{
      {"fewest-credits", cat::FEWEST_CREDITS},
      {"least-glh", cat::LEAST_GUIDED_LEARNING_HOURS},
      {"most-level", cat::MOST_CREDITS_AT_LEVEL},
      {"fewest-units", cat::FEWEST_UNITS},
      {"closest", cat::CLOSEST_TO_WISH}};
  return objectives;
}

template <class Field>
absl::Status AddUnits(CatalogueClient& client, const std::string& syllabus,
                      const std::vector<std::string>& given, Field* field) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<std::string> units,
                          client.UnitNumbers(syllabus, given));
  for (const std::string& unit : units) *field->Add() = unit;
  return absl::OkStatus();
}

// For `evaluate` as part of a script.
absl::Status Verdict(const cat::EvaluateSelectionResponse& answer) {
  if (answer.valid()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, "client.attest",
                   "SELECTION_NOT_VALID",
                   "the selection breaks the rule of combination");
}

absl::Status Propose(const Context& context, const Wanted& wanted) {
  CatalogueClient client(context);
  cat::ProposeSelectionsRequest request;
  ATTEST_ASSIGN_OR_RETURN(
      *request.mutable_syllabus(),
      client.SyllabusName(wanted.qualification, wanted.version));
  const std::string& syllabus = request.syllabus();
  ATTEST_RETURN_IF_ERROR(
      AddUnits(client, syllabus, wanted.keep, request.mutable_keep()));
  ATTEST_RETURN_IF_ERROR(
      AddUnits(client, syllabus, wanted.avoid, request.mutable_avoid()));
  ATTEST_RETURN_IF_ERROR(
      AddUnits(client, syllabus, wanted.wish, request.mutable_wish()));
  // A wish says what is meant.
  const bool closest =
      !wanted.wish.empty() && wanted.objective == cat::OBJECTIVE_UNSPECIFIED;
  request.set_objective(closest ? cat::CLOSEST_TO_WISH : wanted.objective);
  request.set_limit(wanted.limit);
  const auto called =
      client.Call<cat::ProposeSelectionsResponse>("ProposeSelections", request);
  ATTEST_ASSIGN_OR_RETURN(const auto answer,
                          WithOptionNames(called, {{"keep", "--keep"},
                                                   {"avoid", "--avoid"},
                                                   {"wish", "--wish"},
                                                   {"limit", "--limit"}}));
  if (context.json) {
    std::cout << ToWholeJson(answer);
    return absl::OkStatus();
  }
  catalogue_tools::Page page(catalogue_tools::DetectTerminal());
  catalogue_tools::PrintProposals(answer, page);
  std::cout << page.text();
  return absl::OkStatus();
}

absl::Status Evaluate(const Context& context, const Wanted& wanted) {
  CatalogueClient client(context);
  cat::EvaluateSelectionRequest request;
  ATTEST_ASSIGN_OR_RETURN(
      *request.mutable_syllabus(),
      client.SyllabusName(wanted.qualification, wanted.version));
  ATTEST_RETURN_IF_ERROR(AddUnits(client, request.syllabus(), wanted.units,
                                  request.mutable_units()));
  ATTEST_ASSIGN_OR_RETURN(const auto answer,
                          client.Call<cat::EvaluateSelectionResponse>(
                              "EvaluateSelection", request));
  if (context.json) {
    std::cout << ToWholeJson(answer);
    return Verdict(answer);
  }
  catalogue_tools::Page page(catalogue_tools::DetectTerminal());
  catalogue_tools::PrintEvaluation(answer, page);
  std::cout << page.text();
  return Verdict(answer);
}

void AddPropose(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "propose", "Propose valid selections of units, the best first");
  command->footer(
      "Says so when there is none, and which wishes rule every one out.\n\n"
      "Examples:\n"
      "  attest catalogue propose 7D27V2\n"
      "  attest catalogue propose 7D27V2 --keep 54,61 --avoid 46 \\\n"
      "      --objective least-glh --limit 3\n"
      "  attest catalogue propose 7D27V2 --wish 57,58,67,56,59,60,61");
  auto wanted = std::make_shared<Wanted>();
  AddQualificationArgument(*command, wanted->qualification);
  command->add_option("--keep", wanted->keep, "Units that must be in it")
      ->expected(1)
      ->take_all();
  command->add_option("--avoid", wanted->avoid, "Units that must not be in it")
      ->expected(1)
      ->take_all();
  command->add_option_function<std::string>(
      "--objective",
      [wanted](const std::string& word) {
        wanted->objective = Choice("--objective", word, Objectives());
      },
      "What is better: fewest-credits (unless told), least-glh, "
      "most-level, fewest-units, closest (to --wish)");
  command
      ->add_option("--wish", wanted->wish,
                   "Units that would be best; for the objective `closest`")
      ->expected(1)
      ->take_all();
  command->add_option("--limit", wanted->limit, "How many")
      ->check(CLI::Range(1, kLimitMax))
      ->capture_default_str();
  AddVersionOption(*command, wanted->version);
  AddCommonOptions(*command, context);
  command->callback(
      [&context, wanted] { context.result = Propose(context, *wanted); });
}

void AddEvaluate(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "evaluate", "Check a selection of units against every rule");
  command->footer(
      "Exits with 1 when the selection is not valid.\n\n"
      "Examples:\n"
      "  attest catalogue evaluate 7D27V2 'M&L 57' 'M&L 58'\n"
      "  attest catalogue evaluate 7D27V2 57,58,67,56,59,60,61");
  auto wanted = std::make_shared<Wanted>();
  AddQualificationArgument(*command, wanted->qualification);
  command->add_option("units", wanted->units,
                      "Numbers of units, with commas or spaces between");
  AddVersionOption(*command, wanted->version);
  AddCommonOptions(*command, context);
  command->callback(
      [&context, wanted] { context.result = Evaluate(context, *wanted); });
}

}  // namespace

void AddSelectionCommands(CLI::App& catalogue, Context& context) {
  AddPropose(catalogue, context);
  AddEvaluate(catalogue, context);
}

}  // namespace attest::commands
