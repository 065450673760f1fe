#include "services/registration/store/adjustment_store.h"

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "services/registration/store/request_filter.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "registration, id, kind, area, description, support_reference, state, "
    "approval_date, decide_reason, decided_by, decided_us, requested_by, "
    "requested_us";

Adjustment AdjustmentOf(const db::Row& row) {
  Adjustment adjustment;
  adjustment.registration = row.Text(0);
  adjustment.id = row.Text(1);
  adjustment.kind = static_cast<AdjustmentKind>(row.Int(2));
  adjustment.area = static_cast<AdjustmentArea>(row.Int(3));
  adjustment.description = row.Text(4);
  adjustment.support_reference = row.Text(5);
  adjustment.state = static_cast<AdjustmentState>(row.Int(6));
  adjustment.approval_date = OptionalDateAt(row, 7);
  adjustment.decide_reason = row.Text(8);
  adjustment.decided_by = row.Text(9);
  if (!row.IsNull(10)) adjustment.decided = TimeAt(row, 10);
  adjustment.requested_by = row.Text(11);
  adjustment.requested = TimeAt(row, 12);
  return adjustment;
}

absl::Status ReadUnits(db::Transaction& tx, Adjustment& adjustment) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT unit FROM adjustment_unit WHERE registration = $1 "
               "AND adjustment = $2 ORDER BY position",
               adjustment.registration, adjustment.id));
  for (const db::Row& row : rows) adjustment.units.push_back(row.Text(0));
  return absl::OkStatus();
}

absl::Status ReadNotices(db::Transaction& tx, Adjustment& adjustment) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT recipient, notice_date, recorded_by "
               "FROM adjustment_notice WHERE registration = $1 "
               "AND adjustment = $2 ORDER BY position",
               adjustment.registration, adjustment.id));
  for (const db::Row& row : rows) {
    adjustment.notices.push_back(
        {.recipient = static_cast<NoticeRecipient>(row.Int(0)),
         .notice_date = DateAt(row, 1),
         .recorded_by = row.Text(2)});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Adjustment>> ReadAll(db::Transaction& tx,
                                                const db::Rows& rows) {
  std::vector<Adjustment> adjustments;
  for (const db::Row& row : rows) {
    adjustments.push_back(AdjustmentOf(row));
    ATTEST_RETURN_IF_ERROR(ReadUnits(tx, adjustments.back()));
    ATTEST_RETURN_IF_ERROR(ReadNotices(tx, adjustments.back()));
  }
  return adjustments;
}

absl::Status PutNotices(journal::WriteTransaction& tx,
                        const Adjustment& adjustment) {
  for (size_t i = 0; i < adjustment.notices.size(); ++i) {
    const AdjustmentNotice& notice = adjustment.notices[i];
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO adjustment_notice (registration, adjustment, recipient, "
        "position, notice_date, recorded_by) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT DO NOTHING",
        adjustment.registration, adjustment.id,
        static_cast<int64_t>(notice.recipient), static_cast<int64_t>(i),
        FormatDate(notice.notice_date), notice.recorded_by));
  }
  return absl::OkStatus();
}

absl::Status InsertUnits(journal::WriteTransaction& tx,
                         const Adjustment& adjustment) {
  for (size_t i = 0; i < adjustment.units.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO adjustment_unit (registration, adjustment, position, "
        "unit) VALUES ($1, $2, $3, $4)",
        adjustment.registration, adjustment.id, static_cast<int64_t>(i),
        adjustment.units[i]));
  }
  return absl::OkStatus();
}

}  // namespace

Condition ConditionOf(const RequestFilter& filter, const CreationKey& after) {
  Condition where;
  if (!filter.registration.empty()) {
    where.Add("registration = {}", {filter.registration});
  }
  if (!filter.centre.empty()) where.Add("centre = {}", {filter.centre});
  if (filter.state != 0) where.Add("state = {}", {int64_t{filter.state}});
  if (filter.until) where.Add("requested_us <= {}", {Micros(*filter.until)});
  where.Add("(requested_us, id) > ({}, {})", {after.created_us, after.id});
  return where;
}

absl::Status InsertAdjustment(journal::WriteTransaction& tx,
                              const Adjustment& adjustment,
                              std::string_view centre) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO adjustment (registration, id, centre, kind, area, "
      "description, support_reference, state, decide_reason, decided_by, "
      "requested_by, requested_us) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', $9, $10)",
      adjustment.registration, adjustment.id, centre,
      static_cast<int64_t>(adjustment.kind),
      static_cast<int64_t>(adjustment.area), adjustment.description,
      adjustment.support_reference, static_cast<int64_t>(adjustment.state),
      adjustment.requested_by, Micros(adjustment.requested)));
  ATTEST_RETURN_IF_ERROR(InsertUnits(tx, adjustment));
  return PutNotices(tx, adjustment);
}

absl::Status UpdateAdjustment(journal::WriteTransaction& tx,
                              const Adjustment& adjustment) {
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("UPDATE adjustment SET state = $3, approval_date = $4, "
                 "decide_reason = $5, decided_by = $6, decided_us = $7 "
                 "WHERE registration = $1 AND id = $2",
                 adjustment.registration, adjustment.id,
                 static_cast<int64_t>(adjustment.state),
                 DateValue(adjustment.approval_date), adjustment.decide_reason,
                 adjustment.decided_by, TimeValue(adjustment.decided)));
  return PutNotices(tx, adjustment);
}

absl::StatusOr<std::optional<Adjustment>> FindAdjustment(
    db::Transaction& tx, std::string_view registration, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM adjustment WHERE registration = $1 "
                           "AND id = $2",
                           kColumns),
               registration, id));
  ATTEST_ASSIGN_OR_RETURN(std::vector<Adjustment> found, ReadAll(tx, rows));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

absl::StatusOr<std::vector<Adjustment>> ListAdjustments(
    db::Transaction& tx, const RequestFilter& filter, const CreationKey& after,
    int limit) {
  const Condition where = ConditionOf(filter, after);
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Run(fmt::format("SELECT {} FROM adjustment WHERE {} "
                         "ORDER BY requested_us, id LIMIT {}",
                         kColumns, where.text, limit),
             where.parameters));
  return ReadAll(tx, rows);
}

}  // namespace attest::registration::store
