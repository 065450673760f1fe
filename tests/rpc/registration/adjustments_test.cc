// Reasonable adjustments and special considerations (req R89 to R91, D46).
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class AdjustmentsTest : public RegistrationTest {
 protected:
  AdjustmentsTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
    EXPECT_THAT(SelectUnits(registration_,
                            {"57", "58", "67", "54", "61", "63", "64", "65"}),
                IsOk());
  }

  v1::RequestAdjustmentRequest Wanted() const {
    auto request = Proto<v1::RequestAdjustmentRequest>(R"pb(
      adjustment {
        kind: REASONABLE_ADJUSTMENT
        area: ADJUST_ASSESSMENT
        units: "57"
        description: "Oral questions, as she is dyslexic."
      })pb");
    request.set_parent(registration_);
    return request;
  }
  absl::StatusOr<v1::Adjustment> Notify(
      const std::string& name, v1::NoticeRecipient recipient,
      const std::string& date = "2026-11-24") {
    v1::NotifyAdjustmentRequest request;
    request.set_name(name);
    request.mutable_notice()->set_recipient(recipient);
    request.mutable_notice()->set_notice_date(date);
    return Change(admin_, &Stub::NotifyAdjustment, request);
  }
  absl::StatusOr<v1::Adjustment> Decide(const std::string& name, bool approved,
                                        const std::string& date) {
    v1::DecideAdjustmentRequest request;
    request.set_name(name);
    request.set_approved(approved);
    request.set_reason("With a note of it.");
    request.set_approval_date(date);
    return Change(awarding_, &Stub::DecideAdjustment, request);
  }
  absl::StatusOr<v1::Adjustment> See(const std::string& token,
                                     const std::string& name) {
    v1::GetAdjustmentRequest request;
    request.set_name(name);
    return Call(token, &Stub::GetAdjustment, request);
  }

  std::string registration_;
  const std::string ann_ = Token("ann", auth::v1::LEARNER, "");
};

// R90: both are told before anybody decides; one alone leaves it open.
TEST_F(AdjustmentsTest, NeedBothNoticesAndThenADecision) {
  const auto asked = Change(ann_, &Stub::RequestAdjustment, Wanted());
  ASSERT_THAT(asked, IsOk());
  const std::string& name = asked->name();
  EXPECT_EQ(asked->state(), v1::ADJUSTMENT_OPEN);
  EXPECT_EQ(asked->requested_by(), "ann");
  EXPECT_THAT(Violations(Decide(name, true, "2026-11-24").status()),
              AllOf(SizeIs(2), Contains(HasSubstr("NOTICE_MISSING"))));

  ASSERT_THAT(Notify(name, v1::NOTICE_QUALITY_MANAGER), IsOk());
  EXPECT_THAT(Notify(name, v1::NOTICE_QUALITY_MANAGER),
              FailsWith(absl::StatusCode::kAlreadyExists, "NOTICE_RECORDED"));
  EXPECT_THAT(
      Decide(name, true, "2026-11-24"),
      FailsWith(absl::StatusCode::kFailedPrecondition, "ADJUSTMENT_OPEN"));
  EXPECT_EQ(Notify(name, v1::NOTICE_AWARDING_ORGANISATION)->state(),
            v1::ADJUSTMENT_NOTIFIED);

  const auto decided = Decide(name, true, "2026-11-25");
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->state(), v1::ADJUSTMENT_APPROVED);
  EXPECT_EQ(decided->approval_date(), "2026-11-25");
  EXPECT_EQ(decided->decided_by(), "olga");
  EXPECT_THAT(
      Decide(name, false, ""),
      FailsWith(absl::StatusCode::kFailedPrecondition, "ADJUSTMENT_DECIDED"));
  EXPECT_THAT(
      Notify(name, v1::NOTICE_QUALITY_MANAGER),
      FailsWith(absl::StatusCode::kFailedPrecondition, "ADJUSTMENT_DECIDED"));
  EXPECT_EQ(See(tutor_, name)->state(), v1::ADJUSTMENT_APPROVED);
  EXPECT_THAT(EventTypes(), AllOf(Contains("adjustment.requested"),
                                  Contains("adjustment.notified"),
                                  Contains("adjustment.decided")));
  for (const std::string& text : AuditTexts(registration_)) {
    EXPECT_THAT(text, Not(HasSubstr("dyslexic")));
  }
}

