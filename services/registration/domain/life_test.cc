#include "services/registration/domain/life.h"

#include <map>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = absl::CivilDay;
using State = RegistrationState;

constexpr State kStates[] = {State::kActive, State::kCompleted,
                             State::kWithdrawn, State::kOnBreak,
                             State::kExpired};
const Day kToday(2027, 3, 1);

Registration In(State state) {
  Registration registration;
  registration.id = "r1";
  registration.registration_date = Day(2026, 11, 1);
  registration.expiry_date = Day(2029, 10, 31);
  registration.state = state;
  if (state == State::kOnBreak) {
    registration.breaks.push_back({.start_date = Day(2027, 1, 1),
                                   .expected_return_date = Day(2027, 6, 1),
                                   .return_date = {},
                                   .reason = "A child."});
  }
  return registration;
}

Break From(Day start) {
  return {.start_date = start,
          .expected_return_date = start + 30,
          .return_date = {},
          .reason = "A child."};
}

// Every transition there is; whatever is not here is refused.
const std::map<std::pair<State, LifeEvent>, State>& Transitions() {
  static const auto* const kAll =
      new std::map<std::pair<State, LifeEvent>, State>{
          {{State::kActive, LifeEvent::kStartBreak}, State::kOnBreak},
          {{State::kActive, LifeEvent::kExtend}, State::kActive},
          {{State::kActive, LifeEvent::kExpire}, State::kExpired},
          {{State::kActive, LifeEvent::kComplete}, State::kCompleted},
          {{State::kActive, LifeEvent::kWithdraw}, State::kWithdrawn},
          {{State::kOnBreak, LifeEvent::kReturn}, State::kActive},
          {{State::kOnBreak, LifeEvent::kExtend}, State::kOnBreak},
          {{State::kOnBreak, LifeEvent::kExpire}, State::kExpired},
          {{State::kOnBreak, LifeEvent::kComplete}, State::kCompleted},
          {{State::kOnBreak, LifeEvent::kWithdraw}, State::kWithdrawn},
          {{State::kExpired, LifeEvent::kExtend}, State::kActive},
          {{State::kExpired, LifeEvent::kComplete}, State::kCompleted},
          {{State::kExpired, LifeEvent::kWithdraw}, State::kWithdrawn},
      };
  return *kAll;
}

// D28, D31, D32: allowed and refused, all thirty.
TEST(Life, HasTheseTransitionsAndNoOthers) {
  for (const State state : kStates) {
    for (const LifeEvent event : kLifeEvents) {
      SCOPED_TRACE(static_cast<int>(state) * 10 + static_cast<int>(event));
      const auto found = Transitions().find({state, event});
      const auto next = Next(state, event);
      const auto violations = StateViolations(In(state), event);

      ASSERT_EQ(next.has_value(), found != Transitions().end());
      EXPECT_EQ(violations.empty(), next.has_value());
      if (next) {
        EXPECT_EQ(*next, found->second);
      } else {
        EXPECT_EQ(violations[0].type,
                  event == LifeEvent::kReturn ? "NOT_ON_BREAK" : "NOT_ACTIVE");
        EXPECT_THAT(violations[0].description,
                    HasSubstr(std::string(Words(state))));
      }
    }
  }
}

// D32: the last day is the day before the anniversary, also of leap days.
TEST(Expiry, ComesWithTheYears) {
  EXPECT_EQ(ExpiryDate(Day(2026, 11, 1), 3), Day(2029, 10, 31));
  EXPECT_EQ(ExpiryDate(Day(2028, 2, 29), 3), Day(2031, 2, 28));
  EXPECT_EQ(ExpiryDate(Day(2026, 1, 1), 1), Day(2026, 12, 31));
}

// D32: expired as soon as the last day has passed, not on it.
TEST(Expiry, IsThereTheDayAfterTheLast) {
  for (const State state : kStates) {
    Registration on_the_day = In(state);
    Registration after = In(state);

    Age(on_the_day, Day(2029, 10, 31));
    Age(after, Day(2029, 11, 1));

    EXPECT_EQ(on_the_day.state, state);
    const bool runs = state == State::kActive || state == State::kOnBreak;
    EXPECT_EQ(after.state, runs ? State::kExpired : state);
    if (runs) {
      EXPECT_EQ(after.end_date, Day(2029, 10, 31));
    }
  }
  Registration endless = In(State::kActive);
  endless.expiry_date.reset();
  Age(endless, Day(2099, 1, 1));
  EXPECT_EQ(endless.state, State::kActive);
}

