#include "services/registration/domain/delivery_plan.h"

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"

namespace attest::registration {

std::string_view Words(PlanState state) {
  switch (state) {
    case PlanState::kDraft:
      return "draft";
    case PlanState::kSubmitted:
      return "submitted";
    case PlanState::kApproved:
      return "approved";
    case PlanState::kReturned:
      return "returned";
  }
  return "";
}

std::string DeliveryPlan::name() const {
  return FormatName("centres/{centre}/deliveryPlans/{qualification}",
                    {centre, qualification});
}

std::vector<std::string> PlanWarnings(const DeliveryPlan& plan) {
  if (!plan.learning_experience.empty()) return {};
  return {
      "learning_experience is empty: the plan should consider the "
      "learners' complete learning experience"};
}

DeliveryPlan Rewrite(const std::optional<DeliveryPlan>& previous,
                     DeliveryPlan written) {
  written.state = PlanState::kDraft;
  written.revision = 1;
  if (previous) {
    written.revision = previous->revision + 1;
    written.decided_by = previous->decided_by;
    written.decided = previous->decided;
    written.return_reason = previous->return_reason;
  }
  return written;
}

std::vector<RuleViolation> SubmitViolations(const DeliveryPlan& plan,
                                            std::string_view title) {
  std::vector<RuleViolation> violations;
  const std::string name = plan.name();
  if (plan.state != PlanState::kDraft) {
    violations.push_back(
        {"NOT_A_DRAFT", name,
         fmt::format("the plan is {}; a change makes it a draft, and only a "
                     "draft is submitted",
                     Words(plan.state))});
  }
  if (!plan.non_discrimination) {
    violations.push_back(
        {"NO_NON_DISCRIMINATION_STATEMENT", name,
         "nobody has signed that delivery does not discriminate; "
         "non_discrimination is needed"});
  }
  if (!plan.equality_of_opportunity) {
    violations.push_back(
        {"NO_EQUALITY_STATEMENT", name,
         "nobody has signed that equality of opportunity is promoted; "
         "equality_of_opportunity is needed"});
  }
  for (size_t i = 0; i < plan.barriers.size(); ++i) {
    const Barrier& barrier = plan.barriers[i];
    if (!barrier.step.empty() || !barrier.reason.empty()) continue;
    violations.push_back(
        {"BARRIER_WITHOUT_STEP", name,
         fmt::format("barriers[{}] has neither a step nor the reason why none "
                     "is reasonable and practical; one of them is needed",
                     i)});
  }
  if (!plan.advert.empty() &&
      (title.empty() || plan.advert.find(title) == std::string::npos)) {
    violations.push_back(
        {"TITLE_NOT_FULL", name,
         fmt::format("the advert does not hold the full title of the "
                     "qualification, {}",
                     Quote(title))});
  }
  return violations;
}

std::vector<RuleViolation> DecideViolations(const DeliveryPlan& plan) {
  if (plan.state == PlanState::kSubmitted) return {};
  return {{"PLAN_NOT_SUBMITTED", plan.name(),
           fmt::format("the plan is {}; only a submitted plan is decided on",
                       Words(plan.state))}};
}

DeliveryPlan Submit(DeliveryPlan plan) {
  plan.state = PlanState::kSubmitted;
  ++plan.revision;
  return plan;
}

DeliveryPlan Decide(DeliveryPlan plan, bool approved, std::string_view reason,
                    std::string_view decided_by, absl::Time when) {
  plan.state = approved ? PlanState::kApproved : PlanState::kReturned;
  plan.return_reason = approved ? "" : reason;
  plan.decided_by = decided_by;
  plan.decided = when;
  ++plan.revision;
  return plan;
}

}  // namespace attest::registration
