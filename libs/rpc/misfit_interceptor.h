// Errors that gRPC raises before a handler runs, put into our words. Internal
// to libs/rpc.
#ifndef ATTEST_LIBS_RPC_MISFIT_INTERCEPTOR_H_
#define ATTEST_LIBS_RPC_MISFIT_INTERCEPTOR_H_

#include <memory>
#include <vector>

#include "grpcpp/support/server_interceptor.h"

namespace attest::rpc {

// For ServerBuilder::experimental().SetInterceptorCreators. gRPC answers a
// request that it cannot parse with INTERNAL, and a call for which there is no
// thread with RESOURCE_EXHAUSTED, both without details; what our handlers send
// always has details. So those two become MALFORMED_MESSAGE and OVERLOADED.
std::vector<
    std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
MisfitInterceptors();

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_MISFIT_INTERCEPTOR_H_
