#include "services/registration/store/batch_store.h"

#include "services/registration/store/values.h"

namespace attest::registration::store {

absl::Status InsertBatch(journal::WriteTransaction& tx, const BatchKey& batch,
                         const std::string& centre, absl::Time now) {
  return tx.Execute(
      "INSERT INTO batch (subject, id, centre, answered_to, created_us) "
      "VALUES ($1, $2, $3, 0, $4)",
      batch.subject, batch.id, centre, Micros(now));
}

absl::StatusOr<int64_t> AnsweredTo(db::Transaction& tx, const BatchKey& batch) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT answered_to FROM batch WHERE subject = $1 AND id = $2",
               batch.subject, batch.id));
  return rows.empty() ? 0 : rows.front().Int(0);
}

absl::Status PutAnsweredTo(journal::WriteTransaction& tx, const BatchKey& batch,
                           int64_t row_number) {
  return tx.Execute(
      "UPDATE batch SET answered_to = $3 "
      "WHERE subject = $1 AND id = $2 AND answered_to < $3",
      batch.subject, batch.id, row_number);
}

absl::Status PutAnswer(journal::WriteTransaction& tx, const BatchKey& batch,
                       int64_t row_number, const KeptAnswer& answer) {
  return tx.Execute(
      "INSERT INTO batch_answer (subject, batch, row_number, fingerprint, "
      "answer) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
      batch.subject, batch.id, row_number, answer.fingerprint,
      db::Blob{answer.answer});
}

absl::StatusOr<std::optional<KeptAnswer>> FindAnswer(db::Transaction& tx,
                                                     const BatchKey& batch,
                                                     int64_t row_number) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT fingerprint, answer FROM batch_answer "
               "WHERE subject = $1 AND batch = $2 AND row_number = $3",
               batch.subject, batch.id, row_number));
  if (rows.empty()) return std::nullopt;
  return KeptAnswer{.fingerprint = rows.front().Text(0),
                    .answer = rows.front().Bytes(1)};
}

}  // namespace attest::registration::store