// D32: an extension makes it active again, also from a break.
TEST(Expiry, IsUndoneByAnExtension) {
  Registration registration = In(State::kOnBreak);
  Age(registration, Day(2029, 11, 5));

  EXPECT_THAT(ExtensionViolations(registration, Day(2029, 10, 31)), SizeIs(1));
  EXPECT_THAT(ExtensionViolations(registration, Day(2030, 10, 31)), IsEmpty());
  Extend(registration, Day(2030, 10, 31), Day(2029, 11, 5));

  EXPECT_EQ(registration.state, State::kActive);
  EXPECT_EQ(registration.end_date, std::nullopt);
  EXPECT_EQ(registration.expiry_date, Day(2030, 10, 31));
  EXPECT_EQ(registration.breaks[0].return_date, Day(2029, 11, 5));
}

TEST(Expiry, LeavesABreakAsItIsWhenExtendedInTime) {
  Registration registration = In(State::kOnBreak);

  Extend(registration, Day(2030, 10, 31), kToday);

  EXPECT_EQ(registration.state, State::kOnBreak);
  EXPECT_EQ(registration.breaks[0].return_date, std::nullopt);
}

TEST(Break, BeginsAfterTheRegistrationAndTheBreakBefore) {
  Registration registration = In(State::kActive);
  EXPECT_EQ(StartBreak(registration, From(Day(2026, 10, 31)))->field,
            "start_date");
  ASSERT_EQ(StartBreak(registration, From(Day(2026, 11, 1))), std::nullopt);
  EXPECT_EQ(registration.state, State::kOnBreak);

  EXPECT_EQ(Return(registration, Day(2026, 10, 31))->field, "return_date");
  ASSERT_EQ(Return(registration, Day(2026, 12, 1)), std::nullopt);
  EXPECT_EQ(registration.state, State::kActive);

  EXPECT_THAT(StartBreak(registration, From(Day(2026, 11, 30)))->description,
              HasSubstr("2026-12-01"));
  EXPECT_EQ(StartBreak(registration, From(Day(2026, 12, 1))), std::nullopt);
  EXPECT_THAT(registration.breaks, SizeIs(2));
}

// R93, D28: Affiliate membership ends with the studies; others stay.
TEST(End, EndsAnAffiliateMembership) {
  for (const auto event : {LifeEvent::kComplete, LifeEvent::kWithdraw}) {
    for (const auto& [before, after] :
         {std::pair(Membership::kAffiliate, Membership::kAffiliateEnded),
          std::pair(Membership::kAlreadyMember, Membership::kAlreadyMember),
          std::pair(Membership::kUpgraded, Membership::kUpgraded)}) {
      Registration registration = In(State::kActive);
      registration.membership = before;

      End(registration, event, kToday);

      EXPECT_EQ(registration.membership, after);
      EXPECT_EQ(registration.end_date, kToday);
      EXPECT_THAT(NotActiveViolations(registration), SizeIs(1));
    }
  }
}

// R93: a withdrawal that was acknowledged stands, and the award is noted once.
TEST(Award, LeavesAWithdrawalAsItIs) {
  Registration registration = In(State::kActive);
  End(registration, LifeEvent::kWithdraw, kToday);

  EXPECT_EQ(ApplyAward(registration, "awards/a1", kToday + 1),
            AwardEffect::kAfterWithdrawal);
  EXPECT_EQ(ApplyAward(registration, "awards/a1", kToday + 1),
            AwardEffect::kNothing);

  EXPECT_EQ(registration.state, State::kWithdrawn);
  EXPECT_EQ(registration.end_date, kToday);
  EXPECT_EQ(registration.award_after_withdrawal, "awards/a1");
}

// R93: whatever was claimed in time completes, also after expiry.
TEST(Award, CompletesOnce) {
  for (const State state : {State::kActive, State::kOnBreak, State::kExpired}) {
    Registration registration = In(state);

    EXPECT_EQ(ApplyAward(registration, "awards/a1", kToday),
              AwardEffect::kCompleted);
    EXPECT_EQ(ApplyAward(registration, "awards/a1", kToday),
              AwardEffect::kNothing);

    EXPECT_EQ(registration.state, State::kCompleted);
  }
}

// R94
TEST(Membership, IsUpgradedByAnAssessmentAfterTheRegistration) {
  Registration registration = In(State::kActive);
  MembershipUpgrade upgrade{.membership_class = "Member",
                            .assessment_reference = "A-1",
                            .assessed_date = Day(2026, 10, 31),
                            .assessed_by = "The panel",
                            .upgraded = {}};

  EXPECT_EQ(Upgrade(registration, upgrade)->field, "upgrade.assessed_date");
  EXPECT_EQ(registration.membership, Membership::kAffiliate);
  upgrade.assessed_date = Day(2026, 11, 1);
  EXPECT_EQ(Upgrade(registration, upgrade), std::nullopt);

  EXPECT_EQ(registration.membership, Membership::kUpgraded);
}

