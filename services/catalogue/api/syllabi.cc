#include "services/catalogue/api/syllabi.h"

#include <string>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/api/list_bytes.h"
#include "services/catalogue/api/read.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/names.h"
#include "services/catalogue/domain/standard_code.h"

namespace attest::catalogue::api {
namespace {

bool IsWanted(const v1::ListUnitsRequest& request,
              const store::PublishedSyllabus& syllabus, size_t unit) {
  return (request.group().empty() ||
          syllabus.GroupOf(unit) == request.group()) &&
         (request.level() == 0 || syllabus.LevelOf(unit) == request.level()) &&
         (request.outcome_kind() == v1::OUTCOME_KIND_UNSPECIFIED ||
          syllabus.HasOutcomeOf(unit, request.outcome_kind()));
}

bool IsWanted(const v1::LookupStandardsRequest& request,
              const store::PublishedSyllabus::Standard& standard) {
  return (request.unit().empty() || standard.unit == request.unit()) &&
         (request.code().empty() || IsStandard(standard.code, request.code()));
}

}  // namespace

Syllabi::Bytes Syllabi::Get(const v1::GetSyllabusRequest& request,
                            rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kSyllabusName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto found,
                          FindSyllabus(library_, ids, patience));
  return rpc::ShareBytes(found, found->bytes());
}

Syllabi::Bytes Syllabi::GetUnit(const v1::GetUnitRequest& request,
                                rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kUnitName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto found,
                          FindSyllabus(library_, ids, patience));
  ATTEST_ASSIGN_OR_RETURN(const size_t unit,
                          FindUnit(*found, ids[2], request.name()));
  return rpc::ShareBytes(found, found->UnitBytes(unit));
}

Syllabi::Bytes Syllabi::BatchGetUnits(const v1::BatchGetUnitsRequest& request,
                                      rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kSyllabusName, request.parent());
  check.List("units", request.units_size());
  for (int i = 0; i < request.units_size(); ++i) {
    check.Name(fmt::format("units[{}]", i), "{unit}", request.units(i));
  }
  RefuseRepeated("units", request.units(), check);
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto found,
                          FindSyllabus(library_, ids, patience));
  ListBytes units;
  for (const std::string& number : request.units()) {
    ATTEST_ASSIGN_OR_RETURN(
        const size_t unit,
        FindUnit(*found, number,
                 FormatName(kUnitName, {ids[0], ids[1], number})));
    units.Add(found->UnitBytes(unit));
  }
  return std::move(units).Take();
}

Syllabi::Bytes Syllabi::ListUnits(const v1::ListUnitsRequest& request,
                                  rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kSyllabusName, request.parent());
  check.OptionalText("group", request.group());
  check.That(request.level() >= 0, "level",
             fmt::format("must not be negative, is {}; 0 is for all levels",
                         request.level()));
  check.That(v1::OutcomeKind_IsValid(request.outcome_kind()), "outcome_kind",
             "must be KNOWLEDGE, COMPETENCE, or unset for all");
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto found,
                          FindSyllabus(library_, ids, patience));
  check.That(request.group().empty() || found->HasGroup(request.group()),
             "group",
             fmt::format("must be a group of {}, is {}", found->name(),
                         Quote(request.group())));
  ATTEST_RETURN_IF_ERROR(check.status());

  ListBytes units;
  for (size_t unit = 0; unit < found->unit_count(); ++unit) {
    if (IsWanted(request, *found, unit)) units.Add(found->UnitBytes(unit));
  }
  return std::move(units).Take();
}

Syllabi::Bytes Syllabi::LookupStandards(
    const v1::LookupStandardsRequest& request, rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kSyllabusName, request.parent());
  check.OptionalText("unit", request.unit());
  check.OptionalText("code", request.code());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const auto found,
                          FindSyllabus(library_, ids, patience));
  check.That(request.unit().empty() || found->Position(request.unit()), "unit",
             fmt::format("must be the number of a unit of {}, without prefix; "
                         "is {}",
                         found->name(), Quote(request.unit())));
  ATTEST_RETURN_IF_ERROR(check.status());

  ListBytes rows;
  for (const auto& standard : found->standards()) {
    if (IsWanted(request, standard)) rows.Add(standard.row);
  }
  return std::move(rows).Take();
}

}  // namespace attest::catalogue::api
