#include "services/registration/api/effects.h"

#include <optional>

#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/changes.h"
#include "services/registration/domain/life.h"
#include "services/registration/store/registration_parts.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {
namespace {

using Changes = std::vector<journal::Change>;

constexpr char kSignedOff[] = "unit.signed_off";
constexpr char kReturned[] = "unit.returned";
constexpr char kIssued[] = "award.issued";

absl::StatusOr<std::optional<Registration>> RegistrationOf(
    journal::WriteTransaction& tx, const events::v1::Event& event) {
  const auto ids =
      MatchName("registrations/{registration}", event.registration());
  if (!ids) return std::nullopt;
  return store::FindRegistration(tx.reader(), ids->front());
}

std::string Attribute(const events::v1::Event& event, const std::string& key) {
  const auto found = event.attributes().find(key);
  return found == event.attributes().end() ? "" : found->second;
}

journal::Change UnitChange(std::string action, const Registration& registration,
                           const std::string& unit) {
  journal::Change change = ChangeOf(std::move(action), registration);
  change.after["unit"] = unit;
  return change;
}

journal::Change AwardAfterWithdrawal(const Registration& registration) {
  journal::Change change =
      ChangeOf("registration.award_after_withdrawal", registration);
  change.after["award"] = registration.award_after_withdrawal;
  change.after["state"] = StateName(registration.state);
  return change;
}

}  // namespace

std::vector<std::string> AssessmentEvents() { return {kSignedOff, kReturned}; }

std::vector<std::string> VerificationEvents() { return {kIssued}; }

absl::StatusOr<Changes> ApplyAssessmentEvent(journal::WriteTransaction& tx,
                                             const events::v1::Event& event) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Registration> registration,
                          RegistrationOf(tx, event));
  const std::string unit = Attribute(event, "unit");
  if (!registration || unit.empty()) return Changes{};
  if (event.type() == kSignedOff) {
    ATTEST_ASSIGN_OR_RETURN(const bool added,
                            store::AddAchievedUnit(tx, registration->id, unit));
    if (!added) return Changes{};
    return Changes{
        UnitChange("registration.unit_achieved", *registration, unit)};
  }
  if (event.type() != kReturned) return Changes{};
  ATTEST_ASSIGN_OR_RETURN(const bool removed, store::RemoveAchievedUnit(
                                                  tx, registration->id, unit));
  if (!removed) return Changes{};
  return Changes{UnitChange("registration.unit_reopened", *registration, unit)};
}

absl::StatusOr<Changes> ApplyVerificationEvent(journal::WriteTransaction& tx,
                                               const events::v1::Event& event) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Registration> registration,
                          RegistrationOf(tx, event));
  if (event.type() != kIssued || !registration) return Changes{};
  const Registration before = *registration;
  const AwardEffect effect =
      ApplyAward(*registration, event.resource(),
                 DateOf(absl::FromUnixSeconds(event.time().seconds())));
  if (effect == AwardEffect::kNothing) return Changes{};
  ++registration->revision;
  ATTEST_RETURN_IF_ERROR(store::UpdateRegistration(tx, *registration));
  if (effect == AwardEffect::kAfterWithdrawal) {
    return Changes{AwardAfterWithdrawal(*registration)};
  }
  return EndChanges("registration.completed", before, *registration,
                    {{"award", event.resource()}});
}

}  // namespace attest::registration::api
