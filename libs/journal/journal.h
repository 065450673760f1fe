// One write: state, audit entry, event and idempotency record in one
// transaction, or none of them.
#ifndef ATTEST_LIBS_JOURNAL_JOURNAL_H_
#define ATTEST_LIBS_JOURNAL_JOURNAL_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "libs/clock/clock.h"
#include "libs/db/db.h"
#include "libs/journal/records.h"

namespace attest::journal {

// A transaction in which state may be changed. Only a Journal makes one, so a
// store function that takes a WriteTransaction cannot be reached by a path that
// leaves the journal out.
class WriteTransaction {
 public:
  template <class... Args>
  absl::Status Execute(std::string_view sql, Args&&... args) {
    return sql_.Execute(sql, std::forward<Args>(args)...);
  }
  template <class... Args>
  absl::StatusOr<db::Rows> Query(std::string_view sql, Args&&... args) {
    return sql_.Query(sql, std::forward<Args>(args)...);
  }
  // For store functions that only read.
  db::Transaction& reader() { return sql_; }
  int64_t changes() const { return sql_.changes(); }

 private:
  friend class Journal;
  explicit WriteTransaction(db::Transaction& sql) : sql_(sql) {}
  db::Transaction& sql_;
};

using WriteBody = absl::FunctionRef<absl::StatusOr<Outcome>(WriteTransaction&)>;
using EffectBody =
    absl::FunctionRef<absl::StatusOr<std::vector<Change>>(WriteTransaction&)>;

// The journal of one service, in the service's own database (WithJournal makes
// its tables). Thread-safe. `database` and `clock` must outlive it.
class Journal {
 public:
  Journal(db::Database& database, const Clock& clock);

  // Runs `body` in one transaction and records its outcome. A second call with
  // the same subject, request id and fingerprint gives the first response and
  // runs nothing; two at once run once. Gives the response.
  //   INVALID_ARGUMENT, `INVALID_FIELDS`: `request_id` is empty.
  //   ALREADY_EXISTS, `REQUEST_ID_REUSED`: the request id was used by this
  //     subject for another request.
  //   INTERNAL, `NO_CHANGES`: `body` recorded no change, a programming error.
  //   Whatever `body` returns, and the errors of db::Database.
  absl::StatusOr<std::string> Write(const Author& author, WriteBody body);

  // Applies the effect of a neighbour's event, once: `cursor` is stored in the
  // same transaction, and an event at or before it does nothing.
  // An effect without changes is fine.
  absl::Status Follow(std::string_view follower, int64_t cursor,
                      const Author& author, EffectBody body);
  // The last cursor stored for `follower`, 0 when there is none.
  absl::StatusOr<int64_t> FollowedTo(std::string_view follower);

  // Entries of `chain` behind `after_sequence`, oldest first, at most `limit`.
  absl::StatusOr<std::vector<Entry>> Entries(std::string_view chain,
                                             int64_t after_sequence, int limit);
  // Reads the whole chain and checks every hash and link, and that its last
  // entry is the one recorded as its head.
  absl::StatusOr<ChainCheck> Verify(std::string_view chain);

  // At most `limit` events behind the filter's cursor.
  absl::StatusOr<EventPage> Events(const EventFilter& filter, int limit);
  // Waits until this journal has written an event behind `after_cursor`, or
  // until `longest` has passed; true in the first case. Nothing is missed
  // between reading up to a cursor and waiting behind it. What another process
  // writes into the same database is not noticed: read again after a false.
  bool WaitForEvents(int64_t after_cursor, absl::Duration longest);

 private:
  absl::StatusOr<std::string> WriteIn(db::Transaction& sql,
                                      const Author& author, WriteBody body,
                                      int64_t& last_cursor);
  // Wakes those who wait for events, after the commit.
  void Announce(int64_t last_cursor);

  db::Database& database_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable written_;
  int64_t last_cursor_ = 0;  // of the last event that this journal committed
};

// The hash of an entry from the hash before it (both hex).
std::string EntryHash(std::string_view previous_hash, std::string_view text);

// Checks entries that form a chain from the start, without a database: what
// `attest audit verify` does with an export.
ChainCheck CheckEntries(const std::vector<Entry>& entries);

// The journal's tables, then the service's own migrations, numbered on. The
// journal's part never changes: a service numbers later changes of its tables
// as steps of its own.
std::vector<db::Migration> WithJournal(
    const std::vector<db::Migration>& service_migrations);

}  // namespace attest::journal

#endif  // ATTEST_LIBS_JOURNAL_JOURNAL_H_
