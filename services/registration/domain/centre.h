// Centres: where qualifications are delivered and assessed, and on what terms.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_CENTRE_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_CENTRE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/period.h"

namespace attest::registration {

// That a centre may deliver a qualification (D12).
struct Approval {
  std::string qualification;  // code
  Period period;
  std::string entry_criteria = {};  // of the programme; empty: the centre's
  std::string entry_criteria_uri = {};
  std::string quality_manager = {};  // allocated when it was approved
};

// A value.
struct Centre {
  std::string id;
  std::string display_name;
  std::vector<std::string> sites;
  Period agreement;  // with the awarding organisation (D12)
  std::string quality_manager;
  std::string entry_criteria;
  std::string entry_criteria_uri;
  std::vector<Approval> approvals;  // by code
  int64_t revision = 1;
  absl::Time created;

  // `centres/{id}`.
  std::string name() const;
};

// `centres/{id}`, `qualifications/{code}`.
std::string CentreName(std::string_view id);
std::string QualificationName(std::string_view code);

// 3 to 40 of [a-z0-9-], first a letter.
bool IsCentreId(std::string_view id);

// The approval for a qualification; null when there is none.
const Approval* FindApproval(const Centre& centre,
                             std::string_view qualification);

// A change of a centre, and what it depends on.
struct CentreChange {
  const Centre& before;
  const Centre& after;
  bool by_organisation = false;           // else the centre itself
  std::vector<std::string> sites_in_use;  // by registrations that go on
  absl::CivilDay today;
};

// Every rule that stands against a change: name, agreement and Quality Manager
// are the organisation's (ROLE_MISSING), a site in use stays (SITE_IN_USE), and
// so do entry criteria on which an approval rests (req R24).
std::vector<RuleViolation> ChangeViolations(const CentreChange& change);

// Every rule that stands against the approval: published entry criteria (req
// R24), and an agreement that runs on its first day (D12).
std::vector<RuleViolation> ApprovalViolations(const Centre& centre,
                                              const Approval& approval);

// Every rule that stands against registering at `centre` for `qualification` on
// `day`: agreement and approval must both run (D12).
std::vector<RuleViolation> NotApprovedViolations(const Centre& centre,
                                                 std::string_view qualification,
                                                 absl::CivilDay day);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_CENTRE_H_
