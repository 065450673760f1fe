// What the handlers work with, and the few steps that they share.
#ifndef ATTEST_SERVICES_VERIFICATION_API_PARTS_H_
#define ATTEST_SERVICES_VERIFICATION_API_PARTS_H_

#include <string>
#include <utility>

#include "libs/clock/clock.h"
#include "libs/db/db.h"
#include "libs/ids/ids.h"
#include "libs/journal/journal.h"
#include "libs/paging/paging.h"
#include "services/verification/clients/neighbours.h"
#include "services/verification/domain/sampling.h"

namespace attest::verification::api {

// All must outlive the handlers.
struct Parts {
  db::Database& database;
  journal::Journal& journal;
  const Clock& clock;
  IdSource& ids;
  const PageTokens& page_tokens;
  const clients::Neighbours& neighbours;
  LeastRates least_rates;
};

// Runs `body`, StatusOr<T>(db::Transaction&), in one snapshot.
template <class T, class Body>
absl::StatusOr<T> ReadIn(db::Database& database, Body&& body) {
  absl::StatusOr<T> result = absl::InternalError("nothing was read");
  ATTEST_RETURN_IF_ERROR(
      database.Read([&](db::Transaction& sql) -> absl::Status {
        result = body(sql);
        return result.status();
      }));
  return result;
}

// Writes under `author`; `body` is StatusOr<journal::Outcome>(
// journal::WriteTransaction&) and its response a serialised Message.
template <class Message, class Body>
absl::StatusOr<Message> WriteIn(journal::Journal& journal,
                                const journal::Author& author, Body&& body) {
  ATTEST_ASSIGN_OR_RETURN(const std::string bytes,
                          journal.Write(author, std::forward<Body>(body)));
  Message message;
  if (!message.ParseFromString(bytes)) {
    return absl::InternalError("a stored response is malformed");
  }
  return message;
}

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_PARTS_H_
