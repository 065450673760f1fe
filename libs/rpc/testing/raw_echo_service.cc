#include "libs/rpc/testing/raw_echo_service.h"

namespace attest::rpc {
namespace {

constexpr std::string_view kEcho = "attest.echo.EchoService/Echo";
constexpr std::string_view kKnown = "attest.echo.EchoService/Known";
constexpr std::string_view kJudge = "attest.echo.EchoService/Judge";

}  // namespace

std::vector<std::string_view> RawEchoService::RawMethods() const {
  return {kEcho, kKnown, kJudge};
}

grpc::ServerUnaryReactor* RawEchoService::Echo(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return Serve(kEcho, context, request, response);
}

grpc::ServerUnaryReactor* RawEchoService::Known(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return Serve(kKnown, context, request, response);
}

grpc::ServerUnaryReactor* RawEchoService::Judge(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return Serve(kJudge, context, request, response);
}

grpc::ServerUnaryReactor* RawEchoService::Serve(
    std::string_view method, grpc::CallbackServerContext* context,
    const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return RunRaw<echo::EchoRequest>(
      runtime_, method, *context, *request, response,
      [this](const Call& call, const echo::EchoRequest& message,
             Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
        if (on_call) return on_call(call, message, patience);
        echo::EchoResponse answer;
        answer.set_text(message.text());
        answer.set_count(message.number());
        return ToBytes(answer);
      });
}

grpc::Status RawEchoService::Repeat(
    grpc::ServerContext* context, const echo::EchoRequest* request,
    grpc::ServerWriter<echo::EchoResponse>* writer) {
  return RunStream(runtime_, "attest.echo.EchoService/Repeat", *context,
                   [&](const Call&) {
                     echo::EchoResponse answer;
                     answer.set_text(request->text());
                     for (int64_t i = 0; i < request->number(); ++i) {
                       writer->Write(answer);
                     }
                     return absl::OkStatus();
                   });
}

}  // namespace attest::rpc
