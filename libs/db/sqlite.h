// The embedded default database.
#ifndef ATTEST_LIBS_DB_SQLITE_H_
#define ATTEST_LIBS_DB_SQLITE_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "libs/db/db.h"

namespace attest::db {

struct SqliteOptions {
  // File; created when it does not exist, with its folder.
  std::string path;
  // Most connections at once.
  int connections_max = 8;
  // How long a call waits for a connection, and a writer for another.
  absl::Duration wait_max = absl::Seconds(5);
};

// Opens the file in WAL mode with synchronous=FULL and foreign keys on: what
// is acknowledged survives kill -9 and a power cut.
//   UNAVAILABLE, `CONNECTION`: it cannot be opened; the text says why.
absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(SqliteOptions options);

}  // namespace attest::db

#endif  // ATTEST_LIBS_DB_SQLITE_H_
