#include "services/catalogue/checks/syllabus_file.h"

#include <algorithm>
#include <string>

#include "fmt/format.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "services/catalogue/checks/combination_of.h"
#include "services/catalogue/checks/findings.h"
#include "services/catalogue/checks/resource_names.h"
#include "services/catalogue/checks/rule_check.h"
#include "services/catalogue/checks/syllabus_check.h"
#include "services/catalogue/checks/text_check.h"
#include "services/catalogue/domain/proposals.h"

namespace attest::catalogue::checks {
namespace {

class Collector : public google::protobuf::io::ErrorCollector {
 public:
  explicit Collector(Findings& findings) : findings_(findings) {}
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    findings_.Add(fmt::format("{}:{}", line + 1, column + 1), message);
  }

 private:
  Findings& findings_;
};

void CheckSatisfiable(const v1::Syllabus& syllabus, Findings& findings) {
  const Combination combination = CombinationOf(syllabus);
  const Selection none(combination.units.size(), false);
  const Wishes anything{none, none, Objective::kFewestUnits, 1};
  findings.That(!Propose(combination, anything).selections.empty(),
                "rule_of_combination", "no selection of units meets it");
}

void Check(v1::Syllabus& syllabus, Findings& findings) {
  CheckTexts("", syllabus, findings);
  if (!findings.empty()) return;
  CheckSyllabus(syllabus, findings);
  CheckRule(syllabus, findings);
  FillInNames(syllabus, findings);
  if (findings.empty()) CheckSatisfiable(syllabus, findings);
}

}  // namespace

bool CheckedSyllabus::publishable() const {
  return readable && std::none_of(findings.begin(), findings.end(),
                                  [](const v1::Finding& finding) {
                                    return finding.severity() == v1::ERROR;
                                  });
}

CheckedSyllabus CheckSource(std::string_view source) {
  CheckedSyllabus checked;
  Findings findings;
  Collector collector(findings);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.SetRecursionLimit(64);
  checked.readable =
      parser.ParseFromString(std::string(source), &checked.syllabus);
  if (checked.readable) Check(checked.syllabus, findings);
  checked.findings = findings.Take();
  return checked;
}

}  // namespace attest::catalogue::checks
