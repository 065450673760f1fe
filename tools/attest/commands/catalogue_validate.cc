#include <iostream>
#include <memory>

#include "nlohmann/json.hpp"
#include "services/catalogue/checks/syllabus_file.h"
#include "tools/attest/catalogue/findings_text.h"
#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;
using catalogue_tools::Count;
using catalogue_tools::FileFindings;
using nlohmann::ordered_json;

struct CheckedFile {
  FileFindings found;
  std::string syllabus;  // resource name, empty when it cannot be read
  bool publishable = false;
};

CheckedFile CheckFile(const std::string& path) {
  const auto source = ReadFile(path);
  if (!source.ok()) {
    cat::Finding finding;
    finding.set_severity(cat::ERROR);
    finding.set_check("FILE_UNREADABLE");
    finding.set_found(std::string(source.status().message()));
    finding.set_fix("Check the path and who may read it");
    return {{path, "", {finding}}, "", false};
  }
  catalogue::checks::CheckedSyllabus checked =
      catalogue::checks::CheckSource(*source);
  const bool publishable = checked.publishable();
  return {{path, *source, std::move(checked.findings)},
          checked.syllabus.name(),
          publishable};
}

std::vector<CheckedFile> CheckFiles(const std::vector<std::string>& paths) {
  std::vector<CheckedFile> files;
  for (const std::string& path : paths) {
    const Waiting waiting(fmt::format("checking {}, {} of {}", path,
                                      files.size() + 1, paths.size()));
    files.push_back(CheckFile(path));
  }
  return files;
}

ordered_json ToJson(const CheckedFile& file) {
  ordered_json findings = ordered_json::array();
  for (const cat::Finding& finding : file.found.findings) {
    findings.push_back(ordered_json::parse(ToWholeJson(finding)));
  }
  return {{"file", file.found.file},
          {"publishable", file.publishable},
          {"syllabus", file.syllabus},
          {"findings", findings}};
}

struct Totals {
  int errors = 0;
  int warnings = 0;
};

Totals TotalsOf(const std::vector<CheckedFile>& files) {
  Totals totals;
  for (const CheckedFile& file : files) {
    totals.errors += Count(file.found.findings, cat::ERROR);
    totals.warnings += Count(file.found.findings, cat::WARNING);
  }
  return totals;
}

void PrintFiles(const std::vector<CheckedFile>& files, const Totals& totals) {
  catalogue_tools::Page page(catalogue_tools::DetectTerminal());
  for (const CheckedFile& file : files) {
    if (file.found.findings.empty()) continue;
    catalogue_tools::PrintFindings(file.found, page);
    page.Blank();
  }
  page.Line({{fmt::format(
      "{} file{}: {}", files.size(), files.size() == 1 ? "" : "s",
      catalogue_tools::Summary(totals.errors, totals.warnings))}});
  std::cout << page.text();
}

absl::Status Validate(const Context& context,
                      const std::vector<std::string>& paths) {
  const std::vector<CheckedFile> files = CheckFiles(paths);
  const Totals totals = TotalsOf(files);
  if (context.json) {
    ordered_json all = ordered_json::array();
    for (const CheckedFile& file : files) all.push_back(ToJson(file));
    std::cout << ordered_json{{"files", all},
                              {"errors", totals.errors},
                              {"warnings", totals.warnings}}
                     .dump(1, ' ', false,
                           ordered_json::error_handler_t::replace)
              << "\n";
  } else {
    PrintFiles(files, totals);
  }
  if (totals.errors == 0) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, "client.attest",
                   "SYLLABUS_INVALID",
                   "errors keep a syllabus from being published; mend them and "
                   "validate again");
}

}  // namespace

void AddValidateCommand(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "validate", "Check syllabus files, without any server");
  command->footer(
      "Prints what is wrong or doubtful as file:line:column, and exits with 1 "
      "when\nanything keeps a file from being published; warnings do not.\n\n"
      "Examples:\n"
      "  attest catalogue validate 7D27V2-v9.textproto\n"
      "  attest catalogue validate services/catalogue/syllabi/*.textproto\n"
      "  attest catalogue validate --json - < 7D27V2-v9.textproto");
  auto paths = std::make_shared<std::vector<std::string>>();
  command
      ->add_option("files", *paths,
                   "attest.catalogue.v1.Syllabus as textproto; `-` is standard "
                   "input")
      ->required();
  AddJsonOption(*command, context);
  command->callback(
      [&context, paths] { context.result = Validate(context, *paths); });
}

}  // namespace attest::commands
