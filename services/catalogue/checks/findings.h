// What is wrong or doubtful in one syllabus file.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_FINDINGS_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_FINDINGS_H_

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "attest/catalogue/v1/findings.pb.h"
#include "services/catalogue/checks/check.h"
#include "services/catalogue/checks/spot.h"

namespace attest::catalogue::checks {

// Most findings of an answer; one more says how many there were beyond.
inline constexpr size_t kFindingsMax = 1000;

// Collects findings and keeps the first of them, in the order of the file. Not
// thread-safe.
class Findings {
 public:
  // `found` says what is there, `fix` what to do about it.
  void Add(const Check& check, const Spot& spot, std::string_view found,
           std::string_view fix);
  // The same for a file that is not parsed yet. Lines and columns count from 1.
  void AddAt(const Check& check, int line, int column, std::string_view found,
             std::string_view fix);

  // How many of them were an ERROR.
  size_t errors() const { return errors_; }
  // Ends the collection.
  std::vector<v1::Finding> Take();

 private:
  using Position = std::pair<int, int>;  // line, column

  // Counts one finding, and says whether it is to be kept.
  bool Admit(const Check& check, Position position);
  v1::Finding& Keep(const Check& check, Position position,
                    std::string_view found, std::string_view fix);

  std::multimap<Position, v1::Finding> kept_;
  size_t errors_ = 0;
  size_t all_ = 0;
};

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_FINDINGS_H_
