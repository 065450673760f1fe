#include "services/registration/store/transfer_store.h"

#include "fmt/format.h"
#include "services/registration/store/registration_filter.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "registration, id, from_centre, to_centre, site, reason, state, "
    "from_consent_by, from_consent_us, to_consent_by, to_consent_us, "
    "refused_by, refuse_reason, requested_us, ended_us";

// From two columns that stand beside each other.
std::optional<TransferConsent> ConsentAt(const db::Row& row, int column) {
  if (row.IsNull(column + 1)) return std::nullopt;
  return TransferConsent{.given_by = row.Text(column),
                         .given = TimeAt(row, column + 1)};
}

Transfer TransferOf(const db::Row& row) {
  Transfer transfer;
  transfer.registration = row.Text(0);
  transfer.id = row.Text(1);
  transfer.from_centre = row.Text(2);
  transfer.to_centre = row.Text(3);
  transfer.site = row.Text(4);
  transfer.reason = row.Text(5);
  transfer.state = static_cast<TransferState>(row.Int(6));
  transfer.from_consent = ConsentAt(row, 7);
  transfer.to_consent = ConsentAt(row, 9);
  transfer.refused_by = row.Text(11);
  transfer.refuse_reason = row.Text(12);
  transfer.requested = TimeAt(row, 13);
  if (!row.IsNull(14)) transfer.ended = TimeAt(row, 14);
  return transfer;
}

std::optional<Transfer> First(const db::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return TransferOf(rows.front());
}

std::string GivenBy(const std::optional<TransferConsent>& consent) {
  return consent ? consent->given_by : "";
}

db::Value Given(const std::optional<TransferConsent>& consent) {
  if (!consent) return db::kNull;
  return Micros(consent->given);
}

Condition ConditionOf(const TransferFilter& filter) {
  Condition where;
  if (!filter.registration.empty()) {
    where.Add("registration = {}", {filter.registration});
  }
  if (!filter.centre.empty()) {
    where.Add("(from_centre = {} OR to_centre = {})",
              {filter.centre, filter.centre});
  }
  if (filter.state) {
    where.Add("state = {}", {static_cast<int64_t>(*filter.state)});
  }
  return where;
}

}  // namespace

absl::StatusOr<bool> InsertTransfer(journal::WriteTransaction& tx,
                                    const Transfer& transfer) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO transfer (registration, id, from_centre, to_centre, site, "
      "reason, state, from_consent_by, from_consent_us, to_consent_by, "
      "to_consent_us, refused_by, refuse_reason, requested_us, ended_us) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
      "$15) ON CONFLICT DO NOTHING",
      transfer.registration, transfer.id, transfer.from_centre,
      transfer.to_centre, transfer.site, transfer.reason,
      static_cast<int64_t>(transfer.state), GivenBy(transfer.from_consent),
      Given(transfer.from_consent), GivenBy(transfer.to_consent),
      Given(transfer.to_consent), transfer.refused_by, transfer.refuse_reason,
      Micros(transfer.requested), TimeValue(transfer.ended)));
  return tx.changes() > 0;
}

absl::Status UpdateTransfer(journal::WriteTransaction& tx,
                            const Transfer& transfer) {
  return tx.Execute(
      "UPDATE transfer SET state = $3, from_consent_by = $4, "
      "from_consent_us = $5, to_consent_by = $6, to_consent_us = $7, "
      "refused_by = $8, refuse_reason = $9, ended_us = $10 "
      "WHERE registration = $1 AND id = $2",
      transfer.registration, transfer.id, static_cast<int64_t>(transfer.state),
      GivenBy(transfer.from_consent), Given(transfer.from_consent),
      GivenBy(transfer.to_consent), Given(transfer.to_consent),
      transfer.refused_by, transfer.refuse_reason, TimeValue(transfer.ended));
}

absl::StatusOr<std::optional<Transfer>> FindTransfer(
    db::Transaction& tx, std::string_view registration, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM transfer WHERE registration = $1 "
                           "AND id = $2",
                           kColumns),
               registration, id));
  return First(rows);
}

absl::StatusOr<std::optional<Transfer>> FindOpenTransfer(
    db::Transaction& tx, std::string_view registration) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM transfer WHERE registration = $1 "
                           "AND state = 1",
                           kColumns),
               registration));
  return First(rows);
}

absl::StatusOr<std::vector<Transfer>> ListTransfers(
    db::Transaction& tx, const TransferFilter& filter, const CreationKey& after,
    int limit) {
  Condition where = ConditionOf(filter);
  where.Add("(requested_us, id) > ({}, {})", {after.created_us, after.id});
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Run(fmt::format("SELECT {} FROM transfer WHERE {} "
                         "ORDER BY requested_us, id LIMIT {}",
                         kColumns, where.text, limit),
             where.parameters));
  std::vector<Transfer> transfers;
  for (const db::Row& row : rows) transfers.push_back(TransferOf(row));
  return transfers;
}

}  // namespace attest::registration::store
