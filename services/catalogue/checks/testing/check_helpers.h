// Helpers for tests of the checks.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_TESTING_CHECK_HELPERS_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_TESTING_CHECK_HELPERS_H_

#include <string>
#include <vector>

#include "services/catalogue/checks/syllabus_file.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::catalogue::checks {

inline std::string RealText() {
  return testing::ReadText(testing::RealSyllabusFile());
}
inline std::string InventedText() {
  return testing::ReadText(testing::InventedSyllabusFile());
}

// `line:column` of the first `part` of `text`, or `0:0` for an empty one.
inline std::string PositionOf(const std::string& text,
                              const std::string& part) {
  if (part.empty()) return "0:0";
  const size_t at = text.find(part);
  if (at == std::string::npos) return "no " + part;
  int line = 1;
  size_t start = 0;
  for (size_t i = 0; i < at; ++i) {
    if (text[i] != '\n') continue;
    ++line;
    start = i + 1;
  }
  return std::to_string(line) + ":" + std::to_string(at - start + 1);
}

// `CHECK line:column place`.
inline std::string Headline(const v1::Finding& finding) {
  return finding.check() + " " + std::to_string(finding.line()) + ":" +
         std::to_string(finding.column()) + " " + finding.place();
}

inline std::vector<std::string> Headlines(const CheckedSyllabus& checked) {
  std::vector<std::string> headlines;
  for (const v1::Finding& finding : checked.findings) {
    headlines.push_back(Headline(finding));
  }
  return headlines;
}

// The checks that found something, in the order of the file.
inline std::vector<std::string> Keys(const CheckedSyllabus& checked,
                                     v1::Severity severity) {
  std::vector<std::string> keys;
  for (const v1::Finding& finding : checked.findings) {
    if (finding.severity() == severity) keys.push_back(finding.check());
  }
  return keys;
}

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_TESTING_CHECK_HELPERS_H_
