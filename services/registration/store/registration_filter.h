// Which registrations to list, and how that is said in SQL.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_FILTER_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_FILTER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/db/db.h"
#include "services/registration/domain/registration.h"

namespace attest::registration::store {

// What is empty does not restrict; one of centre and learner is given.
struct RegistrationFilter {
  std::string centre = {};   // id
  std::string learner = {};  // id
  std::optional<RegistrationState> state = {};
  std::string qualification = {};  // code
  std::string site = {};
  std::string person = {};  // who is allocated
  std::optional<absl::CivilDay> first_registration_date = {};
  std::optional<absl::CivilDay> last_registration_date = {};
  std::optional<absl::CivilDay> expiring_by_date = {};
  absl::CivilDay today = {};  // for what has expired since
};

// Conditions that all hold, with their parameters.
struct Condition {
  std::string text;
  std::vector<db::Value> parameters;

  // Adds one; each `{}` in it stands for the next of `values`.
  void Add(std::string_view condition, std::vector<db::Value> values);
};

Condition ConditionOf(const RegistrationFilter& filter);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_FILTER_H_
