// Removing what is personal (D70, D71). Ids, states, dates and numbers of the
// record stay, and so does the trail, which holds nothing else.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_ERASURE_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_ERASURE_STORE_H_

#include <string_view>

#include "libs/journal/journal.h"

namespace attest::registration::store {

// Empties the learner (id) and what was merged into it: what is known of them,
// former numbers, corrections, what people wrote about them, and the answers
// that are kept for repeated requests.
absl::Status EraseLearner(journal::WriteTransaction& tx,
                          std::string_view learner);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_ERASURE_STORE_H_
