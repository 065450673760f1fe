// What becomes of appointments, lists of them, and standing for a unit.
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

class StaffChangesTest : public RegistrationTest {
 protected:
  StaffChangesTest() {
    MakeCentre();
    tom_ = Appoint("tom", v1::STAFF_ASSESSOR)->name();
  }

  v1::UpdateStaffRequest Changing(const std::string& path,
                                  const std::string& appointment) {
    auto request =
        Proto<v1::UpdateStaffRequest>("appointment { " + appointment + " }");
    request.mutable_appointment()->set_name(tom_);
    request.mutable_update_mask()->add_paths(path);
    return request;
  }
  absl::StatusOr<v1::Appointment> Update(
      const v1::UpdateStaffRequest& request) {
    return Change(admin_, &Stub::UpdateStaff, request);
  }
  absl::StatusOr<v1::Appointment> End(const std::string& date,
                                      const std::string& reason = "") {
    v1::EndAppointmentRequest request;
    request.set_name(tom_);
    request.set_end_date(date);
    request.set_reason(reason);
    return Change(admin_, &Stub::EndAppointment, request);
  }
  v1::Standing Standing(const std::string& date, const std::string& unit = "") {
    v1::GetStandingRequest request;
    request.set_parent(kNorthgate);
    request.set_person("tom");
    request.set_role(v1::STAFF_ASSESSOR);
    request.set_date(date);
    request.set_unit(unit);
    const auto answer = Call(admin_, &Stub::GetStanding, request);
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? answer->standing() : v1::STANDING_UNSPECIFIED;
  }
  Strings People(const v1::ListStaffRequest& request) {
    const auto listed = Call(admin_, &Stub::ListStaff, request);
    EXPECT_THAT(listed, IsOk());
    Strings people;
    if (!listed.ok()) return people;
    for (const auto& one : listed->appointments()) {
      people.push_back(one.person());
    }
    return people;
  }

  std::string tom_;
};

// D18: with a new award, standing follows from its day on.
TEST_F(StaffChangesTest, GainAwards) {
  EXPECT_EQ(Standing("2026-11-24"), v1::PROVISIONAL);

  const auto updated = Update(Changing("competences", R"(
      competences {
        award: "Level 3 CAVA" kind: ASSESS_COMPETENCE
        awarded_date: "2026-06-01" level_min: 5 level_max: 7
      })"));

  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->competences(0).level_min(), 5);
  EXPECT_EQ(updated->person(), "tom");
  EXPECT_EQ(updated->etag(), "r2");
  EXPECT_EQ(Standing("2026-11-24"), v1::FULL);
  EXPECT_EQ(Standing("2026-05-31"), v1::PROVISIONAL);
  EXPECT_THAT(EventTypes(), Contains("staff.updated"));
  // Before and after, without the names of awards.
  EXPECT_THAT(AuditTexts(kNorthgate).back(),
              HasSubstr("ASSESS_COMPETENCE to level 7"));
  EXPECT_THAT(AuditTexts(kNorthgate).back(), Not(HasSubstr("CAVA")));
}

TEST_F(StaffChangesTest, EndOnADay) {
  const auto ended = End("2026-11-23", "Retired.");

  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->end_date(), "2026-11-23");
  EXPECT_EQ(ended->end_reason(), "Retired.");
  EXPECT_EQ(Standing("2026-11-23"), v1::PROVISIONAL);
  EXPECT_EQ(Standing("2026-11-24"), v1::NONE);
  EXPECT_THAT(AuditTexts(kNorthgate).back(), HasSubstr("reason_sha256"));
  EXPECT_THAT(AuditTexts(kNorthgate).back(), Not(HasSubstr("Retired")));
  EXPECT_THAT(
      End("2026-12-31"),
      FailsWith(absl::StatusCode::kFailedPrecondition, "APPOINTMENT_ENDED"));
  // The role is free again.
  EXPECT_THAT(Update(Changing("end_date", "")), IsOk());
}

TEST_F(StaffChangesTest, NeverHoldARoleTwiceAtOnce) {
  ASSERT_THAT(End("2026-11-23"), IsOk());
  auto again =
      Proto<v1::AppointStaffRequest>(R"pb(
        parent: "centres/northgate"
        appointment {
          person: "tom"
          role: STAFF_ASSESSOR
          start_date: "2026-11-24"
        })pb");
  ASSERT_THAT(Change(admin_, &Stub::AppointStaff, again), IsOk());

  EXPECT_THAT(Update(Changing("end_date", "end_date: '2026-11-24'")),
              FailsWith(absl::StatusCode::kAlreadyExists, "ALREADY_APPOINTED"));
  EXPECT_THAT(Update(Changing("end_date", "")),
              FailsWith(absl::StatusCode::kAlreadyExists, "ALREADY_APPOINTED"));
}

