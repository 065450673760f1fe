#include "services/registration/store/hold_store.h"

#include <utility>

#include "fmt/format.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "id, kind, target, scopes, reason, placed_by, placed_us, lifted_by, "
    "lifted_us, lift_reason";
constexpr HoldScope kScopes[] = {HoldScope::kRegistration,
                                 HoldScope::kAssessment,
                                 HoldScope::kVerification, HoldScope::kClaim};

int64_t Bit(HoldScope scope) { return int64_t{1} << static_cast<int>(scope); }

int64_t BitsOf(const std::vector<HoldScope>& scopes) {
  int64_t bits = 0;
  for (const HoldScope scope : scopes) bits |= Bit(scope);
  return bits;
}

std::vector<HoldScope> ScopesOf(int64_t bits) {
  std::vector<HoldScope> scopes;
  for (const HoldScope scope : kScopes) {
    if ((bits & Bit(scope)) != 0) scopes.push_back(scope);
  }
  return scopes;
}

Hold HoldOf(const db::Row& row) {
  Hold hold{.id = row.Text(0),
            .kind = static_cast<HoldTarget>(row.Int(1)),
            .target = row.Text(2),
            .scopes = ScopesOf(row.Int(3)),
            .reason = row.Text(4),
            .placed_by = row.Text(5),
            .placed = TimeAt(row, 6),
            .lifted_by = row.Text(7),
            .lifted = {},
            .lift_reason = row.Text(9)};
  if (!row.IsNull(8)) hold.lifted = TimeAt(row, 8);
  return hold;
}

std::vector<Hold> All(const db::Rows& rows) {
  std::vector<Hold> holds;
  for (const db::Row& row : rows) holds.push_back(HoldOf(row));
  return holds;
}

// A condition that grows, with its parameters.
class Condition {
 public:
  explicit Condition(std::vector<db::Value> parameters)
      : parameters_(std::move(parameters)) {}

  // A placeholder for a value.
  std::string Value(db::Value value) {
    parameters_.push_back(std::move(value));
    return fmt::format("${}", parameters_.size());
  }
  std::string Is(HoldTarget kind, const std::string& target) {
    return fmt::format("(kind = {} AND target = {})", static_cast<int>(kind),
                       Value(target));
  }
  const std::vector<db::Value>& parameters() const { return parameters_; }

 private:
  std::vector<db::Value> parameters_;
};

std::string OnAnyOf(const HoldTargets& targets, Condition& condition) {
  std::vector<std::string> any;
  if (!targets.centre.empty()) {
    any.push_back(condition.Is(HoldTarget::kCentre, targets.centre));
  }
  if (!targets.learner.empty()) {
    any.push_back(condition.Is(HoldTarget::kLearner, targets.learner));
  }
  for (const std::string& person : targets.persons) {
    any.push_back(condition.Is(HoldTarget::kPerson, person));
  }
  return any.empty() ? "1 = 0" : fmt::format("({})", fmt::join(any, " OR "));
}

// What concerns a centre: itself, its people, its learners.
std::string Concerning(const std::string& centre, Condition& condition) {
  return fmt::format(
      "((kind = {0} AND target = {3}) OR (kind = {1} AND EXISTS (SELECT 1 FROM "
      "appointment a WHERE a.person = hold.target AND a.centre = {3})) OR "
      "(kind = {2} AND EXISTS (SELECT 1 FROM registration r WHERE "
      "r.learner = hold.target AND r.centre = {3})))",
      static_cast<int>(HoldTarget::kCentre),
      static_cast<int>(HoldTarget::kPerson),
      static_cast<int>(HoldTarget::kLearner), condition.Value(centre));
}

std::string Matching(const HoldFilter& filter, Condition& condition) {
  std::string text;
  if (!filter.centre.empty()) {
    text += " AND " + Concerning(filter.centre, condition);
  }
  if (!filter.person.empty()) {
    text += " AND " + condition.Is(HoldTarget::kPerson, filter.person);
  }
  if (!filter.learner.empty()) {
    text += " AND " + condition.Is(HoldTarget::kLearner, filter.learner);
  }
  if (!filter.lifted) text += " AND lifted_us IS NULL";
  return text;
}

absl::StatusOr<std::vector<Hold>> Select(db::Transaction& tx,
                                         const HoldTargets& targets,
                                         std::string_view restriction) {
  Condition condition({});
  const std::string any = OnAnyOf(targets, condition);
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          tx.Run(fmt::format("SELECT {} FROM hold WHERE {}{} "
                                             "ORDER BY placed_us, id",
                                             kColumns, any, restriction),
                                 condition.parameters()));
  return All(rows);
}

}  // namespace

absl::Status InsertHold(journal::WriteTransaction& tx, const Hold& hold) {
  return tx.Execute(
      "INSERT INTO hold (id, kind, target, scopes, reason, placed_by, "
      "placed_us, lifted_by, lifted_us, lift_reason) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      hold.id, static_cast<int64_t>(hold.kind), hold.target,
      BitsOf(hold.scopes), hold.reason, hold.placed_by, Micros(hold.placed),
      hold.lifted_by, TimeValue(hold.lifted), hold.lift_reason);
}

absl::StatusOr<std::optional<Hold>> FindHold(db::Transaction& tx,
                                             std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM hold WHERE id = $1", kColumns), id));
  if (rows.empty()) return std::nullopt;
  return HoldOf(rows.front());
}

absl::Status UpdateHold(journal::WriteTransaction& tx, const Hold& hold) {
  return tx.Execute(
      "UPDATE hold SET lifted_by = $2, lifted_us = $3, lift_reason = $4 "
      "WHERE id = $1",
      hold.id, hold.lifted_by, TimeValue(hold.lifted), hold.lift_reason);
}

absl::StatusOr<std::vector<Hold>> HoldsOn(db::Transaction& tx,
                                          const HoldTargets& targets) {
  return Select(tx, targets, "");
}

absl::StatusOr<std::vector<Hold>> RunningHolds(db::Transaction& tx,
                                               const HoldTargets& targets) {
  return Select(tx, targets, " AND lifted_us IS NULL");
}

absl::StatusOr<std::vector<Hold>> ListHolds(db::Transaction& tx,
                                            const HoldFilter& filter,
                                            const CreationKey& after,
                                            int limit) {
  Condition condition({after.created_us, after.id, int64_t{limit}});
  const std::string matching = Matching(filter, condition);
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Run(fmt::format("SELECT {} FROM hold WHERE (placed_us, id) > ($1, $2)"
                         "{} ORDER BY placed_us, id LIMIT $3",
                         kColumns, matching),
             condition.parameters()));
  return All(rows);
}

}  // namespace attest::registration::store
