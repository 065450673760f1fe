#include "services/assessment/store/decisions.h"

namespace attest::assessment::store {
namespace {

constexpr char kSupersede[] =
    "UPDATE decision SET superseded_by = $4 WHERE registration = $1"
    " AND unit = $2 AND criterion = $3 AND superseded_by = ''";
constexpr char kInsert[] =
    "INSERT INTO decision (registration, decision, unit, criterion, outcome,"
    " reason, accurate, is_current, authentic, relevant_in_depth,"
    " relevant_in_breadth, usual_conditions, conditions_reason, assessor,"
    " decide_us, ordinal, trainee, syllabus_version, superseded_by)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
    " $15, $16, $17, $18, '')";
constexpr char kInsertEvidence[] =
    "INSERT INTO decision_evidence (registration, decision, position, evidence)"
    " VALUES ($1, $2, $3, $4)";
// Completed below by what each query asks for.
#define ATTEST_SELECT_DECISION                                              \
  "SELECT d.registration, d.decision, d.unit, d.criterion, d.outcome,"      \
  " d.reason, d.accurate, d.is_current, d.authentic, d.relevant_in_depth,"  \
  " d.relevant_in_breadth, d.usual_conditions, d.conditions_reason,"        \
  " d.assessor, d.decide_us, d.ordinal, d.trainee, d.syllabus_version,"     \
  " d.superseded_by, c.person FROM decision d LEFT JOIN countersignature c" \
  " ON c.registration = d.registration AND c.decision = d.decision"         \
  " WHERE d.registration = $1"
constexpr char kSelect[] = ATTEST_SELECT_DECISION " AND d.decision = $2";
constexpr char kSelectCurrent[] =
    ATTEST_SELECT_DECISION " AND d.superseded_by = ''";
constexpr char kSelectPage[] = ATTEST_SELECT_DECISION
    " AND (d.decide_us, d.ordinal, d.decision) > ($2, $3, $4)"
    " ORDER BY d.decide_us, d.ordinal, d.decision LIMIT $5";
constexpr char kSelectPageOfUnit[] = ATTEST_SELECT_DECISION
    " AND (d.decide_us, d.ordinal, d.decision) > ($2, $3, $4) AND d.unit = $6"
    " ORDER BY d.decide_us, d.ordinal, d.decision LIMIT $5";
constexpr char kSelectCurrentPage[] = ATTEST_SELECT_DECISION
    " AND (d.decide_us, d.ordinal, d.decision) > ($2, $3, $4)"
    " AND d.superseded_by = ''"
    " ORDER BY d.decide_us, d.ordinal, d.decision LIMIT $5";
constexpr char kSelectCurrentPageOfUnit[] = ATTEST_SELECT_DECISION
    " AND (d.decide_us, d.ordinal, d.decision) > ($2, $3, $4) AND d.unit = $6"
    " AND d.superseded_by = ''"
    " ORDER BY d.decide_us, d.ordinal, d.decision LIMIT $5";
#undef ATTEST_SELECT_DECISION
constexpr char kSelectEvidence[] =
    "SELECT evidence FROM decision_evidence"
    " WHERE registration = $1 AND decision = $2 ORDER BY position";
constexpr char kSelectRelying[] =
    "SELECT d.unit, d.criterion FROM decision_evidence e"
    " JOIN decision d ON d.registration = e.registration"
    " AND d.decision = e.decision"
    " WHERE e.registration = $1 AND e.evidence = $2 AND d.superseded_by = ''";
// States: 2 is signed off.
constexpr char kSelectSignedOffRelying[] =
    "SELECT DISTINCT d.unit FROM decision_evidence e"
    " JOIN decision d ON d.registration = e.registration"
    " AND d.decision = e.decision"
    " JOIN sign_off s ON s.registration = d.registration AND s.unit = d.unit"
    " WHERE e.registration = $1 AND e.evidence = $2 AND d.superseded_by = ''"
    " AND s.superseded = 0 AND s.state = 2";
// States: 2 is submitted.
constexpr char kSelectWithoutEvidence[] =
    "SELECT DISTINCT d.unit, d.criterion FROM decision d"
    " JOIN decision_evidence e ON e.registration = d.registration"
    " AND e.decision = d.decision"
    " JOIN evidence p ON p.registration = e.registration"
    " AND p.evidence = e.evidence"
    " WHERE d.registration = $1 AND d.unit = $2 AND d.superseded_by = ''"
    " AND p.state <> 2";
constexpr char kInsertCountersignature[] =
    "INSERT INTO countersignature (registration, decision, person, reason,"
    " sign_us) VALUES ($1, $2, $3, $4, $5)";
// Evidence of the unit is what is mapped to it, and what a decision in it ever
// relied on.
constexpr char kSelectPeople[] =
    "WITH piece AS ("
    " SELECT evidence FROM evidence_mapping"
    " WHERE registration = $1 AND unit = $2"
    " UNION SELECT r.evidence FROM decision_evidence r JOIN decision d"
    " ON d.registration = r.registration AND d.decision = r.decision"
    " WHERE d.registration = $1 AND d.unit = $2)"
    " SELECT assessor FROM decision WHERE registration = $1 AND unit = $2"
    " UNION SELECT c.person FROM countersignature c JOIN decision d"
    " ON d.registration = c.registration AND d.decision = c.decision"
    " WHERE d.registration = $1 AND d.unit = $2"
    " UNION SELECT w.person FROM evidence_witness w"
    " JOIN piece ON piece.evidence = w.evidence"
    " WHERE w.registration = $1 AND w.person <> ''"
    " UNION SELECT e.created_by FROM evidence e"
    " JOIN piece ON piece.evidence = e.evidence WHERE e.registration = $1"
    " UNION SELECT f.uploaded_by FROM evidence_file f"
    " JOIN piece ON piece.evidence = f.evidence WHERE f.registration = $1";

Decision FromRow(const db::Row& row) {
  Decision decision;
  decision.registration = row.Text(0);
  decision.id = row.Text(1);
  decision.about = {row.Text(2), row.Text(3)};
  decision.outcome = static_cast<Outcome>(row.Int(4));
  decision.reason = row.Text(5);
  decision.judgements = {row.Int(6) != 0, row.Int(7) != 0, row.Int(8) != 0,
                         row.Int(9) != 0, row.Int(10) != 0};
  decision.usual_conditions = row.Int(11) != 0;
  decision.conditions_reason = row.Text(12);
  decision.assessor = row.Text(13);
  decision.decide_time = absl::FromUnixMicros(row.Int(14));
  decision.ordinal = row.Int(15);
  decision.trainee = row.Int(16) != 0;
  decision.syllabus_version = row.Text(17);
  decision.superseded_by = row.Text(18);
  decision.countersigned_by = row.Text(19);
  return decision;
}

absl::StatusOr<Decision> ReadWhole(db::Transaction& sql, const db::Row& row) {
  Decision decision = FromRow(row);
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectEvidence, decision.registration, decision.id));
  for (const db::Row& piece : rows) decision.evidence.push_back(piece.Text(0));
  return decision;
}

