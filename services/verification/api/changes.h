// What the journal tells of a change: ids, states, numbers and dates. What
// people wrote about learners' work is told by its SHA-256 only.
#ifndef ATTEST_SERVICES_VERIFICATION_API_CHANGES_H_
#define ATTEST_SERVICES_VERIFICATION_API_CHANGES_H_

#include <string>
#include <string_view>

#include "libs/journal/journal.h"
#include "services/verification/domain/moderating.h"
#include "services/verification/domain/sampling.h"

namespace attest::verification::api {

// A change of a sample, in the chain of its registration.
journal::Change SampleChange(std::string_view action, const Sample& sample,
                             std::string_view syllabus_version);

// A change of a moderation, likewise.
journal::Change ModerationChange(std::string_view action,
                                 const Moderation& moderation);

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_CHANGES_H_
