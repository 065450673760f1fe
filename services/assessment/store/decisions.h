// Rows of decisions: only ever added. Errors are those of the database.
#ifndef ATTEST_SERVICES_ASSESSMENT_STORE_DECISIONS_H_
#define ATTEST_SERVICES_ASSESSMENT_STORE_DECISIONS_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/assessment/domain/decision.h"

namespace attest::assessment::store {

// Place of a decision in the list of its registration.
struct DecisionKey {
  int64_t decide_us = 0;
  int64_t ordinal = -1;
  std::string id;
};

// Which decisions of a registration to list.
struct DecisionFilter {
  std::string registration;
  std::string unit;  // empty: every unit
  bool current_only = false;
};

// Inserts the decision; the one that was current on its criterion, if any, is
// superseded by it.
absl::Status InsertDecision(journal::WriteTransaction& sql,
                            const Decision& decision);

absl::StatusOr<std::optional<Decision>> FindDecision(
    db::Transaction& sql, std::string_view registration, std::string_view id);

// Those behind `after`, oldest first.
absl::StatusOr<std::vector<Decision>> ListDecisions(
    db::Transaction& sql, const DecisionFilter& filter,
    const DecisionKey& after, int limit);

// The current decisions of a registration, without the evidence relied on.
absl::StatusOr<CurrentDecisions> FindCurrent(db::Transaction& sql,
                                             std::string_view registration);

// Criteria with a current decision that relies on this piece of evidence.
absl::StatusOr<std::set<CriterionRef>> CriteriaRelyingOn(
    db::Transaction& sql, std::string_view registration,
    std::string_view evidence);

// Units that are signed off and have a current decision that relies on it.
absl::StatusOr<std::set<std::string>> SignedOffUnitsRelyingOn(
    db::Transaction& sql, std::string_view registration,
    std::string_view evidence);

// Criteria of a unit with a current decision that relies on evidence which is
// not handed in any more.
absl::StatusOr<std::set<CriterionRef>> CriteriaWithoutTheirEvidence(
    db::Transaction& sql, std::string_view registration, std::string_view unit);

// Makes a trainee's decision final.
absl::Status InsertCountersignature(journal::WriteTransaction& sql,
                                    const Decision& decision,
                                    std::string_view reason, absl::Time time);

// Everybody who ever decided or countersigned in the unit, witnessed, created
// or uploaded evidence of it.
absl::StatusOr<std::set<std::string>> PeopleInUnit(
    db::Transaction& sql, std::string_view registration, std::string_view unit);

}  // namespace attest::assessment::store

#endif  // ATTEST_SERVICES_ASSESSMENT_STORE_DECISIONS_H_
