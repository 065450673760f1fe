// The assessment plan of a centre: which work shows which criterion, and when.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_PLAN_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_PLAN_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/names/field_checks.h"
#include "libs/status/status.h"
#include "services/assessment/domain/evidence.h"
#include "services/assessment/domain/syllabus.h"

namespace attest::assessment {

// Numbered as in the contract; stored as numbers.
enum class PlanState : int {
  kDraft = 1,
  kSubmitted = 2,
  kAgreed = 3,
  kReturned = 4,
};

// One row of the matrix.
struct PlanRow {
  std::string unit;
  std::vector<std::string> criteria;
  std::string piece_of_work;
  EvidenceKind method{};
  std::string date;
};

struct Plan {
  std::string centre;    // id
  std::string id;        // `{qualification}-{version}`
  std::string syllabus;  // name
  std::vector<PlanRow> rows;
  PlanState state = PlanState::kDraft;
  std::vector<std::string> gaps;  // e.g. `57 1.4`
  std::string decided_by;
  absl::Time decide_time;  // when decided_by is set
  std::string return_reason;
  int64_t revision = 0;

  std::string name() const;
};

// `draft`, `submitted` ... as in the audit trail and in texts.
std::string_view StateWord(PlanState state);

// Checks the rows as written. Fields are named `rows[i]...`.
void CheckRows(const std::vector<PlanRow>& rows, FieldChecks& check);
// Checks that the rows are about criteria of the syllabus.
void CheckRowsAgainst(const std::vector<PlanRow>& rows,
                      const Syllabus& syllabus, FieldChecks& check);

// Criteria of the syllabus that no row covers, in its order (req R69).
std::vector<std::string> GapsOf(const std::vector<PlanRow>& rows,
                                const Syllabus& syllabus);

// `NOT_A_DRAFT`, and `CRITERIA_WITHOUT_WORK` for each unit with gaps (req R69,
// R70).
std::vector<RuleViolation> CheckReady(const Plan& plan);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_PLAN_H_
