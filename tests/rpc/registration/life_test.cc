// Random lives of a registration, beside a model of what must come of each
// step.
#include <random>

#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using Units = std::vector<std::string>;

const Units& Small() {
  static const Units kUnits = {"57", "58", "67", "54", "61", "63", "64", "65"};
  return kUnits;
}

const Units& Large() {
  static const Units kUnits = {"57", "58", "67", "54", "56",
                               "61", "63", "64", "65"};
  return kUnits;
}

// What is known of a registration.
struct Model {
  bool active = true;
  bool awarded = false;
  bool completed = false;
  bool achieved_56 = false;
  size_t units = 0;
  bool planned = false;
  unsigned parts = 0;  // of the induction
};

class LifeTest : public RegistrationTest {
 protected:
  LifeTest() {
    MakeReadyCentre();
    EXPECT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  }

  void Live(unsigned seed) {
    std::mt19937 random(seed);
    Start(seed);
    for (int step = 0; step < 14; ++step) {
      Step(random() % 8, random);
      ASSERT_NO_FATAL_FAILURE(Compare());
    }
  }

 private:
  void Start(unsigned seed) {
    model_ = Model();
    v1::RegisterLearnerRequest request = Ann();
    request.mutable_learner()->set_full_name("Life " + std::to_string(seed));
    request.mutable_learner()->clear_email();
    request.mutable_learner()->clear_unique_learner_number();
    request.mutable_learner()->clear_subject();
    registration_ = Register(request)->registration().name();
  }

  void Step(unsigned kind, std::mt19937& random) {
    switch (kind) {
      case 0:
        return Expect(SelectUnits(registration_, Small()).ok(),
                      model_.active && !model_.achieved_56,
                      [&] { model_.units = Small().size(); });
      case 1:
        return Expect(SelectUnits(registration_, Large()).ok(), model_.active,
                      [&] { model_.units = Large().size(); });
      case 2:
        return Expect(SelectUnits(registration_, {"57", "58", "67"}).ok(),
                      false, [] {});
      case 3:
        return RecordPart(random() % 4);
      case 4:
        return Plan();
      case 5:
        return SignOff();
      case 6:
        return random() % 3 == 0 ? Withdraw() : Allocate();
      default:
        return random() % 4 == 0 ? Award() : Allocate();
    }
  }

  template <class Then>
  void Expect(bool happened, bool expected, Then then) {
    EXPECT_EQ(happened, expected);
    if (happened) then();
  }

  void RecordPart(unsigned part) {
    static const char* const kParts[] = {"programme_requirements", "facilities",
                                         "development_needs", "learning_plan"};
    auto request = Proto<v1::RecordInductionRequest>(
        std::string("induction { ") + kParts[part] +
        " { done: true done_date: \"2026-11-02\" notes: \"n\" } }");
    request.set_name(registration_);
    Expect(Change(tutor_, &Stub::RecordInduction, request).ok(), model_.active,
           [&] { model_.parts |= 1u << part; });
  }

  void Plan() {
    auto request = Proto<v1::PutLearningPlanRequest>(R"pb(
      learning_plan {
        goals { goal: "Lead." target_date: "2027-06-30" }
        review_date: "2027-01-15"
      })pb");
    request.set_name(registration_);
    Expect(Change(tutor_, &Stub::PutLearningPlan, request).ok(), model_.active,
           [&] { model_.planned = true; });
  }

  void Allocate() {
    auto request = Proto<v1::AllocateStaffRequest>(R"pb(
      allocations { role: STAFF_ASSESSOR person: "tom" units: "57" })pb");
    request.set_name(registration_);
    Expect(Change(admin_, &Stub::AllocateStaff, request).ok(),
           model_.active && model_.units > 0, [] {});
  }

  void Withdraw() {
    v1::WithdrawRegistrationRequest request;
    request.set_name(registration_);
    request.set_reason("So it goes.");
    Expect(Change(admin_, &Stub::WithdrawRegistration, request).ok(),
           model_.active, [&] { model_.active = false; });
  }

  // Unit 56 is signed off once, when it is selected.
  void SignOff() {
    if (model_.achieved_56 || model_.units != Large().size()) return;
    events::v1::Event event;
    event.set_type("unit.signed_off");
    event.set_registration(registration_);
    (*event.mutable_attributes())["unit"] = "56";
    neighbours_.assessment.events.Emit(event);
    AwaitEventOf(registration_, "registration.unit_achieved");
    model_.achieved_56 = true;
  }

  void Award() {
    if (model_.awarded) return;
    events::v1::Event event;
    event.set_type("award.issued");
    event.set_registration(registration_);
    event.set_resource("awards/a1");
    neighbours_.verification.events.Emit(event);
    AwaitEventOf(registration_, model_.active
                                    ? "registration.completed"
                                    : "registration.award_after_withdrawal");
    model_.completed = model_.active;
    model_.active = false;
    model_.awarded = true;
  }

  void Compare() {
    const v1::Registration registration = Get(registration_);
    ASSERT_EQ(registration.state() == v1::ACTIVE, model_.active);
    ASSERT_EQ(registration.state() == v1::COMPLETED, model_.completed);
    ASSERT_EQ(registration.membership() == v1::AFFILIATE, model_.active);
    ASSERT_EQ(static_cast<size_t>(registration.units_size()), model_.units);
    ASSERT_EQ(registration.has_learning_plan(), model_.planned);
    ASSERT_EQ(registration.induction().complete(),
              model_.parts == 15 && model_.planned);
    for (const v1::Allocation& allocation : registration.allocations()) {
      for (const std::string& unit : allocation.units()) {
        ASSERT_THAT(registration.units(), ::testing::Contains(unit));
      }
    }
    audit::v1::VerifyAuditTrailRequest verify;
    verify.set_parent(registration_);
    ASSERT_TRUE(Call(awarding_, &Stub::VerifyAuditTrail, verify)->intact());
  }

  Model model_;
  std::string registration_;
};

// D28, D31, R30, R53, R93
TEST_F(LifeTest, EveryLifeIsAsTheRulesSay) {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    SCOPED_TRACE(seed);
    Live(seed);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace attest::registration