absl::StatusOr<db::Rows> QueryPage(db::Transaction& sql,
                                   const DecisionFilter& filter,
                                   const DecisionKey& after, int limit) {
  if (filter.unit.empty()) {
    return sql.Query(filter.current_only ? kSelectCurrentPage : kSelectPage,
                     filter.registration, after.decide_us, after.ordinal,
                     after.id, limit);
  }
  return sql.Query(
      filter.current_only ? kSelectCurrentPageOfUnit : kSelectPageOfUnit,
      filter.registration, after.decide_us, after.ordinal, after.id, limit,
      filter.unit);
}

std::set<CriterionRef> ToCriteria(const db::Rows& rows) {
  std::set<CriterionRef> criteria;
  for (const db::Row& row : rows) {
    criteria.insert({row.Text(0), row.Text(1)});
  }
  return criteria;
}

}  // namespace

absl::Status InsertDecision(journal::WriteTransaction& sql,
                            const Decision& decision) {
  ATTEST_RETURN_IF_ERROR(sql.Execute(kSupersede, decision.registration,
                                     decision.about.unit,
                                     decision.about.criterion, decision.id));
  const Judgements& judged = decision.judgements;
  ATTEST_RETURN_IF_ERROR(sql.Execute(
      kInsert, decision.registration, decision.id, decision.about.unit,
      decision.about.criterion, static_cast<int>(decision.outcome),
      decision.reason, judged.accurate, judged.current, judged.authentic,
      judged.relevant_in_depth, judged.relevant_in_breadth,
      decision.usual_conditions, decision.conditions_reason, decision.assessor,
      absl::ToUnixMicros(decision.decide_time), decision.ordinal,
      decision.trainee, decision.syllabus_version));
  int64_t position = 0;
  for (const std::string& evidence : decision.evidence) {
    ATTEST_RETURN_IF_ERROR(sql.Execute(kInsertEvidence, decision.registration,
                                       decision.id, position++, evidence));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Decision>> FindDecision(
    db::Transaction& sql, std::string_view registration, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelect, registration, id));
  if (rows.empty()) return std::nullopt;
  return ReadWhole(sql, rows.front());
}

