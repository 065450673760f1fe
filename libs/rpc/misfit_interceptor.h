// Errors that gRPC raises before a handler runs, put into our words. Internal
// to libs/rpc.
#ifndef ATTEST_LIBS_RPC_MISFIT_INTERCEPTOR_H_
#define ATTEST_LIBS_RPC_MISFIT_INTERCEPTOR_H_

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "grpcpp/support/server_interceptor.h"

namespace attest::rpc {

// `package.Service/Method`.
using MethodNames = std::set<std::string, std::less<>>;

// For ServerBuilder::experimental().SetInterceptorCreators. gRPC answers a
// request that it cannot parse with INTERNAL, and a call for which there is no
// thread with RESOURCE_EXHAUSTED, both without details; what our handlers send
// always has details. So those two become MALFORMED_MESSAGE and OVERLOADED.
// Methods `without` it are those that read their requests themselves (raw.h).
std::vector<
    std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
MisfitInterceptors(MethodNames without);

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_MISFIT_INTERCEPTOR_H_
