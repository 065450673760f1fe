// Asks registration: whose record it is, and who may judge.
#ifndef ATTEST_SERVICES_ASSESSMENT_CLIENTS_REGISTRATION_CLIENT_H_
#define ATTEST_SERVICES_ASSESSMENT_CLIENTS_REGISTRATION_CLIENT_H_

#include <memory>
#include <set>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "attest/registration/v1/registration_service.grpc.pb.h"
#include "grpcpp/channel.h"
#include "libs/rpc/call.h"
#include "libs/rpc/client.h"
#include "libs/status/status.h"
#include "services/assessment/clients/stub_holder.h"
#include "services/assessment/domain/registration.h"
#include "services/assessment/domain/standing.h"

namespace attest::assessment::clients {

// Asks anew every time: what is under judgement is never remembered.
// Thread-safe. Errors of every method, besides those named:
//   UNAVAILABLE, `NEIGHBOUR_UNAVAILABLE`.
class RegistrationClient {
 public:
  RegistrationClient(rpc::ServiceIdentity identity, absl::Duration timeout);

  void Connect(const std::shared_ptr<grpc::Channel>& channel);

  //   NOT_FOUND, `NOT_FOUND`: also when the caller may not see it.
  absl::StatusOr<Registration> GetRegistration(const rpc::Call& call,
                                               const std::string& id);

  // The Quality Manager allocated to a centre: subject of their tokens.
  //   NOT_FOUND, `NOT_FOUND`.
  absl::StatusOr<std::string> GetQualityManager(const rpc::Call& call,
                                                const std::string& centre);

  // Standings of an assessor at the centre of a registration, on a day, for
  // each of `judged`: holds and conflicts of interest count (D19, D68).
  //   NOT_FOUND, `NOT_FOUND`.
  absl::StatusOr<Standings> GetStandings(const rpc::Call& call,
                                         const Registration& registration,
                                         const std::string& assessor,
                                         const std::set<Judged>& judged,
                                         absl::CivilDay day);

 private:
  absl::StatusOr<Standing> GetStanding(
      const rpc::Call& call,
      const registration::v1::GetStandingRequest& request);

  const rpc::ServiceIdentity identity_;
  const absl::Duration timeout_;
  StubHolder<registration::v1::RegistrationService::Stub> stub_;
};

}  // namespace attest::assessment::clients

#endif  // ATTEST_SERVICES_ASSESSMENT_CLIENTS_REGISTRATION_CLIENT_H_
