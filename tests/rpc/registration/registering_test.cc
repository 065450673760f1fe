#include "libs/ids/ids.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class RegisteringTest : public RegistrationTest {
 protected:
  RegisteringTest() { MakeReadyCentre(); }
};

TEST_F(RegisteringTest, MakesALearnerAndARegistration) {
  const auto answer = Register(Ann());

  ASSERT_THAT(answer, IsOk());
  const v1::Registration& registration = answer->registration();
  EXPECT_EQ(registration.learner(), answer->learner().name());
  EXPECT_EQ(registration.centre(), kNorthgate);
  EXPECT_EQ(registration.qualification(), kReal);
  EXPECT_EQ(registration.registration_date(), "2026-11-01");
  EXPECT_EQ(registration.state(), v1::ACTIVE);
  EXPECT_EQ(registration.language(), "en");
  EXPECT_EQ(registration.site(), "Main Street");
  EXPECT_EQ(registration.learner_subject(), "ann");
  EXPECT_FALSE(registration.induction().complete());
  EXPECT_THAT(registration.units(), IsEmpty());
  EXPECT_EQ(answer->learner().full_name(), "Ann Example");
  EXPECT_EQ(answer->learner().awarding_organisation_number(), "P0012345");
  EXPECT_EQ(Get(registration.name()).SerializeAsString(),
            registration.SerializeAsString());
}

// R115
TEST_F(RegisteringTest, PinsTheCurrentSyllabus) {
  const auto answer = Register(Ann());

  EXPECT_EQ(answer->registration().syllabus(),
            "qualifications/7D27V2/syllabi/8");
  EXPECT_THAT(AuditTexts(answer->registration().name()),
              Each(HasSubstr("\"syllabus_version\":\"8\"")));
}

// R113, E15: no end is invented.
TEST_F(RegisteringTest, NotesThatNoEndIsConfigured) {
  EXPECT_THAT(Register(Ann())->registration().notes(),
              ElementsAre("operational end date not configured (see CMI "
                          "External Qualification List)"));
}

// R25: the Quality Manager can see how the learner was recruited.
TEST_F(RegisteringTest, KeepsHowTheLearnerWasRecruited) {
  const std::string name = RegisterAnn();
  v1::GetRegistrationRequest request;
  request.set_name(name);

  const auto seen = Call(quinn_, &Stub::GetRegistration, request);

  ASSERT_THAT(seen, IsOk());
  EXPECT_EQ(seen->recruitment().SerializeAsString(),
            Ann().recruitment().SerializeAsString());
}

// R93, D28
TEST_F(RegisteringTest, CreatesAMembershipForANonMember) {
  EXPECT_EQ(Register(Ann())->registration().membership(), v1::AFFILIATE);
  EXPECT_THAT(EventTypes(), Contains("membership.created"));
}

TEST_F(RegisteringTest, CreatesNoMembershipForAMember) {
  v1::RegisterLearnerRequest request = Ann();
  request.set_already_member(true);

  EXPECT_EQ(Register(request)->registration().membership(), v1::ALREADY_MEMBER);
  EXPECT_THAT(EventTypes(), Not(Contains("membership.created")));
}

// R9, R10
TEST_F(RegisteringTest, RefusesOtherCodes) {
  v1::RegisterLearnerRequest request = Ann();
  for (const char* number : {"601/3778/2", "60137782", "7d27v2"}) {
    request.set_qualification_code(number);
    const auto refused = Register(request);
    EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                   "REGISTRATION_REFUSED"));
    EXPECT_THAT(refused, BreaksRules(Strings{"WRONG_CODE"})) << number;
  }
  request.set_qualification_code("601/3778/2");
  EXPECT_THAT(Violations(Register(request).status()),
              ElementsAre(AllOf(
                  HasSubstr("is 7D27V2"),
                  HasSubstr("CMI Level 7 NVQ Diploma in Strategic Management "
                            "and Leadership"))));
  for (const char* unknown : {"7D27V3", "601/3778/9", "x y z"}) {
    request.set_qualification_code(unknown);
    EXPECT_THAT(Register(request), BreaksRules(Strings{"WRONG_CODE"}))
        << unknown;
  }
}

