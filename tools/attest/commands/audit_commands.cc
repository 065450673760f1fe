#include <fstream>
#include <iostream>
#include <sstream>

#include "fmt/format.h"
#include "nlohmann/json.hpp"
#include "tools/attest/client/trail.h"
#include "tools/attest/commands/context.h"

namespace attest::commands {
namespace {

absl::Status FileError(const std::string& file, std::string_view what) {
  return MakeError(absl::StatusCode::kNotFound, "client.attest", "FILE",
                   fmt::format("{} {}", file, what));
}

absl::Status Export(const Context& context, const std::string& parent,
                    const std::string& out) {
  ATTEST_ASSIGN_OR_RETURN(const std::string token,
                          context.TokenOr(auth::v1::AWARDING_ADMIN));
  client::Api api(context.endpoints());
  ATTEST_ASSIGN_OR_RETURN(const std::string text,
                          client::ExportTrail(api, token, parent));
  if (out.empty()) {
    std::cout << text;
    return absl::OkStatus();
  }
  std::ofstream file(out, std::ios::binary);
  file << text;
  file.close();
  if (!file) return FileError(out, "cannot be written");
  return absl::OkStatus();
}

absl::Status Verify(const Context& context, const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return FileError(file, "cannot be read");
  std::stringstream text;
  text << stream.rdbuf();
  const client::TrailCheck check = client::CheckTrail(text.str());
  if (context.json) {
    std::cout << nlohmann::ordered_json{{"intact", check.intact},
                                        {"entries", check.entries},
                                        {"findings", check.findings}}
                     .dump(2)
              << "\n";
  } else {
    for (const std::string& finding : check.findings) {
      std::cout << finding << "\n";
    }
    if (check.intact) {
      std::cout << fmt::format(
          "intact: {} entries. A cut end shows only against a head that you "
          "know\nfrom elsewhere, e.g. from VerifyAuditTrail.\n",
          check.entries);
    }
  }
  if (check.intact) return absl::OkStatus();
  return MakeError(absl::StatusCode::kDataLoss, "client.attest", "TRAIL_BROKEN",
                   "the trail is not as it was written");
}

void AddExport(CLI::App& audit, Context& context) {
  CLI::App* command = audit.add_subcommand(
      "export", "Write the audit trail of a registration or a centre");
  command->footer(
      "Example:\n"
      "  attest audit export registrations/1b4e28ba-... --out trail.jsonl");
  struct Wanted {
    std::string parent;
    std::string out;
  };
  auto wanted = std::make_shared<Wanted>();
  command
      ->add_option("parent", wanted->parent,
                   "registrations/{registration} or centres/{centre}")
      ->required();
  command->add_option("--out", wanted->out,
                      "File; standard output unless given");
  AddConnectionOptions(*command, context);
  command->callback([&context, wanted] {
    context.result = Export(context, wanted->parent, wanted->out);
  });
}

void AddVerify(CLI::App& audit, Context& context) {
  CLI::App* command = audit.add_subcommand(
      "verify", "Check an exported trail, without any server");
  command->footer(
      "Finds entries that were changed, removed between others, or exchanged. "
      "Entries\nleft out at the end show only against the head of each chain, "
      "which is printed.\n\nExample:\n  attest audit verify trail.jsonl");
  auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "The export")->required();
  AddJsonOption(*command, context);
  command->callback(
      [&context, file] { context.result = Verify(context, *file); });
}

}  // namespace

void AddAuditCommands(CLI::App& app, Context& context) {
  CLI::App* audit = app.add_subcommand("audit", "Audit trails");
  audit->require_subcommand(1);
  AddExport(*audit, context);
  AddVerify(*audit, context);
}

}  // namespace attest::commands
