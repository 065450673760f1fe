#include "libs/journal/recorder.h"

#include "libs/journal/entry.h"

namespace attest::journal {
namespace {

// Makes the head of a new chain, or changes nothing of an old one; either way
// the row is held until the commit, so entries of a chain never fork.
constexpr char kLockHead[] =
    "INSERT INTO audit_head (chain, sequence, hash) VALUES ($1, 0, $2)"
    " ON CONFLICT (chain) DO UPDATE SET sequence = audit_head.sequence"
    " RETURNING sequence, hash";
constexpr char kInsertEntry[] =
    "INSERT INTO audit_entry (chain, sequence, previous_hash, hash, entry)"
    " VALUES ($1, $2, $3, $4, $5)";
constexpr char kStoreHead[] =
    "UPDATE audit_head SET sequence = $2, hash = $3 WHERE chain = $1";
constexpr char kTakeCursors[] =
    "UPDATE outbox_head SET last_cursor = last_cursor + $1 WHERE id = 1"
    " RETURNING last_cursor";
constexpr char kInsertEvent[] =
    "INSERT INTO outbox_event (cursor, type, resource, centre, registration,"
    " time_us, attributes) VALUES ($1, $2, $3, $4, $5, $6, $7)";

}  // namespace

absl::StatusOr<int64_t> Recorder::Record(const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    ATTEST_RETURN_IF_ERROR(AppendEntry(change));
  }
  ATTEST_RETURN_IF_ERROR(StoreHeads());
  return AppendEvents(changes);
}

absl::Status Recorder::AppendEntry(const Change& change) {
  const std::string chain = change.chain();
  ATTEST_ASSIGN_OR_RETURN(Head* const head, LockHead(chain));
  const std::string text = EntryText(author_, change, now_);
  const std::string hash = EntryHash(head->hash, text);
  ATTEST_RETURN_IF_ERROR(sql_.Execute(kInsertEntry, chain, head->sequence + 1,
                                      head->hash, hash, text));
  *head = {head->sequence + 1, hash};
  return absl::OkStatus();
}

absl::StatusOr<Recorder::Head*> Recorder::LockHead(const std::string& chain) {
  if (const auto held = heads_.find(chain); held != heads_.end()) {
    return &held->second;
  }
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql_.Query(kLockHead, chain, kNoHash));
  const db::Row& row = rows.front();
  return &heads_.emplace(chain, Head{row.Int(0), row.Text(1)}).first->second;
}

absl::Status Recorder::StoreHeads() {
  for (const auto& [chain, head] : heads_) {
    ATTEST_RETURN_IF_ERROR(
        sql_.Execute(kStoreHead, chain, head.sequence, head.hash));
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> Recorder::AppendEvents(
    const std::vector<Change>& changes) {
  if (changes.empty()) return 0;
  const auto count = static_cast<int64_t>(changes.size());
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, sql_.Query(kTakeCursors, count));
  const int64_t last = rows.front().Int(0);
  int64_t cursor = last - count;
  for (const Change& change : changes) {
    ATTEST_RETURN_IF_ERROR(AppendEvent(++cursor, change));
  }
  return last;
}

absl::Status Recorder::AppendEvent(int64_t cursor, const Change& change) {
  return sql_.Execute(kInsertEvent, cursor, change.action, change.resource,
                      change.centre, change.registration,
                      absl::ToUnixMicros(now_), ObjectText(change.after));
}

}  // namespace attest::journal
