// Delivery plans: how a centre delivers a qualification (req R57 to R63).
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_DELIVERY_PLAN_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_DELIVERY_PLAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::registration {

// Numbered as in the contract.
enum class PlanState {
  kDraft = 1,
  kSubmitted = 2,
  kApproved = 3,
  kReturned = 4,
};

// `draft`, `submitted`, `approved`, `returned`.
std::string_view Words(PlanState state);

// A statement somebody signs for.
struct SignedStatement {
  std::string text;
  std::string signed_by;
  absl::CivilDay signed_date;
};

// A barrier found, and what is done about it (req R62).
struct Barrier {
  std::string barrier;
  std::string step;
  std::string reason;
};

// A value.
struct DeliveryPlan {
  std::string centre;         // id
  std::string qualification;  // code
  std::string learning_experience;
  std::optional<SignedStatement> non_discrimination;
  std::optional<SignedStatement> equality_of_opportunity;
  std::vector<Barrier> barriers;
  std::string schedule;
  PlanState state = PlanState::kDraft;
  std::string decided_by;
  std::optional<absl::Time> decided;
  std::string return_reason;
  int64_t revision = 0;
  std::string delivery_modes = {};  // free choice (req R58)
  std::string advert = {};          // empty: not given

  // `centres/{centre}/deliveryPlans/{qualification}`.
  std::string name() const;
};

// What should be better but does not block: a learning experience that nobody
// considered (req R59).
std::vector<std::string> PlanWarnings(const DeliveryPlan& plan);

// `written` in the place of `previous`: a draft, whatever was decided before
// (req R63), that remembers the last decision.
DeliveryPlan Rewrite(const std::optional<DeliveryPlan>& previous,
                     DeliveryPlan written);

// Every rule that stands against submitting (req R60 to R62). An advert must
// hold the qualification's full title (req R10); `title` is needed when there
// is one.
std::vector<RuleViolation> SubmitViolations(const DeliveryPlan& plan,
                                            std::string_view title);

// Every rule that stands against deciding.
std::vector<RuleViolation> DecideViolations(const DeliveryPlan& plan);

// The plan after the act; the violations above must be empty.
DeliveryPlan Submit(DeliveryPlan plan);
DeliveryPlan Decide(DeliveryPlan plan, bool approved, std::string_view reason,
                    std::string_view decided_by, absl::Time when);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_DELIVERY_PLAN_H_
