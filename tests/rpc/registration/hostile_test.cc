// Rubbish in every field of every method: an error that names it, never a
// crash and never INTERNAL or UNKNOWN.
#include <random>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

class HostileTest : public RegistrationTest {
 protected:
  HostileTest() { MakeReadyCentre(); }

  std::string Text() {
    static const std::vector<std::string> kTexts = {
        "",
        "x",
        "centres/northgate",
        "registrations/x",
        "centres/northgate/deliveryPlans/7D27V2",
        "1b4e28ba-2fa1-4d3c-883f-0016d3cca427",
        "2026-11-01",
        "0000-00-00",
        "7D27V2",
        "qualifications/7D27V2",
        "'; DROP TABLE learner; --",
        std::string("a\0b", 3),
        "\xe2\x80\xae"
        "abc",
        "centres/../..",
        std::string(5000, 'x'),
        "%s%n{}",
        "\xf0\x9f\x90\x9d"};
    return kTexts[random_() % kTexts.size()];
  }

  void FillIn(Message& message, int depth) {
    const auto* descriptor = message.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor* field = descriptor->field(i);
      if (field->is_repeated()) {
        for (size_t n = random_() % 3; n > 0; --n) Add(message, field, depth);
      } else if (random_() % 4 != 0) {
        Set(message, field, depth);
      }
    }
  }

  void Set(Message& message, const FieldDescriptor* field, int depth) {
    const auto* reflection = message.GetReflection();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return reflection->SetString(&message, field, Text());
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection->SetBool(&message, field, random_() % 2 != 0);
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection->SetInt32(&message, field,
                                    static_cast<int32_t>(random_()));
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection->SetInt64(&message, field,
                                    static_cast<int64_t>(random_()) << 20);
      case FieldDescriptor::CPPTYPE_ENUM:
        return reflection->SetEnumValue(&message, field,
                                        static_cast<int>(random_() % 9) - 2);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (depth < 4) {
          FillIn(*reflection->MutableMessage(&message, field), depth + 1);
        }
        return;
      default:
        return;
    }
  }

  void Add(Message& message, const FieldDescriptor* field, int depth) {
    const auto* reflection = message.GetReflection();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      reflection->AddString(&message, field, Text());
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
               !field->is_map()) {
      FillIn(*reflection->AddMessage(&message, field), depth + 1);
    }
  }

  template <class Request, class Response>
  void Bombard(const std::string& token,
               grpc::Status (Stub::*method)(grpc::ClientContext*,
                                            const Request&, Response*)) {
    for (int round = 0; round < 60; ++round) {
      Request request;
      FillIn(request, 0);
      const absl::Status status = Call(token, method, request).status();
      ASSERT_NE(status.code(), absl::StatusCode::kInternal)
          << request.ShortDebugString();
      ASSERT_NE(status.code(), absl::StatusCode::kUnknown)
          << request.ShortDebugString();
      ASSERT_NE(status.code(), absl::StatusCode::kUnavailable)
          << request.ShortDebugString();
      if (!status.ok()) {
        ASSERT_NE(ReasonOf(status), "") << status;
      }
    }
  }

  std::mt19937 random_{42};
};

TEST_F(HostileTest, CentresStandIt) {
  Bombard(awarding_, &Stub::CreateCentre);
  Bombard(admin_, &Stub::GetCentre);
  Bombard(admin_, &Stub::ListCentres);
  Bombard(awarding_, &Stub::ApproveQualification);
  Bombard(admin_, &Stub::AppointStaff);
  Bombard(admin_, &Stub::ListStaff);
  Bombard(admin_, &Stub::GetStanding);
  Bombard(awarding_, &Stub::UpdateCentre);
  Bombard(admin_, &Stub::UpdateStaff);
  Bombard(admin_, &Stub::EndAppointment);
}

TEST_F(HostileTest, HoldsAndConflictsStandIt) {
  Bombard(awarding_, &Stub::PlaceHold);
  Bombard(awarding_, &Stub::LiftHold);
  Bombard(awarding_, &Stub::ListHolds);
  Bombard(admin_, &Stub::DeclareConflict);
  Bombard(awarding_, &Stub::DecideMitigation);
  Bombard(awarding_, &Stub::EndConflict);
  Bombard(admin_, &Stub::ListConflicts);
}

TEST_F(HostileTest, PlansStandIt) {
  Bombard(admin_, &Stub::PutDeliveryPlan);
  Bombard(admin_, &Stub::GetDeliveryPlan);
  Bombard(admin_, &Stub::SubmitDeliveryPlan);
  Bombard(quinn_, &Stub::DecideDeliveryPlan);
  Bombard(admin_, &Stub::ListAuditEntries);
  Bombard(admin_, &Stub::VerifyAuditTrail);
}

TEST_F(HostileTest, RegistrationsStandIt) {
  Bombard(admin_, &Stub::RegisterLearner);
  Bombard(admin_, &Stub::GetRegistration);
  Bombard(admin_, &Stub::GetLearner);
  Bombard(admin_, &Stub::ListRegistrations);
  Bombard(admin_, &Stub::RecordInduction);
  Bombard(admin_, &Stub::PutLearningPlan);
  Bombard(admin_, &Stub::SelectUnits);
  Bombard(admin_, &Stub::AllocateStaff);
  Bombard(admin_, &Stub::WithdrawRegistration);
}

// A name in any script, with marks of direction, is a name.
TEST_F(HostileTest, NamesMayBeInAnyScript) {
  const Strings names = {"Zoë Ångström",
                         "田中 太郎",
                         "محمد علي",
                         "\xe2\x80\x8f"
                         "שרה",
                         "O'Brien-Smith",
                         "Robert'); DROP TABLE learner;--"};
  for (const std::string& name : names) {
    v1::RegisterLearnerRequest request = Ann();
    request.mutable_learner()->set_full_name(name);
    request.mutable_learner()->clear_email();
    request.mutable_learner()->clear_unique_learner_number();
    request.mutable_learner()->clear_subject();
    const auto answer = Register(request);
    ASSERT_THAT(answer, IsOk()) << name;
    EXPECT_EQ(answer->learner().full_name(), name);
  }
}

}  // namespace
}  // namespace attest::registration
