#include "services/catalogue/api/read.h"

#include <map>

#include "fmt/format.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/names.h"

namespace attest::catalogue::api {

using UnitNumbers = google::protobuf::RepeatedPtrField<std::string>;

absl::StatusOr<const store::ParsedSyllabus*> FindSyllabus(
    const store::Published& published, const std::vector<std::string>& ids) {
  const auto* syllabus = published.FindSyllabus(ids[0], ids[1]);
  if (syllabus != nullptr) return syllabus;
  return errors::SyllabusNotFound(FormatName(kSyllabusName, {ids[0], ids[1]}));
}

void RefuseRepeated(std::string_view field, const UnitNumbers& units,
                    FieldChecks& check) {
  std::map<std::string_view, int> first;
  for (int i = 0; i < units.size(); ++i) {
    const auto [earlier, is_new] = first.emplace(units[i], i);
    check.That(is_new, fmt::format("{}[{}]", field, i),
               fmt::format("repeats {}[{}]; name each unit once", field,
                           earlier->second));
  }
}

Selection ReadUnits(std::string_view field, const UnitNumbers& units,
                    const store::ParsedSyllabus& syllabus,
                    FieldChecks& check) {
  Selection selection(syllabus.combination().units.size(), false);
  RefuseRepeated(field, units, check);
  for (int i = 0; i < units.size(); ++i) {
    const auto position = syllabus.Position(units[i]);
    if (position) {
      selection[*position] = true;
    } else {
      check.Add(fmt::format("{}[{}]", field, i),
                fmt::format("must be the number of a unit of {}, without "
                            "prefix; is {}",
                            syllabus.syllabus().name(), Quote(units[i])));
    }
  }
  return selection;
}

}  // namespace attest::catalogue::api
