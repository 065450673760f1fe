// Who is the same person: numbers, likenesses, live registrations.
#include <algorithm>
#include <thread>

#include "libs/ids/ids.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class DuplicatesTest : public RegistrationTest {
 protected:
  DuplicatesTest() { MakeReadyCentre(); }

  void Withdraw(const std::string& registration) {
    v1::WithdrawRegistrationRequest request;
    request.set_name(registration);
    request.set_reason("Moved away.");
    ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, request), IsOk());
  }
};

// D23
TEST_F(DuplicatesTest, NamesTheCheckDigitOfAUniqueLearnerNumber) {
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
TEST_F(DuplicatesTest, LetsManyHaveTheTemporaryNumberOrNone) {
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
TEST_F(DuplicatesTest, RefusesANumberThatALearnerHas) {
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

TEST_F(DuplicatesTest, DoesNotNameLearnersOfOtherCentres) {
  MakeReadyCentre("southbank");
  const auto ann = Register(Ann());
  v1::RegisterLearnerRequest request = Bob();
  request.set_parent("centres/southbank");

  request.mutable_learner()->set_unique_learner_number("1000000043");
  const auto number = Change(elsewhere_, &Stub::RegisterLearner, request);
  EXPECT_THAT(number,
              FailsWith(absl::StatusCode::kAlreadyExists, "DUPLICATE_ULN"));
  EXPECT_THAT(ErrorInfoOf(number.status())->metadata, IsEmpty());
  // The words do not tell where.
  v1::RegisterLearnerRequest here = Bob();
  here.mutable_learner()->set_unique_learner_number("1000000043");
  EXPECT_EQ(number.status().message(), Register(here).status().message());

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

TEST_F(DuplicatesTest, AsksForAReasonToGoOnWithAPossibleDuplicate) {
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

TEST_F(DuplicatesTest, IsNotStoppedByAnotherBirthDate) {
  ASSERT_THAT(Register(Ann()), IsOk());
  v1::RegisterLearnerRequest request = Bob();
  request.mutable_learner()->set_full_name("Ann Example");
  request.mutable_learner()->set_birth_date("1981-05-04");

  EXPECT_THAT(Register(request), IsOk());
}

// D31: a live registration for the same person; one that has ended is none.
TEST_F(DuplicatesTest, AllowsOneLiveRegistration) {
  const std::string first = RegisterAnn();
  v1::RegisterLearnerRequest request = Bob();
  request.mutable_learner()->set_subject("ann");

  const auto refused = Register(request);
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kAlreadyExists,
                                 "ALREADY_REGISTERED"));
  EXPECT_EQ(ErrorInfoOf(refused.status())->metadata.at("registration"), first);
  EXPECT_EQ(Counts(), std::make_pair(int64_t{1}, int64_t{1}));

  Withdraw(first);
  EXPECT_THAT(Register(request), IsOk());
}

// D23, D31: who withdrew may come back, under the same number, with a reason.
TEST_F(DuplicatesTest, LetsWhoWithdrewRegisterAgain) {
  const auto ann = Register(Ann());
  Withdraw(ann->registration().name());

  const auto refused = Register(Ann());
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "POSSIBLE_DUPLICATE"));
  EXPECT_THAT(refused,
              BreaksRules(Strings{"POSSIBLE_DUPLICATE", "SAME_ULN_WITHDRAWN"}));
  for (const RuleViolation& violation : RuleViolationsOf(refused.status())) {
    EXPECT_EQ(violation.subject, ann->learner().name());
  }

  v1::RegisterLearnerRequest again = Ann();
  again.set_duplicate_reason("Back from leave.");
  const auto second = Register(again);
  ASSERT_THAT(second, IsOk());
  EXPECT_NE(second->learner().name(), ann->learner().name());
  EXPECT_EQ(second->learner().unique_learner_number(), "1000000043");
  EXPECT_THAT(AuditTexts(second->registration().name()),
              Contains(AllOf(HasSubstr("former_learner"),
                             HasSubstr(ann->learner().name()))));
  // The former record keeps the number, and nobody else gets it now.
  v1::GetLearnerRequest get;
  get.set_name(ann->learner().name());
  EXPECT_EQ(Call(admin_, &Stub::GetLearner, get)->unique_learner_number(),
            "1000000043");
  v1::RegisterLearnerRequest other = Bob();
  other.mutable_learner()->set_unique_learner_number("1000000043");
  other.set_duplicate_reason("Is this a way round?");
  EXPECT_THAT(Register(other),
              FailsWith(absl::StatusCode::kAlreadyExists, "DUPLICATE_ULN"));
}

// A number is not held for ever by who withdrew elsewhere, nor are they named.
TEST_F(DuplicatesTest, FreesTheNumberOfWhoWithdrewElsewhere) {
  MakeReadyCentre("southbank");
  const auto ann = Register(Ann());
  Withdraw(ann->registration().name());
  v1::RegisterLearnerRequest request = Bob();
  request.set_parent("centres/southbank");
  request.mutable_learner()->set_unique_learner_number("1000000043");

  const auto refused = Change(elsewhere_, &Stub::RegisterLearner, request);
  EXPECT_THAT(refused, BreaksRules(Strings{"SAME_ULN_WITHDRAWN"}));
  EXPECT_EQ(RuleViolationsOf(refused.status())[0].subject, "learners/-");

  request.set_duplicate_reason("Moved to us.");
  const auto moved = Change(elsewhere_, &Stub::RegisterLearner, request);
  ASSERT_THAT(moved, IsOk());
  EXPECT_THAT(AuditTexts(moved->registration().name()),
              Not(Contains(HasSubstr(ann->learner().name()))));
}

// D31: an award holds the number as studies do.
TEST_F(DuplicatesTest, KeepsTheNumberOfWhoHasAnAward) {
  events::v1::Event event;
  event.set_type("award.issued");
  event.set_resource("awards/a1");
  event.set_registration(RegisterAnn());
  neighbours_.verification.events.Emit(event);
  AwaitEvent("registration.completed");
  v1::RegisterLearnerRequest again = Ann();
  again.set_duplicate_reason("Another go.");

  EXPECT_THAT(Register(again),
              FailsWith(absl::StatusCode::kAlreadyExists, "DUPLICATE_ULN"));
}

// D31, by index: of many at once exactly one gets through.
TEST_F(DuplicatesTest, LetsOneOfFiftyThrough) {
  constexpr int kCallers = 50;
  std::vector<absl::Status> answers(kCallers);
  std::vector<std::thread> callers;
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      absl::Status& answer = answers[static_cast<size_t>(i)];
      v1::RegisterLearnerRequest request = Ann();
      request.set_request_id(request_ids_.NewId());
      do {  // a server that has too much to do says so
        answer = Call(admin_, &Stub::RegisterLearner, request).status();
      } while (ReasonOf(answer) == "OVERLOADED");
    });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(std::count_if(answers.begin(), answers.end(),
                          [](const auto& one) { return one.ok(); }),
            1);
  EXPECT_EQ(std::count_if(answers.begin(), answers.end(),
                          [](const auto& one) {
                            return ReasonOf(one) == "DUPLICATE_ULN";
                          }),
            kCallers - 1);
  EXPECT_EQ(Counts(), std::make_pair(int64_t{1}, int64_t{1}));
}

}  // namespace
}  // namespace attest::registration
