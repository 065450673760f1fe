// Forgetting the answers that are kept for repeated requests, when what is in
// them has to go. Entries and events hold nothing personal, and stay.
#ifndef ATTEST_LIBS_JOURNAL_FORGET_H_
#define ATTEST_LIBS_JOURNAL_FORGET_H_

#include <string_view>

#include "libs/journal/journal.h"

namespace attest::journal {

// Empties the answers to every request that left an entry in `chain`, and what
// tells the requests apart. Such a request that is repeated is refused with
// `REQUEST_ID_REUSED`: it is never run twice.
absl::Status ForgetAnswers(WriteTransaction& tx, std::string_view chain);

}  // namespace attest::journal

#endif  // ATTEST_LIBS_JOURNAL_FORGET_H_
