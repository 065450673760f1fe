// What happened to a registration while it lasted, stored and read again.
#include "services/registration/store/life_store.h"

#include "services/registration/store/exemption_store.h"
#include "services/registration/store/registration_parts.h"
#include "services/registration/store/transfer_store.h"
#include "services/registration/testing/store_fixture.h"

namespace attest::registration::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LifeStoreTest : public StoreTest {
 protected:
  LifeStoreTest() {
    AddCentre();
    Centre south = Northgate();
    south.id = "southbank";
    EXPECT_TRUE(Try([&](auto& tx) { return InsertCentre(tx, south); }));
    EXPECT_TRUE(Add(Person("l1", "")));
    Registration registration = Of("r1", "l1");
    registration.expiry_date = Day(2029, 10, 31);
    EXPECT_TRUE(Add(registration));
  }
  std::vector<std::string> OverdueOn(Day today) {
    return Read<std::vector<std::string>>(
        [&](auto& tx) { return Overdue(tx, today, 10); });
  }
  Transfer Asked(const std::string& id) {
    Transfer transfer;
    transfer.registration = "r1";
    transfer.id = id;
    transfer.from_centre = "northgate";
    transfer.to_centre = "southbank";
    transfer.reason = "Moved house.";
    transfer.requested = clock_.Now();
    transfer.from_consent = TransferConsent{"carol", clock_.Now()};
    return transfer;
  }
  Exemption Wanted(const std::string& id, const std::string& unit) {
    Exemption exemption;
    exemption.registration = "r1";
    exemption.id = id;
    exemption.unit = unit;
    exemption.unit_reference = "Y/506/2071";
    exemption.certificate_number = "C-1";
    exemption.awarding_organisation = "Another";
    exemption.requested = clock_.Now();
    return exemption;
  }
};

TEST_F(LifeStoreTest, KeepsBreaksReviewsAndUpgrade) {
  Registration registration = *Find("r1");
  registration.learning_plan =
      LearningPlan{.goals = {}, .review_date = Day(2027, 1, 1)};
  registration.breaks = {{.start_date = Day(2027, 1, 1),
                          .expected_return_date = Day(2027, 3, 1),
                          .return_date = {},
                          .reason = "Illness."}};
  registration.reviews = {{.held_date = Day(2026, 12, 1),
                           .text = "On course.",
                           .learner_comment = "Yes.",
                           .next_review_date = Day(2027, 4, 1),
                           .recorded_by = "tess"}};
  registration.upgrade = MembershipUpgrade{.membership_class = "Member",
                                           .assessment_reference = "A-1",
                                           .assessed_date = Day(2026, 12, 2),
                                           .assessed_by = "panel",
                                           .upgraded = clock_.Now()};
  ASSERT_THAT(Write([&](journal::WriteTransaction& tx) -> absl::Status {
                ATTEST_RETURN_IF_ERROR(PutLearningPlan(tx, registration));
                ATTEST_RETURN_IF_ERROR(PutBreaks(tx, registration));
                ATTEST_RETURN_IF_ERROR(AddReview(tx, registration));
                return UpdateRegistration(tx, registration);
              }),
              IsOk());
  registration.breaks[0].return_date = Day(2027, 2, 1);
  ASSERT_THAT(Write([&](auto& tx) { return PutBreaks(tx, registration); }),
              IsOk());

  const Registration found = *Find("r1");
  ASSERT_THAT(found.breaks, SizeIs(1));
  EXPECT_EQ(found.breaks[0].return_date, Day(2027, 2, 1));
  ASSERT_THAT(found.reviews, SizeIs(1));
  EXPECT_EQ(found.reviews[0].learner_comment, "Yes.");
  EXPECT_EQ(found.learning_plan->review_date, Day(2027, 4, 1));
  EXPECT_EQ(found.upgrade->assessed_date, Day(2026, 12, 2));
}

