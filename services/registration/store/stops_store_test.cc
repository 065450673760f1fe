// Holds and conflicts in the database.
#include "services/registration/store/conflict_store.h"
#include "services/registration/store/hold_store.h"
#include "services/registration/store/staff_store.h"
#include "services/registration/testing/store_fixture.h"

namespace attest::registration::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Names = std::vector<std::string>;

class StopsStoreTest : public StoreTest {
 protected:
  StopsStoreTest() { AddCentre(); }

  Hold Place(const std::string& id, HoldTarget kind, const std::string& target,
             std::vector<HoldScope> scopes = {}) {
    Hold hold{.id = id,
              .kind = kind,
              .target = target,
              .scopes = std::move(scopes),
              .reason = "suspicion",
              .placed_by = "olga",
              .placed = clock_.Now(),
              .lifted_by = "",
              .lifted = {},
              .lift_reason = ""};
    EXPECT_THAT(Write([&](auto& tx) { return InsertHold(tx, hold); }), IsOk());
    clock_.Advance(absl::Seconds(1));
    return hold;
  }
  void LiftIt(const Hold& hold) {
    const Hold lifted = Lift(hold, "olga", "cleared", clock_.Now());
    ASSERT_THAT(Write([&](auto& tx) { return UpdateHold(tx, lifted); }),
                IsOk());
  }
  static Names IdsOf(const std::vector<Hold>& holds) {
    Names ids;
    for (const Hold& hold : holds) ids.push_back(hold.id);
    return ids;
  }
  Names Running(const HoldTargets& targets) {
    return IdsOf(Read<std::vector<Hold>>(
        [&](auto& tx) { return RunningHolds(tx, targets); }));
  }
  Names Listed(const HoldFilter& filter, const CreationKey& after = {},
               int limit = 10) {
    return IdsOf(Read<std::vector<Hold>>(
        [&](auto& tx) { return ListHolds(tx, filter, after, limit); }));
  }
  Conflict Between(const std::string& id, const std::string& person,
                   const std::string& other) {
    Conflict conflict;
    conflict.centre = "northgate";
    conflict.id = id;
    conflict.person = person;
    conflict.other_person = other;
    conflict.nature = "married";
    conflict.period.first = Day(2026, 1, 1);
    conflict.declared_by = person;
    conflict.declared = clock_.Now();
    return conflict;
  }
  bool AddConflict(const Conflict& conflict) {
    return Try([&](auto& tx) { return InsertConflict(tx, conflict); });
  }
};

TEST_F(StopsStoreTest, KeepsHoldsWhole) {
  const Hold hold = Place("h1", HoldTarget::kPerson, "tom",
                          {HoldScope::kAssessment, HoldScope::kVerification});
  LiftIt(hold);

  const auto found =
      Read<std::optional<Hold>>([&](auto& tx) { return FindHold(tx, "h1"); });

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->kind, HoldTarget::kPerson);
  EXPECT_EQ(found->target, "tom");
  EXPECT_EQ(found->scopes, hold.scopes);
  EXPECT_EQ(found->placed, hold.placed);
  EXPECT_EQ(found->lifted_by, "olga");
  EXPECT_EQ(found->lift_reason, "cleared");
  EXPECT_FALSE(found->running());
  EXPECT_FALSE(Read<std::optional<Hold>>([&](auto& tx) {
                 return FindHold(tx, "h2");
               }).has_value());
}

TEST_F(StopsStoreTest, FindsTheHoldsThatRunOnAnyOfThese) {
  Place("h1", HoldTarget::kCentre, "northgate");
  Place("h2", HoldTarget::kPerson, "tom");
  Place("h3", HoldTarget::kLearner, "l1");
  Place("h4", HoldTarget::kLearner, "northgate");  // another kind
  LiftIt(Place("h5", HoldTarget::kPerson, "tom"));

  EXPECT_THAT(
      Running(
          {.centre = "northgate", .persons = {"ada", "tom"}, .learner = "l1"}),
      ElementsAre("h1", "h2", "h3"));
  EXPECT_THAT(Running({.centre = "", .persons = {"tom"}, .learner = ""}),
              ElementsAre("h2"));
  EXPECT_THAT(Running({.centre = "", .persons = {}, .learner = ""}), IsEmpty());
}

