// A service whose answers each test decides.
#ifndef ATTEST_LIBS_RPC_TESTING_ECHO_SERVICE_H_
#define ATTEST_LIBS_RPC_TESTING_ECHO_SERVICE_H_

#include <functional>
#include <vector>

#include "libs/journal/journal.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/testing/echo.grpc.pb.h"

namespace attest::rpc {

using EchoRequest = echo::EchoRequest;
using EchoResponse = echo::EchoResponse;
using EchoStub = echo::EchoService::Stub;

// Answers with what came unless `on_call` says otherwise. Set it before calls.
class EchoService final : public echo::EchoService::Service {
 public:
  using OnCall = std::function<absl::StatusOr<EchoResponse>(
      const Call&, const EchoRequest&)>;

  // `runtime` must outlive it; so must `journal`, which may be null when
  // WatchEvents is not called.
  explicit EchoService(const Runtime& runtime,
                       journal::Journal* journal = nullptr)
      : runtime_(runtime), journal_(journal) {}

  OnCall on_call;

  static std::vector<const google::protobuf::ServiceDescriptor*> Descriptors();

  grpc::Status Echo(grpc::ServerContext* context, const EchoRequest* request,
                    EchoResponse* response) override;
  grpc::Status Known(grpc::ServerContext* context, const EchoRequest* request,
                     EchoResponse* response) override;
  grpc::Status Judge(grpc::ServerContext* context, const EchoRequest* request,
                     EchoResponse* response) override;
  grpc::Status Collect(grpc::ServerContext* context,
                       grpc::ServerReader<EchoRequest>* reader,
                       EchoResponse* response) override;
  grpc::Status Repeat(grpc::ServerContext* context, const EchoRequest* request,
                      grpc::ServerWriter<EchoResponse>* writer) override;
  grpc::Status Talk(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<EchoResponse, EchoRequest>* stream) override;
  grpc::Status WatchEvents(
      grpc::ServerContext* context,
      const events::v1::WatchEventsRequest* request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) override;

 private:
  absl::StatusOr<EchoResponse> Answer(const Call& call,
                                      const EchoRequest& request) const;

  const Runtime& runtime_;
  journal::Journal* const journal_;
};

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_TESTING_ECHO_SERVICE_H_