// R19: the day before the nineteenth birthday, and the birthday itself.
TEST_F(RegisteringTest, RefusesUnderNineteen) {
  v1::RegisterLearnerRequest request = Ann();
  request.mutable_learner()->set_birth_date("2007-11-02");
  EXPECT_THAT(Register(request), BreaksRules(Strings{"UNDER_AGE"}));

  request.mutable_learner()->set_birth_date("2007-11-01");
  EXPECT_THAT(Register(request), IsOk());
}

// D12: agreement and approval are looked up for the registration date.
TEST_F(RegisteringTest, RefusesCentresThatAreNotApproved) {
  MakeCentre("southbank");
  ApprovePlan("southbank");
  v1::RegisterLearnerRequest request = Ann();
  request.set_parent("centres/southbank");
  request.mutable_recruitment()->mutable_capability()->set_stated_by("eve");

  const auto refused = Change(elsewhere_, &Stub::RegisterLearner, request);

  EXPECT_THAT(refused, BreaksRules(Strings{"CENTRE_NOT_APPROVED"}));
}

// R113, D10: an operational end that is configured, with another syllabus.
TEST_F(RegisteringTest, RefusesAfterTheOperationalEnd) {
  ASSERT_THAT(Approve("northgate", "BEE3"), IsOk());
  ApprovePlan("northgate", "BEE3");
  v1::RegisterLearnerRequest request = Ann();
  request.set_qualification_code("BEE3");
  fixture_.clock().Advance(absl::Hours(24 * 150));

  request.set_registration_date("2027-04-01");
  EXPECT_THAT(Register(request), BreaksRules(Strings{"AFTER_OPERATIONAL_END"}));

  request.set_registration_date("2027-03-31");
  const auto answer = Register(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(answer->registration().notes(), IsEmpty());
}

// R13, R21 to R23, R31: everything that is wrong, in one answer.
TEST_F(RegisteringTest, NamesEveryRuleThatIsBroken) {
  v1::RegisterLearnerRequest request = Ann();
  request.set_registration_date("2014-08-31");
  request.mutable_learner()->set_birth_date("2000-01-01");
  request.set_language("cy");
  request.set_site("Nowhere");
  request.clear_recruitment();

  EXPECT_THAT(
      Register(request),
      BreaksRules(Strings{"BEFORE_OPERATIONAL_START", "UNDER_AGE", "LANGUAGE",
                          "CAPABILITY_NOT_STATED", "INTEGRITY_NOT_CONFIRMED",
                          "NO_ADVICE", "UNKNOWN_SITE"}));
  EXPECT_EQ(Counts(), std::make_pair(int64_t{0}, int64_t{0}));
}

// R120, D19; whoever works at the centre may learn there.
TEST_F(RegisteringTest, RefusesTheQualityManagerOfTheCentre) {
  v1::RegisterLearnerRequest request = Ann();
  request.mutable_learner()->set_subject("quinn");
  EXPECT_THAT(Register(request),
              BreaksRules(Strings{"QUALITY_MANAGER_IS_LEARNER"}));

  request.mutable_learner()->set_subject("carol");
  EXPECT_THAT(Register(request), IsOk());
}

// R21: stated by whoever asks, or somebody of the centre.
TEST_F(RegisteringTest, RefusesStatementsOfStrangers) {
  v1::RegisterLearnerRequest request = Ann();
  v1::CapabilityStatement& stated =
      *request.mutable_recruitment()->mutable_capability();
  stated.set_stated_by("mallory");
  EXPECT_THAT(Register(request),
              BreaksRules(Strings{"STATED_BY_NOT_APPOINTED"}));

  ASSERT_THAT(Appoint("tess", v1::STAFF_TUTOR), IsOk());
  stated.set_stated_by("tess");
  EXPECT_THAT(Change(partner_, &Stub::RegisterLearner, request), IsOk());
}

// R31: a tag, and an English one.
TEST_F(RegisteringTest, ReadsTheLanguage) {
  v1::RegisterLearnerRequest request = Ann();
  for (const char* tag : {"english language", "en_GB", "en-", "-en", "en--GB",
                          "e1", "en-abcdefghi", "en-\xC3\xA9"}) {
    request.set_language(tag);
    EXPECT_THAT(Register(request), NamesFields(Strings{"language"})) << tag;
  }
  for (const char* tag : {"cy", "eng", "en0"}) {
    request.set_language(tag);
    EXPECT_FALSE(Register(request).ok()) << tag;
  }
  request.set_language("en-GB-1996");
  EXPECT_THAT(Register(request), IsOk());
}

TEST_F(RegisteringTest, NamesEveryWrongField) {
  EXPECT_THAT(
      Call(admin_, &Stub::RegisterLearner, v1::RegisterLearnerRequest()),
      NamesFields(Strings{"request_id", "parent", "qualification_code",
                          "learner.full_name", "learner.birth_date",
                          "registration_date", "language"}));

  v1::RegisterLearnerRequest request = Ann();
  v1::Learner& learner = *request.mutable_learner();
  learner.set_full_name("Ann\nExample");
  learner.set_birth_date("1990-02-31");
  learner.set_email("ann.example.org");
  learner.set_unique_learner_number("123");
  learner.set_subject("a nn");
  learner.set_job_role(std::string(201, 'x'));
  learner.set_awarding_organisation_number(std::string(41, 'x'));
  request.set_qualification_code(std::string(41, 'x'));
  request.set_registration_date("2026-11-25");  // tomorrow
  request.set_language(std::string(36, 'e'));
  request.set_site(" ");
  request.set_duplicate_reason("\x01");
  request.mutable_recruitment()->mutable_capability()->set_stated_by("c c");
  request.mutable_recruitment()->mutable_capability()->set_stated_date("x");
  request.mutable_recruitment()->mutable_advice()->set_text(
      std::string(4001, 'x'));
  EXPECT_THAT(
      Register(request),
      NamesFields(Strings{
          "qualification_code", "learner.full_name", "learner.birth_date",
          "learner.email", "learner.unique_learner_number", "learner.subject",
          "learner.job_role", "learner.awarding_organisation_number",
          "registration_date", "language", "site", "duplicate_reason",
          "recruitment.capability.stated_by",
          "recruitment.capability.stated_date", "recruitment.advice.text"}));
}

// Personal data is in the table of learners, and nowhere else.
TEST_F(RegisteringTest, KeepsPersonalDataApart) {
  const auto answer = Register(Ann());
  const Strings secrets = {"Ann Example", "ann@example.org", "1980-05-04",
                           "1000000043", "Head of Operations"};

  Strings kept = AuditTexts(answer->registration().name());
  EXPECT_THAT(real_database_->Read([&](db::Transaction& tx) -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(const db::Rows answers,
                            tx.Query("SELECT response FROM idempotency"));
    for (const db::Row& row : answers) kept.push_back(row.Bytes(0));
    ATTEST_ASSIGN_OR_RETURN(const db::Rows events,
                            tx.Query("SELECT attributes FROM outbox_event"));
    for (const db::Row& row : events) kept.push_back(row.Text(0));
    return absl::OkStatus();
  }),
              IsOk());

  for (const std::string& secret : secrets) {
    EXPECT_THAT(kept, Not(Contains(HasSubstr(secret)))) << secret;
  }
}

