// Holds: what they stop, and who sees them (D68).
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class HoldsTest : public RegistrationTest {
 protected:
  HoldsTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
    learner_ = Get(registration_).learner();
    EXPECT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  }

  // `hold` in text format.
  absl::StatusOr<v1::Hold> Place(const std::string& hold) {
    fixture_.clock().Advance(absl::Seconds(1));
    return Change(awarding_, &Stub::PlaceHold,
                  Proto<v1::PlaceHoldRequest>("hold { reason: 'Suspicion.' " +
                                              hold + " }"));
  }
  absl::StatusOr<v1::Hold> Lift(const std::string& name) {
    v1::LiftHoldRequest request;
    request.set_name(name);
    request.set_reason("Cleared up.");
    return Change(awarding_, &Stub::LiftHold, request);
  }
  std::string OnLearner(const std::string& rest = "") {
    return "learner: '" + learner_ + "' " + rest;
  }
  absl::StatusOr<Strings> List(const std::string& token,
                               const v1::ListHoldsRequest& request) {
    const auto listed = Call(token, &Stub::ListHolds, request);
    if (!listed.ok()) return listed.status();
    Strings names;
    for (const v1::Hold& hold : listed->holds()) names.push_back(hold.name());
    return names;
  }
  v1::ListHoldsRequest AtNorthgate() {
    v1::ListHoldsRequest request;
    request.set_centre(kNorthgate);
    return request;
  }
  v1::GetStandingResponse Standing(v1::StaffRole role,
                                   const std::string& registration = "") {
    v1::GetStandingRequest request;
    request.set_parent(kNorthgate);
    request.set_person("tom");
    request.set_role(role);
    request.set_date("2026-11-24");
    request.set_registration(registration);
    const auto answer = Call(admin_, &Stub::GetStanding, request);
    EXPECT_THAT(answer, IsOk());
    return answer.value_or(v1::GetStandingResponse());
  }
  Strings HoldsOf(const std::string& registration) {
    const v1::Registration found = Get(registration);
    Strings names;
    for (const auto& hold : found.holds()) {
      names.push_back(hold.name());
    }
    return names;
  }

  std::string registration_;
  std::string learner_;
};

