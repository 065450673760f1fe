#include "services/verification/clients/neighbours.h"

#include <utility>

#include "services/verification/domain/errors.h"

namespace attest::verification::clients {

void Neighbours::Connect(std::unique_ptr<const Clients> clients) {
  clients_ = std::move(clients);
  ready_.store(clients_.get());
}

absl::StatusOr<const Clients*> Neighbours::Get() const {
  const Clients* clients = ready_.load();
  if (clients == nullptr) return errors::NotConnected();
  return clients;
}

}  // namespace attest::verification::clients
