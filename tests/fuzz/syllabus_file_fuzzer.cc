// Any bytes as a syllabus file.
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "services/catalogue/checks/combination_of.h"
#include "services/catalogue/checks/findings.h"
#include "services/catalogue/checks/syllabus_file.h"
#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/proposals.h"
#include "tests/fuzz/fuzz_target.h"

namespace attest::fuzz {
namespace {

namespace v1 = catalogue::v1;
using catalogue::checks::CheckedSyllabus;
using catalogue::checks::CheckSource;

std::string Described(const CheckedSyllabus& checked) {
  std::string described;
  for (const v1::Finding& finding : checked.findings) {
    described += finding.SerializeAsString();
  }
  return described;
}

void CheckFindings(const CheckedSyllabus& checked) {
  Require(checked.findings.size() <= catalogue::checks::kFindingsMax + 1,
          "findings are bounded");
  int line = 0;
  for (const v1::Finding& finding : checked.findings) {
    Require(!finding.check().empty() && !finding.place().empty() &&
                !finding.found().empty() && !finding.fix().empty(),
            "a finding says what, where and what to do");
    Require(finding.severity() != v1::SEVERITY_UNSPECIFIED, "a severity");
    Require(finding.check() == "MORE_FINDINGS" || finding.line() >= line,
            "the order of the file");
    line = finding.line();
  }
  Require(checked.readable || !checked.findings.empty(), "a reason");
  Require(checked.readable || checked.syllabus.ByteSizeLong() == 0,
          "nothing of a file that cannot be read");
}

// Written and read again, a sound syllabus is the same and as sound.
void CheckRoundTrip(const CheckedSyllabus& checked) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(checked.syllabus, &text);
  if (text.size() > catalogue::checks::kSourceBytesMax) return;
  const CheckedSyllabus again = CheckSource(text);
  Require(again.publishable(), "publishable again");
  Require(again.findings.size() == checked.findings.size(), "as many findings");
  Require(again.syllabus.SerializeAsString() ==
              checked.syllabus.SerializeAsString(),
          "the same syllabus");
}

void CheckChoosing(const v1::Syllabus& syllabus) {
  const catalogue::Combination combination =
      catalogue::checks::CombinationOf(syllabus);
  const catalogue::Selection none(combination.units.size(), false);
  const catalogue::Selection all(combination.units.size(), true);
  Evaluate(combination, none);
  Evaluate(combination, all);
  const catalogue::Proposals proposals =
      Propose(combination, {.keep = none, .avoid = none, .limit = 3});
  Require(proposals.too_complex || !proposals.selections.empty(),
          "a published rule can be met");
  for (const catalogue::Selection& selection : proposals.selections) {
    Require(IsValid(combination, selection), "what is proposed is valid");
  }
}

}  // namespace
}  // namespace attest::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const auto checked = attest::fuzz::CheckSource(source);
  attest::fuzz::CheckFindings(checked);
  attest::fuzz::Require(
      attest::fuzz::Described(checked) ==
          attest::fuzz::Described(attest::fuzz::CheckSource(source)),
      "the same findings twice");
  if (checked.publishable()) {
    attest::fuzz::CheckRoundTrip(checked);
    attest::fuzz::CheckChoosing(checked.syllabus);
  }
  return 0;
}
