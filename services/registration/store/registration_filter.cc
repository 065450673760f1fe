#include "services/registration/store/registration_filter.h"

#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"

namespace attest::registration::store {
namespace {

// What runs with a last day behind it has expired, whether or not that is
// written down yet.
void AddState(RegistrationState state, absl::CivilDay today,
              Condition& condition) {
  if (state == RegistrationState::kExpired) {
    condition.Add("state IN (1, 4, 5) AND expiry_date < {}",
                  {FormatDate(today)});
    return;
  }
  condition.Add("state = {}", {static_cast<int64_t>(state)});
  if (state == RegistrationState::kActive ||
      state == RegistrationState::kOnBreak) {
    condition.Add("(expiry_date IS NULL OR expiry_date >= {})",
                  {FormatDate(today)});
  }
}

void AddDates(const RegistrationFilter& filter, Condition& condition) {
  if (filter.first_registration_date) {
    condition.Add("registration_date >= {}",
                  {FormatDate(*filter.first_registration_date)});
  }
  if (filter.last_registration_date) {
    condition.Add("registration_date <= {}",
                  {FormatDate(*filter.last_registration_date)});
  }
  if (filter.expiring_by_date) {
    condition.Add("expiry_date <= {}", {FormatDate(*filter.expiring_by_date)});
  }
}

// A learner or a person has few registrations: those are found by who it is,
// and the centre, hidden from the indices by being computed, is checked then.
void AddWhere(const RegistrationFilter& filter, Condition& condition) {
  const bool few = !filter.learner.empty() || !filter.person.empty();
  if (!filter.learner.empty()) condition.Add("learner = {}", {filter.learner});
  if (!filter.person.empty()) {
    condition.Add(
        "id IN (SELECT registration FROM registration_allocation "
        "WHERE person = {})",
        {filter.person});
  }
  if (!filter.centre.empty()) {
    condition.Add(few ? "centre || '' = {}" : "centre = {}", {filter.centre});
  }
}

}  // namespace

void Condition::Add(std::string_view condition, std::vector<db::Value> values) {
  if (!text.empty()) text += " AND ";
  for (db::Value& value : values) {
    const size_t gap = condition.find("{}");
    parameters.push_back(std::move(value));
    text += fmt::format("{}${}", condition.substr(0, gap), parameters.size());
    condition.remove_prefix(gap + 2);
  }
  text += condition;
}

Condition ConditionOf(const RegistrationFilter& filter) {
  Condition condition;
  AddWhere(filter, condition);
  if (!filter.qualification.empty()) {
    condition.Add("qualification = {}", {filter.qualification});
  }
  if (!filter.site.empty()) condition.Add("site = {}", {filter.site});
  if (filter.state) AddState(*filter.state, filter.today, condition);
  AddDates(filter, condition);
  return condition;
}

}  // namespace attest::registration::store
