// The echo with unary methods served raw, whose answers each test decides.
#ifndef ATTEST_LIBS_RPC_TESTING_RAW_ECHO_SERVICE_H_
#define ATTEST_LIBS_RPC_TESTING_RAW_ECHO_SERVICE_H_

#include <functional>
#include <string_view>
#include <vector>

#include "libs/rpc/raw.h"
#include "libs/rpc/testing/echo.grpc.pb.h"

namespace attest::rpc {

// Echo, Known and Judge are raw, Repeat is synchronous, others are missing.
class RawEchoService final
    : public echo::EchoService::WithRawCallbackMethod_Echo<
          echo::EchoService::WithRawCallbackMethod_Known<
              echo::EchoService::WithRawCallbackMethod_Judge<
                  echo::EchoService::Service>>>,
      public HasRawMethods {
 public:
  using OnCall = std::function<absl::StatusOr<grpc::ByteBuffer>(
      const Call&, const echo::EchoRequest&, Patience)>;

  // `runtime` must outlive it.
  explicit RawEchoService(const Runtime& runtime) : runtime_(runtime) {}

  // Answers with what came unless this says otherwise. Set it before calls.
  OnCall on_call;

  std::vector<std::string_view> RawMethods() const override;
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context,
                                 const grpc::ByteBuffer* request,
                                 grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Known(grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* request,
                                  grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* Judge(grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* request,
                                  grpc::ByteBuffer* response) override;
  grpc::Status Repeat(grpc::ServerContext* context,
                      const echo::EchoRequest* request,
                      grpc::ServerWriter<echo::EchoResponse>* writer) override;

 private:
  grpc::ServerUnaryReactor* Serve(std::string_view method,
                                  grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* request,
                                  grpc::ByteBuffer* response);

  const Runtime& runtime_;
};

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_TESTING_RAW_ECHO_SERVICE_H_