// D46: no approval reaches back.
TEST_F(AdjustmentsTest, AreNotApprovedForDaysThatHavePassed) {
  auto request = Wanted();
  for (const auto recipient :
       {v1::NOTICE_QUALITY_MANAGER, v1::NOTICE_AWARDING_ORGANISATION}) {
    auto& notice = *request.mutable_adjustment()->add_notices();
    notice.set_recipient(recipient);
    notice.set_notice_date("2026-11-20");
  }
  const auto asked = Change(admin_, &Stub::RequestAdjustment, request);
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(asked->state(), v1::ADJUSTMENT_NOTIFIED);
  EXPECT_THAT(Decide(asked->name(), true, "2026-11-23"),
              NamesFields({"approval_date"}));
  EXPECT_THAT(Decide(asked->name(), true, ""), NamesFields({"approval_date"}));
  EXPECT_THAT(Decide(asked->name(), false, "2026-11-24"),
              NamesFields({"approval_date"}));
  EXPECT_EQ(Decide(asked->name(), false, "")->state(), v1::ADJUSTMENT_REFUSED);
}

TEST_F(AdjustmentsTest, AreForUnitsOfTheSelectionWhileItRuns) {
  auto request = Wanted();
  request.mutable_adjustment()->add_units("56");
  EXPECT_THAT(
      Violations(Change(admin_, &Stub::RequestAdjustment, request).status()),
      Contains(HasSubstr("UNIT_NOT_SELECTED: unit 56")));
  v1::WithdrawRegistrationRequest withdraw;
  withdraw.set_name(registration_);
  withdraw.set_reason("So it goes.");
  ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, withdraw), IsOk());
  EXPECT_THAT(
      Violations(Change(admin_, &Stub::RequestAdjustment, Wanted()).status()),
      Contains(HasSubstr("NOT_ACTIVE")));
}

TEST_F(AdjustmentsTest, EveryWrongFieldIsNamed) {
  v1::RequestAdjustmentRequest request;
  request.set_parent(registration_);
  request.mutable_adjustment()->add_notices();
  EXPECT_THAT(
      Change(admin_, &Stub::RequestAdjustment, request),
      NamesFields({"adjustment.kind", "adjustment.area",
                   "adjustment.description", "adjustment.notices[0].recipient",
                   "adjustment.notices[0].notice_date"}));
  // Only the office says who was told.
  auto told = Wanted();
  auto& notice = *told.mutable_adjustment()->add_notices();
  notice.set_recipient(v1::NOTICE_QUALITY_MANAGER);
  notice.set_notice_date("2026-11-24");
  EXPECT_THAT(Change(ann_, &Stub::RequestAdjustment, told),
              NamesFields({"adjustment.notices"}));
}

TEST_F(AdjustmentsTest, AreListedForRegistrationAndCentre) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(Change(admin_, &Stub::RequestAdjustment, Wanted()), IsOk());
  }
  for (const std::string& parent : {registration_, std::string(kNorthgate)}) {
    v1::ListAdjustmentsRequest request;
    request.set_parent(parent);
    request.set_page_size(2);
    request.set_state(v1::ADJUSTMENT_OPEN);
    const auto first = Call(admin_, &Stub::ListAdjustments, request);
    ASSERT_THAT(first, IsOk());
    EXPECT_THAT(first->adjustments(), SizeIs(2));
    request.set_page_token(first->next_page_token());
    EXPECT_THAT(Call(admin_, &Stub::ListAdjustments, request)->adjustments(),
                SizeIs(1));
    request.clear_page_token();
    request.set_state(v1::ADJUSTMENT_APPROVED);
    EXPECT_THAT(Call(admin_, &Stub::ListAdjustments, request)->adjustments(),
                SizeIs(0));
    EXPECT_THAT(Call(elsewhere_, &Stub::ListAdjustments, request),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
}

TEST_F(AdjustmentsTest, OthersDoNotKnowOfThem) {
  const auto asked = Change(admin_, &Stub::RequestAdjustment, Wanted());
  EXPECT_THAT(See(ann_, asked->name()), IsOk());
  EXPECT_THAT(See(elsewhere_, asked->name()),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(See(Token("bob", auth::v1::LEARNER, ""), asked->name()),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(See(admin_, registration_ + "/adjustments/none"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Change(elsewhere_, &Stub::RequestAdjustment, Wanted()),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::registration
