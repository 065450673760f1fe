#include <iostream>

#include "fmt/format.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "tools/attest/commands/context.h"

namespace attest::commands {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

std::unique_ptr<Message> New(const Descriptor* type) {
  return std::unique_ptr<Message>(
      MessageFactory::generated_factory()->GetPrototype(type)->New());
}

absl::Status Call(const Context& context, const std::string& name,
                  const std::string& json) {
  ATTEST_ASSIGN_OR_RETURN(const auto* method, client::FindMethod(name));
  if (method->client_streaming() || method->server_streaming()) {
    return MakeError(absl::StatusCode::kInvalidArgument, "client.attest",
                     "STREAMING_METHOD",
                     fmt::format("{} is a stream; call it with `buf curl` or "
                                 "grpcurl",
                                 name));
  }
  const auto request = New(method->input_type());
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(json, request.get());
  if (!parsed.ok()) {
    return MakeError(absl::StatusCode::kInvalidArgument, "client.attest",
                     "INVALID_JSON",
                     fmt::format("not a {}: {}", method->input_type()->name(),
                                 parsed.message().as_string()));
  }
  const auto response = New(method->output_type());
  client::Api api(context.endpoints());
  ATTEST_RETURN_IF_ERROR(
      api.CallInto(name, context.token, *request, *response));
  std::cout << ToJson(*response);
  return absl::OkStatus();
}

}  // namespace

void AddCallCommand(CLI::App& app, Context& context) {
  CLI::App* command =
      app.add_subcommand("call", "Call any unary method with a JSON request");
  command->footer(
      "Examples:\n"
      "  attest call catalogue.LookupQualification '{\"code\": \"7D27V2\"}' "
      "--token \"$TOKEN\"\n"
      "  attest call registration.GetCentre '{\"name\": "
      "\"centres/northgate\"}' --token \"$TOKEN\"");
  struct Words {
    std::string method;
    std::string json = "{}";
  };
  auto words = std::make_shared<Words>();
  command
      ->add_option("method", words->method,
                   "Method, e.g. registration.GetCentre")
      ->required();
  command->add_option("request", words->json, "Request as JSON");
  AddConnectionOptions(*command, context);
  command->callback([&context, words] {
    context.result = Call(context, words->method, words->json);
  });
}

}  // namespace attest::commands
