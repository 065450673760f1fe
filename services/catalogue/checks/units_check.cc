#include "services/catalogue/checks/units_check.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "services/catalogue/checks/fact_check.h"
#include "services/catalogue/checks/unit_check.h"

namespace attest::catalogue::checks {
namespace {

using UnitsByNumber = std::map<std::string_view, const v1::Unit*>;

UnitsByNumber ByNumber(const v1::Syllabus& syllabus) {
  UnitsByNumber units;
  for (const v1::Unit& unit : syllabus.units()) {
    units.emplace(unit.number(), &unit);
  }
  return units;
}

// Whether there are as many as may be.
bool CheckCount(const v1::Syllabus& syllabus, const Spot& file,
                Findings& findings) {
  if (syllabus.units().empty()) {
    findings.Add(kEmpty, file.Field("units"), "no unit", "write its units");
  }
  if (syllabus.units_size() <= kUnitsMax) return true;
  findings.Add(kTooManyUnits, file.Field("units", kUnitsMax),
               fmt::format("{} units", syllabus.units_size()),
               fmt::format("keep it within {} units", kUnitsMax));
  return false;
}

void CheckEachUnit(const v1::Syllabus& syllabus, const Spot& file,
                   Findings& findings) {
  std::set<std::string_view> numbers;
  std::map<std::string_view, std::string_view> unit_of_reference;
  for (int i = 0; i < syllabus.units_size(); ++i) {
    const v1::Unit& unit = syllabus.units(i);
    const Spot spot = file.Field("units", i);
    CheckUnit(unit, spot, findings);
    if (!numbers.insert(unit.number()).second) {
      findings.Add(kDuplicateUnit, spot.Field("number"),
                   fmt::format("another unit is `{}`", Shown(unit.number())),
                   "give each unit a number of its own");
    }
    if (unit.ofqual_reference().empty()) continue;
    const auto [other, is_new] =
        unit_of_reference.emplace(unit.ofqual_reference(), unit.number());
    if (is_new) continue;
    findings.Add(kDuplicateReference, spot.Field("ofqual_reference"),
                 fmt::format("`{}` belongs to unit {} already",
                             Shown(other->first), Shown(other->second)),
                 "write the reference of this unit");
  }
}

// Walks through the groups once.
class GroupCheck {
 public:
  GroupCheck(const UnitsByNumber& units, Findings& findings)
      : units_(units), findings_(findings) {}

  void Check(const v1::UnitGroup& group, const Spot& spot) {
    CheckThere(group.group(), "a key, e.g. A", spot, "group", findings_);
    if (!keys_.insert(group.group()).second) {
      findings_.Add(kDuplicateGroup, spot.Field("group"),
                    fmt::format("another group is `{}`", Shown(group.group())),
                    "give each group a key of its own");
    }
    if (group.units().empty()) {
      findings_.Add(kEmpty, spot, "no unit", "name its units");
    }
    for (int i = 0; i < group.units_size(); ++i) {
      CheckMember(group, i, spot);
    }
  }

  bool Has(std::string_view unit) const {
    return group_of_unit_.count(unit) > 0;
  }

 private:
  void CheckMember(const v1::UnitGroup& group, int index, const Spot& spot) {
    const std::string& unit = group.units(index);
    if (units_.count(unit) == 0) {
      findings_.Add(
          kUnknownUnit, spot.Field("units", index),
          fmt::format("names unit `{}`, which does not exist", Shown(unit)),
          "name a unit of the syllabus");
    }
    const auto [other, is_new] = group_of_unit_.emplace(unit, group.group());
    if (is_new) return;
    findings_.Add(kUnitInTwoGroups, spot.Field("units", index),
                  fmt::format("unit `{}` is in group {} already", Shown(unit),
                              Shown(other->second)),
                  "name each unit in one group, once");
  }

