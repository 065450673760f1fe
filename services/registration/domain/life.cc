#include "services/registration/domain/life.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"

namespace attest::registration {
namespace {

using State = RegistrationState;

std::string_view Needed(LifeEvent event) {
  switch (event) {
    case LifeEvent::kStartBreak:
      return "active, to begin a break";
    case LifeEvent::kReturn:
      return "on a break, to return from one";
    case LifeEvent::kExtend:
      return "active, on a break or expired, to be extended";
    case LifeEvent::kExpire:
      return "active or on a break, to expire";
    case LifeEvent::kComplete:
      return "active, on a break or expired, to be completed";
    case LifeEvent::kWithdraw:
      return "active, on a break or expired, to be withdrawn";
  }
  return "";
}

std::optional<State> NextOfRunning(State state, LifeEvent event) {
  switch (event) {
    case LifeEvent::kStartBreak:
      if (state == State::kOnBreak) return std::nullopt;
      return State::kOnBreak;
    case LifeEvent::kReturn:
      if (state == State::kActive) return std::nullopt;
      return State::kActive;
    case LifeEvent::kExtend:
      return state;
    case LifeEvent::kExpire:
      return State::kExpired;
    case LifeEvent::kComplete:
      return State::kCompleted;
    case LifeEvent::kWithdraw:
      return State::kWithdrawn;
  }
  return std::nullopt;
}

std::optional<State> NextOfExpired(LifeEvent event) {
  switch (event) {
    case LifeEvent::kExtend:
      return State::kActive;
    case LifeEvent::kComplete:
      return State::kCompleted;
    case LifeEvent::kWithdraw:
      return State::kWithdrawn;
    case LifeEvent::kStartBreak:
    case LifeEvent::kReturn:
    case LifeEvent::kExpire:
      return std::nullopt;
  }
  return std::nullopt;
}

// The earliest day on which a break can begin.
absl::CivilDay FirstBreakDay(const Registration& registration) {
  absl::CivilDay first = registration.registration_date;
  for (const Break& taken : registration.breaks) {
    first = std::max(first, taken.return_date.value_or(taken.start_date));
  }
  return first;
}

void CloseBreak(Registration& registration, absl::CivilDay day) {
  if (registration.breaks.empty()) return;
  Break& last = registration.breaks.back();
  if (!last.return_date) last.return_date = std::max(day, last.start_date);
}

}  // namespace

std::optional<State> Next(State state, LifeEvent event) {
  switch (state) {
    case State::kActive:
    case State::kOnBreak:
      return NextOfRunning(state, event);
    case State::kExpired:
      return NextOfExpired(event);
    case State::kCompleted:
    case State::kWithdrawn:
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<RuleViolation> StateViolations(const Registration& registration,
                                           LifeEvent event) {
  if (Next(registration.state, event)) return {};
  return {{event == LifeEvent::kReturn ? "NOT_ON_BREAK" : "NOT_ACTIVE",
           registration.name(),
           fmt::format("the registration is {}; it must be {}",
                       Words(registration.state), Needed(event))}};
}

bool IsRunning(const Registration& registration) {
  return registration.state == State::kActive ||
         registration.state == State::kOnBreak;
}

std::vector<RuleViolation> NotRunningViolations(
    const Registration& registration) {
  if (IsRunning(registration)) return {};
  return {{"NOT_ACTIVE", registration.name(),
           fmt::format("the registration is {}; it must be active or on a "
                       "break",
                       Words(registration.state))}};
}

absl::CivilDay ExpiryDate(absl::CivilDay registration_date, int years) {
  return absl::CivilDay(registration_date.year() + years,
                        registration_date.month(), registration_date.day()) -
         1;
}

std::optional<std::string> LateNote(const Registration& registration,
                                    const LifeTerms& terms) {
  const auto& start = registration.programme_start_date;
  const int usual = terms.days_start_to_registration_max;
  if (!start || usual == 0) return std::nullopt;
  const auto days = registration.registration_date - *start;
  if (days <= usual) return std::nullopt;
  return fmt::format("registered {} days after the start, {} are usual", days,
                     usual);
}

bool IsOverdue(const Registration& registration, absl::CivilDay today) {
  return IsRunning(registration) && registration.expiry_date &&
         *registration.expiry_date < today;
}

void Age(Registration& registration, absl::CivilDay today) {
  if (!IsOverdue(registration, today)) return;
  registration.state = State::kExpired;
  registration.end_date = registration.expiry_date;
}

std::optional<FieldViolation> StartBreak(Registration& registration,
                                         Break taken) {
  const absl::CivilDay first = FirstBreakDay(registration);
  if (taken.start_date < first) {
    return FieldViolation{
        "start_date",
        fmt::format("must be {} or later: the registration, or the break "
                    "before, is not over by then",
                    FormatDate(first))};
  }
  registration.breaks.push_back(std::move(taken));
  registration.state = State::kOnBreak;
  return std::nullopt;
}

std::optional<FieldViolation> Return(Registration& registration,
                                     absl::CivilDay day) {
  const absl::CivilDay first = registration.breaks.back().start_date;
  if (day < first) {
    return FieldViolation{
        "return_date", fmt::format("must be {}, when the break began, or later",
                                   FormatDate(first))};
  }
  registration.breaks.back().return_date = day;
  registration.state = State::kActive;
  return std::nullopt;
}

std::vector<RuleViolation> ExtensionViolations(const Registration& registration,
                                               absl::CivilDay last_day) {
  const auto& has = registration.expiry_date;
  if (has && last_day > *has) return {};
  return {{"NOT_LONGER", registration.name(),
           has ? fmt::format("{} is not after {}, until when it lasts already",
                             FormatDate(last_day), FormatDate(*has))
               : std::string("it has no last day; nothing is to extend")}};
}

void Extend(Registration& registration, absl::CivilDay last_day,
            absl::CivilDay today) {
  registration.expiry_date = last_day;
  if (registration.state != State::kExpired) return;
  CloseBreak(registration, today);
  registration.state = State::kActive;
  registration.end_date.reset();
}

void End(Registration& registration, LifeEvent event, absl::CivilDay day) {
  registration.state =
      Next(registration.state, event).value_or(registration.state);
  registration.end_date = day;
  if (registration.membership == Membership::kAffiliate) {
    registration.membership = Membership::kAffiliateEnded;
  }
}

AwardEffect ApplyAward(Registration& registration, std::string_view award,
                       absl::CivilDay day) {
  if (Next(registration.state, LifeEvent::kComplete)) {
    End(registration, LifeEvent::kComplete, day);
    return AwardEffect::kCompleted;
  }
  if (registration.state == State::kCompleted ||
      registration.award_after_withdrawal == award) {
    return AwardEffect::kNothing;
  }
  registration.award_after_withdrawal = award;
  return AwardEffect::kAfterWithdrawal;
}

std::optional<FieldViolation> Upgrade(Registration& registration,
                                      MembershipUpgrade upgrade) {
  if (upgrade.assessed_date < registration.registration_date) {
    return FieldViolation{
        "upgrade.assessed_date",
        fmt::format("must be {}, the day of the registration, or later",
                    FormatDate(registration.registration_date))};
  }
  registration.membership = Membership::kUpgraded;
  registration.upgrade = std::move(upgrade);
  return std::nullopt;
}

void AddReview(Registration& registration, LearningReview review) {
  if (registration.learning_plan) {
    registration.learning_plan->review_date = review.next_review_date;
  }
  registration.reviews.push_back(std::move(review));
}

std::vector<FieldViolation> GoalFindings(const Registration& registration,
                                         const LearningPlan& plan) {
  const auto& selected = registration.units;
  std::vector<FieldViolation> findings;
  for (size_t i = 0; i < plan.goals.size(); ++i) {
    for (size_t j = 0; j < plan.goals[i].units.size(); ++j) {
      const std::string& unit = plan.goals[i].units[j];
      if (std::find(selected.begin(), selected.end(), unit) != selected.end()) {
        continue;
      }
      findings.push_back(
          {fmt::format("learning_plan.goals[{}].units[{}]", i, j),
           fmt::format("unit {} is not in the selection", unit)});
    }
  }
  return findings;
}

}  // namespace attest::registration
