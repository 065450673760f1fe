#include "libs/rpc/testing/noted_journal.h"

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "libs/ids/ids.h"
#include "libs/testing/matchers.h"

namespace attest::rpc {

using ::attest::testing::IsOk;

NotedJournal::NotedJournal(const std::string& path, const Clock& clock) {
  auto database = db::OpenSqlite({.path = path});
  EXPECT_THAT(database, IsOk());
  database_ = *std::move(database);
  EXPECT_THAT(
      db::Migrate(*database_, journal::WithJournal(
                                  {{1, "create_note",
                                    "CREATE TABLE note (id INTEGER PRIMARY KEY,"
                                    " text TEXT NOT NULL)"}})),
      IsOk());
  journal_ = std::make_unique<journal::Journal>(*database_, clock);
}

void NotedJournal::Happen(const std::string& type, const std::string& centre,
                          int n) {
  const journal::Author author = {.method = "test/Happen",
                                  .subject = "ann",
                                  .role = "ASSESSOR",
                                  .request_id = RandomIds().NewId(),
                                  .fingerprint = Sha256Hex(type)};
  const auto written = journal_->Write(
      author,
      [&](journal::WriteTransaction&) -> absl::StatusOr<journal::Outcome> {
        journal::Change change;
        change.action = type;
        change.resource = fmt::format("things/{}", n);
        change.centre = centre;
        change.after = {{"n", std::to_string(n)}};
        return journal::Outcome{"", {change}};
      });
  EXPECT_THAT(written, IsOk());
}

std::vector<std::string> NotedJournal::Notes() {
  std::vector<std::string> notes;
  EXPECT_THAT(database_->Read([&](db::Transaction& sql) -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                            sql.Query("SELECT text FROM note ORDER BY id"));
    for (const db::Row& row : rows) notes.push_back(row.Text(0));
    return absl::OkStatus();
  }),
              IsOk());
  return notes;
}

absl::Status Note(journal::WriteTransaction& sql, const std::string& text) {
  return sql.Execute("INSERT INTO note (text) VALUES ($1)", text);
}

}  // namespace attest::rpc
