// The three services that verification asks.
#ifndef ATTEST_SERVICES_VERIFICATION_CLIENTS_NEIGHBOURS_H_
#define ATTEST_SERVICES_VERIFICATION_CLIENTS_NEIGHBOURS_H_

#include <atomic>
#include <memory>

#include "services/verification/clients/assessment_client.h"
#include "services/verification/clients/catalogue_client.h"
#include "services/verification/clients/registration_client.h"

namespace attest::verification::clients {

struct Clients {
  CatalogueClient catalogue;
  RegistrationClient registration;
  AssessmentClient assessment;
};

// Thread-safe. The channels come after the server listens, because in one
// process the neighbours listen with it.
class Neighbours {
 public:
  // Once.
  void Connect(std::unique_ptr<const Clients> clients);
  //   UNAVAILABLE, `NEIGHBOUR_NOT_CONNECTED`: before Connect.
  absl::StatusOr<const Clients*> Get() const;

 private:
  std::unique_ptr<const Clients> clients_;
  std::atomic<const Clients*> ready_ = nullptr;
};

}  // namespace attest::verification::clients

#endif  // ATTEST_SERVICES_VERIFICATION_CLIENTS_NEIGHBOURS_H_
