#include "services/registration/domain/centre.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"

namespace attest::registration {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

bool IsCentreIdCharacter(char c) {
  return IsLower(c) || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

std::string Centre::name() const { return CentreName(id); }

std::string CentreName(std::string_view id) {
  return FormatName("centres/{centre}", {std::string(id)});
}

std::string QualificationName(std::string_view code) {
  return FormatName("qualifications/{qualification}", {std::string(code)});
}

bool IsCentreId(std::string_view id) {
  return id.size() >= 3 && id.size() <= 40 && IsLower(id.front()) &&
         std::all_of(id.begin(), id.end(), IsCentreIdCharacter);
}

const Approval* FindApproval(const Centre& centre,
                             std::string_view qualification) {
  const auto found = std::find_if(
      centre.approvals.begin(), centre.approvals.end(),
      [&](const Approval& a) { return a.qualification == qualification; });
  return found == centre.approvals.end() ? nullptr : &*found;
}

std::vector<RuleViolation> ApprovalViolations(const Centre& centre,
                                              const Approval& approval) {
  std::vector<RuleViolation> violations;
  if (centre.entry_criteria.empty()) {
    violations.push_back(
        {"NO_ENTRY_CRITERIA", centre.name(),
         "the centre has published no entry and selection criteria; it needs "
         "them before it opens a programme"});
  }
  if (!centre.agreement.Covers(approval.period.first)) {
    violations.push_back(
        {"NO_AGREEMENT", centre.name(),
         fmt::format("the agreement with the centre runs {}; the approval "
                     "starts on {}, outside it",
                     centre.agreement.Text(),
                     FormatDate(approval.period.first))});
  }
  return violations;
}

std::vector<RuleViolation> NotApprovedViolations(const Centre& centre,
                                                 std::string_view qualification,
                                                 absl::CivilDay day) {
  std::string found;
  const Approval* approval = FindApproval(centre, qualification);
  if (!centre.agreement.Covers(day)) {
    found = fmt::format("the agreement runs {}", centre.agreement.Text());
  } else if (approval == nullptr) {
    found = "there is no approval for this qualification";
  } else if (!approval->period.Covers(day)) {
    found = fmt::format("the approval runs {}", approval->period.Text());
  } else {
    return {};
  }
  return {{"CENTRE_NOT_APPROVED", centre.name(),
           fmt::format("{}; agreement and approval for {} must both run on {}",
                       found, qualification, FormatDate(day))}};
}

}  // namespace attest::registration
