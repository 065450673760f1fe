#include "services/registration/store/registration_parts.h"

#include <string>
#include <vector>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "services/registration/store/hold_store.h"
#include "services/registration/store/life_store.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

// One column of a table of texts, in order.
absl::Status ReadTexts(db::Transaction& tx, std::string_view sql,
                       const std::string& registration,
                       std::vector<std::string>& texts) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, tx.Query(sql, registration));
  for (const db::Row& row : rows) texts.push_back(row.Text(0));
  return absl::OkStatus();
}

absl::Status ReadInduction(db::Transaction& tx, Registration& registration) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT item, done, done_date, notes "
               "FROM registration_induction WHERE registration = $1 "
               "AND item >= 0 AND item < $2",
               registration.id, static_cast<int64_t>(kInductionItems)));
  for (const db::Row& row : rows) {
    registration.induction[static_cast<size_t>(row.Int(0))] = {
        .done = row.Int(1) != 0,
        .done_date = OptionalDateAt(row, 2),
        .notes = row.Text(3)};
  }
  return absl::OkStatus();
}

absl::Status ReadGoals(db::Transaction& tx, Registration& registration) {
  if (!registration.learning_plan) return absl::OkStatus();
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT g.position, g.goal, g.target_date, g.reached_date, "
               "u.unit FROM registration_goal g "
               "LEFT JOIN registration_goal_unit u "
               "ON u.registration = g.registration AND u.goal = g.position "
               "WHERE g.registration = $1 ORDER BY g.position, u.position",
               registration.id));
  auto& goals = registration.learning_plan->goals;
  int64_t last = -1;
  for (const db::Row& row : rows) {
    if (row.Int(0) != last) {
      last = row.Int(0);
      goals.push_back({.goal = row.Text(1),
                       .target_date = DateAt(row, 2),
                       .units = {},
                       .reached_date = OptionalDateAt(row, 3)});
    }
    if (!row.IsNull(4)) goals.back().units.push_back(row.Text(4));
  }
  return absl::OkStatus();
}

absl::Status ReadAllocations(db::Transaction& tx, Registration& registration) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT a.position, a.role, a.person, u.unit "
               "FROM registration_allocation a "
               "LEFT JOIN registration_allocation_unit u "
               "ON u.registration = a.registration "
               "AND u.allocation = a.position "
               "WHERE a.registration = $1 ORDER BY a.position, u.position",
               registration.id));
  int64_t last = -1;
  for (const db::Row& row : rows) {
    if (row.Int(0) != last) {
      last = row.Int(0);
      registration.allocations.push_back(
          {.role = static_cast<StaffRole>(row.Int(1)),
           .person = row.Text(2),
           .units = {}});
    }
    if (!row.IsNull(3)) {
      registration.allocations.back().units.push_back(row.Text(3));
    }
  }
  return absl::OkStatus();
}

absl::Status Clear(journal::WriteTransaction& tx, std::string_view table,
                   const std::string& registration) {
  return tx.Execute(
      fmt::format("DELETE FROM {} WHERE registration = $1", table),
      registration);
}

absl::Status InsertGoal(journal::WriteTransaction& tx,
                        const std::string& registration, size_t position,
                        const LearningGoal& goal) {
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("INSERT INTO registration_goal (registration, position, "
                 "goal, target_date, reached_date) VALUES ($1, $2, $3, $4, $5)",
                 registration, static_cast<int64_t>(position), goal.goal,
                 FormatDate(goal.target_date), DateValue(goal.reached_date)));
  for (size_t i = 0; i < goal.units.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(
        tx.Execute("INSERT INTO registration_goal_unit (registration, goal, "
                   "position, unit) VALUES ($1, $2, $3, $4)",
                   registration, static_cast<int64_t>(position),
                   static_cast<int64_t>(i), goal.units[i]));
  }
  return absl::OkStatus();
}

