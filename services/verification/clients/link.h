// How a neighbour is reached.
#ifndef ATTEST_SERVICES_VERIFICATION_CLIENTS_LINK_H_
#define ATTEST_SERVICES_VERIFICATION_CLIENTS_LINK_H_

#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "libs/rpc/client.h"
#include "services/verification/domain/errors.h"

namespace attest::verification::clients {

// Rows asked for at once from a neighbour's lists.
inline constexpr int kPageRows = 100;

struct Link {
  std::shared_ptr<grpc::Channel> channel;
  rpc::ServiceIdentity identity;
  absl::Duration timeout;
};

// rpc::Invoke over `link`. A neighbour that is overloaded, or whose answer is
// too large to be received, is as good as one that does not answer.
//   UNAVAILABLE, `NEIGHBOUR_UNAVAILABLE`.
template <class Response, class Method>
absl::StatusOr<Response> Invoke(const rpc::Call& call, const Link& link,
                                Method&& method) {
  absl::StatusOr<Response> answer = rpc::Invoke<Response>(
      call, link.identity, link.timeout, std::forward<Method>(method));
  if (answer.status().code() == absl::StatusCode::kResourceExhausted) {
    return errors::NoAnswer();
  }
  return answer;
}

}  // namespace attest::verification::clients

#endif  // ATTEST_SERVICES_VERIFICATION_CLIENTS_LINK_H_
