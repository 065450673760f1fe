#include <string>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "libs/db/db.h"
#include "libs/db/errors.h"
#include "libs/db/text.h"
#include "libs/ids/ids.h"

namespace attest::db {
namespace {

constexpr char kCreateTable[] =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " number BIGINT NOT NULL PRIMARY KEY,"
    " name TEXT NOT NULL,"
    " sha256 TEXT NOT NULL,"
    " applied_us BIGINT NOT NULL)";
constexpr char kSelectSteps[] =
    "SELECT number, name, sha256 FROM schema_migration ORDER BY number";
constexpr char kClaimStep[] =
    "INSERT INTO schema_migration (number, name, sha256, applied_us)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT (number) DO NOTHING";

absl::Status OutOfOrder(std::string_view whose, int64_t found, int64_t due) {
  return errors::Schema(
      "SCHEMA_OUT_OF_ORDER",
      fmt::format("{} step {} stands where {} is due", whose, found, due));
}

absl::Status CheckNumbers(const std::vector<Migration>& migrations) {
  int due = 0;
  for (const Migration& step : migrations) {
    if (step.number != ++due) return OutOfOrder("given", step.number, due);
  }
  return absl::OkStatus();
}

// That `applied` is what `migrations` begins with.
absl::Status CheckApplied(const Rows& applied,
                          const std::vector<Migration>& migrations) {
  int64_t due = 0;
  for (const Row& row : applied) {
    if (row.Int(0) != ++due) return OutOfOrder("applied", row.Int(0), due);
  }
  if (applied.size() > migrations.size()) {
    return errors::Schema(
        "SCHEMA_TOO_NEW",
        fmt::format("the database is at step {}, this program knows {}",
                    applied.size(), migrations.size()));
  }
  for (size_t i = 0; i < applied.size(); ++i) {
    const Migration& step = migrations[i];
    if (applied[i].Text(1) == step.name &&
        applied[i].Text(2) == Sha256Hex(step.sql)) {
      continue;
    }
    return errors::Schema(
        "SCHEMA_CHANGED",
        fmt::format("step {} {} was applied as {} and reads differently now",
                    step.number, step.name, applied[i].Text(1)));
  }
  return absl::OkStatus();
}

// Reads what was applied and checks it; gives how many steps that is.
absl::StatusOr<size_t> ReadApplied(Transaction& sql,
                                   const std::vector<Migration>& migrations) {
  ATTEST_ASSIGN_OR_RETURN(const Rows rows, sql.Query(kSelectSteps));
  ATTEST_RETURN_IF_ERROR(CheckApplied(rows, migrations));
  return rows.size();
}

// The record comes first: two that apply the same step meet at its primary
// key, and the second finds the step done.
absl::Status ApplyStep(Transaction& sql, const Migration& step,
                       const std::vector<Migration>& migrations) {
  ATTEST_RETURN_IF_ERROR(sql.Execute(kClaimStep, step.number, step.name,
                                     Sha256Hex(step.sql),
                                     absl::ToUnixMicros(absl::Now())));
  if (sql.changes() == 0) return ReadApplied(sql, migrations).status();
  for (const std::string& statement : SplitStatements(step.sql)) {
    ATTEST_RETURN_IF_ERROR(sql.Execute(statement));
  }
  return absl::OkStatus();
}

absl::Status EnsureTable(Database& database) {
  const auto create = [](Transaction& sql) {
    return sql.Execute(kCreateTable);
  };
  // Two that create it at once may both miss it (PostgreSQL); the second try
  // finds it.
  if (database.Write(create).ok()) return absl::OkStatus();
  return database.Write(create);
}

}  // namespace

absl::Status Migrate(Database& database,
                     const std::vector<Migration>& migrations) {
  ATTEST_RETURN_IF_ERROR(CheckNumbers(migrations));
  ATTEST_RETURN_IF_ERROR(EnsureTable(database));
  size_t applied = 0;
  ATTEST_RETURN_IF_ERROR(database.Read([&](Transaction& sql) -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(applied, ReadApplied(sql, migrations));
    return absl::OkStatus();
  }));
  for (size_t i = applied; i < migrations.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(database.Write([&](Transaction& sql) {
      return ApplyStep(sql, migrations[i], migrations);
    }));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> SchemaVersion(Database& database) {
  int64_t version = 0;
  ATTEST_RETURN_IF_ERROR(EnsureTable(database));
  ATTEST_RETURN_IF_ERROR(database.Read([&](Transaction& sql) -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(
        const Rows rows,
        sql.Query("SELECT COALESCE(MAX(number), 0) FROM schema_migration"));
    version = rows[0].Int(0);
    return absl::OkStatus();
  }));
  return static_cast<int>(version);
}

bool IsUniqueViolation(const absl::Status& status) {
  return status.code() == absl::StatusCode::kAlreadyExists &&
         ReasonOf(status) == "UNIQUE";
}

}  // namespace attest::db
