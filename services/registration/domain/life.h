// What becomes of a registration while it lasts: every transition of its state,
// breaks, expiry (D32), the end and what it does to the membership (req R93).
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_LIFE_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_LIFE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/registration.h"

namespace attest::registration {

// What can happen to a registration.
enum class LifeEvent {
  kStartBreak,
  kReturn,
  kExtend,
  kExpire,
  kComplete,
  kWithdraw,
};
inline constexpr LifeEvent kLifeEvents[] = {
    LifeEvent::kStartBreak, LifeEvent::kReturn,   LifeEvent::kExtend,
    LifeEvent::kExpire,     LifeEvent::kComplete, LifeEvent::kWithdraw};

// The state that follows; none: it cannot happen in this state.
std::optional<RegistrationState> Next(RegistrationState state, LifeEvent event);

// Nothing when it can happen, else NOT_ON_BREAK of a return, and NOT_ACTIVE of
// everything else.
std::vector<RuleViolation> StateViolations(const Registration& registration,
                                           LifeEvent event);

// Whether somebody works for it: active, or on a break. Of these there is one a
// learner and qualification (D31).
bool IsRunning(const Registration& registration);
// NOT_ACTIVE unless it runs.
std::vector<RuleViolation> NotRunningViolations(
    const Registration& registration);

// How long registrations last, and how late they may come. 0 days: however
// late.
struct LifeTerms {
  int years = 3;
  int days_start_to_registration_max = 0;
};

// The last day of a registration of this day (D32).
absl::CivilDay ExpiryDate(absl::CivilDay registration_date, int years);
// What is noted of a registration that comes later after the start of the
// programme than is usual (D26).
std::optional<std::string> LateNote(const Registration& registration,
                                    const LifeTerms& terms);

// What it is on `today`: expired, when its last day has passed.
void Age(Registration& registration, absl::CivilDay today);
// Whether that changes it.
bool IsOverdue(const Registration& registration, absl::CivilDay today);

// The functions below do what must be possible in the state.

// Begins a break. A finding about a field of the request stands against it when
// it would begin before the registration, or within another break.
std::optional<FieldViolation> StartBreak(Registration& registration,
                                         Break taken);
// Ends the break. A finding when that would be before it began.
std::optional<FieldViolation> Return(Registration& registration,
                                     absl::CivilDay day);

// NOT_LONGER unless `last_day` comes after what it has.
std::vector<RuleViolation> ExtensionViolations(const Registration& registration,
                                               absl::CivilDay last_day);
// What had expired is active again, also from a break.
void Extend(Registration& registration, absl::CivilDay last_day,
            absl::CivilDay today);

// Ends the studies, completed or withdrawn, and with them an Affiliate
// membership (req R93, D28).
void End(Registration& registration, LifeEvent event, absl::CivilDay day);

// What an award did to a registration.
enum class AwardEffect {
  kNothing,          // it was known
  kCompleted,        // the studies ended with it (req R93)
  kAfterWithdrawal,  // they had ended: it stays withdrawn, the award is noted
};

// Applies an award (its name). A withdrawal that was acknowledged stands.
AwardEffect ApplyAward(Registration& registration, std::string_view award,
                       absl::CivilDay day);

// A finding when the assessment is dated before the registration. The
// membership does not end with the studies any more (req R94).
std::optional<FieldViolation> Upgrade(Registration& registration,
                                      MembershipUpgrade upgrade);

// The next review is the one that it agrees on.
void AddReview(Registration& registration, LearningReview review);

// A finding for each unit of a goal that is not in the selection.
std::vector<FieldViolation> GoalFindings(const Registration& registration,
                                         const LearningPlan& plan);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_LIFE_H_
