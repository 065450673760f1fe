// What every command shares: where the services are, and as whom to call.
#ifndef ATTEST_TOOLS_ATTEST_COMMANDS_CONTEXT_H_
#define ATTEST_TOOLS_ATTEST_COMMANDS_CONTEXT_H_

#include <functional>
#include <string>

#include "CLI/CLI.hpp"
#include "libs/auth/caller.h"
#include "libs/auth/sandbox_issuer.h"
#include "tools/attest/client/api.h"

namespace attest::commands {

struct Context {
  // Takes what the environment says; options replace it. (Options of CLI11
  // that read the environment themselves would not: those of commands that
  // were not called share these fields, and would come last.)
  Context();

  std::string server;       // all four services; ATTEST_SERVER
  client::Endpoints apart;  // each on its own; empty: `server`
  std::string token;        // JWT; ATTEST_TOKEN
  std::string data;         // data folder of the sandbox; ATTEST_DATA
  bool json = false;

  // What the command ended with; main prints it and exits with 1.
  absl::Status result;

  client::Endpoints endpoints() const;
  // The token given, or one that the sandbox of this machine mints for `role`.
  //   UNAUTHENTICATED, `NO_TOKEN`: there is neither; says what to do.
  absl::StatusOr<std::string> TokenOr(auth::Role role) const;
  // The issuer of the sandbox in `data`.
  //   NOT_FOUND, `NO_SANDBOX`: there is none there.
  absl::StatusOr<std::unique_ptr<auth::SandboxIssuer>> Issuer() const;
};

// Each adds its commands to `app`. `context` outlives `app`.
void AddTokenCommand(CLI::App& app, Context& context);
void AddCallCommand(CLI::App& app, Context& context);
void AddCatalogueCommands(CLI::App& app, Context& context);
void AddAuditCommands(CLI::App& app, Context& context);
void AddCertificateCommands(CLI::App& app, Context& context);
void AddDemoCommands(CLI::App& app, Context& context);
void AddLearnersCommands(CLI::App& app, Context& context);

// Adds --server and the addresses of services that run apart, --token, --data.
void AddConnectionOptions(CLI::App& command, Context& context);
void AddJsonOption(CLI::App& command, Context& context);

// A message as JSON with the field names of the proto.
std::string ToJson(const google::protobuf::Message& message);
// The same with fields that are false, 0 or empty.
std::string ToWholeJson(const google::protobuf::Message& message);

}  // namespace attest::commands

#endif  // ATTEST_TOOLS_ATTEST_COMMANDS_CONTEXT_H_
