// What is wrong or doubtful in one syllabus.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_FINDINGS_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_FINDINGS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attest/catalogue/v1/findings.pb.h"

namespace attest::catalogue::checks {

// Collects findings. Not thread-safe.
class Findings {
 public:
  // `place` as a reader finds it, e.g. `unit 57, criterion 2.3`.
  void Add(std::string_view place, std::string_view what) {
    v1::Finding& finding = findings_.emplace_back();
    finding.set_severity(v1::ERROR);
    finding.set_check("SYLLABUS");
    finding.set_place(std::string(place));
    finding.set_found(std::string(what));
  }
  // Adds `what` unless `holds`.
  void That(bool holds, std::string_view place, std::string_view what) {
    if (!holds) Add(place, what);
  }

  bool empty() const { return findings_.empty(); }
  std::vector<v1::Finding> Take() { return std::move(findings_); }

 private:
  std::vector<v1::Finding> findings_;
};

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_FINDINGS_H_
