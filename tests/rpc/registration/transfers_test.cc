// A registration moves to another centre when both consent (D31).
#include <thread>

#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class TransfersTest : public RegistrationTest {
 protected:
  TransfersTest() {
    MakeReadyCentre();
    MakeReadyCentre("southbank");
    registration_ = RegisterAnn();
  }

  absl::StatusOr<v1::Transfer> Ask(const std::string& token,
                                   const std::string& to = "southbank",
                                   const std::string& site = "Main Street") {
    v1::RequestTransferRequest request;
    request.set_parent(registration_);
    request.set_to_centre("centres/" + to);
    request.set_site(site);
    request.set_reason("Moved house.");
    return Change(token, &Stub::RequestTransfer, request);
  }
  absl::StatusOr<v1::Transfer> Decide(const std::string& token,
                                      const std::string& name, bool consents) {
    v1::DecideTransferRequest request;
    request.set_name(name);
    request.set_consents(consents);
    if (!consents) request.set_reason("Full.");
    return Change(token, &Stub::DecideTransfer, request);
  }
  absl::StatusOr<v1::Registration> See(const std::string& token) {
    v1::GetRegistrationRequest request;
    request.set_name(registration_);
    return Call(token, &Stub::GetRegistration, request);
  }
  absl::StatusOr<v1::ListTransfersResponse> List(const std::string& token,
                                                 const std::string& parent) {
    v1::ListTransfersRequest request;
    request.set_parent(parent);
    return Call(token, &Stub::ListTransfers, request);
  }
  void MoveIt() {
    const auto asked = Ask(admin_);
    ASSERT_THAT(asked, IsOk());
    ASSERT_THAT(Decide(elsewhere_, asked->name(), true), IsOk());
  }
  absl::StatusOr<v1::Registration> Withdraw(const std::string& token) {
    v1::WithdrawRegistrationRequest request;
    request.set_name(registration_);
    request.set_reason("So it goes.");
    return Change(token, &Stub::WithdrawRegistration, request);
  }

  std::string registration_;
};

TEST_F(TransfersTest, BothCentresConsentAndItMovesWhole) {
  ASSERT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  auto allocate = Proto<v1::AllocateStaffRequest>(
      R"pb(allocations { role: STAFF_ASSESSOR person: "tom" })pb");
  allocate.set_name(registration_);
  ASSERT_THAT(Change(admin_, &Stub::AllocateStaff, allocate), IsOk());

  const auto asked = Ask(admin_);
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(asked->state(), v1::TRANSFER_REQUESTED);
  EXPECT_EQ(asked->from_consent().given_by(), "carol");
  EXPECT_FALSE(asked->has_to_consent());
  EXPECT_EQ(Get(registration_).centre(), kNorthgate);
  EXPECT_THAT(Decide(admin_, asked->name(), true),
              FailsWith(absl::StatusCode::kFailedPrecondition,
                        "TRANSFER_REFUSED"));  // CONSENT_GIVEN

  const auto done = Decide(elsewhere_, asked->name(), true);
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->state(), v1::TRANSFER_DONE);
  EXPECT_EQ(done->to_consent().given_by(), "eve");

  const auto moved = Get(registration_);
  EXPECT_EQ(moved.centre(), "centres/southbank");
  EXPECT_EQ(moved.state(), v1::ACTIVE);
  EXPECT_THAT(moved.allocations(), IsEmpty());
  ASSERT_THAT(moved.former_centres(), SizeIs(1));
  EXPECT_EQ(moved.former_centres(0).centre(), kNorthgate);
  EXPECT_EQ(moved.former_centres(0).start_date(), "2026-11-01");
  EXPECT_EQ(moved.former_centres(0).end_date(), "2026-11-24");
  EXPECT_THAT(
      Decide(elsewhere_, asked->name(), true),
      FailsWith(absl::StatusCode::kFailedPrecondition, "TRANSFER_NOT_OPEN"));
  audit::v1::VerifyAuditTrailRequest verify;
  verify.set_parent(registration_);
  EXPECT_TRUE(Call(awarding_, &Stub::VerifyAuditTrail, verify)->intact());
}

