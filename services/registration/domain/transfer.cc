#include "services/registration/domain/transfer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"
#include "services/registration/domain/life.h"

namespace attest::registration {
namespace {

using Violations = std::vector<RuleViolation>;

void Append(Violations& violations, Violations more) {
  std::move(more.begin(), more.end(), std::back_inserter(violations));
}

void CheckPlan(const TransferContext& context, Violations& violations) {
  const auto& plan = context.delivery_plan;
  if (plan && plan->state == PlanState::kApproved) return;
  violations.push_back(
      {"DELIVERY_PLAN_NOT_APPROVED", context.to_centre.name(),
       fmt::format("the delivery plan of the new centre is {}; it must be "
                   "approved",
                   plan ? Words(plan->state) : "missing")});
}

void CheckSite(const TransferContext& context, Violations& violations) {
  const auto& sites = context.to_centre.sites;
  if (context.site.empty() ||
      std::find(sites.begin(), sites.end(), context.site) != sites.end()) {
    return;
  }
  violations.push_back(
      {"UNKNOWN_SITE", "site",
       fmt::format("the new centre has no such site; it has "
                   "{}",
                   sites.empty() ? std::string("none")
                                 : fmt::format("{}", fmt::join(sites, ", ")))});
}

std::string_view Words(TransferState state) {
  switch (state) {
    case TransferState::kRequested:
      return "asked for";
    case TransferState::kDone:
      return "done";
    case TransferState::kRefused:
      return "refused";
  }
  return "";
}

}  // namespace

std::string Transfer::name() const {
  return FormatName("registrations/{registration}/transfers/{transfer}",
                    {registration, id});
}

Violations TransferViolations(const TransferContext& context) {
  const Registration& registration = context.registration;
  Violations violations = NotRunningViolations(registration);
  if (registration.centre == context.to_centre.id) {
    violations.push_back({"SAME_CENTRE", registration.name(),
                          "it is at this centre already; name another"});
    return violations;
  }
  Append(violations,
         NotApprovedViolations(context.to_centre, registration.qualification,
                               context.today));
  CheckPlan(context, violations);
  CheckSite(context, violations);
  Append(violations,
         HoldViolations(registration.holds, HoldScope::kRegistration));
  Append(violations, HoldViolations(context.holds, HoldScope::kRegistration));
  return violations;
}

Violations NotOpenViolations(const Transfer& transfer) {
  if (transfer.state == TransferState::kRequested) return {};
  return {{"TRANSFER_NOT_OPEN", transfer.name(),
           fmt::format("the transfer is {}; only one that is asked for is "
                       "decided on",
                       Words(transfer.state))}};
}

Violations ConsentViolations(const Transfer& transfer, Sides sides) {
  const bool missing = (sides.from && !transfer.from_consent) ||
                       (sides.to && !transfer.to_consent);
  if (missing) return {};
  return {{"CONSENT_GIVEN", transfer.name(),
           "this centre has consented; the other one must"}};
}

void Consent(Transfer& transfer, Sides sides, std::string_view given_by,
             absl::Time when) {
  const TransferConsent consent{.given_by = std::string(given_by),
                                .given = when};
  if (sides.from && !transfer.from_consent) transfer.from_consent = consent;
  if (sides.to && !transfer.to_consent) transfer.to_consent = consent;
}

void Refuse(Transfer& transfer, std::string_view refused_by,
            std::string_view reason, absl::Time when) {
  transfer.state = TransferState::kRefused;
  transfer.refused_by = refused_by;
  transfer.refuse_reason = reason;
  transfer.ended = when;
}

void Move(Registration& registration, Transfer& transfer, absl::Time when) {
  const auto& former = registration.former_centres;
  registration.former_centres.push_back(
      {.centre = registration.centre,
       .start_date = former.empty() ? registration.registration_date
                                    : former.back().end_date,
       .end_date = DateOf(when)});
  registration.centre = transfer.to_centre;
  registration.site = transfer.site;
  registration.allocations.clear();
  transfer.state = TransferState::kDone;
  transfer.ended = when;
}

}  // namespace attest::registration
