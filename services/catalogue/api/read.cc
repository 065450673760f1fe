#include "services/catalogue/api/read.h"

#include <unordered_map>

#include "fmt/format.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/names.h"

namespace attest::catalogue::api {

using UnitNumbers = google::protobuf::RepeatedPtrField<std::string>;

absl::StatusOr<store::SyllabusPtr> FindSyllabus(
    store::Library& library, const std::vector<std::string>& ids,
    rpc::Patience patience) {
  if (auto known = library.PeekSyllabus(ids[0], ids[1])) return known;
  if (patience == rpc::Patience::kNone) return rpc::MustWait();
  ATTEST_ASSIGN_OR_RETURN(auto found, library.FindSyllabus(ids[0], ids[1]));
  if (found != nullptr) return found;
  return errors::SyllabusNotFound(FormatName(kSyllabusName, {ids[0], ids[1]}));
}

absl::StatusOr<store::QualificationPtr> FindQualification(
    store::Library& library, std::string_view code, std::string_view asked,
    rpc::Patience patience) {
  if (auto known = library.PeekQualification(code)) return known;
  if (patience == rpc::Patience::kNone) return rpc::MustWait();
  ATTEST_ASSIGN_OR_RETURN(auto found, library.FindQualification(code));
  if (found != nullptr) return found;
  return errors::QualificationNotFound(asked);
}

absl::StatusOr<size_t> FindUnit(const store::PublishedSyllabus& syllabus,
                                std::string_view number,
                                std::string_view asked) {
  const auto position = syllabus.Position(number);
  if (!position) return errors::UnitNotFound(asked);
  return *position;
}

void RefuseRepeated(std::string_view field, const UnitNumbers& units,
                    FieldChecks& check) {
  std::unordered_map<std::string_view, int> first;
  first.reserve(units.size());
  for (int i = 0; i < units.size(); ++i) {
    const auto [earlier, is_new] = first.emplace(units[i], i);
    if (is_new) continue;
    check.Add(fmt::format("{}[{}]", field, i),
              fmt::format("repeats {}[{}]; name each unit once", field,
                          earlier->second));
  }
}

namespace {

void AddUnknown(std::string_view field, int place, std::string_view unit,
                std::string_view syllabus, FieldChecks& check) {
  check.Add(fmt::format("{}[{}]", field, place),
            fmt::format("must be the number of a unit of {}, without prefix; "
                        "is {}",
                        syllabus, Quote(unit)));
}

}  // namespace

Selection ReadUnits(std::string_view field, const UnitNumbers& units,
                    const store::PublishedSyllabus& syllabus,
                    FieldChecks& check) {
  Selection selection(syllabus.unit_count(), false);
  bool repeats = false;
  for (int i = 0; i < units.size(); ++i) {
    const auto position = syllabus.Position(units[i]);
    if (!position) {
      AddUnknown(field, i, units[i], syllabus.name(), check);
      continue;
    }
    repeats |= selection[*position];
    selection[*position] = true;
  }
  if (repeats) RefuseRepeated(field, units, check);
  return selection;
}

}  // namespace attest::catalogue::api
