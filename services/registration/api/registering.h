// The write that registers a learner: rules on what the transaction sees,
// learner and registration together or neither.
#ifndef ATTEST_SERVICES_REGISTRATION_API_REGISTERING_H_
#define ATTEST_SERVICES_REGISTRATION_API_REGISTERING_H_

#include <optional>
#include <string>
#include <vector>

#include "libs/journal/journal.h"
#include "services/registration/domain/learner.h"
#include "services/registration/domain/life.h"
#include "services/registration/domain/registering.h"
#include "services/registration/domain/registration.h"

namespace attest::registration::api {

// What was asked for, and what the catalogue says of it.
struct RegisteringInput {
  std::string centre;  // id
  Application application;
  std::optional<Qualification> qualification;
  Learner learner;  // with its id
  // Id of who is on record already; empty: `learner` is new.
  std::string existing_learner;
  std::string registration_id;
  bool already_member = false;
  std::string duplicate_reason;
  std::optional<absl::CivilDay> programme_start_date;  // D26
  LifeTerms terms;                                     // D32
  absl::Time now;
};

// What became of it.
struct Registered {
  Registration registration;
  // Who had the number and released it, as far as it may be shown; empty:
  // nobody (D31).
  std::string former_learner;
};

// Registers, in one write with releasing the number of who withdrew. Whoever
// is on record is taken as they are there, or in the record that took theirs
// over.
//   NOT_FOUND: the centre; an existing learner who is not on record there.
//   FAILED_PRECONDITION, `REGISTRATION_REFUSED` or `POSSIBLE_DUPLICATE`.
//   ALREADY_EXISTS, `DUPLICATE_ULN` or `ALREADY_REGISTERED`.
absl::StatusOr<Registered> RegisterIn(journal::WriteTransaction& tx,
                                      const RegisteringInput& input);

// What RegisterIn would say, with nothing written.
absl::Status CheckRegistering(db::Transaction& tx,
                              const RegisteringInput& input);

// What is told of it: the registration, and the membership when one begins
// (req R93, D28).
std::vector<journal::Change> RegisteredChanges(const Registered& registered);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_REGISTERING_H_
