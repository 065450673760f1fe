#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

v1::AppointStaffRequest Tom() {
  return Proto<v1::AppointStaffRequest>(R"pb(
    parent: "centres/northgate"
    appointment {
      person: "tom"
      role: STAFF_ASSESSOR
      start_date: "2020-01-01"
      end_date: "2027-12-31"
      competences {
        award: "Level 3 CAVA"
        kind: ASSESS_COMPETENCE
        awarded_date: "2021-06-01"
        expiry_date: "2026-12-31"
        level_max: 7
      }
      competences {
        award: "Level 4 IQA"
        kind: VERIFY
        awarded_date: "2022-01-01"
        level_max: 7
      }
    })pb");
}

v1::GetStandingRequest Standing(const std::string& date) {
  auto request = Proto<v1::GetStandingRequest>(R"pb(
    parent: "centres/northgate"
    person: "tom"
    role: STAFF_ASSESSOR
    unit_level: 7
    judges_competence: true)pb");
  request.set_date(date);
  return request;
}

class StaffTest : public RegistrationTest {
 protected:
  StaffTest() { MakeCentre(); }

  absl::StatusOr<v1::Appointment> Send(const v1::AppointStaffRequest& request) {
    return Change(admin_, &Stub::AppointStaff, request);
  }
};

TEST_F(StaffTest, IsAppointedWithDatedAwards) {
  const auto appointed = Send(Tom());

  ASSERT_THAT(appointed, IsOk());
  EXPECT_THAT(appointed->name(), HasSubstr("centres/northgate/appointments/"));
  ASSERT_EQ(appointed->competences_size(), 2);
  EXPECT_EQ(appointed->competences(0).expiry_date(), "2026-12-31");
  EXPECT_THAT(EventTypes(), Contains("staff.appointed"));
  // Who, but not under which names of awards, is on the trail.
  EXPECT_THAT(AuditTexts(kNorthgate).back(), HasSubstr("\"person\":\"tom\""));
  EXPECT_THAT(AuditTexts(kNorthgate).back(), Not(HasSubstr("CAVA")));

  v1::ListStaffRequest list;
  list.set_parent(kNorthgate);
  const auto listed = Call(admin_, &Stub::ListStaff, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->appointments_size(), 1);
  EXPECT_EQ(listed->appointments(0).SerializeAsString(),
            appointed->SerializeAsString());
}

TEST_F(StaffTest, HoldsARoleOnceAtATime) {
  ASSERT_THAT(Send(Tom()), IsOk());

  v1::AppointStaffRequest request = Tom();
  request.mutable_appointment()->set_start_date("2027-12-31");
  EXPECT_THAT(Send(request),
              FailsWith(absl::StatusCode::kAlreadyExists, "ALREADY_APPOINTED"));

  request.mutable_appointment()->set_start_date("2028-01-01");
  request.mutable_appointment()->clear_end_date();
  EXPECT_THAT(Send(request), IsOk());
  request.mutable_appointment()->set_role(v1::STAFF_TUTOR);
  EXPECT_THAT(Send(request), IsOk());
  EXPECT_THAT(Send(request),
              FailsWith(absl::StatusCode::kAlreadyExists, "ALREADY_APPOINTED"));
}

// R120
TEST_F(StaffTest, IsNeverTheQualityManager) {
  v1::AppointStaffRequest request = Tom();
  request.mutable_appointment()->set_person("quinn");

  const auto refused = Send(request);

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "APPOINTMENT_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Strings{"QUALITY_MANAGER_IS_STAFF"}));
}

