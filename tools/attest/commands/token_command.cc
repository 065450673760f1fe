#include <iostream>

#include "fmt/format.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"
#include "tools/attest/commands/context.h"
#include "tools/attest/demo/stage.h"

namespace attest::commands {
namespace {

struct Wanted {
  std::string role;
  std::string centre;
  std::string subject;
  double hours = 8;
};

bool ForTheWholeOrganisation(auth::Role role) {
  return role == auth::v1::AWARDING_ADMIN || role == auth::v1::OPERATOR ||
         role == auth::v1::SERVICE;
}

std::string RoleNames() {
  std::string names;
  const auto* descriptor = auth::v1::Role_descriptor();
  for (int i = 1; i < descriptor->value_count(); ++i) {
    names += (i > 1 ? ", " : "") + descriptor->value(i)->name();
  }
  return names;
}

absl::Status Refuse(std::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, "client.attest",
                   "INVALID_OPTIONS", message);
}

absl::Status Mint(const Context& context, const Wanted& wanted) {
  auth::Role role;
  if (!auth::v1::Role_Parse(wanted.role, &role) ||
      role == auth::v1::ROLE_UNSPECIFIED) {
    return Refuse(
        fmt::format("no role '{}'; there are: {}", wanted.role, RoleNames()));
  }
  if (wanted.centre.empty() && !ForTheWholeOrganisation(role)) {
    return Refuse(fmt::format(
        "{} is held at a centre: add --centre, e.g. --centre northgate",
        wanted.role));
  }
  ATTEST_ASSIGN_OR_RETURN(const auto issuer, context.Issuer());
  const std::string subject = wanted.subject.empty()
                                  ? demo::UsualSubject(role, wanted.centre)
                                  : wanted.subject;
  ATTEST_ASSIGN_OR_RETURN(const std::string token,
                          issuer->Mint(subject, {{role, wanted.centre}},
                                       absl::Hours(1) * wanted.hours));
  std::cout << token << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddTokenCommand(CLI::App& app, Context& context) {
  CLI::App* command =
      app.add_subcommand("token", "Mint a token of the sandbox's own issuer");
  command->footer(
      "Examples:\n"
      "  attest token CENTRE_ADMIN --centre northgate\n"
      "  attest token LEARNER --centre northgate --subject grace\n"
      "  attest token AWARDING_ADMIN");
  auto wanted = std::make_shared<Wanted>();
  command->add_option("role", wanted->role, "Role: " + RoleNames())->required();
  command->add_option("--centre", wanted->centre, "Id of the centre");
  command->add_option("--subject", wanted->subject,
                      "Who it is for; the sandbox's own person in that role "
                      "unless given");
  command->add_option("--hours", wanted->hours, "How long it is valid")
      ->check(CLI::Range(0.01, 24.0 * 30))
      ->capture_default_str();
  command
      ->add_option("--data", context.data,
                   "Data folder of the sandbox; or ATTEST_DATA")
      ->capture_default_str();
  command->callback(
      [&context, wanted] { context.result = Mint(context, *wanted); });
}

}  // namespace attest::commands
