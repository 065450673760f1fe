#include <iostream>
#include <memory>

#include "nlohmann/json.hpp"
#include "tools/attest/catalogue/syllabus_text.h"
#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;
using catalogue_tools::DetectTerminal;
using catalogue_tools::Page;

constexpr int kPageSize = 500;

absl::Status ListQualifications(const Context& context) {
  CatalogueClient client(context);
  std::vector<cat::Qualification> all;
  cat::ListQualificationsRequest request;
  request.set_page_size(kPageSize);
  do {
    ATTEST_ASSIGN_OR_RETURN(const auto answer,
                            client.Call<cat::ListQualificationsResponse>(
                                "ListQualifications", request));
    all.insert(all.end(), answer.qualifications().begin(),
               answer.qualifications().end());
    request.set_page_token(answer.next_page_token());
  } while (!request.page_token().empty());
  if (context.json) {
    cat::ListQualificationsResponse whole;
    whole.mutable_qualifications()->Add(all.begin(), all.end());
    std::cout << ToWholeJson(whole);
    return absl::OkStatus();
  }
  Page page(DetectTerminal());
  catalogue_tools::PrintQualifications(all, page);
  std::cout << page.text();
  return absl::OkStatus();
}

absl::Status ListVersions(const Context& context, const std::string& code) {
  CatalogueClient client(context);
  ATTEST_ASSIGN_OR_RETURN(const cat::Qualification found, client.Find(code));
  cat::ListSyllabiRequest request;
  request.set_parent(found.name());
  ATTEST_ASSIGN_OR_RETURN(
      const auto answer,
      client.Call<cat::ListSyllabiResponse>("ListSyllabi", request));
  if (context.json) {
    std::cout << ToWholeJson(answer);
    return absl::OkStatus();
  }
  Page page(DetectTerminal());
  catalogue_tools::PrintVersions(found, answer, page);
  std::cout << page.text();
  return absl::OkStatus();
}

}  // namespace

void AddListCommand(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "list", "List qualifications, or the versions of one");
  command->footer(
      "Examples:\n"
      "  attest catalogue list\n"
      "  attest catalogue list 7D27V2");
  auto code = std::make_shared<std::string>();
  command->add_option("qualification", *code,
                      "Code or number; without it, all qualifications");
  AddCommonOptions(*command, context);
  command->callback([&context, code] {
    context.result = code->empty() ? ListQualifications(context)
                                   : ListVersions(context, *code);
  });
}

}  // namespace attest::commands