TEST_F(StaffChangesTest, NameEveryWrongField) {
  EXPECT_THAT(
      Call(admin_, &Stub::UpdateStaff, v1::UpdateStaffRequest()),
      NamesFields(Strings{"request_id", "appointment.name", "update_mask"}));
  EXPECT_THAT(Update(Changing("person", "person: 'tim'")),
              NamesFields(Strings{"update_mask"}));
  EXPECT_THAT(Update(Changing("end_date", "end_date: '2019-12-31'")),
              NamesFields(Strings{"appointment.end_date"}));
  EXPECT_THAT(Update(Changing("competences", R"(
      competences {
        award: "X" kind: VERIFY awarded_date: "2026-01-01"
        level_min: 6 level_max: 5
      })")),
              NamesFields(Strings{"appointment.competences[0].level_min"}));
  EXPECT_THAT(Call(admin_, &Stub::EndAppointment, v1::EndAppointmentRequest()),
              NamesFields(Strings{"request_id", "name", "end_date"}));
  EXPECT_THAT(End("2019-12-31"), NamesFields(Strings{"end_date"}));
}

TEST_F(StaffChangesTest, RefuseAStaleEtag) {
  EXPECT_THAT(Update(Changing("start_date",
                              "start_date: '2021-01-01' "
                              "etag: 'r7'")),
              FailsWith(absl::StatusCode::kAborted, "STALE_ETAG"));
}

TEST_F(StaffChangesTest, AreNotThereForOthers) {
  const auto request = Changing("start_date", "start_date: '2021-01-01'");
  EXPECT_THAT(Change(elsewhere_, &Stub::UpdateStaff, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  v1::UpdateStaffRequest none = request;
  none.mutable_appointment()->set_name("centres/northgate/appointments/x");
  EXPECT_THAT(Update(none),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  v1::EndAppointmentRequest end;
  end.set_name(tom_);
  end.set_end_date("2026-12-31");
  EXPECT_THAT(Change(elsewhere_, &Stub::EndAppointment, end),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(StaffChangesTest, AreListedByPersonRoleAndDay) {
  ASSERT_THAT(Appoint("tess", v1::STAFF_TUTOR), IsOk());
  ASSERT_THAT(Appoint("tom", v1::STAFF_TUTOR), IsOk());
  ASSERT_THAT(End("2025-12-31"), IsOk());
  v1::ListStaffRequest request;
  request.set_parent(kNorthgate);
  EXPECT_THAT(People(request), UnorderedElementsAre("tom", "tess", "tom"));

  request.set_person("tom");
  EXPECT_THAT(People(request), ElementsAre("tom", "tom"));
  request.set_role(v1::STAFF_ASSESSOR);
  EXPECT_THAT(People(request), ElementsAre("tom"));
  request.set_date("2026-01-01");
  EXPECT_THAT(People(request), ElementsAre());
  request.set_date("2025-12-31");
  EXPECT_THAT(People(request), ElementsAre("tom"));

  request.set_date("yesterday");
  request.set_role(static_cast<v1::StaffRole>(77));
  request.set_person("a b");
  EXPECT_THAT(Call(admin_, &Stub::ListStaff, request),
              NamesFields(Strings{"person", "role", "date"}));
}

// D16: what the unit asks for is the catalogue's to say.
TEST_F(StaffChangesTest, StandForUnits) {
  const std::string syllabus = "qualifications/7D27V2/syllabi/8/units/";
  ASSERT_THAT(Update(Changing("competences", R"(
      competences {
        award: "Level 3 CAVA" kind: ASSESS_COMPETENCE
        awarded_date: "2021-01-01" level_max: 5
      })")),
              IsOk());
  EXPECT_EQ(Standing("2026-11-24", syllabus + "46"), v1::FULL);
  EXPECT_EQ(Standing("2026-11-24", syllabus + "57"), v1::PROVISIONAL);

  v1::GetStandingRequest request;
  request.set_parent(kNorthgate);
  request.set_person("tom");
  request.set_role(v1::STAFF_ASSESSOR);
  request.set_date("2026-11-24");
  request.set_unit(syllabus + "48");
  EXPECT_THAT(Call(admin_, &Stub::GetStanding, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  request.set_unit_level(7);
  EXPECT_THAT(Call(admin_, &Stub::GetStanding, request),
              NamesFields(Strings{"unit"}));
  request.set_unit("57");
  request.clear_unit_level();
  request.set_registration("r1");
  request.add_with_persons("a b");
  EXPECT_THAT(Call(admin_, &Stub::GetStanding, request),
              NamesFields(Strings{"unit", "registration", "with_persons[0]"}));
}

// A registration elsewhere is none here.
TEST_F(StaffChangesTest, StandForRegistrationsOfTheCentre) {
  MakeReadyCentre("westfield");
  v1::RegisterLearnerRequest ann = Ann();
  ann.set_parent("centres/westfield");
  const auto registered =
      Change(Token("carol", auth::v1::CENTRE_ADMIN, "westfield"),
             &Stub::RegisterLearner, ann);
  ASSERT_THAT(registered, IsOk());
  v1::GetStandingRequest request;
  request.set_parent(kNorthgate);
  request.set_person("tom");
  request.set_role(v1::STAFF_ASSESSOR);
  request.set_date("2026-11-24");
  for (const std::string& name :
       {registered->registration().name(), std::string("registrations/x")}) {
    request.set_registration(name);
    EXPECT_THAT(Call(admin_, &Stub::GetStanding, request),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
}

}  // namespace
}  // namespace attest::registration
