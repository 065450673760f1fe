// Calls Attest over gRPC: any method by its short name, with a token, trying
// again when a server is not there.
#ifndef ATTEST_TOOLS_ATTEST_CLIENT_API_H_
#define ATTEST_TOOLS_ATTEST_CLIENT_API_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "attest/assessment/v1/assessment_service.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/grpcpp.h"
#include "libs/status/status.h"

namespace attest::client {

// Where the services are. One address serves all four in the sandbox.
struct Endpoints {
  std::string catalogue;
  std::string registration;
  std::string assessment;
  std::string verification;

  static Endpoints One(const std::string& address) {
    return {address, address, address, address};
  }
  // The address of `service`, e.g. `registration`.
  const std::string& Of(std::string_view service) const;
};

// A method by its short name, e.g. `registration.GetCentre`, or its full one,
// `attest.registration.v1.RegistrationService/GetCentre`.
//   NOT_FOUND, `NO_SUCH_METHOD`: with the names that there are.
absl::StatusOr<const google::protobuf::MethodDescriptor*> FindMethod(
    std::string_view name);

// Thread-safe.
class Api {
 public:
  // A call that finds no server, or loses it, is tried again with the same
  // request (and so the same request id) for `patience`.
  Api(Endpoints endpoints, absl::Duration patience = absl::Seconds(10));

  // Calls a unary method. `token` is a JWT, or empty.
  template <class Response>
  absl::StatusOr<Response> Call(std::string_view method, std::string_view token,
                                const google::protobuf::Message& request) {
    Response response;
    ATTEST_RETURN_IF_ERROR(CallInto(method, token, request, response));
    return response;
  }
  absl::Status CallInto(std::string_view method, std::string_view token,
                        const google::protobuf::Message& request,
                        google::protobuf::Message& response);

  // Uploads `bytes` as described by `start`, going on where an earlier attempt
  // ended.
  absl::StatusOr<assessment::v1::Evidence> Upload(
      std::string_view token, assessment::v1::UploadStart start,
      std::string_view bytes);

  // How many calls were made, by short name, and how many were tried again.
  std::map<std::string, int64_t> calls() const;
  int64_t calls_total() const;
  int64_t retries() const;

 private:
  std::shared_ptr<grpc::Channel> Channel(std::string_view service);
  absl::Status CallOnce(const google::protobuf::MethodDescriptor& method,
                        std::string_view token,
                        const google::protobuf::Message& request,
                        google::protobuf::Message& response);
  absl::StatusOr<assessment::v1::Evidence> UploadOnce(
      std::string_view token, assessment::v1::UploadStart start,
      std::string_view bytes);
  absl::Status WithPatience(const std::string& counted_as,
                            const std::function<absl::Status()>& attempt);

  const Endpoints endpoints_;
  const absl::Duration patience_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
  std::map<std::string, int64_t> calls_;
  int64_t retries_ = 0;
};

// What went wrong, for a person: reason and message, then a line for every
// field or rule.
std::string Describe(const absl::Status& status);

}  // namespace attest::client

#endif  // ATTEST_TOOLS_ATTEST_CLIENT_API_H_
