#include <iostream>
#include <memory>

#include "nlohmann/json.hpp"
#include "tools/attest/catalogue/syllabus_text.h"
#include "tools/attest/catalogue/unit_text.h"
#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;
using catalogue_tools::DetectTerminal;
using catalogue_tools::Page;

struct Wanted {
  std::string qualification;
  std::string unit;
  std::string criterion;
  std::string version = "-";
  bool source = false;
  bool standards = false;
};

absl::Status ShowSyllabus(const Context& context, const Wanted& wanted) {
  CatalogueClient client(context);
  ATTEST_ASSIGN_OR_RETURN(
      cat::Syllabus syllabus,
      client.Syllabus(wanted.qualification, wanted.version));
  if (context.json) {
    std::cout << ToWholeJson(syllabus);
    return absl::OkStatus();
  }
  Page page(DetectTerminal());
  if (wanted.standards) {
    catalogue_tools::PrintPrintedTables(syllabus, page);
  } else {
    // The dates are facts of the qualification, not of this version.
    ATTEST_ASSIGN_OR_RETURN(const cat::Qualification now,
                            client.Find(wanted.qualification));
    *syllabus.mutable_qualification()->mutable_key_dates() = now.key_dates();
    catalogue_tools::PrintSyllabus(syllabus, wanted.source, page);
  }
  std::cout << page.text();
  return absl::OkStatus();
}

absl::Status NoSuchUnit(const Wanted& wanted) {
  return MakeError(
      absl::StatusCode::kNotFound, "client.attest", "UNIT_NOT_FOUND",
      fmt::format("there is no unit `{}`; `attest catalogue show {}` lists its "
                  "units",
                  wanted.unit, wanted.qualification));
}

absl::StatusOr<cat::Unit> FetchUnit(const Context& context,
                                    const Wanted& wanted) {
  CatalogueClient client(context);
  ATTEST_ASSIGN_OR_RETURN(
      const std::string syllabus,
      client.SyllabusName(wanted.qualification, wanted.version));
  ATTEST_ASSIGN_OR_RETURN(const std::vector<std::string> numbers,
                          client.UnitNumbers(syllabus, {wanted.unit}));
  // Nothing that consists of several words is the name of a unit.
  if (numbers.size() != 1) return NoSuchUnit(wanted);
  cat::GetUnitRequest request;
  request.set_name(fmt::format("{}/units/{}", syllabus, numbers[0]));
  auto unit = client.Call<cat::Unit>("GetUnit", request);
  if (unit.ok()) return unit;
  return WithHint(unit.status(), "UNIT_NOT_FOUND",
                  fmt::format("`attest catalogue show {}` lists its units",
                              wanted.qualification));
}

absl::Status NoSuchCriterion(const Wanted& wanted) {
  return MakeError(
      absl::StatusCode::kNotFound, "client.attest", "CRITERION_NOT_FOUND",
      fmt::format("unit {} has no criterion {}; `attest catalogue show {} {}` "
                  "shows those that it has",
                  wanted.unit, wanted.criterion, wanted.qualification,
                  wanted.unit));
}

// One criterion with its outcome and guidance, as JSON.
nlohmann::ordered_json CriterionJson(const cat::Unit& unit,
                                     const std::string& number) {
  using nlohmann::ordered_json;
  for (const cat::LearningOutcome& outcome : unit.outcomes()) {
    for (const cat::Criterion& criterion : outcome.criteria()) {
      if (criterion.number() != number) continue;
      cat::LearningOutcome bare = outcome;
      bare.clear_criteria();
      ordered_json json = {
          {"criterion", ordered_json::parse(ToWholeJson(criterion))},
          {"outcome", ordered_json::parse(ToWholeJson(bare))},
          {"guidance", ordered_json::array()}};
      for (const cat::Guidance& guidance : unit.guidance()) {
        for (const std::string& served : guidance.criteria()) {
          if (served != number) continue;
          json["guidance"].push_back(
              ordered_json::parse(ToWholeJson(guidance)));
        }
      }
      return json;
    }
  }
  return nullptr;
}

absl::Status ShowCriterion(const Context& context, const Wanted& wanted,
                           const cat::Unit& unit) {
  if (context.json) {
    const auto json = CriterionJson(unit, wanted.criterion);
    if (json.is_null()) return NoSuchCriterion(wanted);
    std::cout << json.dump(1) << "\n";
    return absl::OkStatus();
  }
  Page page(DetectTerminal());
  if (!catalogue_tools::PrintCriterion(unit, wanted.criterion, wanted.source,
                                       page)) {
    return NoSuchCriterion(wanted);
  }
  std::cout << page.text();
  return absl::OkStatus();
}

absl::Status Show(const Context& context, const Wanted& wanted) {
  if (wanted.unit.empty()) return ShowSyllabus(context, wanted);
  ATTEST_ASSIGN_OR_RETURN(const cat::Unit unit, FetchUnit(context, wanted));
  if (!wanted.criterion.empty()) return ShowCriterion(context, wanted, unit);
  if (context.json) {
    std::cout << ToWholeJson(unit);
    return absl::OkStatus();
  }
  Page page(DetectTerminal());
  catalogue_tools::PrintUnit(unit, wanted.source, page);
  std::cout << page.text();
  return absl::OkStatus();
}

}  // namespace

void AddShowCommand(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "show", "Read a syllabus, a unit or a criterion in the terminal");
  command->footer(
      "Marks: ? words are lost in the source, [brackets] hold guesses; ~ put "
      "together from\npieces; * the number is not printed. Guidance is "
      "examples and never a requirement. "
      "Colours only on a terminal,\nand not with NO_COLOR.\n\n"
      "Examples:\n"
      "  attest catalogue show 7D27V2           units, rules, definitions\n"
      "  attest catalogue show 7D27V2 --standards\n"
      "  attest catalogue show 7D27V2 57        a unit\n"
      "  attest catalogue show 7D27V2 46 1.3    a criterion\n"
      "  attest catalogue show 7D27V2 46 --source --version 8");
  auto wanted = std::make_shared<Wanted>();
  AddQualificationArgument(*command, wanted->qualification);
  command->add_option("unit", wanted->unit, "Number of a unit, e.g. 57");
  command->add_option("criterion", wanted->criterion,
                      "Number of a criterion, e.g. 1.4");
  AddVersionOption(*command, wanted->version);
  command->add_flag("--source", wanted->source,
                    "Show the lines of the printed document as well");
  command->add_flag("--standards", wanted->standards,
                    "Show the tables of standards and of units as printed, "
                    "with what is suspect");
  AddCommonOptions(*command, context);
  command->callback(
      [&context, wanted] { context.result = Show(context, *wanted); });
}

}  // namespace attest::commands
