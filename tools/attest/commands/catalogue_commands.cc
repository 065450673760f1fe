#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {

void AddCatalogueCommands(CLI::App& app, Context& context) {
  CLI::App* catalogue =
      app.add_subcommand("catalogue", "Qualifications and their syllabi");
  catalogue->require_subcommand(1);
  catalogue->footer(
      "`attest catalogue COMMAND --help` has examples. A qualification is "
      "named "
      "by its code\nor its number: 7D27V2, 601/3778/2, 60137782.");
  AddListCommand(*catalogue, context);
  AddShowCommand(*catalogue, context);
  AddSearchCommand(*catalogue, context);
  AddSelectionCommands(*catalogue, context);
  AddDiffCommand(*catalogue, context);
  AddValidateCommand(*catalogue, context);
  AddPublishCommand(*catalogue, context);
  AddDatesCommand(*catalogue, context);
  AddExportCommand(*catalogue, context);
}

}  // namespace attest::commands
