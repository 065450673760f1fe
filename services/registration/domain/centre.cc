#include "services/registration/domain/centre.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"

namespace attest::registration {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

bool IsCentreIdCharacter(char c) {
  return IsLower(c) || (c >= '0' && c <= '9') || c == '-';
}

bool Contains(const std::vector<std::string>& sites, std::string_view site) {
  return std::find(sites.begin(), sites.end(), site) != sites.end();
}

// What has changed that only the organisation changes.
std::vector<std::string_view> ReservedChanges(const CentreChange& change) {
  const Centre& before = change.before;
  const Centre& after = change.after;
  std::vector<std::string_view> fields;
  if (before.display_name != after.display_name) {
    fields.push_back("centre.display_name");
  }
  if (before.agreement.first != after.agreement.first) {
    fields.push_back("centre.agreement_start_date");
  }
  if (before.agreement.last != after.agreement.last) {
    fields.push_back("centre.agreement_end_date");
  }
  if (before.quality_manager != after.quality_manager) {
    fields.push_back("centre.quality_manager");
  }
  return fields;
}

// Whether an approval that has not ended loses its entry criteria.
bool NeedsCriteria(const CentreChange& change, const Approval& approval) {
  const bool ended =
      approval.period.last && *approval.period.last < change.today;
  return !ended && approval.entry_criteria.empty() &&
         change.after.entry_criteria.empty() &&
         !change.before.entry_criteria.empty();
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

std::vector<RuleViolation> ChangeViolations(const CentreChange& change) {
  std::vector<RuleViolation> violations;
  if (!change.by_organisation) {
    for (const std::string_view field : ReservedChanges(change)) {
      violations.push_back(
          {"ROLE_MISSING", std::string(field),
           "only the awarding organisation changes this; ask it"});
    }
  }
  for (const std::string& site : change.sites_in_use) {
    if (Contains(change.after.sites, site)) continue;
    violations.push_back(
        {"SITE_IN_USE", "centre.sites",
         fmt::format("{} is the site of a registration that goes on; it must "
                     "stay",
                     Quote(site))});
  }
  for (const Approval& approval : change.after.approvals) {
    if (!NeedsCriteria(change, approval)) continue;
    violations.push_back(
        {"NO_ENTRY_CRITERIA", QualificationName(approval.qualification),
         "the approval rests on the entry criteria of the centre; while it "
         "runs they cannot be empty"});
  }
  return violations;
}

std::vector<RuleViolation> ApprovalViolations(const Centre& centre,
                                              const Approval& approval) {
  std::vector<RuleViolation> violations;
  if (centre.entry_criteria.empty() && approval.entry_criteria.empty()) {
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
