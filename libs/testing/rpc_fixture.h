// What a test of RPCs needs around the service under test: an issuer with
// tokens for anybody, the runtime, a real server without a port.
#ifndef ATTEST_LIBS_TESTING_RPC_FIXTURE_H_
#define ATTEST_LIBS_TESTING_RPC_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "grpcpp/grpcpp.h"
#include "libs/auth/authenticator.h"
#include "libs/auth/policies.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/server.h"
#include "libs/rpc/wire.h"
#include "libs/testing/temp_dir.h"

namespace attest::testing {

// The clock starts at 2026-11-24T09:00:00Z; tokens live for a year.
// Order of use: construct with the descriptors of the services, build the
// services on runtime(), Serve() them, make stubs on channel().
class RpcFixture {
 public:
  explicit RpcFixture(
      const std::vector<const google::protobuf::ServiceDescriptor*>& services);

  FakeClock& clock() { return clock_; }
  const rpc::Runtime& runtime() const { return *runtime_; }
  // `services` must live as long as the fixture's server: call Stop() when
  // they are members declared after it.
  void Serve(const std::vector<grpc::Service*>& services);
  void Stop() { server_.reset(); }
  std::shared_ptr<grpc::Channel> channel() { return channel_; }
  const std::string& folder() const { return folder_.path(); }

  // `Bearer ...` for a person with one role at one centre (empty: none), or
  // with no role at all (ROLE_UNSPECIFIED).
  std::string Token(const std::string& subject, auth::Role role,
                    const std::string& centre = "");
  // The same with several grants, or none.
  std::string Token(const std::string& subject,
                    const std::vector<auth::Grant>& grants);

  // Calls a unary stub method with a token (empty: none).
  //   Call<Centre>(token, [&](auto* c, auto* r) {
  //     return stub->GetCentre(c, request, r); })
  template <class Response, class Method>
  absl::StatusOr<Response> Call(const std::string& token, Method&& method) {
    grpc::ClientContext context;
    rpc::AnnounceDetailsMax(context);
    if (!token.empty()) context.AddMetadata("authorization", token);
    Response response;
    const absl::Status status = rpc::FromGrpc(method(&context, &response));
    if (!status.ok()) return status;
    return response;
  }

 private:
  TempDir folder_;
  FakeClock clock_;
  std::unique_ptr<auth::SandboxIssuer> issuer_;
  std::unique_ptr<auth::Authenticator> authenticator_;
  auth::Policies policies_;
  std::unique_ptr<rpc::Runtime> runtime_;
  std::unique_ptr<rpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace attest::testing

#endif  // ATTEST_LIBS_TESTING_RPC_FIXTURE_H_
