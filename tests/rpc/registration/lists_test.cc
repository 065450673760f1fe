#include "fmt/format.h"
#include "libs/paging/paging.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

class ListsTest : public RegistrationTest {
 protected:
  // Follows page tokens to the end; gives the names.
  template <class Request, class Response, class Items>
  Strings All(const std::string& token,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                           Response*),
              Request request, Items items) {
    Strings names;
    do {
      const auto page = Call(token, method, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const auto& item : items(*page)) names.push_back(item.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
  Strings CentresSeenBy(const std::string& token, int page_size = 0) {
    v1::ListCentresRequest request;
    request.set_page_size(page_size);
    return All(token, &Stub::ListCentres, request,
               [](const auto& page) { return page.centres(); });
  }
  Strings Registrations(int page_size, v1::RegistrationState state =
                                           v1::REGISTRATION_STATE_UNSPECIFIED) {
    v1::ListRegistrationsRequest request;
    request.set_parent(kNorthgate);
    request.set_page_size(page_size);
    request.set_state(state);
    return All(admin_, &Stub::ListRegistrations, request,
               [](const auto& page) { return page.registrations(); });
  }
  std::string RegisterNumber(int number) {
    v1::RegisterLearnerRequest request = Ann();
    request.mutable_learner()->set_full_name(fmt::format("Person {}", number));
    request.mutable_learner()->clear_email();
    request.mutable_learner()->clear_unique_learner_number();
    request.mutable_learner()->clear_subject();
    const auto answer = Register(request);
    EXPECT_THAT(answer, IsOk());
    return answer->registration().name();
  }
};

TEST_F(ListsTest, OfCentresHoldWhatTheCallerMaySee) {
  for (const char* id : {"delta", "alpha", "charlie", "bravo"}) MakeCentre(id);
  const Strings all = {"centres/alpha", "centres/bravo", "centres/charlie",
                       "centres/delta"};

  for (const int size : {0, 1, 2, 3, 4, 5}) {
    EXPECT_THAT(CentresSeenBy(awarding_, size), ElementsAreArray(all));
  }
  EXPECT_THAT(CentresSeenBy(Token("c", auth::v1::CENTRE_ADMIN, "bravo")),
              ElementsAre("centres/bravo"));
  EXPECT_THAT(CentresSeenBy(fixture_.Token("c",
                                           std::vector<auth::Grant>{
                                               {auth::v1::TUTOR, "delta"},
                                               {auth::v1::ASSESSOR, "alpha"},
                                               {auth::v1::LEARNER, "bravo"}}),
                            1),
              ElementsAre("centres/alpha", "centres/delta"));
  // R120: the allocated Quality Manager sees theirs.
  EXPECT_THAT(
      CentresSeenBy(Token("quinn", auth::v1::QUALITY_MANAGER, "nowhere")),
      ElementsAreArray(all));
  EXPECT_THAT(
      CentresSeenBy(Token("quentin", auth::v1::QUALITY_MANAGER, "bravo")),
      IsEmpty());
  EXPECT_THAT(CentresSeenBy(Token("lms", auth::v1::PARTNER, "")), IsEmpty());
}

TEST_F(ListsTest, OfRegistrationsAreOldestFirst) {
  MakeReadyCentre();
  Strings registered;
  for (int i = 0; i < 7; ++i) {
    // Some share their microsecond.
    if (i % 3 == 0) fixture_.clock().Advance(absl::Microseconds(1));
    registered.push_back(RegisterNumber(i));
  }

  const Strings whole = Registrations(0);

  EXPECT_THAT(whole, ::testing::UnorderedElementsAreArray(registered));
  EXPECT_EQ(whole.back(), registered.back());
  for (const int size : {1, 2, 3, 7, 1000}) {
    EXPECT_EQ(Registrations(size), whole) << size;
  }
}

TEST_F(ListsTest, OfRegistrationsAreFilteredByState) {
  MakeReadyCentre();
  const std::string first = RegisterNumber(1);
  const std::string second = RegisterNumber(2);
  v1::WithdrawRegistrationRequest withdraw;
  withdraw.set_name(first);
  withdraw.set_reason("Moved.");
  ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, withdraw), IsOk());

  EXPECT_THAT(Registrations(1, v1::WITHDRAWN), ElementsAre(first));
  EXPECT_THAT(Registrations(1, v1::ACTIVE), ElementsAre(second));
  EXPECT_THAT(Registrations(1, v1::COMPLETED), IsEmpty());
}

TEST_F(ListsTest, OfStaffAreOldestFirst) {
  MakeCentre();
  Strings names;
  for (int i = 0; i < 5; ++i) {
    fixture_.clock().Advance(absl::Seconds(1));
    names.push_back(Appoint(fmt::format("p{}", i), v1::STAFF_TUTOR)->name());
  }
  v1::ListStaffRequest request;
  request.set_parent(kNorthgate);
  request.set_page_size(2);

  EXPECT_THAT(All(admin_, &Stub::ListStaff, request,
                  [](const auto& page) { return page.appointments(); }),
              ElementsAreArray(names));
}

