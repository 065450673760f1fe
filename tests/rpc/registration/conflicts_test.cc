// Conflicts of interest: declared, mitigated, ended, and what they stop (D19).
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class ConflictsTest : public RegistrationTest {
 protected:
  ConflictsTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
    learner_ = Get(registration_).learner();
    EXPECT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  }

  v1::DeclareConflictRequest TomAndAnn(const std::string& mitigation = "") {
    auto request =
        Proto<v1::DeclareConflictRequest>(R"pb(
          parent: "centres/northgate"
          conflict {
            person: "tom"
            nature: "line manager"
            start_date: "2026-01-01"
          })pb");
    request.mutable_conflict()->set_learner(learner_);
    request.mutable_conflict()->set_mitigation(mitigation);
    return request;
  }
  v1::DeclareConflictRequest TomAnd(const std::string& other) {
    v1::DeclareConflictRequest request = TomAndAnn();
    request.mutable_conflict()->set_other_person(other);
    return request;
  }
  absl::StatusOr<v1::Conflict> Declare(
      const std::string& token, const v1::DeclareConflictRequest& request) {
    return Change(token, &Stub::DeclareConflict, request);
  }
  absl::StatusOr<v1::Conflict> Decide(const std::string& name, bool approved) {
    v1::DecideMitigationRequest request;
    request.set_name(name);
    request.set_approved(approved);
    if (!approved) request.set_reason("Not enough.");
    return Change(awarding_, &Stub::DecideMitigation, request);
  }
  absl::StatusOr<v1::Conflict> End(const std::string& name,
                                   const std::string& date = "2026-11-23") {
    v1::EndConflictRequest request;
    request.set_name(name);
    request.set_end_date(date);
    request.set_reason("Changed jobs.");
    return Change(awarding_, &Stub::EndConflict, request);
  }
  v1::GetStandingRequest Asking() {
    v1::GetStandingRequest request;
    request.set_parent(kNorthgate);
    request.set_person("tom");
    request.set_role(v1::STAFF_ASSESSOR);
    request.set_date("2026-11-24");
    request.set_registration(registration_);
    return request;
  }
  v1::Standing Standing(const v1::GetStandingRequest& request) {
    const auto answer = Call(admin_, &Stub::GetStanding, request);
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? answer->standing() : v1::STANDING_UNSPECIFIED;
  }

  std::string registration_;
  std::string learner_;
  const std::string tom_ = Token("tom", auth::v1::ASSESSOR);
};

TEST_F(ConflictsTest, AreDeclaredByWhoHasThem) {
  const auto declared = Declare(tom_, TomAndAnn());

  ASSERT_THAT(declared, IsOk());
  EXPECT_THAT(declared->name(), HasSubstr("centres/northgate/conflicts/"));
  EXPECT_EQ(declared->declared_by(), "tom");
  EXPECT_EQ(declared->learner(), learner_);
  EXPECT_EQ(declared->mitigation_state(), v1::MITIGATION_STATE_UNSPECIFIED);
  EXPECT_THAT(EventTypes(), Contains("conflict.declared"));
  // Between whom, but not of which kind.
  EXPECT_THAT(AuditTexts(kNorthgate).back(), HasSubstr(learner_));
  EXPECT_THAT(AuditTexts(kNorthgate).back(), Not(HasSubstr("line manager")));
}

TEST_F(ConflictsTest, AreDeclaredForOthersByTheOfficeAlone) {
  EXPECT_THAT(Declare(Token("ada", auth::v1::ASSESSOR), TomAndAnn()),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(Declare(quinn_, TomAndAnn()),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(Declare(elsewhere_, TomAndAnn()),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(Declare(admin_, TomAndAnn()), IsOk());
}

// Moderation is judging, too.
TEST_F(ConflictsTest, AreDeclaredByTheQualityManager) {
  v1::DeclareConflictRequest request = TomAndAnn();
  request.mutable_conflict()->set_person("quinn");

  EXPECT_THAT(Declare(quinn_, request), IsOk());
}

TEST_F(ConflictsTest, LeaveNoStandingOnTheLearner) {
  ASSERT_EQ(Standing(Asking()), v1::PROVISIONAL);

  const auto declared = Declare(tom_, TomAndAnn());

  const auto answer = Call(admin_, &Stub::GetStanding, Asking());
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->standing(), v1::NONE);
  EXPECT_THAT(answer->conflicts(), ElementsAre(declared->name()));
  // Others are judged as before, and so was this one before it began.
  v1::GetStandingRequest request = Asking();
  request.clear_registration();
  EXPECT_EQ(Standing(request), v1::PROVISIONAL);
  request = Asking();
  request.set_date("2025-12-31");
  EXPECT_EQ(Standing(request), v1::PROVISIONAL);
}

// Whichever of the two declared it.
TEST_F(ConflictsTest, LeaveNoStandingOnTheWorkOfTheOther) {
  ASSERT_THAT(Declare(tom_, TomAnd("ada")), IsOk());
  ASSERT_THAT(Appoint("ada", v1::STAFF_ASSESSOR), IsOk());
  v1::GetStandingRequest request = Asking();
  request.add_with_persons("ada");
  EXPECT_EQ(Standing(request), v1::NONE);

  request.set_person("ada");
  EXPECT_EQ(Standing(request), v1::PROVISIONAL);
  request.set_with_persons(0, "tom");
  EXPECT_EQ(Standing(request), v1::NONE);
}

TEST_F(ConflictsTest, BlockUntilAMitigationIsApproved) {
  const auto declared = Declare(tom_, TomAndAnn("a second assessor"));
  ASSERT_THAT(declared, IsOk());
  EXPECT_EQ(declared->mitigation_state(), v1::MITIGATION_PROPOSED);
  EXPECT_EQ(Standing(Asking()), v1::NONE);

  const auto refused = Decide(declared->name(), false);
  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->mitigation_state(), v1::MITIGATION_REFUSED);
  EXPECT_EQ(refused->decide_reason(), "Not enough.");
  EXPECT_EQ(Standing(Asking()), v1::NONE);

  const auto again = Declare(tom_, TomAndAnn("two second assessors"));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->name(), declared->name());
  EXPECT_EQ(again->mitigation_state(), v1::MITIGATION_PROPOSED);
  ASSERT_THAT(Decide(declared->name(), true), IsOk());
  EXPECT_EQ(Standing(Asking()), v1::PROVISIONAL);
  EXPECT_THAT(EventTypes(), Contains("conflict.mitigation_proposed"));
  EXPECT_THAT(EventTypes(), Contains("conflict.mitigation_refused"));
  EXPECT_THAT(EventTypes(), Contains("conflict.mitigation_approved"));
}

