#include <iostream>
#include <memory>

#include "tools/attest/catalogue/answers_text.h"
#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;

struct Wanted {
  std::vector<std::string> syllabi;  // [code] from to
  std::string qualification;
  bool mapping = false;
};

// The resource name of a version, or a resource name as it is.
absl::StatusOr<std::string> NameOf(const std::string& syllabus,
                                   const std::string& code,
                                   CatalogueClient& client) {
  if (syllabus.starts_with("qualifications/")) return syllabus;
  if (!code.empty()) return client.SyllabusName(code, syllabus);
  return MakeError(
      absl::StatusCode::kInvalidArgument, "client.attest", "NO_QUALIFICATION",
      fmt::format("of which qualification is version {}? Say `attest catalogue "
                  "diff CODE FROM TO`, or give resource names",
                  syllabus));
}

// A code and one version, or less: there is nothing to compare with.
absl::Status OneVersion(const Wanted& wanted) {
  return MakeError(
      absl::StatusCode::kInvalidArgument, "client.attest", "NO_QUALIFICATION",
      fmt::format("two versions of one qualification have to be named: `attest "
                  "catalogue diff CODE FROM TO`, e.g. `attest catalogue diff "
                  "7D27V2 7 8`; `attest catalogue list {}` shows its versions",
                  wanted.qualification.empty() ? wanted.syllabi[0]
                                               : wanted.qualification));
}

absl::Status Diff(const Context& context, Wanted wanted) {
  if (wanted.syllabi.size() == 1) return OneVersion(wanted);
  if (wanted.syllabi.size() == 3) {
    wanted.qualification = wanted.syllabi.front();
    wanted.syllabi.erase(wanted.syllabi.begin());
  }
  const bool named = wanted.syllabi[0].starts_with("qualifications/");
  if (wanted.qualification.empty() && !named) return OneVersion(wanted);
  CatalogueClient client(context);
  cat::CompareSyllabiRequest request;
  ATTEST_ASSIGN_OR_RETURN(
      *request.mutable_from(),
      NameOf(wanted.syllabi[0], wanted.qualification, client));
  ATTEST_ASSIGN_OR_RETURN(
      *request.mutable_to(),
      NameOf(wanted.syllabi[1], wanted.qualification, client));
  auto answer =
      client.Call<cat::CompareSyllabiResponse>("CompareSyllabi", request);
  if (!answer.ok()) {
    return WithHint(answer.status(), "SYLLABUS_NOT_FOUND",
                    "`attest catalogue list CODE` shows the versions of a "
                    "qualification");
  }
  if (context.json) {
    std::cout << ToWholeJson(*answer);
    return absl::OkStatus();
  }
  catalogue_tools::Page page(catalogue_tools::DetectTerminal());
  page.Text(fmt::format("From {} to {}", request.from(), request.to()));
  catalogue_tools::PrintComparison(*answer, wanted.mapping, page);
  std::cout << page.text();
  return absl::OkStatus();
}

}  // namespace

void AddDiffCommand(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "diff", "Compare two versions, and say what it means for learners");
  command->footer(
      "Words that differ are red and green in a terminal, [-old-] {+new+} "
      "elsewhere.\n\n"
      "Examples:\n"
      "  attest catalogue diff 7D27V2 7 8\n"
      "  attest catalogue diff 7 8 --qualification 7D27V2 --mapping\n"
      "  attest catalogue diff qualifications/7D27V2/syllabi/7 \\\n"
      "      qualifications/7D27V2/syllabi/8 --json");
  auto wanted = std::make_shared<Wanted>();
  command
      ->add_option("syllabi", wanted->syllabi,
                   "[CODE] FROM TO: versions, or resource names of syllabi")
      ->required()
      ->expected(1, 3);
  command->add_option("--qualification", wanted->qualification,
                      "Code or number, when it does not come first");
  command->add_flag("--mapping", wanted->mapping,
                    "Also show where each criterion is now");
  AddCommonOptions(*command, context);
  command->callback(
      [&context, wanted] { context.result = Diff(context, *wanted); });
}

}  // namespace attest::commands