// Each centre hears of it in its own stream of events.
TEST_F(TransfersTest, BothCentresHearOfIt) {
  MoveIt();
  const auto left = AwaitEvent("registration.left_centre");
  const auto came = AwaitEvent("registration.transferred");
  EXPECT_EQ(left.centre(), kNorthgate);
  EXPECT_EQ(came.centre(), "centres/southbank");
  EXPECT_EQ(came.attributes().at("centre"), "centres/southbank");
}

// The new centre works on it; the old one reads what was there until then.
TEST_F(TransfersTest, TheFormerCentreSeesWhatHappenedUntilThen) {
  MoveIt();
  v1::StartBreakRequest away;
  away.set_name(registration_);
  away.set_start_date("2026-11-24");
  away.set_expected_return_date("2027-02-01");
  away.set_reason("Illness.");
  EXPECT_THAT(Change(admin_, &Stub::StartBreak, away),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  ASSERT_THAT(Change(elsewhere_, &Stub::StartBreak, away), IsOk());

  const auto there = See(elsewhere_);
  const auto here = See(admin_);
  ASSERT_THAT(there, IsOk());
  ASSERT_THAT(here, IsOk());
  EXPECT_EQ(there->state(), v1::ON_BREAK);
  EXPECT_EQ(here->state(), v1::ACTIVE);
  EXPECT_THAT(here->breaks(), IsEmpty());
  EXPECT_EQ(here->centre(), "centres/southbank");
  EXPECT_EQ(here->site(), "Main Street");
  EXPECT_THAT(See(Token("uwe", auth::v1::CENTRE_ADMIN, "eastend")),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(TransfersTest, TheFormerCentreReadsTheTrailUntilThen) {
  MoveIt();
  ASSERT_THAT(Withdraw(elsewhere_), IsOk());
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent(registration_);
  const auto all = Call(elsewhere_, &Stub::ListAuditEntries, request);
  const auto until = Call(admin_, &Stub::ListAuditEntries, request);
  ASSERT_THAT(all, IsOk());
  ASSERT_THAT(until, IsOk());
  ASSERT_FALSE(until->entries().empty());
  EXPECT_LT(until->entries_size(), all->entries_size());
  EXPECT_THAT(until->entries().rbegin()->entry(),
              HasSubstr("registration.left_centre"));
}

// Both centres know whom it is about.
TEST_F(TransfersTest, BothCentresSeeTheLearner) {
  v1::GetLearnerRequest request;
  request.set_name(Get(registration_).learner());
  EXPECT_THAT(Call(elsewhere_, &Stub::GetLearner, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  MoveIt();
  EXPECT_THAT(Call(elsewhere_, &Stub::GetLearner, request), IsOk());
  EXPECT_THAT(Call(admin_, &Stub::GetLearner, request), IsOk());
}

// The new centre may ask, too.
TEST_F(TransfersTest, TheNewCentreAsksAndTheOldOneConsents) {
  const auto asked = Ask(elsewhere_);
  ASSERT_THAT(asked, IsOk());
  EXPECT_FALSE(asked->has_from_consent());
  EXPECT_THAT(See(elsewhere_),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));  // not yet
  EXPECT_EQ(List(elsewhere_, registration_)->transfers_size(), 1);
  ASSERT_THAT(Decide(admin_, asked->name(), true), IsOk());
  EXPECT_THAT(See(elsewhere_), IsOk());
}

TEST_F(TransfersTest, WhoActsForBothConsentsForBoth) {
  const std::string both =
      fixture_.Token("bea", {{auth::v1::CENTRE_ADMIN, "northgate"},
                             {auth::v1::CENTRE_ADMIN, "southbank"}});
  const auto done = Ask(both);
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->state(), v1::TRANSFER_DONE);
  EXPECT_EQ(Get(registration_).centre(), "centres/southbank");
}

TEST_F(TransfersTest, EitherCentreRefuses) {
  for (const std::string& token : {admin_, elsewhere_}) {
    const auto asked = Ask(admin_);
    ASSERT_THAT(asked, IsOk());
    const auto refused = Decide(token, asked->name(), false);
    ASSERT_THAT(refused, IsOk());
    EXPECT_EQ(refused->state(), v1::TRANSFER_REFUSED);
    EXPECT_EQ(refused->refuse_reason(), "Full.");
    EXPECT_THAT(
        Decide(elsewhere_, asked->name(), true),
        FailsWith(absl::StatusCode::kFailedPrecondition, "TRANSFER_NOT_OPEN"));
  }
  EXPECT_EQ(Get(registration_).centre(), kNorthgate);
  EXPECT_EQ(List(admin_, kNorthgate)->transfers_size(), 2);
  EXPECT_EQ(List(awarding_, "centres/southbank")->transfers_size(), 2);
}

TEST_F(TransfersTest, OneIsOpenAtATime) {
  MakeReadyCentre("westfield");
  ASSERT_THAT(Ask(admin_), IsOk());
  EXPECT_THAT(Ask(admin_, "westfield"),
              FailsWith(absl::StatusCode::kAlreadyExists, "TRANSFER_OPEN"));
}

// D11, D12
TEST_F(TransfersTest, RulesOfTheNewCentreHold) {
  MakeCentre("eastend");
  EXPECT_THAT(Violations(Ask(admin_, "eastend", "Hillside").status()),
              AllOf(SizeIs(3), Contains(HasSubstr("CENTRE_NOT_APPROVED")),
                    Contains(HasSubstr("DELIVERY_PLAN_NOT_APPROVED")),
                    Contains(HasSubstr("UNKNOWN_SITE"))));
  EXPECT_THAT(Violations(Ask(admin_, "northgate").status()),
              Contains(HasSubstr("SAME_CENTRE")));
  EXPECT_THAT(Ask(admin_, "nowhere"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  ASSERT_THAT(Withdraw(admin_), IsOk());
  EXPECT_THAT(Violations(Ask(admin_).status()),
              Contains(HasSubstr("NOT_ACTIVE")));
}

TEST_F(TransfersTest, OthersDoNotKnowOfIt) {
  const std::string uwe = Token("uwe", auth::v1::CENTRE_ADMIN, "eastend");
  EXPECT_THAT(Ask(uwe), FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  const auto asked = Ask(admin_);
  EXPECT_THAT(Decide(uwe, asked->name(), true),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(List(uwe, registration_),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(List(uwe, kNorthgate),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(List(admin_, "learners/x"), NamesFields({"parent"}));
}

// Two centres take the same learner at once: one wins.
TEST_F(TransfersTest, OfTwoCentresThatAskAtOnceOneWins) {
  MakeReadyCentre("westfield");
  const std::string wes = Token("wes", auth::v1::CENTRE_ADMIN, "westfield");
  for (int round = 0; round < 5; ++round) {
    absl::StatusOr<v1::Transfer> one;
    absl::StatusOr<v1::Transfer> other;
    v1::RequestTransferRequest request;
    request.set_parent(registration_);
    request.set_reason("Moved house.");
    const auto ask = [&](const std::string& token, const std::string& to,
                         const std::string& id,
                         absl::StatusOr<v1::Transfer>& answer) {
      v1::RequestTransferRequest own = request;
      own.set_request_id(id);
      own.set_to_centre(to);
      answer = Call(token, &Stub::RequestTransfer, own);
    };
    const std::string first = ids_.NewId();
    const std::string second = ids_.NewId();
    {
      std::jthread racer(
          [&] { ask(elsewhere_, "centres/southbank", first, one); });
      ask(wes, "centres/westfield", second, other);
    }
    ASSERT_NE(one.ok(), other.ok());
    EXPECT_THAT(one.ok() ? other : one,
                FailsWith(absl::StatusCode::kAlreadyExists, "TRANSFER_OPEN"));
    ASSERT_THAT(Decide(admin_, (one.ok() ? one : other)->name(), false),
                IsOk());
  }
}

}  // namespace
}  // namespace attest::registration
