#include "libs/journal/journal.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "libs/journal/entry.h"
#include "libs/journal/errors.h"
#include "libs/journal/migrations.h"
#include "libs/journal/recorder.h"
#include "libs/journal/remember.h"

namespace attest::journal {
namespace {

constexpr int kVerifyPageSize = 500;

// A second call with the same id waits here for the first one's commit, or
// finds it; never do both run their bodies.
constexpr char kClaimRequest[] =
    "INSERT INTO idempotency"
    " (subject, request_id, method, fingerprint, response, created_us)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (subject, request_id) DO NOTHING";
constexpr char kSelectRequest[] =
    "SELECT method, fingerprint, response FROM idempotency"
    " WHERE subject = $1 AND request_id = $2";
constexpr char kStoreResponse[] =
    "UPDATE idempotency SET response = $3"
    " WHERE subject = $1 AND request_id = $2";
constexpr char kClaimCursor[] =
    "INSERT INTO follower_cursor (follower, cursor) VALUES ($1, $2)"
    " ON CONFLICT (follower) DO UPDATE SET cursor = excluded.cursor"
    " WHERE follower_cursor.cursor < excluded.cursor";
constexpr char kSelectCursor[] =
    "SELECT cursor FROM follower_cursor WHERE follower = $1";
constexpr char kSelectEntries[] =
    "SELECT sequence, previous_hash, hash, entry FROM audit_entry"
    " WHERE chain = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
constexpr char kSelectHead[] =
    "SELECT sequence, hash FROM audit_head WHERE chain = $1";

// Whether this call is the first with its request id.
absl::StatusOr<bool> ClaimRequest(db::Transaction& sql, const Author& author,
                                  absl::Time now) {
  ATTEST_RETURN_IF_ERROR(sql.Execute(
      kClaimRequest, author.subject, author.request_id, author.method,
      author.fingerprint, db::Blob{}, absl::ToUnixMicros(now)));
  return sql.changes() > 0;
}

absl::StatusOr<std::string> FirstResponse(db::Transaction& sql,
                                          const Author& author) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectRequest, author.subject, author.request_id));
  const db::Row& row = rows.front();
  if (row.Text(0) != author.method || row.Text(1) != author.fingerprint) {
    return errors::RequestIdReused();
  }
  return row.Bytes(2);
}

absl::Status StoreResponse(db::Transaction& sql, const Author& author,
                           std::string_view response) {
  return sql.Execute(kStoreResponse, author.subject, author.request_id,
                     db::Blob{std::string(response)});
}

absl::StatusOr<std::vector<Entry>> ReadEntries(db::Transaction& sql,
                                               std::string_view chain,
                                               int64_t after, int limit) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectEntries, chain, after, limit));
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  for (const db::Row& row : rows) {
    entries.push_back({row.Int(0), row.Text(1), row.Text(2), row.Text(3)});
  }
  return entries;
}

absl::Status CheckEntriesOf(db::Transaction& sql, std::string_view chain,
                            ChainChecker& checker) {
  int64_t after = std::numeric_limits<int64_t>::min();
  while (true) {
    ATTEST_ASSIGN_OR_RETURN(const std::vector<Entry> page,
                            ReadEntries(sql, chain, after, kVerifyPageSize));
    for (const Entry& entry : page) checker.Add(entry);
    if (page.size() < kVerifyPageSize) return absl::OkStatus();
    after = page.back().sequence;
  }
}

absl::Status CheckHeadOf(db::Transaction& sql, std::string_view chain,
                         ChainChecker& checker) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, sql.Query(kSelectHead, chain));
  if (rows.empty()) {
    checker.CheckHead(0, "");
  } else {
    checker.CheckHead(rows.front().Int(0), rows.front().Text(1));
  }
  return absl::OkStatus();
}

}  // namespace

Journal::Journal(db::Database& database, const Clock& clock)
    : database_(database), clock_(clock) {}

absl::StatusOr<std::string> Journal::Write(const Author& author,
                                           WriteBody body) {
  if (author.request_id.empty()) return errors::NoRequestId();
  std::string response;
  int64_t last_cursor = 0;
  ATTEST_RETURN_IF_ERROR(
      database_.Write([&](db::Transaction& sql) -> absl::Status {
        last_cursor = 0;
        ATTEST_ASSIGN_OR_RETURN(response,
                                WriteIn(sql, author, body, last_cursor));
        return absl::OkStatus();
      }));
  Announce(last_cursor);
  return response;
}

