#include "tools/attest/commands/context.h"

#include <cstdlib>
#include <filesystem>

#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"

namespace attest::commands {
namespace {

std::string VariableOr(const char* name, std::string otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : std::move(otherwise);
}

}  // namespace

Context::Context()
    : server(VariableOr("ATTEST_SERVER", "127.0.0.1:50051")),
      token(VariableOr("ATTEST_TOKEN", "")),
      data(VariableOr("ATTEST_DATA", "data/sandbox")) {}

client::Endpoints Context::endpoints() const {
  const auto or_server = [&](const std::string& address) {
    return address.empty() ? server : address;
  };
  return {or_server(apart.catalogue), or_server(apart.registration),
          or_server(apart.assessment), or_server(apart.verification)};
}

absl::StatusOr<std::string> Context::TokenOr(auth::Role role) const {
  if (!token.empty()) return token;
  if (!std::filesystem::exists(auth::SandboxJwksFile(data))) {
    return MakeError(
        absl::StatusCode::kUnauthenticated, "client.attest", "NO_TOKEN",
        fmt::format("no token: give --token or set ATTEST_TOKEN; or name the "
                    "data folder of a sandbox on this machine with --data "
                    "('{}' has none)",
                    data));
  }
  ATTEST_ASSIGN_OR_RETURN(const auto issuer, Issuer());
  return issuer->Mint("attest.client", {{role, ""}}, absl::Minutes(10));
}

absl::StatusOr<std::unique_ptr<auth::SandboxIssuer>> Context::Issuer() const {
  static const auto& clock = *new SystemClock;
  if (!std::filesystem::exists(auth::SandboxJwksFile(data))) {
    return MakeError(
        absl::StatusCode::kNotFound, "client.attest", "NO_SANDBOX",
        fmt::format("there is no sandbox in '{}': start one with ./run serve, "
                    "or name its folder with --data",
                    data));
  }
  return auth::OpenSandboxIssuer(data, clock);
}

void AddConnectionOptions(CLI::App& command, Context& context) {
  command
      .add_option("--server", context.server,
                  "Address where all four services answer; or ATTEST_SERVER")
      ->capture_default_str();
  command.add_option("--catalogue", context.apart.catalogue,
                     "Address of the catalogue, when it runs apart");
  command.add_option("--registration", context.apart.registration,
                     "Address of registration, when it runs apart");
  command.add_option("--assessment", context.apart.assessment,
                     "Address of assessment, when it runs apart");
  command.add_option("--verification", context.apart.verification,
                     "Address of verification, when it runs apart");
  command.add_option("--token", context.token,
                     "Token (JWT) to call with; or ATTEST_TOKEN");
  command
      .add_option("--data", context.data,
                  "Data folder of a sandbox on this machine, for a token of "
                  "its own issuer; or ATTEST_DATA")
      ->capture_default_str();
}

void AddJsonOption(CLI::App& command, Context& context) {
  command.add_flag("--json", context.json, "Print JSON for a machine");
}

namespace {

std::string AsJson(const google::protobuf::Message& message, bool whole) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = whole;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string json;
  google::protobuf::util::MessageToJsonString(message, &json, options)
      .ok();  // A message that was parsed can be printed.
  return json;
}

}  // namespace

std::string ToJson(const google::protobuf::Message& message) {
  return AsJson(message, false);
}

std::string ToWholeJson(const google::protobuf::Message& message) {
  return AsJson(message, true);
}

}  // namespace attest::commands
