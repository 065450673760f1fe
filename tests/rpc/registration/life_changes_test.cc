// What holds for every method that changes a registration while it lasts.
#include <functional>

#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Not;
using ::testing::SizeIs;

// Calls one method with a request id; `other` asks for something else. Gives
// the bytes of the answer.
using Caller = std::function<absl::StatusOr<std::string>(
    const std::string& request_id, bool other)>;

class LifeChangesTest : public RegistrationTest {
 protected:
  struct Method {
    std::string name;
    Caller call;
  };

  LifeChangesTest() {
    MakeReadyCentre();
    MakeReadyCentre("southbank");
    registration_ = RegisterAnn();
    EXPECT_THAT(SelectUnits(registration_,
                            {"57", "58", "67", "54", "61", "63", "64", "65"}),
                IsOk());
    auto plan = Proto<v1::PutLearningPlanRequest>(R"pb(
      learning_plan {
        goals { goal: "Lead." target_date: "2027-06-30" }
        review_date: "2027-01-15"
      })pb");
    plan.set_name(registration_);
    EXPECT_THAT(Change(tutor_, &Stub::PutLearningPlan, plan), IsOk());
  }

  // `fields` is the request without name or parent, in which `%` stands for the
  // reason that makes it another one.
  template <class Request, class Response>
  Method Of(const std::string& token,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                         Response*),
            const std::string& fields, const std::string& name) {
    return {Request::descriptor()->name(),
            [=, this](const std::string& request_id,
                      bool other) -> absl::StatusOr<std::string> {
              std::string text = fields;
              text.replace(text.find('%'), 1, other ? "Other." : "So it is.");
              Request sent = Proto<Request>(text);
              const auto* field = Request::descriptor()->FindFieldByName(
                  Request::descriptor()->FindFieldByName("parent") ? "parent"
                                                                   : "name");
              sent.GetReflection()->SetString(&sent, field, name);
              sent.set_request_id(request_id);
              const auto answer = Call(token, method, sent);
              if (!answer.ok()) return answer.status();
              return answer->SerializeAsString();
            }};
  }

  // Every method, in an order in which each succeeds.
  std::vector<Method> Methods() {
    return {Of(tutor_, &Stub::RecordReview,
               "review { held_date: '2026-11-20' text: '%' "
               "next_review_date: '2027-03-01' }",
               registration_),
            Of(admin_, &Stub::StartBreak,
               "start_date: '2026-11-10' expected_return_date: '2027-02-01' "
               "reason: '%'",
               registration_),
            Of(awarding_, &Stub::ExtendRegistration,
               "expiry_date: '2030-10-31' reason: '%'", registration_),
            Of(awarding_, &Stub::UpgradeMembership,
               "upgrade { membership_class: 'Member' assessment_reference: '%' "
               "assessed_date: '2026-11-20' assessed_by: 'panel' }",
               registration_),
            Of(admin_, &Stub::RequestAdjustment,
               "adjustment { kind: REASONABLE_ADJUSTMENT area: ADJUST_DELIVERY "
               "description: '%' }",
               registration_),
            Of(admin_, &Stub::RequestExemption,
               "exemption { kind: EXEMPTION unit: '57' policy_reference: '%' "
               "certificate_number: 'C-1' certificate_date: '2024-06-30' "
               "awarding_organisation: 'Another' }",
               registration_),
            Of(admin_, &Stub::RequestTransfer,
               "to_centre: 'centres/southbank' reason: '%'", registration_)};
  }

  std::string registration_;
};

// Whoever repeats a request gets the first answer, and nothing happens twice.
TEST_F(LifeChangesTest, GiveTheFirstAnswerAgain) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    const std::string id = ids_.NewId();
    const auto first = method.call(id, false);
    ASSERT_THAT(first, IsOk());
    const size_t events = EventTypes().size();

    EXPECT_EQ(method.call(id, false).value_or(""), *first);
    EXPECT_THAT(
        method.call(id, true),
        FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));

    EXPECT_THAT(EventTypes(), SizeIs(events));
  }
}

// A database that fails at the commit leaves nothing behind.
TEST_F(LifeChangesTest, LeaveNothingBehindWhenTheDatabaseFails) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    const std::string id = ids_.NewId();
    const size_t events = EventTypes().size();
    database_->FailNextCommit(absl::UnavailableError("disk"));

    EXPECT_EQ(method.call(id, false).status().code(),
              absl::StatusCode::kUnavailable);

    EXPECT_THAT(EventTypes(), SizeIs(events));
    EXPECT_THAT(method.call(id, false), IsOk());
    EXPECT_THAT(EventTypes(), Not(SizeIs(events)));
  }
}

}  // namespace
}  // namespace attest::registration