absl::Status InsertAllocation(journal::WriteTransaction& tx,
                              const std::string& registration, size_t position,
                              const Allocation& allocation) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO registration_allocation (registration, position, role, "
      "person) VALUES ($1, $2, $3, $4)",
      registration, static_cast<int64_t>(position),
      static_cast<int64_t>(allocation.role), allocation.person));
  for (size_t i = 0; i < allocation.units.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO registration_allocation_unit (registration, allocation, "
        "position, unit) VALUES ($1, $2, $3, $4)",
        registration, static_cast<int64_t>(position), static_cast<int64_t>(i),
        allocation.units[i]));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadParts(db::Transaction& tx, Registration& registration) {
  const std::string& id = registration.id;
  ATTEST_RETURN_IF_ERROR(
      ReadTexts(tx,
                "SELECT note FROM registration_note WHERE registration = $1 "
                "ORDER BY position",
                id, registration.notes));
  ATTEST_RETURN_IF_ERROR(
      ReadTexts(tx,
                "SELECT unit FROM registration_unit WHERE registration = $1 "
                "ORDER BY position",
                id, registration.units));
  ATTEST_RETURN_IF_ERROR(
      ReadTexts(tx,
                "SELECT unit FROM registration_achieved_unit "
                "WHERE registration = $1 ORDER BY unit",
                id, registration.achieved));
  ATTEST_RETURN_IF_ERROR(ReadInduction(tx, registration));
  ATTEST_RETURN_IF_ERROR(ReadGoals(tx, registration));
  ATTEST_RETURN_IF_ERROR(ReadAllocations(tx, registration));
  ATTEST_RETURN_IF_ERROR(ReadLife(tx, registration));
  return ReadHolds(tx, registration);
}

absl::Status ReadHolds(db::Transaction& tx, Registration& registration) {
  HoldTargets targets{.centre = registration.centre,
                      .persons = {},
                      .learner = registration.learner};
  for (const Allocation& one : registration.allocations) {
    targets.persons.push_back(one.person);
  }
  ATTEST_ASSIGN_OR_RETURN(registration.holds, RunningHolds(tx, targets));
  return absl::OkStatus();
}

absl::Status PutNotes(journal::WriteTransaction& tx,
                      const Registration& registration) {
  ATTEST_RETURN_IF_ERROR(Clear(tx, "registration_note", registration.id));
  for (size_t i = 0; i < registration.notes.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO registration_note (registration, position, "
        "note) VALUES ($1, $2, $3)",
        registration.id, static_cast<int64_t>(i), registration.notes[i]));
  }
  return absl::OkStatus();
}

absl::Status PutInduction(journal::WriteTransaction& tx,
                          const Registration& registration) {
  for (size_t i = 0; i < kInductionItems; ++i) {
    const InductionItem& item = registration.induction[i];
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO registration_induction (registration, item, done, "
        "done_date, notes) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (registration, item) DO UPDATE SET done = excluded.done, "
        "done_date = excluded.done_date, notes = excluded.notes",
        registration.id, static_cast<int64_t>(i), item.done,
        DateValue(item.done_date), item.notes));
  }
  return absl::OkStatus();
}

absl::Status PutLearningPlan(journal::WriteTransaction& tx,
                             const Registration& registration) {
  const LearningPlan& plan = *registration.learning_plan;
  ATTEST_RETURN_IF_ERROR(Clear(tx, "registration_goal_unit", registration.id));
  ATTEST_RETURN_IF_ERROR(Clear(tx, "registration_goal", registration.id));
  for (size_t i = 0; i < plan.goals.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(InsertGoal(tx, registration.id, i, plan.goals[i]));
  }
  return tx.Execute(
      "UPDATE registration SET plan_review_date = $2 WHERE id = $1",
      registration.id, FormatDate(plan.review_date));
}

absl::Status PutUnits(journal::WriteTransaction& tx,
                      const Registration& registration) {
  ATTEST_RETURN_IF_ERROR(Clear(tx, "registration_unit", registration.id));
  for (size_t i = 0; i < registration.units.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO registration_unit (registration, position, "
        "unit) VALUES ($1, $2, $3)",
        registration.id, static_cast<int64_t>(i), registration.units[i]));
  }
  return absl::OkStatus();
}

absl::Status PutAllocations(journal::WriteTransaction& tx,
                            const Registration& registration) {
  ATTEST_RETURN_IF_ERROR(
      Clear(tx, "registration_allocation_unit", registration.id));
  ATTEST_RETURN_IF_ERROR(Clear(tx, "registration_allocation", registration.id));
  for (size_t i = 0; i < registration.allocations.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(
        InsertAllocation(tx, registration.id, i, registration.allocations[i]));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> AddAchievedUnit(journal::WriteTransaction& tx,
                                     std::string_view registration,
                                     std::string_view unit) {
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("INSERT INTO registration_achieved_unit (registration, unit) "
                 "VALUES ($1, $2) ON CONFLICT DO NOTHING",
                 registration, unit));
  return tx.changes() > 0;
}

absl::StatusOr<bool> RemoveAchievedUnit(journal::WriteTransaction& tx,
                                        std::string_view registration,
                                        std::string_view unit) {
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("DELETE FROM registration_achieved_unit "
                 "WHERE registration = $1 AND unit = $2",
                 registration, unit));
  return tx.changes() > 0;
}

}  // namespace attest::registration::store
