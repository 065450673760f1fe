#include <thread>

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

  // Ann's request with another person in it.
  static v1::RegisterLearnerRequest Bob() {
    v1::RegisterLearnerRequest request = Ann();
    request.mutable_learner()->set_full_name("Bob Other");
    request.mutable_learner()->set_email("bob@example.org");
    request.mutable_learner()->set_unique_learner_number("9276308686");
    request.mutable_learner()->set_subject("bob");
    return request;
  }
  // The number of learners and registrations on record.
  std::pair<int64_t, int64_t> Counts() {
    std::pair<int64_t, int64_t> counts;
    EXPECT_THAT(real_database_->Read([&](db::Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                              tx.Query("SELECT (SELECT COUNT(*) FROM learner), "
                                       "(SELECT COUNT(*) FROM registration)"));
      counts = {rows[0].Int(0), rows[0].Int(1)};
      return absl::OkStatus();
    }),
                IsOk());
    return counts;
  }
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

// D23
TEST_F(RegisteringTest, NamesTheCheckDigitOfAUniqueLearnerNumber) {
  v1::RegisterLearnerRequest request = Ann();
  request.mutable_learner()->set_unique_learner_number("1000000042");

  const auto refused = Register(request);

  ASSERT_THAT(refused, NamesFields(Strings{"learner.unique_learner_number"}));
  const std::string text =
      FieldViolationsOf(refused.status()).front().description;
  EXPECT_THAT(text, HasSubstr("the last must be 3"));
  EXPECT_THAT(text, Not(HasSubstr("1000000042")));
}

// D24: temporary and missing numbers are nobody's own.
TEST_F(RegisteringTest, LetsManyHaveTheTemporaryNumberOrNone) {
  for (const char* number : {"9999999999", "9999999999", "", ""}) {
    v1::RegisterLearnerRequest request = Ann();
    request.mutable_learner()->set_full_name(ids_.NewId());
    request.mutable_learner()->clear_email();
    request.mutable_learner()->clear_subject();
    request.mutable_learner()->set_unique_learner_number(number);
    EXPECT_THAT(Register(request), IsOk());
  }
}

// The same number at the same centre names the learner.
TEST_F(RegisteringTest, RefusesANumberThatALearnerHas) {
  const auto ann = Register(Ann());
  v1::RegisterLearnerRequest request = Bob();
  request.mutable_learner()->set_unique_learner_number("1000000043");

  const auto refused = Register(request);

  EXPECT_THAT(refused,
              FailsWith(absl::StatusCode::kAlreadyExists, "DUPLICATE_ULN"));
  EXPECT_EQ(ErrorInfoOf(refused.status())->metadata.at("learner"),
            ann->learner().name());
  EXPECT_EQ(Counts(), std::make_pair(int64_t{1}, int64_t{1}));
}

TEST_F(RegisteringTest, DoesNotNameLearnersOfOtherCentres) {
  MakeReadyCentre("southbank");
  const auto ann = Register(Ann());
  v1::RegisterLearnerRequest request = Bob();
  request.set_parent("centres/southbank");

  request.mutable_learner()->set_unique_learner_number("1000000043");
  const auto number = Change(elsewhere_, &Stub::RegisterLearner, request);
  EXPECT_THAT(number,
              FailsWith(absl::StatusCode::kAlreadyExists, "DUPLICATE_ULN"));
  EXPECT_THAT(ErrorInfoOf(number.status())->metadata, IsEmpty());

  request = Ann();
  request.set_parent("centres/southbank");
  request.mutable_learner()->set_unique_learner_number("9276308686");
  request.mutable_learner()->set_subject("other");
  const auto likeness = Change(elsewhere_, &Stub::RegisterLearner, request);
  EXPECT_THAT(likeness, FailsWith(absl::StatusCode::kFailedPrecondition,
                                  "POSSIBLE_DUPLICATE"));
  ASSERT_THAT(RuleViolationsOf(likeness.status()), SizeIs(1));
  EXPECT_EQ(RuleViolationsOf(likeness.status())[0].subject, "learners/-");

  request.set_duplicate_reason("Father and daughter.");
  request.mutable_learner()->set_subject("ann");
  const auto live = Change(elsewhere_, &Stub::RegisterLearner, request);
  EXPECT_THAT(
      live, FailsWith(absl::StatusCode::kAlreadyExists, "ALREADY_REGISTERED"));
  EXPECT_THAT(ErrorInfoOf(live.status())->metadata, IsEmpty());
}

