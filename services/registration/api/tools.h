// What the handlers of this service work with.
#ifndef ATTEST_SERVICES_REGISTRATION_API_TOOLS_H_
#define ATTEST_SERVICES_REGISTRATION_API_TOOLS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/clock/dates.h"
#include "libs/db/db.h"
#include "libs/ids/ids.h"
#include "libs/journal/journal.h"
#include "libs/paging/paging.h"
#include "services/registration/clients/catalogue_client.h"
#include "services/registration/domain/life.h"
#include "services/registration/domain/retention.h"

namespace attest::registration::api {

// References to what the server owns; all of it is thread-safe.
struct Tools {
  db::Database& database;
  journal::Journal& journal;
  const Clock& clock;
  IdSource& ids;
  const PageTokens& tokens;
  clients::CatalogueClient& catalogue;
  LifeTerms terms = {};  // how long registrations last
  RetentionClasses retention = DefaultRetention();  // of records (D70)

  absl::CivilDay Today() const { return DateOf(clock.Now()); }
};

// What a write leaves behind: the answer, and what is told to the journal.
template <class Response>
struct Written {
  Response response;
  std::vector<journal::Change> changes;
};

// Runs `body` (StatusOr<Written<Response>>(journal::WriteTransaction&)) as one
// write; gives its answer, or the first one for a request that is repeated.
template <class Response, class Body>
absl::StatusOr<Response> Write(const Tools& tools,
                               const journal::Author& author, Body&& body) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::string bytes,
      tools.journal.Write(
          author,
          [&](journal::WriteTransaction& tx)
              -> absl::StatusOr<journal::Outcome> {
            absl::StatusOr<Written<Response>> written = body(tx);
            if (!written.ok()) return written.status();
            return journal::Outcome{
                .response = written->response.SerializeAsString(),
                .changes = std::move(written->changes)};
          }));
  Response response;
  if (response.ParseFromString(bytes)) return response;
  return absl::InternalError("a stored answer cannot be read");
}

// Runs `body` (StatusOr<Value>(db::Transaction&)) on one snapshot.
template <class Value, class Body>
absl::StatusOr<Value> Read(const Tools& tools, Body&& body) {
  std::optional<Value> value;
  ATTEST_RETURN_IF_ERROR(
      tools.database.Read([&](db::Transaction& tx) -> absl::Status {
        absl::StatusOr<Value> read = body(tx);
        if (!read.ok()) return read.status();
        value = *std::move(read);
        return absl::OkStatus();
      }));
  return *std::move(value);
}

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_TOOLS_H_
