#include "services/registration/domain/registration.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/names/resource_name.h"

namespace attest::registration {

std::string_view Words(RegistrationState state) {
  switch (state) {
    case RegistrationState::kActive:
      return "active";
    case RegistrationState::kCompleted:
      return "completed";
    case RegistrationState::kWithdrawn:
      return "withdrawn";
    case RegistrationState::kOnBreak:
      return "on a break";
    case RegistrationState::kExpired:
      return "expired";
  }
  return "";
}

std::string_view NameOf(Membership membership) {
  switch (membership) {
    case Membership::kAlreadyMember:
      return "ALREADY_MEMBER";
    case Membership::kAffiliate:
      return "AFFILIATE";
    case Membership::kAffiliateEnded:
      return "AFFILIATE_ENDED";
    case Membership::kUpgraded:
      return "MEMBERSHIP_UPGRADED";
  }
  return "";
}

std::string Registration::name() const { return RegistrationName(id); }

std::string Registration::syllabus() const {
  return FormatName("qualifications/{qualification}/syllabi/{version}",
                    {qualification, syllabus_version});
}

std::string RegistrationName(std::string_view id) {
  return FormatName("registrations/{registration}", {std::string(id)});
}

bool InductionComplete(const Registration& registration) {
  const Induction& parts = registration.induction;
  return registration.learning_plan.has_value() &&
         std::all_of(parts.begin(), parts.end(),
                     [](const InductionItem& item) { return item.done; });
}

void MergeInduction(Induction& induction, const InductionUpdate& update) {
  for (size_t i = 0; i < kInductionItems; ++i) {
    if (update[i]) induction[i] = *update[i];
  }
}

std::vector<RuleViolation> NotActiveViolations(
    const Registration& registration) {
  if (registration.state == RegistrationState::kActive) return {};
  return {{"NOT_ACTIVE", registration.name(),
           fmt::format("the registration is {}; it must be active",
                       Words(registration.state))}};
}

}  // namespace attest::registration
