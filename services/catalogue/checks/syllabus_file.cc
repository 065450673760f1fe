#include "services/catalogue/checks/syllabus_file.h"

#include <algorithm>

#include "fmt/format.h"
#include "google/protobuf/text_format.h"
#include "services/catalogue/checks/findings.h"
#include "services/catalogue/checks/qualification_check.h"
#include "services/catalogue/checks/resource_names.h"
#include "services/catalogue/checks/rule_check.h"
#include "services/catalogue/checks/rule_meaning.h"
#include "services/catalogue/checks/source_reader.h"
#include "services/catalogue/checks/text_check.h"
#include "services/catalogue/checks/units_check.h"

namespace attest::catalogue::checks {
namespace {

void CheckSize(const v1::Syllabus& syllabus, Findings& findings) {
  const size_t size = syllabus.ByteSizeLong();
  if (size <= kSyllabusBytesMax) return;
  findings.AddAt(kSyllabusTooLarge, 0, 0,
                 fmt::format("{} bytes with all names", size),
                 fmt::format("keep it within {}", kSyllabusBytesMax));
}

void CheckAll(v1::Syllabus& syllabus, const Spot& file, Findings& findings) {
  const size_t before = findings.errors();
  CheckUnits(syllabus, file, findings);
  CheckRule(syllabus, file, findings);
  if (findings.errors() == before) CheckMeaning(syllabus, file, findings);
  CheckTexts(syllabus, file, findings);
  CheckQualification(syllabus, file, findings);
  FillInNames(syllabus, file, findings);
  CheckSize(syllabus, findings);
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
  Spot::Tree tree;
  checked.readable = ReadSource(source, checked.syllabus, tree, findings);
  if (checked.readable) {
    CheckAll(checked.syllabus, Spot(checked.syllabus, tree), findings);
  }
  checked.findings = findings.Take();
  return checked;
}

}  // namespace attest::catalogue::checks