// D68: at once, wherever a registration is read.
TEST_F(StopsStoreTest, GivesRegistrationsTheirHolds) {
  ASSERT_TRUE(Add(Person("l1", "")));
  ASSERT_TRUE(Add(Of("r1", "l1")));
  EXPECT_THAT(IdsOf(Find("r1")->holds), IsEmpty());

  Place("h1", HoldTarget::kLearner, "l1");
  const Hold hold = Place("h2", HoldTarget::kCentre, "northgate");
  Place("h3", HoldTarget::kPerson, "tom");
  EXPECT_THAT(IdsOf(Find("r1")->holds), ElementsAre("h1", "h2"));

  LiftIt(hold);
  EXPECT_THAT(IdsOf(Find("r1")->holds), ElementsAre("h1"));
}

TEST_F(StopsStoreTest, ListsTheHoldsThatConcernACentre) {
  ASSERT_TRUE(Add(Person("l1", "")));
  ASSERT_TRUE(Add(Of("r1", "l1")));
  Appointment tom;
  tom.centre = "northgate";
  tom.id = "a1";
  tom.person = "tom";
  tom.period.first = Day(2020, 1, 1);
  ASSERT_TRUE(Try([&](auto& tx) { return InsertAppointment(tx, tom); }));
  const Hold first = Place("h1", HoldTarget::kCentre, "northgate");
  Place("h2", HoldTarget::kPerson, "tom");
  Place("h3", HoldTarget::kLearner, "l1");
  Place("h4", HoldTarget::kPerson, "stranger");
  LiftIt(Place("h5", HoldTarget::kLearner, "l1"));

  HoldFilter filter{.centre = "northgate"};
  EXPECT_THAT(Listed(filter), ElementsAre("h1", "h2", "h3"));
  filter.lifted = true;
  EXPECT_THAT(Listed(filter), ElementsAre("h1", "h2", "h3", "h5"));
  filter.learner = "l1";
  EXPECT_THAT(Listed(filter), ElementsAre("h3", "h5"));
  EXPECT_THAT(Listed({.person = "stranger"}), ElementsAre("h4"));
  EXPECT_THAT(
      Listed({}, {.created_us = absl::ToUnixMicros(first.placed), .id = "h1"},
             2),
      ElementsAre("h2", "h3"));
}

TEST_F(StopsStoreTest, KeepsConflictsWholeAndOnce) {
  Conflict conflict = Between("c1", "tom", "ada");
  ASSERT_TRUE(AddConflict(conflict));
  EXPECT_FALSE(AddConflict(Between("c2", "tom", "ada")));

  conflict.period.last = Day(2026, 6, 30);
  conflict.mitigation = "another verifier";
  conflict.mitigation_state = MitigationState::kApproved;
  conflict.decided_by = "olga";
  conflict.decided = clock_.Now();
  conflict.decide_reason = "enough";
  ASSERT_THAT(Write([&](auto& tx) { return UpdateConflict(tx, conflict); }),
              IsOk());

  const auto found = Read<std::optional<Conflict>>(
      [&](auto& tx) { return FindConflict(tx, "northgate", "c1"); });
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->period, conflict.period);
  EXPECT_EQ(found->mitigation_state, MitigationState::kApproved);
  EXPECT_EQ(found->decided, conflict.decided);
  // What has ended may begin again.
  EXPECT_TRUE(AddConflict(Between("c2", "tom", "ada")));
}

TEST_F(StopsStoreTest, FindsConflictsOnEitherSide) {
  ASSERT_TRUE(AddConflict(Between("c1", "tom", "ada")));
  ASSERT_TRUE(AddConflict(Between("c2", "ben", "tom")));
  ASSERT_TRUE(AddConflict(Between("c3", "ben", "ada")));

  const auto ids = [&](const std::vector<Conflict>& conflicts) {
    Names names;
    for (const Conflict& one : conflicts) names.push_back(one.id);
    return names;
  };
  EXPECT_THAT(ids(Read<std::vector<Conflict>>([&](auto& tx) {
                return ConflictsNaming(tx, "northgate", "tom");
              })),
              ElementsAre("c1", "c2"));
  EXPECT_THAT(ids(Read<std::vector<Conflict>>([&](auto& tx) {
                return ListConflicts(tx, "northgate", "ben", {}, 10);
              })),
              ElementsAre("c2", "c3"));
  EXPECT_THAT(ids(Read<std::vector<Conflict>>([&](auto& tx) {
                return ListConflicts(tx, "northgate", "", {}, 2);
              })),
              ElementsAre("c1", "c2"));
}

}  // namespace
}  // namespace attest::registration::store
