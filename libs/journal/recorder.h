// Writes what a transaction leaves in the journal. For journal.cc alone.
#ifndef ATTEST_LIBS_JOURNAL_RECORDER_H_
#define ATTEST_LIBS_JOURNAL_RECORDER_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/db/db.h"
#include "libs/journal/journal.h"

namespace attest::journal {

// Appends audit entries and events in one transaction, made by `author` at
// `now`. Lives within the transaction's body.
class Recorder {
 public:
  Recorder(db::Transaction& sql, const Author& author, absl::Time now)
      : sql_(sql), author_(author), now_(now) {}

  // Everything of `changes`; the cursor of the last event, 0 without changes.
  // To be called once, as late as can be: it holds the row that gives cursors.
  absl::StatusOr<int64_t> Record(const std::vector<Change>& changes);

 private:
  struct Head {
    int64_t sequence;
    std::string hash;
  };

  absl::Status AppendEntry(const Change& change);
  absl::StatusOr<Head*> LockHead(const std::string& chain);
  absl::Status StoreHeads();
  absl::StatusOr<int64_t> AppendEvents(const std::vector<Change>& changes);
  absl::Status AppendEvent(int64_t cursor, const Change& change);

  db::Transaction& sql_;
  const Author& author_;
  const absl::Time now_;
  std::map<std::string, Head> heads_;
};

}  // namespace attest::journal

#endif  // ATTEST_LIBS_JOURNAL_RECORDER_H_
