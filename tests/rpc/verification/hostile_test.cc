// Whatever somebody sends, with every role there is, the answer is a typed
// one.
#include <climits>
#include <future>
#include <random>
#include <set>

#include "google/protobuf/dynamic_message.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "tests/rpc/verification/verification_fixture.h"

namespace attest::verification {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

const std::set<absl::StatusCode> kAllowed = {
    absl::StatusCode::kOk, absl::StatusCode::kInvalidArgument,
    absl::StatusCode::kNotFound, absl::StatusCode::kFailedPrecondition,
    absl::StatusCode::kAlreadyExists};

const std::string kHostile[] = {
    "",
    "'; DROP TABLE sample; --",
    "../../../../etc/passwd",
    "centres/../samples/..",
    "registrations/%s%s%n/units/57",
    std::string("centres/northgate\0", 18),
    std::string(100'000, 'q'),
    std::string(1'000, '/'),
    "registrations/\u202er1",
    "\U0001F41D",
    "-",
    "{centre}",
};

class HostileTest : public VerificationTest {
 protected:
  absl::Status Send(const MethodDescriptor& method, const std::string& bytes) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", everybody_);
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    grpc::GenericStub(fixture_.channel())
        .UnaryCall(
            &context, "/" + method.service()->full_name() + "/" + method.name(),
            {}, &request, &response,
            [&](grpc::Status status) { done.set_value(std::move(status)); });
    return rpc::FromGrpc(done.get_future().get());
  }
  void ExpectTyped(const absl::Status& status, const std::string& what) {
    EXPECT_TRUE(kAllowed.contains(status.code())) << what << status;
    EXPECT_EQ(ReasonOf(status).empty(), status.ok()) << what << status;
  }
  template <class Body>
  void ForEveryMethod(Body body) {
    const auto& service = VerificationServer::Descriptor();
    for (int i = 0; i < service.method_count(); ++i) {
      if (!service.method(i)->server_streaming()) body(*service.method(i));
    }
  }
  std::unique_ptr<Message> NewRequest(const MethodDescriptor& method) {
    return std::unique_ptr<Message>(
        factory_.GetPrototype(method.input_type())->New());
  }

  google::protobuf::DynamicMessageFactory factory_;
  const std::string everybody_ =
      fixture_.Token("eve", {{auth::v1::LEARNER, "northgate"},
                             {auth::v1::ASSESSOR, "northgate"},
                             {auth::v1::INTERNAL_VERIFIER, "northgate"},
                             {auth::v1::CENTRE_ADMIN, "northgate"},
                             {auth::v1::QUALITY_MANAGER, "northgate"},
                             {auth::v1::AWARDING_ADMIN, ""}});
};

// Puts `text` into every text field and `number` into every other, down to the
// messages within.
void Fill(Message& message, const std::string& text, int number) {
  const auto* values = message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    const auto type = field->cpp_type();
    if (type == FieldDescriptor::CPPTYPE_MESSAGE) {
      Fill(field->is_repeated() ? *values->AddMessage(&message, field)
                                : *values->MutableMessage(&message, field),
           text, number);
    } else if (type == FieldDescriptor::CPPTYPE_STRING) {
      if (field->is_repeated()) {
        values->AddString(&message, field, text);
      } else {
        values->SetString(&message, field, text);
      }
    } else if (type == FieldDescriptor::CPPTYPE_INT32) {
      values->SetInt32(&message, field, number);
    } else if (type == FieldDescriptor::CPPTYPE_INT64) {
      values->SetInt64(&message, field, number);
    } else if (type == FieldDescriptor::CPPTYPE_BOOL) {
      values->SetBool(&message, field, number > 0);
    } else if (type == FieldDescriptor::CPPTYPE_ENUM) {
      values->SetEnumValue(&message, field, number);
    }
  }
}

TEST_F(HostileTest, EveryMethodAnswersHostileTexts) {
  ForEveryMethod([&](const MethodDescriptor& method) {
    for (const std::string& text : kHostile) {
      for (const int number : {INT_MIN, -1, 0, 1, INT_MAX}) {
        const auto request = NewRequest(method);
        Fill(*request, text, number);
        ExpectTyped(Send(method, request->SerializeAsString()),
                    method.name() + " " + text.substr(0, 60) + ": ");
      }
    }
  });
}

// Names and request id are right, everything else is not.
TEST_F(HostileTest, EveryMethodAnswersHostileTextsUnderRealNames) {
  const v1::SamplingPlan plan = CreatePlan(0, {"57"});
  const std::string sample = Draw(plan.name()).at(0).name();
  const std::string names[] = {"centres/northgate", "registrations/r1",
                               plan.name(), sample};
  ForEveryMethod([&](const MethodDescriptor& method) {
    for (const std::string& name : names) {
      for (const std::string& text : kHostile) {
        const auto request = NewRequest(method);
        Fill(*request, text, 1);
        const auto* values = request->GetReflection();
        for (const char* named : {"parent", "name", "plan", "registration",
                                  "claim", "request_id"}) {
          const auto* field = method.input_type()->FindFieldByName(named);
          if (field == nullptr) continue;
          values->SetString(
              request.get(), field,
              named == std::string("request_id") ? NewRequestId() : name);
        }
        ExpectTyped(Send(method, request->SerializeAsString()),
                    method.name() + " " + text.substr(0, 60) + ": ");
      }
    }
  });
}

TEST_F(HostileTest, EveryMethodAnswersRandomBytes) {
  std::mt19937 random(7);
  ForEveryMethod([&](const MethodDescriptor& method) {
    for (int round = 0; round < 200; ++round) {
      std::string bytes(random() % 64, '\0');
      for (char& byte : bytes) byte = static_cast<char>(random());
      ExpectTyped(Send(method, bytes), method.name() + ": ");
    }
  });
}

TEST_F(HostileTest, EveryMethodRefusesTextThatIsNotUtf8) {
  ForEveryMethod([&](const MethodDescriptor& method) {
    for (const std::string bytes : {"\x0a\x01\xff", "\x12\x01\xff"}) {
      ExpectTyped(Send(method, bytes), method.name() + ": ");
    }
  });
}

}  // namespace
}  // namespace attest::verification
