#include "services/registration/domain/exemption.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"
#include "services/registration/domain/learner.h"
#include "services/registration/domain/life.h"

namespace attest::registration {
namespace {

using Violations = std::vector<RuleViolation>;

bool Contains(const std::vector<std::string>& units, const std::string& unit) {
  return std::find(units.begin(), units.end(), unit) != units.end();
}

void CheckUnit(const Registration& registration, const std::string& unit,
               Violations& violations) {
  if (!Contains(registration.units, unit)) {
    violations.push_back(
        {"UNIT_NOT_SELECTED", registration.name(),
         fmt::format("unit {} is not in the selection", unit)});
  }
  if (Contains(registration.achieved, unit)) {
    violations.push_back(
        {"UNIT_ACHIEVED", registration.name(),
         fmt::format("unit {} is signed off; nothing is to exempt", unit)});
  }
}

void CheckReference(const ExemptionContext& context, const Exemption& exemption,
                    Violations& violations) {
  if (exemption.kind != ExemptionKind::kCreditTransfer) return;
  const auto& own = context.unit_reference;
  if (own && ComparisonKey(*own) == ComparisonKey(exemption.unit_reference)) {
    return;
  }
  violations.push_back(
      {"WRONG_UNIT_REFERENCE", context.registration.name(),
       fmt::format("the certificate's unit is {}, unit {} is {}; a credit "
                   "transfer needs the same unit",
                   exemption.unit_reference, exemption.unit,
                   own.value_or("without a reference"))});
}

}  // namespace

std::string Exemption::name() const {
  return FormatName("registrations/{registration}/exemptions/{exemption}",
                    {registration, id});
}

std::string CountedKey(const Exemption& exemption) {
  return fmt::format("{}|{}|{}", ComparisonKey(exemption.awarding_organisation),
                     ComparisonKey(exemption.certificate_number),
                     exemption.unit_reference.empty()
                         ? "unit " + exemption.unit
                         : ComparisonKey(exemption.unit_reference));
}

Violations ExemptionViolations(const ExemptionContext& context,
                               const Exemption& exemption) {
  const Registration& registration = context.registration;
  Violations violations = NotRunningViolations(registration);
  CheckUnit(registration, exemption.unit, violations);
  CheckReference(context, exemption, violations);
  if (context.unit_counted) {
    violations.push_back(
        {"COUNTED_TWICE", registration.name(),
         fmt::format("another exemption from unit {} is asked for or granted",
                     exemption.unit)});
  }
  if (context.credit_counted) {
    violations.push_back(
        {"COUNTED_TWICE", registration.name(),
         "this unit of the certificate is counted already; a credit counts "
         "once"});
  }
  return violations;
}

Violations DecidedViolations(const Exemption& exemption) {
  if (!exemption.decided) return {};
  return {{"EXEMPTION_DECIDED", exemption.name(),
           fmt::format("the exemption was {} on {}",
                       exemption.state == ExemptionState::kApproved ? "approved"
                                                                    : "refused",
                       FormatDate(DateOf(*exemption.decided)))}};
}

void Decide(Exemption& exemption, bool approved, std::string_view reason,
            std::string_view decided_by, absl::Time when) {
  exemption.state =
      approved ? ExemptionState::kApproved : ExemptionState::kRefused;
  exemption.decide_reason = reason;
  exemption.decided_by = decided_by;
  exemption.decided = when;
}

Exemption AsOf(Exemption exemption, absl::Time end) {
  if (!exemption.decided || *exemption.decided <= end) return exemption;
  exemption.state = ExemptionState::kRequested;
  exemption.decide_reason.clear();
  exemption.decided_by.clear();
  exemption.decided.reset();
  return exemption;
}

}  // namespace attest::registration
