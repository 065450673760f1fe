// Personal data goes when its time has come (D70, D71).
#include "fmt/format.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::Duration kFourYears = absl::Hours(24 * 366 * 4);

class ErasureTest : public RegistrationTest {
 protected:
  ErasureTest() {
    MakeReadyCentre();
    v1::RegisterLearnerRequest request = Ann();
    // Every text about the learner holds the mark.
    v1::Learner& learner = *request.mutable_learner();
    learner.set_full_name("Xyzzy Example");
    learner.set_email("xyzzy@example.org");
    learner.set_job_role("Head of Xyzzy");
    learner.set_subject("xyzzy");
    learner.set_awarding_organisation_number("Xyzzy1");
    request.mutable_recruitment()->mutable_capability()->set_text("Xyzzy can.");
    request.mutable_recruitment()->mutable_advice()->set_text(
        "Xyzzy was told.");
    request.set_duplicate_reason("Xyzzy has a twin.");
    request_ = request;
    request_.set_request_id(request_ids_.NewId());
    const auto answer = Call(admin_, &Stub::RegisterLearner, request_);
    EXPECT_THAT(answer, IsOk());
    learner_ = answer->learner().name();
    registration_ = answer->registration().name();
  }

  // Tokens do not last as long as the clocks of retention.
  std::string Olga() { return Token("olga", auth::v1::AWARDING_ADMIN, ""); }
  std::string Carol() { return Token("carol", auth::v1::CENTRE_ADMIN); }
  absl::StatusOr<v1::Learner> Erase(const std::string& name) {
    v1::EraseLearnerRequest request;
    request.set_name(name);
    request.set_reason("Time is over.");
    return Change(Olga(), &Stub::EraseLearner, request);
  }
  v1::Registration Read(const std::string& name) {
    v1::GetRegistrationRequest request;
    request.set_name(name);
    const auto answer = Call(Olga(), &Stub::GetRegistration, request);
    EXPECT_THAT(answer, IsOk());
    return answer.value_or(v1::Registration());
  }
  void Withdraw() {
    v1::WithdrawRegistrationRequest request;
    request.set_name(registration_);
    request.set_reason("Xyzzy moved away.");
    ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, request), IsOk());
  }
  // Fills what else can hold texts.
  void WriteMore() {
    v1::RecordInductionRequest induction;
    induction.set_name(registration_);
    auto& part = *induction.mutable_induction()->mutable_facilities();
    part.set_done(true);
    part.set_done_date("2026-11-02");
    part.set_notes("Xyzzy saw the library.");
    ASSERT_THAT(Change(admin_, &Stub::RecordInduction, induction), IsOk());
    v1::PutLearningPlanRequest plan;
    plan.set_name(registration_);
    auto& goal = *plan.mutable_learning_plan()->add_goals();
    goal.set_goal("Xyzzy leads.");
    goal.set_target_date("2027-01-01");
    plan.mutable_learning_plan()->set_review_date("2027-01-01");
    ASSERT_THAT(Change(admin_, &Stub::PutLearningPlan, plan), IsOk());
    v1::UpdateLearnerRequest update;
    update.mutable_learner()->set_name(learner_);
    update.mutable_learner()->set_full_name("Xyzzy Other");
    update.mutable_update_mask()->add_paths("full_name");
    update.set_reason("Xyzzy married.");
    ASSERT_THAT(Change(awarding_, &Stub::UpdateLearner, update), IsOk());
  }
  // Where the mark stands, as `table.column`, of all that this service keeps.
  Strings Marked() {
    Strings places;
    EXPECT_THAT(real_database_->Read([&](db::Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(
          const db::Rows columns,
          tx.Query("SELECT m.name, c.name FROM sqlite_master m "
                   "JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"));
      for (const db::Row& one : columns) {
        ATTEST_ASSIGN_OR_RETURN(
            const db::Rows found,
            tx.Query(fmt::format("SELECT COUNT(*) FROM {} WHERE "
                                 "instr(lower(CAST({} AS TEXT)), 'xyzzy') > 0 "
                                 "OR instr(hex({}), '78797A7A79') > 0 "
                                 "OR instr(hex({}), '58797A7A79') > 0",
                                 one.Text(0), one.Text(1), one.Text(1),
                                 one.Text(1))));
        if (found[0].Int(0) == 0) continue;
        places.push_back(one.Text(0) + "." + one.Text(1));
      }
      return absl::OkStatus();
    }),
                IsOk());
    return places;
  }

  v1::RegisterLearnerRequest request_;
  std::string learner_;
  std::string registration_;
};

