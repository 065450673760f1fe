#include "libs/rpc/testing/echo_service.h"

#include "libs/rpc/follower.h"
#include "libs/rpc/stream.h"

namespace attest::rpc {
namespace {

std::string Method(const std::string& name) {
  return "attest.echo.EchoService/" + name;
}

}  // namespace

std::vector<const google::protobuf::ServiceDescriptor*>
EchoService::Descriptors() {
  return {EchoRequest::descriptor()->file()->FindServiceByName("EchoService")};
}

absl::StatusOr<EchoResponse> EchoService::Answer(
    const Call& call, const EchoRequest& request) const {
  if (on_call) return on_call(call, request);
  EchoResponse response;
  response.set_text(request.text());
  response.set_count(request.number());
  return response;
}

grpc::Status EchoService::Echo(grpc::ServerContext* context,
                               const EchoRequest* request,
                               EchoResponse* response) {
  return RunUnary(runtime_, Method("Echo"), *context, response,
                  [&](const Call& call) { return Answer(call, *request); });
}

grpc::Status EchoService::Known(grpc::ServerContext* context,
                                const EchoRequest* request,
                                EchoResponse* response) {
  return RunUnary(runtime_, Method("Known"), *context, response,
                  [&](const Call& call) { return Answer(call, *request); });
}

grpc::Status EchoService::Judge(grpc::ServerContext* context,
                                const EchoRequest* request,
                                EchoResponse* response) {
  return RunUnary(runtime_, Method("Judge"), *context, response,
                  [&](const Call& call) { return Answer(call, *request); });
}

grpc::Status EchoService::Collect(grpc::ServerContext* context,
                                  grpc::ServerReader<EchoRequest>* reader,
                                  EchoResponse* response) {
  return RunUnary(runtime_, Method("Collect"), *context, response,
                  [&](const Call&) -> absl::StatusOr<EchoResponse> {
                    EchoResponse answer;
                    EchoRequest request;
                    while (true) {
                      ATTEST_ASSIGN_OR_RETURN(const bool more,
                                              ReadNext(*reader, request));
                      if (!more) return answer;
                      answer.set_text(answer.text() + request.text());
                      answer.set_count(answer.count() + 1);
                    }
                  });
}

grpc::Status EchoService::Repeat(grpc::ServerContext* context,
                                 const EchoRequest* request,
                                 grpc::ServerWriter<EchoResponse>* writer) {
  return RunStream(runtime_, Method("Repeat"), *context,
                   [&](const Call& call) -> absl::Status {
                     ATTEST_ASSIGN_OR_RETURN(const EchoResponse response,
                                             Answer(call, *request));
                     for (int64_t i = 0; i < request->number(); ++i) {
                       writer->Write(response);
                     }
                     return absl::OkStatus();
                   });
}

grpc::Status EchoService::Talk(
    grpc::ServerContext* context,
    grpc::ServerReaderWriter<EchoResponse, EchoRequest>* stream) {
  return RunStream(runtime_, Method("Talk"), *context,
                   [&](const Call& call) -> absl::Status {
                     EchoRequest request;
                     while (true) {
                       ATTEST_ASSIGN_OR_RETURN(const bool more,
                                               ReadNext(*stream, request));
                       if (!more) return absl::OkStatus();
                       ATTEST_ASSIGN_OR_RETURN(const EchoResponse response,
                                               Answer(call, request));
                       stream->Write(response);
                     }
                   });
}

grpc::Status EchoService::WatchEvents(
    grpc::ServerContext* context, const events::v1::WatchEventsRequest* request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) {
  return RunStream(
      runtime_, Method("WatchEvents"), *context, [&](const Call& call) {
        return ServeEvents(*journal_, call, *context, *request, *writer);
      });
}

}  // namespace attest::rpc
