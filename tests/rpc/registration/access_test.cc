// The matrix of roles and methods (req R116 to R123): what the contract lists
// is possible at the own centre, and nothing else is.
#include <functional>
#include <map>
#include <set>

#include "attest/auth/v1/policy.pb.h"
#include "google/protobuf/dynamic_message.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using auth::v1::Role;

class AccessTest : public RegistrationTest {
 protected:
  AccessTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
  }

  // Calls a method by its name with a request whose names are right.
  absl::StatusCode Send(const google::protobuf::MethodDescriptor& method,
                        const std::string& token) {
    google::protobuf::DynamicMessageFactory factory;
    const std::unique_ptr<google::protobuf::Message> request(
        factory.GetPrototype(method.input_type())->New());
    FillIn(method, *request);
    grpc::ClientContext context;
    rpc::AnnounceDetailsMax(context);
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    if (!token.empty()) context.AddMetadata("authorization", token);
    return Finish(method, context, *request);
  }

  std::string registration_;

 private:
  void FillIn(const google::protobuf::MethodDescriptor& method,
              google::protobuf::Message& request) {
    const auto set = [&](const char* field, const std::string& value) {
      const auto* found = request.GetDescriptor()->FindFieldByName(field);
      if (found != nullptr && !found->is_repeated() &&
          found->cpp_type() ==
              google::protobuf::FieldDescriptor::CPPTYPE_STRING) {
        request.GetReflection()->SetString(&request, found, value);
      }
    };
    const std::string& name = method.name();
    const bool plan = name.find("DeliveryPlan") != std::string::npos;
    const bool centre = name == "GetCentre" || name == "ApproveQualification";
    set("request_id", ids_.NewId());
    set("parent", kNorthgate);
    set("name", plan ? "centres/northgate/deliveryPlans/7D27V2"
                     : (centre ? kNorthgate : registration_));
  }

  absl::StatusCode Finish(const google::protobuf::MethodDescriptor& method,
                          grpc::ClientContext& context,
                          const google::protobuf::Message& request) {
    if (method.name() == "WatchEvents") {
      const auto reader = stub_->WatchEvents(
          &context,
          dynamic_cast<const events::v1::WatchEventsRequest*>(&request)
              ? dynamic_cast<const events::v1::WatchEventsRequest&>(request)
              : events::v1::WatchEventsRequest());
      events::v1::WatchEventsResponse response;
      if (reader->Read(&response)) return absl::StatusCode::kOk;
      return rpc::FromGrpc(reader->Finish()).code();
    }
    grpc::GenericStub stub(fixture_.channel());
    const std::string bytes = request.SerializeAsString();
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer buffer(&slice, 1);
    grpc::CompletionQueue queue;
    const auto call = stub.PrepareUnaryCall(
        &context, "/" + method.service()->full_name() + "/" + method.name(),
        buffer, &queue);
    call->StartCall();
    grpc::ByteBuffer answer;
    grpc::Status status;
    int tag = 0;
    call->Finish(&answer, &status, &tag);
    void* finished = nullptr;
    bool ok = false;
    queue.Next(&finished, &ok);
    return rpc::FromGrpc(status).code();
  }
};

std::set<int> RolesOf(const google::protobuf::MethodDescriptor& method) {
  const auth::v1::Policy& policy =
      method.options().GetExtension(auth::v1::policy);
  return {policy.roles().begin(), policy.roles().end()};
}

// R116 to R123: what a role is not listed for it cannot do anywhere.
TEST_F(AccessTest, RolesThatAreNotListedAreRefused) {
  const auto& service = RegistrationServer::Descriptor();
  for (int i = 0; i < service.method_count(); ++i) {
    const auto& method = *service.method(i);
    const std::set<int> listed = RolesOf(method);
    for (int role = 1; role <= auth::v1::SERVICE; ++role) {
      const bool everywhere = role == auth::v1::AWARDING_ADMIN ||
                              role == auth::v1::OPERATOR ||
                              role == auth::v1::SERVICE;
      const absl::StatusCode code = Send(
          method,
          Token("x", static_cast<Role>(role), everywhere ? "" : "northgate"));
      // Nobody is let in by what is not served.
      if (code == absl::StatusCode::kUnimplemented) continue;

      EXPECT_EQ(code == absl::StatusCode::kPermissionDenied,
                listed.count(role) == 0)
          << method.name() << " as " << Role_Name(static_cast<Role>(role))
          << " gives " << absl::StatusCodeToString(code);
    }
  }
}

// Without a token nothing goes.
TEST_F(AccessTest, CallersWithoutATokenAreRefused) {
  const auto& service = RegistrationServer::Descriptor();
  for (int i = 0; i < service.method_count(); ++i) {
    const absl::StatusCode code = Send(*service.method(i), "");
    if (code == absl::StatusCode::kUnimplemented) continue;
    EXPECT_EQ(code, absl::StatusCode::kUnauthenticated)
        << service.method(i)->name();
    EXPECT_EQ(Send(*service.method(i), "Bearer rubbish"),
              absl::StatusCode::kUnauthenticated)
        << service.method(i)->name();
  }
}

}  // namespace
}  // namespace attest::registration