absl::StatusOr<std::vector<Decision>> ListDecisions(
    db::Transaction& sql, const DecisionFilter& filter,
    const DecisionKey& after, int limit) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          QueryPage(sql, filter, after, limit));
  std::vector<Decision> page;
  for (const db::Row& row : rows) {
    ATTEST_ASSIGN_OR_RETURN(Decision decision, ReadWhole(sql, row));
    page.push_back(std::move(decision));
  }
  return page;
}

absl::StatusOr<CurrentDecisions> FindCurrent(db::Transaction& sql,
                                             std::string_view registration) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectCurrent, registration));
  CurrentDecisions current;
  for (const db::Row& row : rows) {
    Decision decision = FromRow(row);
    const CriterionRef about = decision.about;
    current.emplace(about, std::move(decision));
  }
  return current;
}

absl::StatusOr<std::set<CriterionRef>> CriteriaRelyingOn(
    db::Transaction& sql, std::string_view registration,
    std::string_view evidence) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectRelying, registration, evidence));
  return ToCriteria(rows);
}

absl::StatusOr<std::set<std::string>> SignedOffUnitsRelyingOn(
    db::Transaction& sql, std::string_view registration,
    std::string_view evidence) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectSignedOffRelying, registration, evidence));
  std::set<std::string> units;
  for (const db::Row& row : rows) units.insert(row.Text(0));
  return units;
}

absl::StatusOr<std::set<CriterionRef>> CriteriaWithoutTheirEvidence(
    db::Transaction& sql, std::string_view registration,
    std::string_view unit) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, sql.Query(kSelectWithoutEvidence,
                                                         registration, unit));
  return ToCriteria(rows);
}

absl::Status InsertCountersignature(journal::WriteTransaction& sql,
                                    const Decision& decision,
                                    std::string_view reason, absl::Time time) {
  return sql.Execute(kInsertCountersignature, decision.registration,
                     decision.id, decision.countersigned_by, reason,
                     absl::ToUnixMicros(time));
}

absl::StatusOr<std::set<std::string>> PeopleInUnit(
    db::Transaction& sql, std::string_view registration,
    std::string_view unit) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectPeople, registration, unit));
  std::set<std::string> people;
  for (const db::Row& row : rows) people.insert(row.Text(0));
  return people;
}

}  // namespace attest::assessment::store
