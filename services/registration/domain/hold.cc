#include "services/registration/domain/hold.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"
#include "services/registration/domain/centre.h"
#include "services/registration/domain/learner.h"

namespace attest::registration {

std::string_view Words(HoldTarget target) {
  switch (target) {
    case HoldTarget::kCentre:
      return "centre";
    case HoldTarget::kPerson:
      return "person";
    case HoldTarget::kLearner:
      return "learner";
  }
  return "";
}

std::string Hold::name() const { return FormatName("holds/{hold}", {id}); }

std::string Hold::target_name() const {
  switch (kind) {
    case HoldTarget::kCentre:
      return CentreName(target);
    case HoldTarget::kLearner:
      return LearnerName(target);
    case HoldTarget::kPerson:
      return target;
  }
  return target;
}

bool Hold::Stops(HoldScope scope) const {
  return scope == HoldScope::kClaim || scopes.empty() ||
         std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

bool Hold::StoodOn(absl::CivilDay day) const {
  return DateOf(placed) <= day && (running() || day < DateOf(*lifted));
}

std::vector<RuleViolation> HoldViolations(const std::vector<Hold>& holds,
                                          HoldScope scope) {
  std::vector<RuleViolation> violations;
  for (const Hold& hold : holds) {
    if (!hold.running() || !hold.Stops(scope)) continue;
    violations.push_back(
        {"ON_HOLD", hold.name(),
         fmt::format("a hold on the {} stops this; the awarding organisation "
                     "must lift it first",
                     Words(hold.kind))});
  }
  return violations;
}

std::vector<RuleViolation> LiftViolations(const Hold& hold) {
  if (hold.running()) return {};
  return {{"HOLD_NOT_RUNNING", hold.name(),
           fmt::format("the hold was lifted on {}; only one that runs is "
                       "lifted",
                       FormatDate(DateOf(*hold.lifted)))}};
}

Hold Lift(Hold hold, std::string_view lifted_by, std::string_view reason,
          absl::Time when) {
  hold.lifted_by = lifted_by;
  hold.lift_reason = reason;
  hold.lifted = when;
  return hold;
}

}  // namespace attest::registration
