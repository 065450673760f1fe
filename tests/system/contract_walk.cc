#include "tests/system/contract_walk.h"

#include "absl/time/clock.h"
#include "attest/assessment/v1/assessment_service.pb.h"
#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "fmt/format.h"
#include "grpcpp/generic/generic_stub.h"
#include "libs/rpc/wire.h"

namespace attest::system_test {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::MessageFactory;

constexpr int kDepthMax = 3;
constexpr absl::Duration kCallMax = absl::Seconds(10);

std::string RandomString(std::mt19937& random,
                         const std::vector<std::string>& strings) {
  return strings[random() % strings.size()];
}

// One value for a field that holds no message.
void SetScalar(Message& message, const FieldDescriptor& field,
               std::mt19937& random, const std::vector<std::string>& strings) {
  const auto* reflection = message.GetReflection();
  const auto number = static_cast<int64_t>(random()) << (random() % 32);
  const auto set = [&](auto single, auto repeated, auto value) {
    field.is_repeated() ? (reflection->*repeated)(&message, &field, value)
                        : (reflection->*single)(&message, &field, value);
  };
  using R = google::protobuf::Reflection;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      set(&R::SetString, &R::AddString, RandomString(random, strings));
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      set(&R::SetInt32, &R::AddInt32, static_cast<int32_t>(number));
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      set(&R::SetInt64, &R::AddInt64, number - (int64_t{1} << 40));
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      set(&R::SetBool, &R::AddBool, (number & 1) == 1);
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      set(&R::SetEnumValue, &R::AddEnumValue, static_cast<int>(random() % 12));
      break;
    default:
      break;
  }
}

Message* SubMessage(Message& message, const FieldDescriptor& field) {
  return field.is_repeated()
             ? message.GetReflection()->AddMessage(&message, &field)
             : message.GetReflection()->MutableMessage(&message, &field);
}

void ForEachField(Message& message,
                  const std::function<void(const FieldDescriptor&)>& visit) {
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    visit(*message.GetDescriptor()->field(i));
  }
}

}  // namespace

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const auto* request :
       {catalogue::v1::GetUnitRequest::descriptor(),
        registration::v1::GetCentreRequest::descriptor(),
        assessment::v1::GetEvidenceRequest::descriptor(),
        verification::v1::GetAwardRequest::descriptor()}) {
    const auto* service = request->file()->service(0);
    for (int i = 0; i < service->method_count(); ++i) {
      methods.push_back(service->method(i));
    }
  }
  return methods;
}

std::string FullName(const MethodDescriptor& method) {
  return fmt::format("{}/{}", method.service()->full_name(), method.name());
}

const auth::v1::Policy& PolicyOf(const MethodDescriptor& method) {
  return method.options().GetExtension(auth::v1::policy);
}

std::unique_ptr<Message> NewRequest(const MethodDescriptor& method) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()
                                      ->GetPrototype(method.input_type())
                                      ->New());
}

void FillStrings(Message& message, const std::string& text) {
  ForEachField(message, [&](const FieldDescriptor& field) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      FillStrings(*SubMessage(message, field), text);
    } else if (field.type() == FieldDescriptor::TYPE_STRING) {
      const auto* reflection = message.GetReflection();
      field.is_repeated() ? reflection->AddString(&message, &field, text)
                          : reflection->SetString(&message, &field, text);
    }
  });
}

void FillRandomly(Message& message, std::mt19937& random,
                  const std::vector<std::string>& strings, int depth) {
  ForEachField(message, [&](const FieldDescriptor& field) {
    if (random() % 4 == 0) return;
    const int count = field.is_repeated() ? static_cast<int>(random() % 4) : 1;
    for (int i = 0; i < count; ++i) {
      if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        SetScalar(message, field, random, strings);
      } else if (depth < kDepthMax) {
        FillRandomly(*SubMessage(message, field), random, strings, depth + 1);
      }
    }
  });
}

absl::Status SendBytes(const std::shared_ptr<grpc::Channel>& channel,
                       const MethodDescriptor& method, const std::string& token,
                       const std::string& bytes) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  if (!token.empty()) context.AddMetadata("authorization", token);
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallMax));
  grpc::CompletionQueue queue;
  const auto wait = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  const auto call = stub.PrepareCall(&context, "/" + FullName(method), &queue);
  call->StartCall(nullptr);
  wait();
  const grpc::Slice slice(bytes);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), {}, nullptr);
  wait();
  // An answer, or a stream that would go on: one message is enough.
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  if (wait() && method.server_streaming()) context.TryCancel();
  grpc::Status status;
  call->Finish(&status, nullptr);
  wait();
  return rpc::FromGrpc(status);
}

}  // namespace attest::system_test
