#include "services/registration/store/exemption_store.h"

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/ids/ids.h"
#include "services/registration/store/request_filter.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "registration, id, kind, unit, policy_reference, unit_reference, "
    "certificate_number, certificate_date, awarding_organisation, state, "
    "decide_reason, decided_by, decided_us, requested_by, requested_us";

Exemption ExemptionOf(const db::Row& row) {
  Exemption exemption;
  exemption.registration = row.Text(0);
  exemption.id = row.Text(1);
  exemption.kind = static_cast<ExemptionKind>(row.Int(2));
  exemption.unit = row.Text(3);
  exemption.policy_reference = row.Text(4);
  exemption.unit_reference = row.Text(5);
  exemption.certificate_number = row.Text(6);
  exemption.certificate_date = DateAt(row, 7);
  exemption.awarding_organisation = row.Text(8);
  exemption.state = static_cast<ExemptionState>(row.Int(9));
  exemption.decide_reason = row.Text(10);
  exemption.decided_by = row.Text(11);
  if (!row.IsNull(12)) exemption.decided = TimeAt(row, 12);
  exemption.requested_by = row.Text(13);
  exemption.requested = TimeAt(row, 14);
  return exemption;
}

// As a digest, which stays when the certificate's number is erased.
std::string Counted(const Exemption& exemption) {
  return Sha256Hex(CountedKey(exemption));
}

}  // namespace

absl::Status InsertExemption(journal::WriteTransaction& tx,
                             const Exemption& exemption,
                             std::string_view centre) {
  return tx.Execute(
      "INSERT INTO exemption (registration, id, centre, kind, unit, "
      "policy_reference, unit_reference, certificate_number, "
      "certificate_date, awarding_organisation, counted, state, "
      "decide_reason, decided_by, requested_by, requested_us) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', "
      "$13, $14)",
      exemption.registration, exemption.id, centre,
      static_cast<int64_t>(exemption.kind), exemption.unit,
      exemption.policy_reference, exemption.unit_reference,
      exemption.certificate_number, FormatDate(exemption.certificate_date),
      exemption.awarding_organisation, Counted(exemption),
      static_cast<int64_t>(exemption.state), exemption.requested_by,
      Micros(exemption.requested));
}

absl::Status UpdateExemption(journal::WriteTransaction& tx,
                             const Exemption& exemption) {
  return tx.Execute(
      "UPDATE exemption SET state = $3, decide_reason = $4, decided_by = $5, "
      "decided_us = $6 WHERE registration = $1 AND id = $2",
      exemption.registration, exemption.id,
      static_cast<int64_t>(exemption.state), exemption.decide_reason,
      exemption.decided_by, TimeValue(exemption.decided));
}

absl::StatusOr<std::optional<Exemption>> FindExemption(
    db::Transaction& tx, std::string_view registration, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM exemption WHERE registration = $1 "
                           "AND id = $2",
                           kColumns),
               registration, id));
  if (rows.empty()) return std::nullopt;
  return ExemptionOf(rows.front());
}

absl::StatusOr<bool> CountsUnit(db::Transaction& tx,
                                const Exemption& exemption) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT id FROM exemption WHERE registration = $1 "
               "AND unit = $2 AND state IN (1, 2) AND id <> $3 LIMIT 1",
               exemption.registration, exemption.unit, exemption.id));
  return !rows.empty();
}

absl::StatusOr<bool> CountsCredit(db::Transaction& tx,
                                  const Exemption& exemption) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT e.id FROM exemption e "
               "JOIN registration r ON r.id = e.registration "
               "WHERE e.counted = $1 AND e.state IN (1, 2) AND r.state <> 3 "
               "AND NOT (e.registration = $2 AND (e.unit = $3 OR e.id = $4)) "
               "LIMIT 1",
               Counted(exemption), exemption.registration, exemption.unit,
               exemption.id));
  return !rows.empty();
}

absl::StatusOr<std::vector<Exemption>> ListExemptions(
    db::Transaction& tx, const RequestFilter& filter, const CreationKey& after,
    int limit) {
  const Condition where = ConditionOf(filter, after);
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Run(fmt::format("SELECT {} FROM exemption WHERE {} "
                         "ORDER BY requested_us, id LIMIT {}",
                         kColumns, where.text, limit),
             where.parameters));
  std::vector<Exemption> exemptions;
  for (const db::Row& row : rows) exemptions.push_back(ExemptionOf(row));
  return exemptions;
}

}  // namespace attest::registration::store
