#include "services/catalogue/checks/resource_names.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/domain/names.h"

namespace attest::catalogue::checks {
namespace {

using Ids = std::vector<std::string>;

template <class Message>
void FillIn(std::string_view pattern, const Ids& ids, Message& message,
            const Spot& spot, Findings& findings) {
  if (std::any_of(ids.begin(), ids.end(), [](const std::string& id) {
        return id.size() > kIdLengthMax;
      })) {
    return;
  }
  std::string name = FormatName(pattern, ids);
  if (!message.name().empty() && message.name() != name) {
    findings.Add(kNameDiffers, spot.Field("name"),
                 fmt::format("`{}`", Shown(message.name())),
                 fmt::format("write {}, or leave it out", name));
  }
  message.set_name(std::move(name));
}

void FillInUnit(const Ids& ids, v1::Unit& unit, const Spot& spot,
                Findings& findings) {
  FillIn(kUnitName, ids, unit, spot, findings);
  for (int i = 0; i < unit.outcomes_size(); ++i) {
    v1::LearningOutcome& outcome = *unit.mutable_outcomes(i);
    const Spot place = spot.Field("outcomes", i);
    for (int j = 0; j < outcome.criteria_size(); ++j) {
      v1::Criterion& criterion = *outcome.mutable_criteria(j);
      Ids more = ids;
      more.push_back(criterion.number());
      FillIn(kCriterionName, more, criterion, place.Field("criteria", j),
             findings);
    }
  }
}

}  // namespace

void FillInNames(v1::Syllabus& syllabus, const Spot& file, Findings& findings) {
  const Spot qualification = file.Field("qualification");
  const std::string code = syllabus.qualification().code();
  const std::string version = syllabus.version();
  FillIn(kQualificationName, {code}, *syllabus.mutable_qualification(),
         qualification, findings);
  FillIn(kSyllabusName, {code, version}, syllabus, file, findings);
  for (int i = 0; i < syllabus.units_size(); ++i) {
    v1::Unit& unit = *syllabus.mutable_units(i);
    FillInUnit({code, version, unit.number()}, unit, file.Field("units", i),
               findings);
  }
}

}  // namespace attest::catalogue::checks
