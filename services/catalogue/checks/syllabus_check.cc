#include "services/catalogue/checks/syllabus_check.h"

#include <map>
#include <set>
#include <string>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/checks/unit_check.h"
#include "services/catalogue/domain/check_character.h"

namespace attest::catalogue::checks {
namespace {

using Numbers = std::set<std::string>;

void CheckId(std::string_view place, const std::string& id,
             Findings& findings) {
  findings.That(MatchName("{id}", id) && id != "-", place,
                "must be 1 to 64 of A-Z a-z 0-9 . _ ~ -, and not just `-`");
}

void CheckDate(std::string_view place, const std::string& date, bool required,
               Findings& findings) {
  if (date.empty() && !required) return;
  findings.That(ParseDate(date).has_value(), place,
                fmt::format("must be a date YYYY-MM-DD, is `{}`", date));
}

void CheckNumber(const std::string& number, Findings& findings) {
  constexpr std::string_view kPlace = "qualification, qualification_number";
  const auto canonical = CanonicalNumber(number);
  if (!canonical || *canonical != number) {
    return findings.Add(
        kPlace, fmt::format("must look like 601/3778/2, is `{}`", number));
  }
  findings.That(number.back() == RightCheckDigit(number), kPlace,
                fmt::format("`{}` has a wrong digit, or its last character "
                            "must be {}",
                            number, RightCheckDigit(number)));
}

void CheckDates(const v1::Qualification& qualification, Findings& findings) {
  CheckDate("qualification, regulation_start_date",
            qualification.regulation_start_date(), true, findings);
  CheckDate("qualification, operational_start_date",
            qualification.operational_start_date(), true, findings);
  CheckDate("qualification, operational_end_date",
            qualification.operational_end_date(), false, findings);
  CheckDate("qualification, certification_end_date",
            qualification.certification_end_date(), false, findings);
  CheckDate("qualification, review_date", qualification.review_date(), false,
            findings);
}

void CheckQualification(const v1::Qualification& qualification,
                        Findings& findings) {
  CheckId("qualification, code", qualification.code(), findings);
  CheckId("qualification, current_version", qualification.current_version(),
          findings);
  CheckNumber(qualification.qualification_number(), findings);
  findings.That(!qualification.title().empty(), "qualification, title",
                "must be the title on the certificate");
  findings.That(!qualification.language().empty(), "qualification, language",
                "must be the language of assessment, e.g. `en`");
  findings.That(qualification.level() >= 1, "qualification, level",
                "must be at least 1");
  findings.That(qualification.total_qualification_time_hours() >= 1,
                "qualification, total_qualification_time_hours",
                "must be at least 1");
  findings.That(qualification.minimum_age_years() >= 0,
                "qualification, minimum_age_years", "must not be negative");
  CheckDates(qualification, findings);
}

void CheckVersion(const v1::Syllabus& syllabus, Findings& findings) {
  CheckId("version", syllabus.version(), findings);
  findings.That(
      ParseDate(syllabus.document_date() + "-01").has_value(), "document_date",
      fmt::format("must be YYYY-MM, is `{}`", syllabus.document_date()));
}

// The numbers of the units, each once.
Numbers CheckUnits(const v1::Syllabus& syllabus, Findings& findings) {
  findings.That(
      syllabus.units_size() >= 1 && syllabus.units_size() <= kUnitsMax, "units",
      fmt::format("must be 1 to {}, are {}", kUnitsMax, syllabus.units_size()));
  Numbers numbers;
  std::map<std::string, std::string> unit_of_reference;
  for (const v1::Unit& unit : syllabus.units()) {
    CheckUnit(unit, findings);
    findings.That(numbers.insert(unit.number()).second,
                  fmt::format("unit {}", unit.number()),
                  "another unit has the same number");
    if (unit.ofqual_reference().empty()) continue;
    const auto [other, is_new] =
        unit_of_reference.emplace(unit.ofqual_reference(), unit.number());
    findings.That(is_new, fmt::format("unit {}", unit.number()),
                  fmt::format("ofqual_reference {} belongs to unit {} already",
                              unit.ofqual_reference(), other->second));
  }
  return numbers;
}

void CheckGroups(const v1::Syllabus& syllabus, const Numbers& units,
                 Findings& findings) {
  Numbers groups;
  std::map<std::string, std::string> group_of_unit;
  for (const v1::UnitGroup& group : syllabus.groups()) {
    const std::string place = fmt::format("group {}", group.group());
    findings.That(!group.group().empty(), place, "must have a key, e.g. `A`");
    findings.That(groups.insert(group.group()).second, place,
                  "another group has the same key");
    for (const std::string& unit : group.units()) {
      findings.That(units.count(unit) > 0, place,
                    fmt::format("names unit {}, which does not exist", unit));
      const auto [other, is_new] = group_of_unit.emplace(unit, group.group());
      findings.That(is_new, place,
                    fmt::format("names unit {}, which group {} has already",
                                unit, other->second));
    }
  }
}

void CheckTables(const v1::Syllabus& syllabus, const Numbers& units,
                 Findings& findings) {
  const auto check = [&](std::string_view table, const std::string& unit) {
    findings.That(
        units.count(unit) > 0, table,
        fmt::format("a row names unit {}, which does not exist", unit));
  };
  for (const auto& row : syllabus.unit_table()) check("unit_table", row.unit());
  for (const auto& row : syllabus.standards()) {
    check("standards", row.unit());
    findings.That(!row.code().empty(), "standards",
                  fmt::format("a row of unit {} has no code", row.unit()));
  }
}

}  // namespace

void CheckSyllabus(const v1::Syllabus& syllabus, Findings& findings) {
  CheckVersion(syllabus, findings);
  CheckQualification(syllabus.qualification(), findings);
  const Numbers units = CheckUnits(syllabus, findings);
  CheckGroups(syllabus, units, findings);
  CheckTables(syllabus, units, findings);
}

}  // namespace attest::catalogue::checks
