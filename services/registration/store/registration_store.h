// Registrations in the database, each read whole.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_STORE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/registration.h"
#include "services/registration/store/paging.h"
#include "services/registration/store/registration_filter.h"

namespace attest::registration::store {

// Adds a registration with its notes; it has no other parts yet. False when the
// learner has a live registration for the qualification (D31); nothing changed
// then.
absl::StatusOr<bool> InsertRegistration(journal::WriteTransaction& tx,
                                        const Registration& registration);

absl::StatusOr<std::optional<Registration>> FindRegistration(
    db::Transaction& tx, std::string_view id);

// The live registration for a qualification of whoever has this subject;
// nothing for an empty subject.
absl::StatusOr<std::optional<Registration>> FindLive(
    db::Transaction& tx, std::string_view learner_subject,
    std::string_view qualification);

// All registrations of a learner (id), oldest first.
absl::StatusOr<std::vector<Registration>> RegistrationsOf(
    db::Transaction& tx, std::string_view learner);

// At most `limit` registrations behind `after`, oldest first.
absl::StatusOr<std::vector<Registration>> ListRegistrations(
    db::Transaction& tx, const RegistrationFilter& filter,
    const CreationKey& after, int limit);

// Writes state, membership, reason of withdrawal, award after it, revision,
// expiry, end and upgrade, and nothing of the parts.
absl::Status UpdateRegistration(journal::WriteTransaction& tx,
                                const Registration& registration);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_STORE_H_
