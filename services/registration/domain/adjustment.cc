#include "services/registration/domain/adjustment.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"
#include "services/registration/domain/life.h"

namespace attest::registration {
namespace {

std::string_view Words(NoticeRecipient recipient) {
  switch (recipient) {
    case NoticeRecipient::kQualityManager:
      return "the Quality Manager";
    case NoticeRecipient::kAwardingOrganisation:
      return "the awarding organisation";
  }
  return "";
}

AdjustmentState StateByNotices(const Adjustment& adjustment) {
  return NoticeViolations(adjustment).empty() ? AdjustmentState::kNotified
                                              : AdjustmentState::kOpen;
}

}  // namespace

std::string Adjustment::name() const {
  return FormatName("registrations/{registration}/adjustments/{adjustment}",
                    {registration, id});
}

bool Adjustment::Told(NoticeRecipient recipient) const {
  return std::any_of(notices.begin(), notices.end(),
                     [&](const AdjustmentNotice& notice) {
                       return notice.recipient == recipient;
                     });
}

std::vector<RuleViolation> AdjustmentViolations(
    const Registration& registration, const std::vector<std::string>& units) {
  std::vector<RuleViolation> violations = NotRunningViolations(registration);
  const auto& selected = registration.units;
  for (const std::string& unit : units) {
    if (std::find(selected.begin(), selected.end(), unit) != selected.end()) {
      continue;
    }
    violations.push_back(
        {"UNIT_NOT_SELECTED", registration.name(),
         fmt::format("unit {} is not in the selection", unit)});
  }
  return violations;
}

std::vector<RuleViolation> DecidedViolations(const Adjustment& adjustment) {
  if (!adjustment.decided) return {};
  return {
      {"ADJUSTMENT_DECIDED", adjustment.name(),
       fmt::format("the adjustment was {} on {}; ask for another",
                   adjustment.state == AdjustmentState::kApproved ? "approved"
                                                                  : "refused",
                   FormatDate(DateOf(*adjustment.decided)))}};
}

std::vector<RuleViolation> NoticeViolations(const Adjustment& adjustment) {
  std::vector<RuleViolation> violations;
  for (const NoticeRecipient recipient :
       {NoticeRecipient::kQualityManager,
        NoticeRecipient::kAwardingOrganisation}) {
    if (adjustment.Told(recipient)) continue;
    violations.push_back(
        {"NOTICE_MISSING", adjustment.name(),
         fmt::format("it is not on record that {} was told; the centre must "
                     "tell both",
                     Words(recipient))});
  }
  return violations;
}

void AddNotice(Adjustment& adjustment, AdjustmentNotice notice) {
  adjustment.notices.push_back(std::move(notice));
  adjustment.state = StateByNotices(adjustment);
}

void Decide(Adjustment& adjustment, AdjustmentDecision decision) {
  adjustment.state = decision.approved ? AdjustmentState::kApproved
                                       : AdjustmentState::kRefused;
  adjustment.approval_date = decision.approval_date;
  adjustment.decide_reason = std::move(decision.reason);
  adjustment.decided_by = std::move(decision.decided_by);
  adjustment.decided = decision.decided;
}

Adjustment AsOf(Adjustment adjustment, absl::Time end) {
  if (!adjustment.decided || *adjustment.decided <= end) return adjustment;
  adjustment.approval_date.reset();
  adjustment.decide_reason.clear();
  adjustment.decided_by.clear();
  adjustment.decided.reset();
  adjustment.state = StateByNotices(adjustment);
  return adjustment;
}

}  // namespace attest::registration
