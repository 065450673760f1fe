#include <iostream>

#include "attest/verification/v1/verification_service.pb.h"
#include "fmt/format.h"
#include "tools/attest/commands/context.h"

namespace attest::commands {
namespace {

namespace ver = verification::v1;

void Print(const ver::VerifyCertificateResponse& answer) {
  if (answer.status() != ver::CERTIFICATE_VALID) {
    std::cout << "unknown: no certificate has this number\n";
    return;
  }
  std::cout << fmt::format(
      "valid: {}\n  {}\n  {}\n  {}, {} credits, awarded on {} by {}\n",
      answer.certificate_number(), answer.learner_name(), answer.title(),
      answer.qualification_number(), answer.credits(), answer.award_date(),
      answer.awarding_organisation());
  for (const std::string& unit : answer.units()) {
    std::cout << "    " << unit << "\n";
  }
}

// Anybody may ask: no token is sent.
absl::Status Verify(const Context& context, const std::string& number) {
  client::Api api(context.endpoints());
  ver::VerifyCertificateRequest request;
  request.set_certificate_number(number);
  ATTEST_ASSIGN_OR_RETURN(const auto answer,
                          api.Call<ver::VerifyCertificateResponse>(
                              "verification.VerifyCertificate", "", request));
  if (context.json) {
    std::cout << ToJson(answer);
  } else {
    Print(answer);
  }
  return absl::OkStatus();
}

}  // namespace

void AddCertificateCommands(CLI::App& app, Context& context) {
  CLI::App* certificate = app.add_subcommand("certificate", "Certificates");
  certificate->require_subcommand(1);
  CLI::App* command = certificate->add_subcommand(
      "verify", "Ask whether a certificate is real; needs no token");
  command->footer("Example:\n  attest certificate verify BMUEZN-YTHUUW-FMT3GT");
  auto number = std::make_shared<std::string>();
  command->add_option("number", *number, "Number of the certificate")
      ->required();
  AddJsonOption(*command, context);
  AddConnectionOptions(*command, context);
  command->callback(
      [&context, number] { context.result = Verify(context, *number); });
}

}  // namespace attest::commands
