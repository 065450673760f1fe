// What the handlers that ask or write the database work with.
#ifndef ATTEST_SERVICES_CATALOGUE_API_TOOLS_H_
#define ATTEST_SERVICES_CATALOGUE_API_TOOLS_H_

#include <optional>
#include <utility>

#include "libs/clock/clock.h"
#include "libs/clock/dates.h"
#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "libs/paging/paging.h"
#include "services/catalogue/store/library.h"
#include "services/catalogue/store/publication.h"

namespace attest::catalogue::api {

// References to what the server owns; all of it is thread-safe.
struct Tools {
  db::Database& database;
  journal::Journal& journal;
  store::Library& library;
  store::Publication& publication;
  const Clock& clock;
  const PageTokens& tokens;

  absl::CivilDay Today() const { return DateOf(clock.Now()); }
};

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

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_TOOLS_H_
