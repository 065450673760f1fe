// The command-line client: what an operator or the developer of a learning
// platform does by hand.

#include <iostream>

#include "tools/attest/client/api.h"
#include "tools/attest/commands/context.h"

int main(int argc, char** argv) {
  CLI::App app("Attest: one record from evidence to certificate", "attest");
  app.require_subcommand(1);
  app.footer("`attest COMMAND --help` has examples.");
  attest::commands::Context context;
  attest::commands::AddDemoCommands(app, context);
  attest::commands::AddTokenCommand(app, context);
  attest::commands::AddCallCommand(app, context);
  attest::commands::AddCatalogueCommands(app, context);
  attest::commands::AddLearnersCommands(app, context);
  attest::commands::AddAuditCommands(app, context);
  attest::commands::AddCertificateCommands(app, context);
  CLI11_PARSE(app, argc, argv);
  if (context.result.ok()) return 0;
  std::cerr << "attest: " << attest::client::Describe(context.result) << "\n";
  return 1;
}