// D26
TEST(Late, IsNotedWhenLaterThanIsUsual) {
  Registration registration = In(State::kActive);
  const LifeTerms terms{.years = 3, .days_start_to_registration_max = 42};
  EXPECT_EQ(LateNote(registration, terms), std::nullopt);
  registration.programme_start_date = Day(2026, 9, 20);
  EXPECT_EQ(LateNote(registration, terms), std::nullopt);  // 42 days
  registration.programme_start_date = Day(2026, 9, 19);
  EXPECT_EQ(LateNote(registration, terms),
            "registered 43 days after the start, 42 are usual");
  EXPECT_EQ(LateNote(registration, {}), std::nullopt);
}

TEST(Plan, NamesUnitsOfGoalsThatAreNotSelected) {
  Registration registration = In(State::kActive);
  registration.units = {"57", "58"};
  LearningPlan plan;
  plan.goals = {{.goal = "Lead.", .target_date = kToday, .units = {"58"}},
                {.goal = "Plan.", .target_date = kToday, .units = {"57", "9"}}};

  EXPECT_THAT(GoalFindings(registration, plan),
              ElementsAre(Field(&FieldViolation::field,
                                "learning_plan.goals[1].units[1]")));
}

TEST(Plan, TakesTheDateOfTheNextReviewFromTheReview) {
  Registration registration = In(State::kActive);
  registration.learning_plan =
      LearningPlan{.goals = {}, .review_date = Day(2027, 1, 15)};

  AddReview(registration, {.held_date = Day(2027, 1, 14),
                           .text = "On course.",
                           .learner_comment = "",
                           .next_review_date = Day(2027, 4, 1),
                           .recorded_by = "tess"});

  EXPECT_EQ(registration.learning_plan->review_date, Day(2027, 4, 1));
  EXPECT_THAT(registration.reviews, SizeIs(1));
}

// One random thing happens, if it can; says whether it did.
bool Happens(Registration& registration, LifeEvent event, Day today) {
  if (!StateViolations(registration, event).empty()) return false;
  switch (event) {
    case LifeEvent::kStartBreak:
      return !StartBreak(registration, From(today));
    case LifeEvent::kReturn:
      return !Return(registration, today);
    case LifeEvent::kExtend: {
      const Day last = *registration.expiry_date + 200;
      if (last < today) return false;
      Extend(registration, last, today);
      return true;
    }
    case LifeEvent::kExpire:
      Age(registration, today);
      return registration.state == State::kExpired;
    case LifeEvent::kComplete:
      return ApplyAward(registration, "awards/a1", today) ==
             AwardEffect::kCompleted;
    case LifeEvent::kWithdraw:
      End(registration, LifeEvent::kWithdraw, today);
      return true;
  }
  return false;
}

void ExpectSound(const Registration& registration) {
  const bool runs = IsRunning(registration);
  const bool over = registration.state == State::kCompleted ||
                    registration.state == State::kWithdrawn;
  ASSERT_EQ(registration.end_date.has_value(), !runs);
  ASSERT_EQ(registration.membership == Membership::kAffiliateEnded, over);
  int open = 0;
  for (size_t i = 0; i < registration.breaks.size(); ++i) {
    const Break& taken = registration.breaks[i];
    if (!taken.return_date) ++open;
    if (taken.return_date) {
      ASSERT_LE(taken.start_date, *taken.return_date);
    }
    if (i > 0) {
      ASSERT_LE(*registration.breaks[i - 1].return_date, taken.start_date);
    }
  }
  ASSERT_LE(open, 1);
  if (registration.state == State::kOnBreak) {
    ASSERT_EQ(open, 1);
  }
  if (registration.state == State::kActive) {
    ASSERT_EQ(open, 0);
  }
}

// Random lives: every step is one of the table, what has ended stays so, and
// dates, breaks and membership fit the state.
TEST(Life, KeepsItsInvariantsWhateverHappens) {
  std::mt19937 random(20260716);
  for (int life = 0; life < 2000; ++life) {
    Registration registration = In(State::kActive);
    Day today = registration.registration_date;
    for (int step = 0; step < 20; ++step) {
      today += static_cast<int>(random() % 150);
      Age(registration, today);
      const State before = registration.state;
      // Ends are rare, so that lives are long.
      const LifeEvent event = kLifeEvents[random() % (random() % 4 ? 4 : 6)];

      const bool happened = Happens(registration, event, today);

      if (happened) {
        const auto found = Transitions().find({before, event});
        ASSERT_NE(found, Transitions().end());
        ASSERT_EQ(registration.state, found->second);
      } else {
        ASSERT_EQ(registration.state, before);
      }
      ASSERT_NO_FATAL_FAILURE(ExpectSound(registration));
    }
  }
}

}  // namespace
}  // namespace attest::registration
