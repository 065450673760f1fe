#include "services/assessment/domain/plan.h"

#include <set>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace attest::assessment {
namespace {

std::string RowField(size_t row, std::string_view field) {
  return fmt::format("rows[{}].{}", row, field);
}

void CheckCriteria(size_t row, const std::vector<std::string>& criteria,
                   FieldChecks& check) {
  check.List(RowField(row, "criteria"), criteria.size());
  for (size_t i = 0; i < criteria.size(); ++i) {
    check.Text(RowField(row, fmt::format("criteria[{}]", i)), criteria[i]);
  }
  const std::set<std::string> distinct(criteria.begin(), criteria.end());
  check.That(distinct.size() == criteria.size(), RowField(row, "criteria"),
             "names a criterion twice");
}

void CheckMethod(size_t row, EvidenceKind method, FieldChecks& check) {
  check.That(
      method >= EvidenceKind::kObservation && method <= EvidenceKind::kOther,
      RowField(row, "method"),
      method == EvidenceKind::kSimulation
          ? "simulation is accepted for no unit (req R81)"
          : "must be one of the kinds of evidence");
}

}  // namespace

std::string Plan::name() const { return FormatName(kPlanName, {centre, id}); }

std::string_view StateWord(PlanState state) {
  switch (state) {
    case PlanState::kDraft:
      return "draft";
    case PlanState::kSubmitted:
      return "submitted";
    case PlanState::kAgreed:
      return "agreed";
    case PlanState::kReturned:
      return "returned";
  }
  return "unknown";
}

void CheckRows(const std::vector<PlanRow>& rows, FieldChecks& check) {
  check.List("rows", rows.size());
  for (size_t i = 0; i < rows.size() && i < kListMax; ++i) {
    check.Text(RowField(i, "unit"), rows[i].unit);
    CheckCriteria(i, rows[i].criteria, check);
    check.Text(RowField(i, "piece_of_work"), rows[i].piece_of_work);
    CheckMethod(i, rows[i].method, check);
    check.Date(RowField(i, "date"), rows[i].date);
  }
}

void CheckRowsAgainst(const std::vector<PlanRow>& rows,
                      const Syllabus& syllabus, FieldChecks& check) {
  for (size_t i = 0; i < rows.size(); ++i) {
    const Unit* const unit = syllabus.Find(rows[i].unit);
    check.That(unit != nullptr, RowField(i, "unit"),
               "is no unit of the syllabus");
    if (unit == nullptr) continue;
    for (size_t j = 0; j < rows[i].criteria.size(); ++j) {
      check.That(unit->Find(rows[i].criteria[j]) != nullptr,
                 RowField(i, fmt::format("criteria[{}]", j)),
                 "is no criterion of that unit");
    }
  }
}

std::vector<std::string> GapsOf(const std::vector<PlanRow>& rows,
                                const Syllabus& syllabus) {
  std::set<CriterionRef> covered;
  for (const PlanRow& row : rows) {
    for (const auto& criterion : row.criteria) {
      covered.insert({row.unit, criterion});
    }
  }
  std::vector<std::string> gaps;
  for (const Unit& unit : syllabus.units) {
    for (const Criterion& criterion : unit.criteria) {
      const CriterionRef ref{unit.number, criterion.number};
      if (!covered.contains(ref)) gaps.push_back(ref.ToString());
    }
  }
  return gaps;
}

std::vector<RuleViolation> CheckReady(const Plan& plan) {
  std::vector<RuleViolation> violations;
  if (plan.state != PlanState::kDraft) {
    violations.push_back(
        {"NOT_A_DRAFT", plan.name(),
         fmt::format("it is {}; write the plan again to make it a draft",
                     StateWord(plan.state))});
  }
  std::vector<std::pair<std::string, std::vector<std::string>>> by_unit;
  for (const std::string& gap : plan.gaps) {
    const size_t blank = gap.find(' ');
    const std::string unit = gap.substr(0, blank);
    if (by_unit.empty() || by_unit.back().first != unit) {
      by_unit.push_back({unit, {}});
    }
    by_unit.back().second.push_back(gap.substr(blank + 1));
  }
  for (const auto& [unit, criteria] : by_unit) {
    violations.push_back({"CRITERIA_WITHOUT_WORK",
                          fmt::format("{} unit {}", plan.name(), unit),
                          fmt::format("no piece of work shows {} (req R69)",
                                      fmt::join(criteria, ", "))});
  }
  return violations;
}

}  // namespace attest::assessment