TEST_F(ConflictsTest, AreEndedByTheOrganisation) {
  const std::string name = Declare(tom_, TomAndAnn())->name();
  EXPECT_THAT(Decide(name, true),
              FailsWith(absl::StatusCode::kFailedPrecondition,
                        "MITIGATION_NOT_PROPOSED"));
  EXPECT_THAT(End(name, "2025-12-31"), NamesFields(Strings{"end_date"}));
  EXPECT_THAT(End(name, "2026-11-25"), NamesFields(Strings{"end_date"}));

  const auto ended = End(name);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->end_date(), "2026-11-23");
  EXPECT_EQ(Standing(Asking()), v1::PROVISIONAL);
  EXPECT_THAT(End(name), FailsWith(absl::StatusCode::kFailedPrecondition,
                                   "CONFLICT_ENDED"));
  // It may begin anew.
  EXPECT_THAT(Declare(tom_, TomAndAnn()), IsOk());
}

TEST_F(ConflictsTest, AreOnRecordOnce) {
  ASSERT_THAT(Declare(tom_, TomAndAnn()), IsOk());
  EXPECT_THAT(Declare(admin_, TomAndAnn()),
              FailsWith(absl::StatusCode::kAlreadyExists, "CONFLICT_DECLARED"));
  EXPECT_THAT(Declare(tom_, TomAnd("tom")),
              BreaksRules(Strings{"CONFLICT_WITH_ONESELF"}));
}

TEST_F(ConflictsTest, AreWithLearnersOfTheCentre) {
  v1::DeclareConflictRequest request = TomAndAnn();
  request.mutable_conflict()->set_learner("learners/nobody");
  EXPECT_THAT(Declare(tom_, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));

  MakeCentre("westfield");
  request = TomAndAnn();
  request.set_parent("centres/westfield");
  EXPECT_THAT(Declare(Token("tom", auth::v1::ASSESSOR, "westfield"), request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(ConflictsTest, NameEveryWrongField) {
  EXPECT_THAT(
      Call(admin_, &Stub::DeclareConflict, v1::DeclareConflictRequest()),
      NamesFields(Strings{"request_id", "parent", "conflict.person",
                          "conflict.nature", "conflict.other_person",
                          "conflict.start_date"}));
  EXPECT_THAT(
      Call(awarding_, &Stub::DecideMitigation, v1::DecideMitigationRequest()),
      NamesFields(Strings{"request_id", "name", "reason"}));
  EXPECT_THAT(Call(awarding_, &Stub::EndConflict, v1::EndConflictRequest()),
              NamesFields(Strings{"request_id", "name", "end_date", "reason"}));
  EXPECT_THAT(Decide("centres/northgate/conflicts/none", true),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(ConflictsTest, AreListedToTheOfficeAndToWhoHasThem) {
  ASSERT_THAT(Declare(tom_, TomAndAnn()), IsOk());
  v1::DeclareConflictRequest other = TomAndAnn();
  other.mutable_conflict()->set_person("ada");
  ASSERT_THAT(Declare(admin_, other), IsOk());
  v1::ListConflictsRequest request;
  request.set_parent(kNorthgate);
  const auto count = [&](const std::string& token) {
    const auto listed = Call(token, &Stub::ListConflicts, request);
    EXPECT_THAT(listed, IsOk());
    return listed.ok() ? listed->conflicts_size() : -1;
  };

  for (const std::string& token : {admin_, quinn_, awarding_, service_}) {
    EXPECT_EQ(count(token), 2);
  }
  EXPECT_EQ(count(tom_), 1);
  EXPECT_EQ(count(tutor_), 0);
  request.set_person("ada");
  EXPECT_EQ(count(admin_), 1);
  EXPECT_EQ(count(tom_), 0);
  EXPECT_THAT(Call(elsewhere_, &Stub::ListConflicts, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::registration
