#include "services/catalogue/api/syllabi.h"

#include <algorithm>
#include <string>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/api/read.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/names.h"
#include "services/catalogue/domain/standard_code.h"

namespace attest::catalogue::api {
namespace {

bool HasOutcomeOf(const v1::Unit& unit, v1::OutcomeKind kind) {
  return std::any_of(unit.outcomes().begin(), unit.outcomes().end(),
                     [&](const auto& each) { return each.kind() == kind; });
}

bool IsWanted(const v1::ListUnitsRequest& request, const v1::Unit& unit,
              std::string_view group) {
  return (request.group().empty() || group == request.group()) &&
         (request.level() == 0 || unit.level() == request.level()) &&
         (request.outcome_kind() == v1::OUTCOME_KIND_UNSPECIFIED ||
          HasOutcomeOf(unit, request.outcome_kind()));
}

}  // namespace

absl::StatusOr<v1::Syllabus> Syllabi::Get(
    const v1::GetSyllabusRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kSyllabusName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto* found, FindSyllabus(published_, ids));
  return found->syllabus();
}

absl::StatusOr<v1::Unit> Syllabi::GetUnit(
    const v1::GetUnitRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kUnitName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto* found, FindSyllabus(published_, ids));
  const auto position = found->Position(ids[2]);
  if (!position) return errors::UnitNotFound(request.name());
  return found->syllabus().units(static_cast<int>(*position));
}

absl::StatusOr<v1::BatchGetUnitsResponse> Syllabi::BatchGetUnits(
    const v1::BatchGetUnitsRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kSyllabusName, request.parent());
  check.List("units", request.units_size());
  for (int i = 0; i < request.units_size(); ++i) {
    check.Name(fmt::format("units[{}]", i), "{unit}", request.units(i));
  }
  RefuseRepeated("units", request.units(), check);
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto* found, FindSyllabus(published_, ids));
  v1::BatchGetUnitsResponse response;
  for (const std::string& unit : request.units()) {
    const auto position = found->Position(unit);
    if (!position) {
      return errors::UnitNotFound(
          FormatName(kUnitName, {ids[0], ids[1], unit}));
    }
    *response.add_units() =
        found->syllabus().units(static_cast<int>(*position));
  }
  return response;
}

absl::StatusOr<v1::ListUnitsResponse> Syllabi::ListUnits(
    const v1::ListUnitsRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kSyllabusName, request.parent());
  check.OptionalText("group", request.group());
  check.That(request.level() >= 0, "level",
             fmt::format("must not be negative, is {}; 0 is for all levels",
                         request.level()));
  check.That(v1::OutcomeKind_IsValid(request.outcome_kind()), "outcome_kind",
             "must be KNOWLEDGE, COMPETENCE, or unset for all");
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto* found, FindSyllabus(published_, ids));
  check.That(request.group().empty() || found->HasGroup(request.group()),
             "group",
             fmt::format("must be a group of {}, is {}",
                         found->syllabus().name(), Quote(request.group())));
  ATTEST_RETURN_IF_ERROR(check.status());

  v1::ListUnitsResponse response;
  for (const v1::Unit& unit : found->syllabus().units()) {
    if (IsWanted(request, unit, found->GroupOf(unit.number()))) {
      *response.add_units() = unit;
    }
  }
  return response;
}

absl::StatusOr<v1::LookupStandardsResponse> Syllabi::LookupStandards(
    const v1::LookupStandardsRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kSyllabusName, request.parent());
  check.OptionalText("unit", request.unit());
  check.OptionalText("code", request.code());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto* found, FindSyllabus(published_, ids));
  check.That(request.unit().empty() || found->Position(request.unit()), "unit",
             fmt::format("must be the number of a unit of {}, without prefix; "
                         "is {}",
                         found->syllabus().name(), Quote(request.unit())));
  ATTEST_RETURN_IF_ERROR(check.status());

  v1::LookupStandardsResponse response;
  for (const v1::StandardRow& row : found->syllabus().standards()) {
    if ((request.unit().empty() || row.unit() == request.unit()) &&
        (request.code().empty() || IsStandard(row.code(), request.code()))) {
      *response.add_rows() = row;
    }
  }
  return response;
}

}  // namespace attest::catalogue::api