TEST_F(RegisteringTest, AsksForAReasonToGoOnWithAPossibleDuplicate) {
  const auto ann = Register(Ann());
  // The same name, written otherwise, and the same birth date.
  v1::RegisterLearnerRequest request = Bob();
  request.mutable_learner()->set_full_name("ANN  example");
  const auto refused = Register(request);
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "POSSIBLE_DUPLICATE"));
  ASSERT_THAT(RuleViolationsOf(refused.status()), SizeIs(1));
  EXPECT_EQ(RuleViolationsOf(refused.status())[0].subject,
            ann->learner().name());

  // The same mail address and birth date.
  request = Bob();
  request.mutable_learner()->set_email("Ann@Example.org");
  EXPECT_THAT(
      Register(request),
      FailsWith(absl::StatusCode::kFailedPrecondition, "POSSIBLE_DUPLICATE"));

  request.set_duplicate_reason("Twins who share an address.");
  const auto twin = Register(request);
  ASSERT_THAT(twin, IsOk());
  const Strings trail = AuditTexts(twin->registration().name());
  EXPECT_THAT(trail,
              Contains(HasSubstr(Sha256Hex("Twins who share an address."))));
  EXPECT_THAT(trail, Not(Contains(HasSubstr("Twins"))));
}

TEST_F(RegisteringTest, IsNotStoppedByAnotherBirthDate) {
  ASSERT_THAT(Register(Ann()), IsOk());
  v1::RegisterLearnerRequest request = Bob();
  request.mutable_learner()->set_full_name("Ann Example");
  request.mutable_learner()->set_birth_date("1981-05-04");

  EXPECT_THAT(Register(request), IsOk());
}

// D31: a live registration for the same person; one that has ended is none.
TEST_F(RegisteringTest, AllowsOneLiveRegistration) {
  const std::string first = RegisterAnn();
  v1::RegisterLearnerRequest request = Bob();
  request.mutable_learner()->set_subject("ann");

  const auto refused = Register(request);
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kAlreadyExists,
                                 "ALREADY_REGISTERED"));
  EXPECT_EQ(ErrorInfoOf(refused.status())->metadata.at("registration"), first);
  EXPECT_EQ(Counts(), std::make_pair(int64_t{1}, int64_t{1}));

  v1::WithdrawRegistrationRequest withdraw;
  withdraw.set_name(first);
  withdraw.set_reason("Moved away.");
  ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, withdraw), IsOk());
  EXPECT_THAT(Register(request), IsOk());
}

// D31, by index: of many at once exactly one gets through.
TEST_F(RegisteringTest, LetsOneOfManyThrough) {
  constexpr int kCallers = 12;
  std::vector<absl::StatusCode> codes(kCallers);
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      codes[static_cast<size_t>(i)] = Register(Ann()).status().code();
    });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(std::count(codes.begin(), codes.end(), absl::StatusCode::kOk), 1);
  EXPECT_EQ(
      std::count(codes.begin(), codes.end(), absl::StatusCode::kAlreadyExists),
      kCallers - 1);
  EXPECT_EQ(Counts(), std::make_pair(int64_t{1}, int64_t{1}));
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

TEST_F(RegisteringTest, ShowsLearnersToThemselvesAndTheirCentre) {
  const auto answer = Register(Ann());
  v1::GetLearnerRequest request;
  request.set_name(answer->learner().name());
  const auto get = [&](const std::string& token) {
    return Call(token, &Stub::GetLearner, request);
  };

  for (const std::string& token :
       {admin_, tutor_, quinn_, awarding_, partner_, service_,
        Token("ann", auth::v1::LEARNER),
        Token("quinn", auth::v1::QUALITY_MANAGER, "other")}) {
    ASSERT_THAT(get(token), IsOk());
    EXPECT_EQ(get(token)->full_name(), "Ann Example");
  }
  for (const std::string& token :
       {elsewhere_, Token("bob", auth::v1::LEARNER),
        Token("ann", auth::v1::TUTOR, "southbank"),
        Token("quentin", auth::v1::QUALITY_MANAGER, "other")}) {
    EXPECT_THAT(get(token),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
  EXPECT_THAT(get(Token("op", auth::v1::OPERATOR, "")),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  request.set_name("learners/none");
  EXPECT_THAT(get(admin_), FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  request.set_name("learner");
  EXPECT_THAT(get(admin_), NamesFields(Strings{"name"}));
}

}  // namespace
}  // namespace attest::registration
