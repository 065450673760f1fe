// Remembering the answer to a request that found nothing left to do.
#ifndef ATTEST_LIBS_JOURNAL_REMEMBER_H_
#define ATTEST_LIBS_JOURNAL_REMEMBER_H_

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/db/db.h"
#include "libs/journal/records.h"

namespace attest::journal {

// Keeps `response` under the author's request id, at `now`, as Journal::Write
// does, but without any change: there is no entry and no event. Only for a
// request whose effect is there already and stays for good. Gives the response
// that counts, which is the first one of the same request.
//   INVALID_ARGUMENT, `INVALID_FIELDS`: `request_id` is empty.
//   ALREADY_EXISTS, `REQUEST_ID_REUSED`: the request id was used by this
//     subject for another request.
//   The errors of db::Database.
absl::StatusOr<std::string> Remember(db::Database& database,
                                     const Author& author, absl::Time now,
                                     std::string_view response);

}  // namespace attest::journal

#endif  // ATTEST_LIBS_JOURNAL_REMEMBER_H_
