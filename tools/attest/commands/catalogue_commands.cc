#include <iostream>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "fmt/format.h"
#include "tools/attest/commands/context.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;

absl::StatusOr<cat::Syllabus> Fetch(const Context& context,
                                    const std::string& qualification,
                                    const std::string& version) {
  ATTEST_ASSIGN_OR_RETURN(const std::string token,
                          context.TokenOr(auth::v1::OPERATOR));
  client::Api api(context.endpoints());
  cat::GetSyllabusRequest request;
  request.set_name(
      fmt::format("qualifications/{}/syllabi/{}", qualification, version));
  return api.Call<cat::Syllabus>("catalogue.GetSyllabus", token, request);
}

// `?` for words that are lost, `~` for those that were put together again.
char Mark(cat::TextStatus status) {
  switch (status) {
    case cat::INCOMPLETE_IN_SOURCE:
    case cat::MISSING_IN_SOURCE:
      return '?';
    case cat::REPAIRED:
      return '~';
    default:
      return ' ';
  }
}

std::string Words(const cat::Passage& passage) {
  return passage.status() == cat::MISSING_IN_SOURCE
             ? "(the words are lost in the source)"
             : passage.reading();
}

void PrintUnit(const cat::Unit& unit) {
  std::cout << fmt::format(
      "\n{}  {}\n    level {}, {} credits, {} hours, of which {} guided, {}\n",
      unit.printed_number(), unit.title().reading(), unit.level(),
      unit.credits(), unit.total_unit_time_hours(),
      unit.guided_learning_hours(), unit.ofqual_reference());
  for (const cat::LearningOutcome& outcome : unit.outcomes()) {
    std::cout << fmt::format("  {} {}. {}\n", Mark(outcome.title().status()),
                             outcome.number(), Words(outcome.title()));
    for (const cat::Criterion& criterion : outcome.criteria()) {
      std::cout << fmt::format("  {}    {:<4} {}\n",
                               Mark(criterion.text().status()),
                               criterion.number(), Words(criterion.text()));
    }
  }
}

absl::Status Export(const Context& context, const std::string& qualification,
                    const std::string& version) {
  ATTEST_ASSIGN_OR_RETURN(const cat::Syllabus syllabus,
                          Fetch(context, qualification, version));
  if (context.json) {
    std::cout << ToJson(syllabus);
    return absl::OkStatus();
  }
  std::cout << fmt::format(
      "{} ({}, {}), syllabus version {}\n", syllabus.qualification().title(),
      syllabus.qualification().code(),
      syllabus.qualification().qualification_number(), syllabus.version());
  for (const cat::Unit& unit : syllabus.units()) PrintUnit(unit);
  std::cout << "\n~ put together from a damaged scan   ? words lost in the "
               "source\n";
  return absl::OkStatus();
}

}  // namespace

void AddCatalogueCommands(CLI::App& app, Context& context) {
  CLI::App* catalogue =
      app.add_subcommand("catalogue", "Qualifications and their syllabi");
  catalogue->require_subcommand(1);
  CLI::App* command =
      catalogue->add_subcommand("export", "Print a syllabus, whole");
  command->footer(
      "Examples:\n"
      "  attest catalogue export 7D27V2\n"
      "  attest catalogue export 7D27V2 --json > 7D27V2.json");
  struct Wanted {
    std::string qualification;
    std::string version = "-";
  };
  auto wanted = std::make_shared<Wanted>();
  command
      ->add_option("qualification", wanted->qualification,
                   "Code of the qualification, e.g. 7D27V2")
      ->required();
  command->add_option("--version", wanted->version,
                      "Version of the syllabus; `-` is the current one");
  AddJsonOption(*command, context);
  AddConnectionOptions(*command, context);
  command->callback([&context, wanted] {
    context.result = Export(context, wanted->qualification, wanted->version);
  });
}

}  // namespace attest::commands