absl::StatusOr<std::string> Journal::WriteIn(db::Transaction& sql,
                                             const Author& author,
                                             WriteBody body,
                                             int64_t& last_cursor) {
  const absl::Time now = clock_.Now();
  ATTEST_ASSIGN_OR_RETURN(const bool first, ClaimRequest(sql, author, now));
  if (!first) return FirstResponse(sql, author);
  WriteTransaction transaction(sql);
  ATTEST_ASSIGN_OR_RETURN(Outcome outcome, body(transaction));
  if (outcome.changes.empty()) return errors::NoChanges();
  ATTEST_ASSIGN_OR_RETURN(last_cursor,
                          Recorder(sql, author, now).Record(outcome.changes));
  ATTEST_RETURN_IF_ERROR(StoreResponse(sql, author, outcome.response));
  return std::move(outcome.response);
}

absl::Status Journal::Follow(std::string_view follower, int64_t cursor,
                             const Author& author, EffectBody body) {
  if (cursor <= 0) return absl::OkStatus();
  int64_t last_cursor = 0;
  ATTEST_RETURN_IF_ERROR(
      database_.Write([&](db::Transaction& sql) -> absl::Status {
        last_cursor = 0;
        ATTEST_RETURN_IF_ERROR(sql.Execute(kClaimCursor, follower, cursor));
        if (sql.changes() == 0) return absl::OkStatus();
        WriteTransaction transaction(sql);
        ATTEST_ASSIGN_OR_RETURN(const std::vector<Change> changes,
                                body(transaction));
        ATTEST_ASSIGN_OR_RETURN(
            last_cursor, Recorder(sql, author, clock_.Now()).Record(changes));
        return absl::OkStatus();
      }));
  Announce(last_cursor);
  return absl::OkStatus();
}

absl::StatusOr<int64_t> Journal::FollowedTo(std::string_view follower) {
  int64_t cursor = 0;
  ATTEST_RETURN_IF_ERROR(
      database_.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                                sql.Query(kSelectCursor, follower));
        cursor = rows.empty() ? 0 : rows.front().Int(0);
        return absl::OkStatus();
      }));
  return cursor;
}

absl::StatusOr<std::vector<Entry>> Journal::Entries(std::string_view chain,
                                                    int64_t after_sequence,
                                                    int limit) {
  std::vector<Entry> entries;
  ATTEST_RETURN_IF_ERROR(
      database_.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(entries, ReadEntries(sql, chain, after_sequence,
                                                     std::max(limit, 0)));
        return absl::OkStatus();
      }));
  return entries;
}

absl::StatusOr<ChainCheck> Journal::Verify(std::string_view chain) {
  ChainCheck result;
  ATTEST_RETURN_IF_ERROR(
      database_.Read([&](db::Transaction& sql) -> absl::Status {
        ChainChecker checker(chain);
        ATTEST_RETURN_IF_ERROR(CheckEntriesOf(sql, chain, checker));
        ATTEST_RETURN_IF_ERROR(CheckHeadOf(sql, chain, checker));
        result = checker.result();
        return absl::OkStatus();
      }));
  return result;
}

void Journal::Announce(int64_t last_cursor) {
  const std::lock_guard lock(mutex_);
  if (last_cursor <= last_cursor_) return;
  last_cursor_ = last_cursor;
  written_.notify_all();
}

bool Journal::WaitForEvents(int64_t after_cursor, absl::Duration longest) {
  std::unique_lock lock(mutex_);
  return written_.wait_for(lock, absl::ToChronoMicroseconds(longest),
                           [&] { return last_cursor_ > after_cursor; });
}

absl::StatusOr<std::string> Remember(db::Database& database,
                                     const Author& author, absl::Time now,
                                     std::string_view response) {
  if (author.request_id.empty()) return errors::NoRequestId();
  std::string counting;
  ATTEST_RETURN_IF_ERROR(
      database.Write([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(const bool first,
                                ClaimRequest(sql, author, now));
        if (first) {
          ATTEST_RETURN_IF_ERROR(StoreResponse(sql, author, response));
        }
        ATTEST_ASSIGN_OR_RETURN(counting, FirstResponse(sql, author));
        return absl::OkStatus();
      }));
  return counting;
}

std::vector<db::Migration> WithJournal(
    const std::vector<db::Migration>& service_migrations) {
  std::vector<db::Migration> all = Migrations();
  for (db::Migration step : service_migrations) {
    step.number += static_cast<int>(Migrations().size());
    all.push_back(std::move(step));
  }
  return all;
}

}  // namespace attest::journal