TEST_F(ErasureTest, LeavesNothingPersonalBehind) {
  WriteMore();
  Withdraw();
  EXPECT_THAT(Marked(), Contains("learner.full_name"));
  EXPECT_THAT(Marked(), Contains("idempotency.response"));
  fixture_.clock().Advance(kFourYears);

  const auto erased = Erase(learner_);

  ASSERT_THAT(erased, IsOk());
  EXPECT_TRUE(erased->erased());
  EXPECT_THAT(erased->full_name(), IsEmpty());
  EXPECT_THAT(erased->birth_date(), IsEmpty());
  EXPECT_THAT(Marked(), IsEmpty());
}

// D71: record and trail stay and can be verified.
TEST_F(ErasureTest, KeepsTheRecord) {
  Withdraw();
  fixture_.clock().Advance(kFourYears);
  ASSERT_THAT(Erase(learner_), IsOk());

  const v1::Registration kept = Read(registration_);
  EXPECT_EQ(kept.learner(), learner_);
  EXPECT_EQ(kept.state(), v1::WITHDRAWN);
  EXPECT_EQ(kept.registration_date(), "2026-11-01");
  EXPECT_THAT(AuditTexts(registration_), Contains(HasSubstr("learner.erased")));
  audit::v1::VerifyAuditTrailRequest verify;
  verify.set_parent(registration_);
  const auto verified = Call(Olga(), &Stub::VerifyAuditTrail, verify);
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->intact());
  EXPECT_THAT(EventTypes(), Contains("learner.erased"));
}

TEST_F(ErasureTest, WaitsForTheStudiesAndTheClocks) {
  EXPECT_THAT(Erase(learner_), FailsWith(absl::StatusCode::kFailedPrecondition,
                                         "ERASURE_REFUSED"));
  EXPECT_THAT(Erase(learner_), BreaksRules(Strings{"REGISTRATION_LIVE"}));
  Withdraw();
  EXPECT_THAT(Erase(learner_),
              BreaksRules(Strings{"RETENTION_RUNNING", "RETENTION_RUNNING",
                                  "RETENTION_RUNNING"}));
  EXPECT_THAT(Violations(Erase(learner_).status()),
              Contains(HasSubstr("until 2029-11-24")));
}

// D68: a hold keeps everything.
TEST_F(ErasureTest, WaitsForHolds) {
  Withdraw();
  v1::PlaceHoldRequest hold;
  hold.mutable_hold()->set_learner(learner_);
  hold.mutable_hold()->set_reason("Inquiry 12.");
  ASSERT_THAT(Change(awarding_, &Stub::PlaceHold, hold), IsOk());
  fixture_.clock().Advance(kFourYears);

  EXPECT_THAT(Erase(learner_), BreaksRules(Strings{"ON_HOLD"}));
}

TEST_F(ErasureTest, IsDoneOnce) {
  Withdraw();
  fixture_.clock().Advance(kFourYears);
  ASSERT_THAT(Erase(learner_), IsOk());

  EXPECT_THAT(Erase(learner_), BreaksRules(Strings{"LEARNER_ERASED"}));
  EXPECT_THAT(Erase("learners/nobody"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  // What brought the data in is not done again.
  EXPECT_THAT(Call(Carol(), &Stub::RegisterLearner, request_),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  v1::RegisterLearnerRequest again = Ann();
  again.clear_learner();
  again.set_existing_learner(learner_);
  EXPECT_THAT(Change(Carol(), &Stub::RegisterLearner, again),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(ErasureTest, NamesEveryWrongField) {
  EXPECT_THAT(Call(awarding_, &Stub::EraseLearner, v1::EraseLearnerRequest()),
              NamesFields(Strings{"request_id", "name", "reason"}));
}

TEST_F(ErasureTest, ErasesNothingWhenTheStoreFails) {
  Withdraw();
  fixture_.clock().Advance(kFourYears);
  const Strings before = Marked();
  database_->FailNextCommit(absl::UnavailableError("power"));
  EXPECT_EQ(Erase(learner_).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Marked(), before);
}

}  // namespace
}  // namespace attest::registration