// The first answer comes back whole, the learner included.
TEST_F(RegisteringTest, GivesTheFirstAnswerAgain) {
  v1::RegisterLearnerRequest request = Ann();
  request.set_request_id(ids_.NewId());
  const auto first = Call(admin_, &Stub::RegisterLearner, request);
  ASSERT_THAT(first, IsOk());

  const auto second = Call(admin_, &Stub::RegisterLearner, request);

  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(Counts(), std::make_pair(int64_t{1}, int64_t{1}));
}

TEST_F(RegisteringTest, IsDoneByTheCentreOrItsPartner) {
  EXPECT_THAT(Change(partner_, &Stub::RegisterLearner, Ann()), IsOk());
  v1::RegisterLearnerRequest nowhere = Ann();
  nowhere.set_parent("centres/nowhere");
  const auto theirs = Change(elsewhere_, &Stub::RegisterLearner, Ann());
  const auto none = Change(elsewhere_, &Stub::RegisterLearner, nowhere);
  const auto missing =
      FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING");
  EXPECT_THAT(theirs, missing);
  EXPECT_THAT(none, missing);
  EXPECT_THAT(Change(tutor_, &Stub::RegisterLearner, Ann()), missing);
  EXPECT_THAT(Change("", &Stub::RegisterLearner, Ann()),
              FailsWith(absl::StatusCode::kUnauthenticated, "NO_TOKEN"));
}