  const UnitsByNumber& units_;
  Findings& findings_;
  std::set<std::string_view> keys_;
  std::map<std::string_view, std::string_view> group_of_unit_;
};

void CheckGroups(const v1::Syllabus& syllabus, const UnitsByNumber& units,
                 const Spot& file, Findings& findings) {
  GroupCheck check(units, findings);
  for (int i = 0; i < syllabus.groups_size(); ++i) {
    check.Check(syllabus.groups(i), file.Field("groups", i));
  }
  if (syllabus.groups().empty()) return;
  for (int i = 0; i < syllabus.units_size(); ++i) {
    if (check.Has(syllabus.units(i).number())) continue;
    findings.Add(kUnitInNoGroup, file.Field("units", i), "is in no group",
                 "name it in a group, unless it is meant so");
  }
}

// A row of a table that names a unit; null, and a finding, when there is none.
const v1::Unit* UnitOfRow(const std::string& unit, const UnitsByNumber& units,
                          const Spot& row, Findings& findings) {
  const auto found = units.find(unit);
  if (found != units.end()) return found->second;
  findings.Add(
      kUnknownUnit, row.Field("unit"),
      fmt::format("names unit `{}`, which does not exist", Shown(unit)),
      "name a unit of the syllabus");
  return nullptr;
}

void CompareRow(const v1::UnitTableRow& row, const v1::Unit& unit,
                const Spot& spot, Findings& findings) {
  if (row.printed_credits() == unit.credits() &&
      row.printed_glh() == unit.guided_learning_hours() &&
      row.printed_tut() == unit.total_unit_time_hours()) {
    return;
  }
  findings.Add(
      kTableDiffers, spot,
      fmt::format("credits, GLH, TUT of unit {}: {}, {}, {} in the table; {}, "
                  "{}, {} on the unit page",
                  Shown(unit.number()), row.printed_credits(),
                  row.printed_glh(), row.printed_tut(), unit.credits(),
                  unit.guided_learning_hours(), unit.total_unit_time_hours()),
      "the unit page counts; mend the row unless it is printed so");
}

void CheckUnitTable(const v1::Syllabus& syllabus, const UnitsByNumber& units,
                    const Spot& file, Findings& findings) {
  std::set<std::string_view> listed;
  for (int i = 0; i < syllabus.unit_table_size(); ++i) {
    const v1::UnitTableRow& row = syllabus.unit_table(i);
    const Spot spot = file.Field("unit_table", i);
    const v1::Unit* unit = UnitOfRow(row.unit(), units, spot, findings);
    if (unit != nullptr) CompareRow(row, *unit, spot, findings);
    if (listed.insert(row.unit()).second) continue;
    findings.Add(kTableRows, spot.Field("unit"),
                 fmt::format("unit `{}` has a row already", Shown(row.unit())),
                 "write one row for each unit");
  }
  if (listed.empty()) return;
  for (int i = 0; i < syllabus.units_size(); ++i) {
    if (listed.count(syllabus.units(i).number()) > 0) continue;
    findings.Add(kTableRows, file.Field("units", i),
                 "has no row in the table of units",
                 "write one row for each unit");
  }
}

void CheckStandards(const v1::Syllabus& syllabus, const UnitsByNumber& units,
                    const Spot& file, Findings& findings) {
  int suspect = 0;
  int first_suspect = 0;
  for (int i = 0; i < syllabus.standards_size(); ++i) {
    const v1::StandardRow& row = syllabus.standards(i);
    const Spot spot = file.Field("standards", i);
    UnitOfRow(row.unit(), units, spot, findings);
    CheckThere(row.code(), "the code of the standard", spot, "code", findings);
    if (row.alignment_suspect() && suspect++ == 0) first_suspect = i;
  }
  if (suspect == 0) return;
  findings.Add(kSuspectStandards, file.Field("standards", first_suspect),
               fmt::format("{} of {} standards stand beside the wrong unit",
                           suspect, syllabus.standards_size()),
               "do not rely on them before they are put right");
}

}  // namespace

void CheckUnits(const v1::Syllabus& syllabus, const Spot& file,
                Findings& findings) {
  if (!CheckCount(syllabus, file, findings)) return;
  CheckEachUnit(syllabus, file, findings);
  const UnitsByNumber units = ByNumber(syllabus);
  CheckGroups(syllabus, units, file, findings);
  CheckUnitTable(syllabus, units, file, findings);
  CheckStandards(syllabus, units, file, findings);
}

}  // namespace attest::catalogue::checks
