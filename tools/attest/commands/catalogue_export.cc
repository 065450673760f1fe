#include <iostream>
#include <memory>

#include "nlohmann/json.hpp"
#include "tools/attest/catalogue/case_package.h"
#include "tools/attest/catalogue/syllabus_text.h"
#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;

struct Wanted {
  std::string qualification;
  std::string version = "-";
  bool as_case = false;
  std::string base = catalogue_tools::kCaseBase;
  std::string output;
};

// `https://host/path` without a slash at the end.
absl::StatusOr<std::string> BaseOf(std::string base) {
  while (base.ends_with('/')) base.pop_back();
  const bool plain = base.find_first_of(" \t\r\n\"<>") == std::string::npos;
  const bool web = base.starts_with("https://") || base.starts_with("http://");
  if (web && plain) return base;
  return InvalidFields("client.attest",
                       {{"--base",
                         "must be where the package will be served, e.g. "
                         "https://example.org/ims/case/v1p1"}});
}

absl::StatusOr<std::string> Text(const Context& context, const Wanted& wanted,
                                 const cat::Syllabus& syllabus) {
  if (wanted.as_case) {
    ATTEST_ASSIGN_OR_RETURN(const std::string base, BaseOf(wanted.base));
    using nlohmann::ordered_json;
    return catalogue_tools::CasePackage(syllabus, base)
               .dump(1, ' ', false, ordered_json::error_handler_t::replace) +
           "\n";
  }
  if (context.json) return ToWholeJson(syllabus);
  // A file has neither the colours nor the width of the terminal.
  catalogue_tools::Page page(wanted.output.empty()
                                 ? catalogue_tools::DetectTerminal()
                                 : catalogue_tools::Terminal{});
  catalogue_tools::PrintWholeSyllabus(syllabus, page);
  return page.text();
}

absl::Status Export(const Context& context, const Wanted& wanted) {
  CatalogueClient client(context);
  ATTEST_ASSIGN_OR_RETURN(
      const cat::Syllabus syllabus,
      client.Syllabus(wanted.qualification, wanted.version));
  ATTEST_ASSIGN_OR_RETURN(const std::string text,
                          Text(context, wanted, syllabus));
  ATTEST_RETURN_IF_ERROR(WriteOutput(wanted.output, text));
  if (!wanted.output.empty()) {
    std::cerr << fmt::format("wrote {}: {}, {} units, {} bytes\n",
                             wanted.output, syllabus.name(),
                             syllabus.units_size(), text.size());
  }
  return absl::OkStatus();
}

}  // namespace

void AddExportCommand(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "export", "Print a syllabus whole: for a reader, as JSON, or as CASE");
  command->footer(
      "--case writes a package of 1EdTech CASE 1.1. The same version gives the "
      "same\nidentifiers and bytes, always and everywhere.\n\n"
      "Examples:\n"
      "  attest catalogue export 7D27V2\n"
      "  attest catalogue export 7D27V2 --json > 7D27V2.json\n"
      "  attest catalogue export 7D27V2 --case --output 7D27V2.case.json");
  auto wanted = std::make_shared<Wanted>();
  AddQualificationArgument(*command, wanted->qualification);
  AddVersionOption(*command, wanted->version);
  auto* as_case = command->add_flag("--case", wanted->as_case,
                                    "A CASE 1.1 package, as JSON");
  command
      ->add_option("--base", wanted->base,
                   "Where the package will be served; URIs begin with it")
      ->needs(as_case)
      ->capture_default_str();
  command->add_option("--output", wanted->output,
                      "File; standard output unless given");
  AddCommonOptions(*command, context);
  command->callback(
      [&context, wanted] { context.result = Export(context, *wanted); });
}

}  // namespace attest::commands