TEST_F(HoldsTest, ArePlacedAndLifted) {
  const auto placed = Place(
      "centre: 'centres/northgate' "
      "scopes: HOLD_ASSESSMENT scopes: HOLD_CLAIM");
  ASSERT_THAT(placed, IsOk());
  EXPECT_THAT(placed->name(), HasSubstr("holds/"));
  EXPECT_EQ(placed->placed_by(), "olga");
  EXPECT_THAT(placed->scopes(),
              ElementsAre(v1::HOLD_ASSESSMENT, v1::HOLD_CLAIM));
  EXPECT_FALSE(placed->has_lift_time());
  EXPECT_THAT(EventTypes(), Contains("hold.placed"));
  // The trail proves the reason without holding it.
  EXPECT_THAT(AuditTexts(kNorthgate).back(), HasSubstr("reason_sha256"));
  EXPECT_THAT(AuditTexts(kNorthgate).back(), Not(HasSubstr("Suspicion")));

  const auto lifted = Lift(placed->name());
  ASSERT_THAT(lifted, IsOk());
  EXPECT_EQ(lifted->lifted_by(), "olga");
  EXPECT_EQ(lifted->lift_reason(), "Cleared up.");
  EXPECT_EQ(lifted->reason(), "Suspicion.");
  EXPECT_THAT(EventTypes(), Contains("hold.lifted"));
  EXPECT_THAT(
      Lift(placed->name()),
      FailsWith(absl::StatusCode::kFailedPrecondition, "HOLD_NOT_RUNNING"));
  EXPECT_THAT(Lift("holds/none"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

// At once, and until it is lifted.
TEST_F(HoldsTest, ShowOnRegistrations) {
  const auto centre = Place("centre: 'centres/northgate'");
  const auto learner = Place(OnLearner());
  const auto person = Place("person: 'tom'");
  EXPECT_THAT(HoldsOf(registration_),
              ElementsAre(centre->name(), learner->name()));
  EXPECT_EQ(Get(registration_).holds(1).target(), "learner");

  ASSERT_THAT(Lift(centre->name()), IsOk());
  EXPECT_THAT(HoldsOf(registration_), ElementsAre(learner->name()));

  auto allocate = Proto<v1::AllocateStaffRequest>(
      R"pb(allocations { role: STAFF_ASSESSOR person: "tom" })pb");
  allocate.set_name(registration_);
  const auto allocated = Change(admin_, &Stub::AllocateStaff, allocate);
  ASSERT_THAT(allocated, IsOk());
  EXPECT_THAT(allocated->holds(), SizeIs(2));
  EXPECT_THAT(HoldsOf(registration_),
              ElementsAre(learner->name(), person->name()));
}

TEST_F(HoldsTest, StopRegistering) {
  v1::RegisterLearnerRequest bob = Bob();
  const auto other =
      Place("centre: 'centres/northgate' scopes: HOLD_ASSESSMENT");
  ASSERT_THAT(Register(bob), IsOk());

  const auto hold =
      Place("centre: 'centres/northgate' scopes: HOLD_REGISTRATION");
  v1::RegisterLearnerRequest cem = Ann();
  cem.mutable_learner()->set_full_name("Cem Third");
  cem.mutable_learner()->set_email("cem@example.org");
  cem.mutable_learner()->clear_unique_learner_number();
  cem.mutable_learner()->set_subject("cem");
  const auto refused = Register(cem);
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "REGISTRATION_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Strings{"ON_HOLD"}));

  ASSERT_THAT(Lift(hold->name()), IsOk());
  EXPECT_THAT(Register(cem), IsOk());
}

TEST_F(HoldsTest, StopSelectionsApprovalsAndAppointments) {
  const Strings units = {"57", "58", "67", "54", "61", "63", "64", "65"};
  ASSERT_THAT(Place(OnLearner()), IsOk());
  EXPECT_THAT(SelectUnits(registration_, units),
              BreaksRules(Strings{"ON_HOLD"}));

  ASSERT_THAT(Place("centre: 'centres/northgate'"), IsOk());
  EXPECT_THAT(Approve(), BreaksRules(Strings{"ON_HOLD"}));

  ASSERT_THAT(Place("person: 'iris'"), IsOk());
  EXPECT_THAT(Appoint("iris", v1::STAFF_TUTOR),
              BreaksRules(Strings{"ON_HOLD"}));
}

// Assessment and verification ask for standing, so they honour it at once.
TEST_F(HoldsTest, LeaveNoStanding) {
  ASSERT_EQ(Standing(v1::STAFF_ASSESSOR).standing(), v1::PROVISIONAL);

  const auto person = Place("person: 'tom' scopes: HOLD_VERIFICATION");
  EXPECT_EQ(Standing(v1::STAFF_ASSESSOR).standing(), v1::PROVISIONAL);
  const auto centre =
      Place("centre: 'centres/northgate' scopes: HOLD_ASSESSMENT");

  const v1::GetStandingResponse held = Standing(v1::STAFF_ASSESSOR);
  EXPECT_EQ(held.standing(), v1::NONE);
  EXPECT_THAT(held.holds(), ElementsAre(centre->name()));
  EXPECT_THAT(held.reasons(), Contains(HasSubstr(centre->name())));
  EXPECT_THAT(Standing(v1::STAFF_INTERNAL_VERIFIER).holds(),
              ElementsAre(person->name()));

  ASSERT_THAT(Lift(centre->name()), IsOk());
  EXPECT_EQ(Standing(v1::STAFF_ASSESSOR).standing(), v1::PROVISIONAL);
}

TEST_F(HoldsTest, OnLearnersLeaveNoStandingOnTheirRegistrations) {
  const auto hold = Place(OnLearner());

  EXPECT_EQ(Standing(v1::STAFF_ASSESSOR).standing(), v1::PROVISIONAL);
  EXPECT_THAT(Standing(v1::STAFF_ASSESSOR, registration_).holds(),
              ElementsAre(hold->name()));
}

// One fact for each centre and registration that it concerns.
TEST_F(HoldsTest, AreToldToEverybodyConcerned) {
  MakeCentre("westfield");
  ASSERT_THAT(Appoint("tom", v1::STAFF_ASSESSOR, "westfield"), IsOk());
  ASSERT_THAT(Place("person: 'tom'"), IsOk());
  for (const char* centre : {kNorthgate, "centres/westfield"}) {
    EXPECT_THAT(AuditTexts(centre).back(), HasSubstr("hold.placed"));
  }

  ASSERT_THAT(Place(OnLearner()), IsOk());
  EXPECT_THAT(AuditTexts(registration_).back(), HasSubstr("hold.placed"));
  const events::v1::Event event = AwaitEventOf(registration_, "hold.placed");
  EXPECT_EQ(event.centre(), kNorthgate);
  EXPECT_EQ(event.attributes().at("target"), learner_);
  EXPECT_EQ(event.attributes().at("scopes"), "all");

  ASSERT_THAT(Place("person: 'stranger'"), IsOk());
  EXPECT_THAT(AuditTexts("organisation").back(), HasSubstr("hold.placed"));
}

TEST_F(HoldsTest, AreListedForThoseConcerned) {
  const auto centre = Place("centre: 'centres/northgate'");
  const auto learner = Place(OnLearner());
  const auto person = Place("person: 'tom'");
  const auto stranger = Place("person: 'stranger'");
  ASSERT_THAT(Lift(learner->name()), IsOk());

  for (const std::string& token : {admin_, quinn_, awarding_, service_}) {
    EXPECT_THAT(*List(token, AtNorthgate()),
                ElementsAre(centre->name(), person->name()));
  }
  v1::ListHoldsRequest request = AtNorthgate();
  request.set_include_lifted(true);
  EXPECT_THAT(*List(admin_, request), SizeIs(3));
  request.set_learner(learner_);
  EXPECT_THAT(*List(admin_, request), ElementsAre(learner->name()));
  EXPECT_THAT(*List(awarding_, v1::ListHoldsRequest()), SizeIs(3));
  request = v1::ListHoldsRequest();
  request.set_person("stranger");
  EXPECT_THAT(*List(awarding_, request), ElementsAre(stranger->name()));

  EXPECT_THAT(List(admin_, v1::ListHoldsRequest()).status(),
              NamesFields(Strings{"centre"}));
  EXPECT_THAT(List(elsewhere_, AtNorthgate()).status(),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(List(tutor_, AtNorthgate()).status(),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

TEST_F(HoldsTest, ComeInPages) {
  Strings placed;
  for (int i = 0; i < 5; ++i) {
    placed.push_back(Place("person: 'tom'")->name());
    fixture_.clock().Advance(absl::Seconds(1));
  }
  v1::ListHoldsRequest request = AtNorthgate();
  request.set_page_size(2);
  Strings read;
  do {
    const auto page = Call(admin_, &Stub::ListHolds, request);
    ASSERT_THAT(page, IsOk());
    for (const v1::Hold& hold : page->holds()) read.push_back(hold.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(read, placed);
}

TEST_F(HoldsTest, ArePlacedOnWhatThereIs) {
  EXPECT_THAT(Place("centre: 'centres/nowhere'"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Place("learner: 'learners/nobody'"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Call(awarding_, &Stub::PlaceHold, v1::PlaceHoldRequest()),
              NamesFields(Strings{"request_id", "hold.target", "hold.reason"}));
  EXPECT_THAT(
      Place("person: 'a b' scopes: HOLD_CLAIM scopes: HOLD_CLAIM "
            "scopes: HOLD_SCOPE_UNSPECIFIED"),
      NamesFields(Strings{"hold.person", "hold.scopes[1]", "hold.scopes[2]"}));
  EXPECT_THAT(Call(awarding_, &Stub::LiftHold, v1::LiftHoldRequest()),
              NamesFields(Strings{"request_id", "name", "reason"}));
}

// The learner sees that there is a hold, and not why.
TEST_F(HoldsTest, KeepTheirReasonFromWhomTheyConcern) {
  ASSERT_THAT(Place(OnLearner()), IsOk());
  v1::GetRegistrationRequest request;
  request.set_name(registration_);

  const auto own =
      Call(Token("ann", auth::v1::LEARNER), &Stub::GetRegistration, request);

  ASSERT_THAT(own, IsOk());
  EXPECT_THAT(own->holds(), SizeIs(1));
  EXPECT_THAT(own->DebugString(), Not(HasSubstr("Suspicion")));
}

}  // namespace
}  // namespace attest::registration
