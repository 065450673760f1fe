// Whatever somebody sends, the answer is a typed one.
#include <climits>
#include <future>
#include <random>
#include <set>

#include "google/protobuf/dynamic_message.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

const std::set<absl::StatusCode> kAllowed = {
    absl::StatusCode::kOk, absl::StatusCode::kInvalidArgument,
    absl::StatusCode::kNotFound,
    absl::StatusCode::kFailedPrecondition};  // a file that cannot be published

const std::string kHostile[] = {
    "",
    "'; DROP TABLE qualification; --",
    "../../../../etc/passwd",
    "qualifications/../syllabi/..",
    "qualifications/7D27V2/syllabi/8/units/%s%s%n",
    "qualifications/%37D27V2",
    std::string("qualifications/7D27V2\0", 22),
    std::string(100'000, 'q'),
    std::string(1'000, '/'),
    "qualifications/\u202e7D27V2",
    "\U0001F41D",
    "-",
    "{qualification}",
};

class HostileTest : public CatalogueTest {
 protected:
  absl::Status Send(const MethodDescriptor& method, const std::string& bytes) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", admin_);
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
    EXPECT_TRUE(kAllowed.count(status.code()) > 0) << what << status;
    EXPECT_EQ(ReasonOf(status).empty(), status.ok()) << what << status;
  }

  template <class Body>
  void ForEveryMethod(Body body) {
    const auto& service = CatalogueServer::Descriptor();
    ASSERT_EQ(service.method_count(), 19);
    for (int i = 0; i < service.method_count(); ++i) {
      // A stream of events has no end.
      if (!service.method(i)->server_streaming()) body(*service.method(i));
    }
  }

  std::unique_ptr<Message> NewRequest(const MethodDescriptor& method) {
    return std::unique_ptr<Message>(
        factory_.GetPrototype(method.input_type())->New());
  }

  google::protobuf::DynamicMessageFactory factory_;
};

void Fill(Message& message, const std::string& text, int number);

void FillRepeated(Message& message, const FieldDescriptor* field,
                  const std::string& text, int number) {
  const auto* values = message.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    values->AddString(&message, field, text);
  } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    Fill(*values->AddMessage(&message, field), text, number);
  } else {
    values->AddEnumValue(&message, field, number);
  }
}

// Puts `text` into every text field, and `number` into every other.
void Fill(Message& message, const std::string& text, int number) {
  const auto* values = message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    if (field->is_repeated()) {
      FillRepeated(message, field, text, number);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      values->SetString(&message, field, text);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      values->SetInt32(&message, field, number);
    } else {
      values->SetEnumValue(&message, field, number);
    }
  }
}

TEST_F(HostileTest, EveryMethodAnswersHostileTexts) {
  ForEveryMethod([&](const MethodDescriptor& method) {
    for (const std::string& text : kHostile) {
      for (const int number : {INT_MIN, -1, 0, INT_MAX}) {
        const auto request = NewRequest(method);
        Fill(*request, text, number);
        ExpectTyped(Send(method, request->SerializeAsString()),
                    method.name() + " " + text.substr(0, 60) + ": ");
      }
    }
  });
}

// The name is right, everything else is not.
TEST_F(HostileTest, EveryMethodAnswersHostileTextsOnARealSyllabus) {
  ForEveryMethod([&](const MethodDescriptor& method) {
    for (const std::string& text : kHostile) {
      const auto request = NewRequest(method);
      Fill(*request, text, 1);
      const FieldDescriptor* first = method.input_type()->field(0);
      if (first->cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
      request->GetReflection()->SetString(request.get(), first, kReal);
      ExpectTyped(Send(method, request->SerializeAsString()),
                  method.name() + " " + text.substr(0, 60) + ": ");
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
    // Field 1 or 2, whichever is text, with one byte that UTF-8 never has.
    for (const std::string bytes : {"\x0a\x01\xff", "\x12\x01\xff"}) {
      ExpectTyped(Send(method, bytes), method.name() + ": ");
    }
  });
}

}  // namespace
}  // namespace attest::catalogue