// Pages end by their bytes: whatever is in them, clients can take them.
TEST_F(ListsTest, OfLargeRegistrationsHaveShortPages) {
  MakeReadyCentre();
  v1::PutLearningPlanRequest plan;
  plan.mutable_learning_plan()->set_review_date("2027-01-15");
  for (int i = 0; i < 17; ++i) {
    v1::LearningGoal& goal = *plan.mutable_learning_plan()->add_goals();
    goal.set_goal(std::string(3800, 'g'));
    goal.set_target_date("2027-06-30");
  }
  Strings registered;
  for (int i = 0; i < 20; ++i) {
    fixture_.clock().Advance(absl::Microseconds(1));
    registered.push_back(RegisterNumber(i));
    plan.set_name(registered.back());
    ASSERT_THAT(Change(tutor_, &Stub::PutLearningPlan, plan), IsOk());
  }
  v1::ListRegistrationsRequest request;
  request.set_parent(kNorthgate);
  request.set_page_size(1000);

  const auto page = Call(admin_, &Stub::ListRegistrations, request);

  ASSERT_THAT(page, IsOk());
  EXPECT_LT(page->registrations_size(), 20);
  EXPECT_GE(page->ByteSizeLong(), kPageBytesMax);
  EXPECT_LT(page->ByteSizeLong(), 2 * kPageBytesMax);
  EXPECT_EQ(Registrations(1000), registered);
}

TEST_F(ListsTest, OfLargeAppointmentsHaveShortPages) {
  MakeCentre();
  v1::AppointStaffRequest appoint;
  appoint.set_parent(kNorthgate);
  v1::Appointment& appointment = *appoint.mutable_appointment();
  appointment.set_role(v1::STAFF_ASSESSOR);
  appointment.set_start_date("2020-01-01");
  for (int i = 0; i < 500; ++i) {
    v1::Competence& competence = *appointment.add_competences();
    competence.set_award(std::string(200, 'a'));
    competence.set_kind(v1::ASSESS_COMPETENCE);
    competence.set_awarded_date("2019-01-01");
    competence.set_level_max(7);
  }
  for (int i = 0; i < 12; ++i) {
    appointment.set_person(fmt::format("p{}", i));
    ASSERT_THAT(Change(admin_, &Stub::AppointStaff, appoint), IsOk());
  }
  v1::ListStaffRequest request;
  request.set_parent(kNorthgate);

  const auto page = Call(admin_, &Stub::ListStaff, request);

  ASSERT_THAT(page, IsOk());
  EXPECT_LT(page->appointments_size(), 12);
  EXPECT_THAT(All(admin_, &Stub::ListStaff, request,
                  [](const auto& one) { return one.appointments(); }),
              ::testing::SizeIs(12));
}

TEST_F(ListsTest, OfLargeCentresHaveShortPages) {
  v1::CreateCentreRequest create;
  v1::Centre& centre = *create.mutable_centre();
  centre.set_display_name("Many sites");
  centre.set_agreement_start_date("2014-01-01");
  centre.set_quality_manager("quinn");
  for (int i = 0; i < 500; ++i) {
    centre.add_sites(fmt::format("{:0>200}", i));
  }
  for (int i = 0; i < 12; ++i) {
    create.set_centre_id(fmt::format("centre-{:02}", i));
    ASSERT_THAT(Change(awarding_, &Stub::CreateCentre, create), IsOk());
  }

  const auto page =
      Call(awarding_, &Stub::ListCentres, v1::ListCentresRequest());

  ASSERT_THAT(page, IsOk());
  EXPECT_LT(page->centres_size(), 12);
  EXPECT_THAT(CentresSeenBy(awarding_), ::testing::SizeIs(12));
}

TEST_F(ListsTest, RefuseOtherTokensAndSizes) {
  MakeReadyCentre();
  for (int i = 0; i < 3; ++i) RegisterNumber(i);
  v1::ListRegistrationsRequest request;
  request.set_parent(kNorthgate);
  request.set_page_size(1);
  const auto page = Call(admin_, &Stub::ListRegistrations, request);
  ASSERT_THAT(page, IsOk());

  // A token is bound to its list, its filter and its parent.
  request.set_page_token(page->next_page_token());
  request.set_state(v1::ACTIVE);
  EXPECT_THAT(Call(admin_, &Stub::ListRegistrations, request),
              NamesFields(Strings{"page_token"}));
  v1::ListStaffRequest staff;
  staff.set_parent(kNorthgate);
  staff.set_page_token(page->next_page_token());
  EXPECT_THAT(Call(admin_, &Stub::ListStaff, staff),
              NamesFields(Strings{"page_token"}));
  v1::ListCentresRequest centres;
  centres.set_page_token("rubbish");
  EXPECT_THAT(Call(admin_, &Stub::ListCentres, centres),
              NamesFields(Strings{"page_token"}));
  centres.set_page_size(-1);
  EXPECT_THAT(Call(admin_, &Stub::ListCentres, centres),
              NamesFields(Strings{"page_size"}));
  request.set_state(static_cast<v1::RegistrationState>(77));
  EXPECT_THAT(Call(admin_, &Stub::ListRegistrations, request),
              NamesFields(Strings{"state"}));
  EXPECT_THAT(
      Call(admin_, &Stub::ListRegistrations, v1::ListRegistrationsRequest()),
      NamesFields(Strings{"parent"}));
  EXPECT_THAT(Call(admin_, &Stub::ListStaff, v1::ListStaffRequest()),
              NamesFields(Strings{"parent"}));
}

TEST_F(ListsTest, OfOtherCentresAreNotFound) {
  MakeReadyCentre();
  v1::ListRegistrationsRequest request;
  request.set_parent(kNorthgate);

  EXPECT_THAT(Call(elsewhere_, &Stub::ListRegistrations, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Call(service_, &Stub::ListRegistrations, request), IsOk());
  request.set_parent("centres/nowhere");
  EXPECT_THAT(Call(service_, &Stub::ListRegistrations, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::registration
