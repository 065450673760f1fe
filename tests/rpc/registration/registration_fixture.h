// The registration service on the wire, with a database in a folder of its own
// and the real catalogue beside it.
#ifndef ATTEST_TESTS_RPC_REGISTRATION_REGISTRATION_FIXTURE_H_
#define ATTEST_TESTS_RPC_REGISTRATION_REGISTRATION_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attest/registration/v1/registration_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "libs/db/db.h"
#include "libs/ids/ids.h"
#include "libs/journal/journal.h"
#include "libs/testing/faulty_database.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"
#include "services/registration/server.h"
#include "tests/rpc/registration/fake_neighbours.h"

namespace attest::registration {

using attest::testing::BreaksRules;
using attest::testing::FailsWith;
using attest::testing::IsOk;
using attest::testing::NamesFields;

inline constexpr char kNorthgate[] = "centres/northgate";
inline constexpr char kReal[] = "qualifications/7D27V2";

// A message from text format; ends the test program when it is none.
template <class Message>
Message Proto(const std::string& text) {
  Message message;
  if (!google::protobuf::TextFormat::ParseFromString(text, &message)) abort();
  return message;
}

// A channel to a catalogue with the real and the invented syllabus, one for the
// whole test program.
std::shared_ptr<grpc::Channel> CatalogueChannel();

class RegistrationTest : public ::testing::Test {
 protected:
  using Stub = v1::RegistrationService::Stub;
  using Strings = std::vector<std::string>;

  RegistrationTest();
  ~RegistrationTest() override;

  // Calls a method of the stub.
  //   Call(admin_, &Stub::GetCentre, request)
  template <class Request, class Response>
  absl::StatusOr<Response> Call(
      const std::string& token,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    return fixture_.Call<Response>(token, [&](auto* context, auto* response) {
      return (stub_.get()->*method)(context, request, response);
    });
  }
  // The same with a fresh request id.
  template <class Request, class Response>
  absl::StatusOr<Response> Change(
      const std::string& token,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      Request request) {
    request.set_request_id(request_ids_.NewId());
    return Call(token, method, request);
  }

  std::string Token(const std::string& subject, auth::Role role,
                    const std::string& centre = "northgate") {
    return fixture_.Token(subject, role, centre);
  }

  // A centre `centres/{id}` with agreement, entry criteria and Quality Manager
  // `quinn`; approved for the real qualification, with an approved plan, and
  // `carol` appointed to administer it.
  void MakeReadyCentre(const std::string& id = "northgate");
  void MakeCentre(const std::string& id = "northgate");
  absl::StatusOr<v1::Centre> Approve(const std::string& id = "northgate",
                                     const std::string& code = "7D27V2");
  void ApprovePlan(const std::string& id = "northgate",
                   const std::string& code = "7D27V2");
  static v1::DeliveryPlan GoodPlan();

  // Somebody whom nothing speaks against, at Northgate.
  static v1::RegisterLearnerRequest Ann();
  // Ann's request with another person in it.
  static v1::RegisterLearnerRequest Bob();
  absl::StatusOr<v1::RegisterLearnerResponse> Register(
      v1::RegisterLearnerRequest request);
  // Registers Ann; gives the name of the registration.
  std::string RegisterAnn();
  absl::StatusOr<v1::Registration> SelectUnits(const std::string& registration,
                                               const Strings& units);
  v1::Registration Get(const std::string& registration);
  // Appoints from 2020 on.
  absl::StatusOr<v1::Appointment> Appoint(
      const std::string& person, v1::StaffRole role,
      const std::string& centre = "northgate");

  // Waits for an event of this type of this service, and gives it.
  events::v1::Event AwaitEvent(const std::string& type) {
    return AwaitEventOf("", type);
  }
  // The same for an event of this registration; of any when it is empty.
  events::v1::Event AwaitEventOf(const std::string& registration,
                                 const std::string& type);
  // The number of learners and registrations on record.
  std::pair<int64_t, int64_t> Counts();
  // The types of all events so far, in order.
  Strings EventTypes();
  // The audit entries of a chain, as they were written.
  Strings AuditTexts(const std::string& parent);
  // The rule violations of a refusal, as `TYPE: description`.
  static Strings Violations(const absl::Status& status);

  attest::testing::RpcFixture fixture_{{&RegistrationServer::Descriptor()}};
  RandomIds ids_;
  SequentialIds request_ids_;
  std::unique_ptr<db::Database> real_database_;
  std::unique_ptr<attest::testing::FaultyDatabase> database_;
  FakeNeighbours neighbours_;
  std::unique_ptr<RegistrationServer> server_;
  std::unique_ptr<Stub> stub_;

  const std::string awarding_ = Token("olga", auth::v1::AWARDING_ADMIN, "");
  const std::string service_ = Token("service:x", auth::v1::SERVICE, "");
  const std::string admin_ = Token("carol", auth::v1::CENTRE_ADMIN);
  const std::string quinn_ = Token("quinn", auth::v1::QUALITY_MANAGER);
  const std::string tutor_ = Token("tess", auth::v1::TUTOR);
  const std::string partner_ = Token("lms", auth::v1::PARTNER);
  const std::string elsewhere_ =
      Token("eve", auth::v1::CENTRE_ADMIN, "southbank");
};

}  // namespace attest::registration

#endif  // ATTEST_TESTS_RPC_REGISTRATION_REGISTRATION_FIXTURE_H_