// R5: the post is on record, and no post, or none, is refused.
TEST_F(RegisteringTest, AcceptsEveryPost) {
  v1::RegisterLearnerRequest apprentice = Ann();
  apprentice.mutable_learner()->set_job_role("Apprentice");
  v1::RegisterLearnerRequest nobody = Bob();
  nobody.mutable_learner()->clear_job_role();

  const auto first = Register(apprentice);
  const auto second = Register(nobody);

  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->learner().job_role(), "Apprentice");
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->learner().job_role(), "");
}

// D75: staff see the learners with whom they work, in the role in which they
// do; a Quality Manager, those of the centre they are allocated to.
TEST_F(RegisteringTest, ShowsLearnersToWhomTheyConcern) {
  const auto answer = Register(Ann());
  const std::string registration = answer->registration().name();
  ASSERT_THAT(Appoint("tess", v1::STAFF_TUTOR), IsOk());
  ASSERT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  ASSERT_THAT(Appoint("iris", v1::STAFF_INTERNAL_VERIFIER), IsOk());
  auto allocate = Proto<v1::AllocateStaffRequest>(R"pb(
    allocations { role: STAFF_TUTOR person: "tess" }
    allocations { role: STAFF_ASSESSOR person: "tom" }
    allocations { role: STAFF_INTERNAL_VERIFIER person: "iris" })pb");
  allocate.set_name(registration);
  v1::GetLearnerRequest request;
  request.set_name(answer->learner().name());
  const auto get = [&](const std::string& token) {
    return Call(token, &Stub::GetLearner, request);
  };
  const auto not_found = FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND");
  const Strings staff = {tutor_, Token("tom", auth::v1::ASSESSOR),
                         Token("iris", auth::v1::INTERNAL_VERIFIER)};

  for (const std::string& token : staff) EXPECT_THAT(get(token), not_found);
  ASSERT_THAT(Change(admin_, &Stub::AllocateStaff, allocate), IsOk());
  for (const std::string& token : staff) EXPECT_THAT(get(token), IsOk());
  for (const std::string& token :
       {admin_, quinn_, awarding_, partner_, service_,
        Token("ann", auth::v1::LEARNER),
        Token("quinn", auth::v1::QUALITY_MANAGER, "other")}) {
    ASSERT_THAT(get(token), IsOk());
    EXPECT_EQ(get(token)->full_name(), "Ann Example");
  }
  for (const std::string& token :
       {elsewhere_, Token("bob", auth::v1::LEARNER),
        Token("ann", auth::v1::TUTOR, "southbank"),
        Token("tom", auth::v1::TUTOR), Token("tim", auth::v1::ASSESSOR),
        Token("tom", auth::v1::ASSESSOR, "southbank"),
        Token("quentin", auth::v1::QUALITY_MANAGER, "other"),
        Token("quentin", auth::v1::QUALITY_MANAGER)}) {
    EXPECT_THAT(get(token), not_found);
  }
  EXPECT_THAT(get(Token("op", auth::v1::OPERATOR, "")),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  request.set_name("learners/none");
  EXPECT_THAT(get(admin_), not_found);
  request.set_name("learner");
  EXPECT_THAT(get(admin_), NamesFields(Strings{"name"}));
}

}  // namespace
}  // namespace attest::registration
