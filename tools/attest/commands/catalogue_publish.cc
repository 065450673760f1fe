#include <algorithm>
#include <iostream>
#include <memory>

#include "libs/ids/ids.h"
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

absl::Status CheckSize(const std::string& path, const std::string& source) {
  if (source.size() <= catalogue::checks::kSourceBytesMax) {
    return absl::OkStatus();
  }
  return MakeError(
      absl::StatusCode::kInvalidArgument, "client.attest", "FILE_TOO_LARGE",
      fmt::format("{} has {} bytes; a syllabus has at most {}", path,
                  source.size(), catalogue::checks::kSourceBytesMax));
}

// Whether the catalogue has this version already.
absl::StatusOr<bool> IsPublished(const std::string& syllabus,
                                 CatalogueClient& client) {
  cat::ListSyllabiRequest request;
  request.set_parent(syllabus.substr(0, syllabus.find("/syllabi/")));
  const auto answer =
      client.Call<cat::ListSyllabiResponse>("ListSyllabi", request);
  if (ReasonOf(answer.status()) == "QUALIFICATION_NOT_FOUND") return false;
  if (!answer.ok()) return answer.status();
  const auto& versions = answer->syllabi();
  return std::any_of(
      versions.begin(), versions.end(),
      [&](const auto& version) { return version.name() == syllabus; });
}

void PrintPublished(const cat::SyllabusSummary& syllabus, bool before,
                    int warnings) {
  std::cout << fmt::format(
      "{} {}{}: {} units, {} outcomes, {} criteria, of which {} have lost "
      "words{}\n",
      before ? "was published already, with the same content; nothing changed:"
             : "published",
      syllabus.name(), syllabus.current() ? " (current)" : "", syllabus.units(),
      syllabus.outcomes(), syllabus.criteria(), syllabus.damaged_criteria(),
      warnings == 0
          ? ""
          : fmt::format("; {}", catalogue_tools::Summary(0, warnings)));
}

absl::Status Refused(const Context& context, const FileFindings& found,
                     const cat::ValidateSyllabusResponse& answer) {
  if (context.json) std::cout << ToWholeJson(answer);
  return MakeError(
      absl::StatusCode::kFailedPrecondition, "client.attest",
      "SYLLABUS_INVALID",
      fmt::format("nothing is published: {}; mend the errors, check with "
                  "`attest catalogue validate {}`",
                  catalogue_tools::Summary(Count(found.findings, cat::ERROR),
                                           Count(found.findings, cat::WARNING)),
                  found.file));
}

void PrintFindings(const Context& context, const FileFindings& found) {
  if (context.json || found.findings.empty()) return;
  catalogue_tools::Page page(catalogue_tools::DetectTerminal());
  catalogue_tools::PrintFindings(found, page);
  page.Blank();
  std::cout << page.text();
}

absl::Status Publish(const Context& context, const std::string& path) {
  // Read.
  ATTEST_ASSIGN_OR_RETURN(const std::string source, ReadFile(path));
  ATTEST_RETURN_IF_ERROR(CheckSize(path, source));

  // Ask what is wrong with it.
  CatalogueClient client(context, auth::v1::AWARDING_ADMIN);
  cat::ValidateSyllabusRequest check;
  check.set_source(source);
  ATTEST_ASSIGN_OR_RETURN(
      const auto checked,
      client.Call<cat::ValidateSyllabusResponse>("ValidateSyllabus", check));
  const FileFindings found = {
      path, source, {checked.findings().begin(), checked.findings().end()}};
  PrintFindings(context, found);
  if (!checked.publishable()) return Refused(context, found, checked);

  // Publish.
  ATTEST_ASSIGN_OR_RETURN(const bool before,
                          IsPublished(checked.syllabus().name(), client));
  cat::PublishSyllabusRequest request;
  request.set_request_id(RandomIds().NewId());
  request.set_source(source);
  ATTEST_ASSIGN_OR_RETURN(
      const auto answer,
      client.Call<cat::PublishSyllabusResponse>("PublishSyllabus", request));
  if (context.json) {
    ordered_json json = ordered_json::parse(ToWholeJson(answer));
    json["published_before"] = before;
    std::cout << json.dump(1) << "\n";
  } else {
    PrintPublished(answer.syllabus(), before,
                   Count(found.findings, cat::WARNING));
  }
  return absl::OkStatus();
}

}  // namespace

void AddPublishCommand(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "publish", "Publish a version of a syllabus; it never changes again");
  command->footer(
      "Needs the role AWARDING_ADMIN. Errors keep a file from being published, "
      "warnings do\nnot. The same file again changes nothing; other content "
      "needs a new version.\n\n"
      "Examples:\n"
      "  attest catalogue publish 7D27V2-v9.textproto\n"
      "  attest catalogue publish 7D27V2-v9.textproto --json");
  auto path = std::make_shared<std::string>();
  command
      ->add_option("file", *path,
                   "attest.catalogue.v1.Syllabus as textproto; `-` is standard "
                   "input")
      ->required();
  AddCommonOptions(*command, context);
  command->callback(
      [&context, path] { context.result = Publish(context, *path); });
}

}  // namespace attest::commands
