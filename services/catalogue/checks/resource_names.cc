#include "services/catalogue/checks/resource_names.h"

#include <string>
#include <vector>

#include "fmt/format.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/domain/names.h"

namespace attest::catalogue::checks {
namespace {

template <class Message>
void FillIn(std::string_view pattern, const std::vector<std::string>& ids,
            Message& message, Findings& findings) {
  std::string name = FormatName(pattern, ids);
  if (!message.name().empty() && message.name() != name) {
    findings.Add(message.name(),
                 fmt::format("name must be {}, or empty", name));
  }
  message.set_name(std::move(name));
}

}  // namespace

void FillInNames(v1::Syllabus& syllabus, Findings& findings) {
  v1::Qualification& qualification = *syllabus.mutable_qualification();
  const std::string code = qualification.code();
  const std::string version = syllabus.version();
  FillIn(kQualificationName, {code}, qualification, findings);
  FillIn(kSyllabusName, {code, version}, syllabus, findings);
  for (v1::Unit& unit : *syllabus.mutable_units()) {
    FillIn(kUnitName, {code, version, unit.number()}, unit, findings);
    for (v1::LearningOutcome& outcome : *unit.mutable_outcomes()) {
      for (v1::Criterion& criterion : *outcome.mutable_criteria()) {
        FillIn(kCriterionName,
               {code, version, unit.number(), criterion.number()}, criterion,
               findings);
      }
    }
  }
}

}  // namespace attest::catalogue::checks
