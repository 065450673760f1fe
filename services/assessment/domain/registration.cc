#include "services/assessment/domain/registration.h"

#include <algorithm>

#include "services/assessment/domain/names.h"

namespace attest::assessment {
namespace {

bool Holds(const std::vector<std::string>& items, std::string_view item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

}  // namespace

std::string Registration::name() const { return RegistrationName(id); }

bool Registration::Selects(std::string_view unit) const {
  return Holds(units, unit);
}

bool Registration::Allocates(std::string_view person,
                             std::string_view unit) const {
  return std::any_of(assessors.begin(), assessors.end(), [&](const auto& one) {
    return one.person == person &&
           (one.units.empty() || Holds(one.units, unit));
  });
}

bool Registration::AllocatesAny(std::string_view person) const {
  return std::any_of(units.begin(), units.end(),
                     [&](const auto& unit) { return Allocates(person, unit); });
}

bool Registration::IsLearner(std::string_view person) const {
  return !learner_subject.empty() && learner_subject == person;
}

std::optional<RuleViolation> CheckActive(const Registration& registration) {
  if (registration.active) return std::nullopt;
  return RuleViolation{"REGISTRATION_NOT_ACTIVE", registration.name(),
                       "the registration is withdrawn or completed; only an "
                       "active one is worked on"};
}

std::optional<RuleViolation> CheckNotOwnWork(const Registration& registration,
                                             std::string_view person) {
  if (!registration.IsLearner(person)) return std::nullopt;
  return RuleViolation{"OWN_WORK", registration.name(),
                       "the learner is the caller; nobody judges their own "
                       "work"};
}

}  // namespace attest::assessment