TEST_F(StaffTest, IsAppointedWithWholeRequests) {
  EXPECT_THAT(
      Call(admin_, &Stub::AppointStaff, v1::AppointStaffRequest()),
      NamesFields(Strings{"request_id", "parent", "appointment.person",
                          "appointment.role", "appointment.start_date"}));

  v1::AppointStaffRequest request = Tom();
  v1::Appointment& appointment = *request.mutable_appointment();
  appointment.set_role(static_cast<v1::StaffRole>(99));
  appointment.set_end_date("2019-01-01");
  appointment.mutable_competences(0)->set_award("");
  appointment.mutable_competences(0)->set_kind(
      static_cast<v1::CompetenceKind>(-1));
  appointment.mutable_competences(0)->set_awarded_date("01/06/2021");
  appointment.mutable_competences(1)->set_expiry_date("2021-12-31");
  appointment.mutable_competences(1)->set_level_max(9);
  EXPECT_THAT(Send(request),
              NamesFields(Strings{"appointment.role", "appointment.end_date",
                                  "appointment.competences[0].award",
                                  "appointment.competences[0].kind",
                                  "appointment.competences[0].awarded_date",
                                  "appointment.competences[1].expiry_date",
                                  "appointment.competences[1].level_max"}));
}

TEST_F(StaffTest, IsAppointedByItsOwnCentre) {
  EXPECT_THAT(Change(elsewhere_, &Stub::AppointStaff, Tom()),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  v1::AppointStaffRequest nowhere = Tom();
  nowhere.set_parent("centres/nowhere");
  EXPECT_THAT(Change(elsewhere_, &Stub::AppointStaff, nowhere),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(Change(awarding_, &Stub::AppointStaff, nowhere),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Change(awarding_, &Stub::AppointStaff, Tom()), IsOk());
}

// D16 to D18: decided by the date, not by today.
TEST_F(StaffTest, HasAStandingOnADate) {
  ASSERT_THAT(Send(Tom()), IsOk());
  const auto on = [&](const std::string& date) {
    return *Call(service_, &Stub::GetStanding, Standing(date));
  };

  EXPECT_EQ(on("2019-12-31").standing(), v1::NONE);
  EXPECT_EQ(on("2020-01-01").standing(), v1::PROVISIONAL);
  EXPECT_THAT(on("2020-01-01").reasons(),
              Contains(HasSubstr("awarded on 2021-06-01")));
  EXPECT_EQ(on("2021-06-01").standing(), v1::FULL);
  EXPECT_THAT(on("2021-06-01").reasons(), IsEmpty());
  EXPECT_EQ(on("2027-01-01").standing(), v1::PROVISIONAL);
  EXPECT_EQ(on("2028-01-01").standing(), v1::NONE);
}

// D15: the same person is no verifier without the appointment.
TEST_F(StaffTest, HasNoStandingInARoleNotHeld) {
  ASSERT_THAT(Send(Tom()), IsOk());
  v1::GetStandingRequest request = Standing("2024-01-01");
  request.set_role(v1::STAFF_INTERNAL_VERIFIER);

  const auto answer = Call(service_, &Stub::GetStanding, request);

  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->standing(), v1::NONE);
  EXPECT_THAT(answer->reasons(),
              ElementsAre(HasSubstr("not appointed as internal verifier")));
}

TEST_F(StaffTest, IsAskedForWithWholeRequests) {
  EXPECT_THAT(Call(admin_, &Stub::GetStanding, v1::GetStandingRequest()),
              NamesFields(Strings{"parent", "person", "role", "date"}));
  v1::GetStandingRequest request = Standing("2024-02-30");
  request.set_unit_level(-1);
  EXPECT_THAT(Call(admin_, &Stub::GetStanding, request),
              NamesFields(Strings{"unit_level", "date"}));
}

TEST_F(StaffTest, IsShownToItsCentreOnly) {
  v1::ListStaffRequest list;
  list.set_parent(kNorthgate);

  EXPECT_THAT(Call(elsewhere_, &Stub::GetStanding, Standing("2024-01-01")),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Call(elsewhere_, &Stub::ListStaff, list),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Call(tutor_, &Stub::ListStaff, list),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(Call(quinn_, &Stub::ListStaff, list), IsOk());
}

}  // namespace
}  // namespace attest::registration