// D32: only what runs, from the day after the last.
TEST_F(LifeStoreTest, FindsWhatIsOverdue) {
  EXPECT_THAT(OverdueOn(Day(2029, 10, 31)), IsEmpty());
  EXPECT_THAT(OverdueOn(Day(2029, 11, 1)), ElementsAre("r1"));
  EndAs("r1", RegistrationState::kOnBreak);
  EXPECT_THAT(OverdueOn(Day(2029, 11, 1)), ElementsAre("r1"));
  EndAs("r1", RegistrationState::kExpired);
  EXPECT_THAT(OverdueOn(Day(2029, 11, 1)), IsEmpty());
}

// D31: one registration that runs a learner and qualification.
TEST_F(LifeStoreTest, FindsTheRivalOfWhatWouldRunAgain) {
  EndAs("r1", RegistrationState::kExpired);
  const auto rival = [&] {
    return Read<std::optional<std::string>>(
        [&](auto& tx) { return FindRival(tx, *Find("r1")); });
  };
  EXPECT_EQ(rival(), std::nullopt);
  ASSERT_TRUE(Add(Of("r2", "l1")));
  EXPECT_EQ(rival(), "r2");
  EndAs("r2", RegistrationState::kOnBreak);
  EXPECT_EQ(rival(), "r2");
  EXPECT_FALSE(Add(Of("r3", "l1")));
}

TEST_F(LifeStoreTest, HasOneOpenTransfer) {
  EXPECT_TRUE(Try([&](auto& tx) { return InsertTransfer(tx, Asked("t1")); }));
  EXPECT_FALSE(Try([&](auto& tx) { return InsertTransfer(tx, Asked("t2")); }));
  Transfer refused = Asked("t1");
  Refuse(refused, "eve", "Full.", clock_.Now());
  ASSERT_THAT(Write([&](auto& tx) { return UpdateTransfer(tx, refused); }),
              IsOk());
  EXPECT_TRUE(Try([&](auto& tx) { return InsertTransfer(tx, Asked("t3")); }));

  const auto at = [&](const std::string& centre) {
    return Read<std::vector<Transfer>>([&](auto& tx) {
      return ListTransfers(tx, {.centre = centre}, {}, 10);
    });
  };
  ASSERT_THAT(at("northgate"), SizeIs(2));
  ASSERT_THAT(at("southbank"), SizeIs(2));
  EXPECT_EQ(at("southbank")[0].refuse_reason, "Full.");
  EXPECT_EQ(at("southbank")[1].from_consent->given_by, "carol");
}

TEST_F(LifeStoreTest, RemembersHowItLeftACentre) {
  Registration registration = *Find("r1");
  Transfer transfer = Asked("t1");
  Move(registration, transfer, clock_.Now());
  const Departure departure{
      .left = clock_.Now(), .trail_sequence = 7, .record = "as it was"};
  ASSERT_THAT(
      Write([&](auto& tx) { return PutMove(tx, registration, departure); }),
      IsOk());

  const auto found = Read<std::optional<Departure>>(
      [](auto& tx) { return FindDeparture(tx, "r1", "northgate"); });
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->trail_sequence, 7);
  EXPECT_EQ(found->record, "as it was");
  EXPECT_EQ(Find("r1")->centre, "southbank");
  EXPECT_THAT(Find("r1")->former_centres, SizeIs(1));
}

// D45: a credit counts once, until its registration is withdrawn.
TEST_F(LifeStoreTest, KnowsWhatIsCounted) {
  ASSERT_THAT(Write([&](auto& tx) {
                return InsertExemption(tx, Wanted("e1", "56"), "northgate");
              }),
              IsOk());
  const auto counts = [&](const Exemption& other) {
    return std::pair(
        Read<bool>([&](auto& tx) { return CountsUnit(tx, other); }),
        Read<bool>([&](auto& tx) { return CountsCredit(tx, other); }));
  };
  EXPECT_EQ(counts(Wanted("e1", "56")), std::pair(false, false));
  EXPECT_EQ(counts(Wanted("e2", "56")), std::pair(true, false));
  EXPECT_EQ(counts(Wanted("e2", "57")), std::pair(false, true));
  EndAs("r1", RegistrationState::kWithdrawn);
  Exemption elsewhere = Wanted("e2", "57");
  elsewhere.registration = "r2";
  EXPECT_EQ(counts(elsewhere), std::pair(false, false));
}

}  // namespace
}  // namespace attest::registration::store
