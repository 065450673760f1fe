// How a neighbour is reached.
#ifndef ATTEST_SERVICES_VERIFICATION_CLIENTS_LINK_H_
#define ATTEST_SERVICES_VERIFICATION_CLIENTS_LINK_H_

#include <memory>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "libs/rpc/client.h"

namespace attest::verification::clients {

// Rows asked for at once from a neighbour's lists.
inline constexpr int kPageRows = 1000;

struct Link {
  std::shared_ptr<grpc::Channel> channel;
  rpc::ServiceIdentity identity;
  absl::Duration timeout;
};

}  // namespace attest::verification::clients

#endif  // ATTEST_SERVICES_VERIFICATION_CLIENTS_LINK_H_
