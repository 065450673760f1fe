#include "services/catalogue/checks/findings.h"

#include <algorithm>
#include <string>

#include "fmt/format.h"

namespace attest::catalogue::checks {

bool Findings::Admit(const Check& check, Position position) {
  ++all_;
  if (check.severity == v1::ERROR) ++errors_;
  return kept_.size() < kFindingsMax || position < kept_.rbegin()->first;
}

v1::Finding& Findings::Keep(const Check& check, Position position,
                            std::string_view found, std::string_view fix) {
  if (kept_.size() >= kFindingsMax) kept_.erase(std::prev(kept_.end()));
  v1::Finding& finding = kept_.emplace(position, v1::Finding())->second;
  finding.set_severity(check.severity);
  finding.set_check(std::string(check.key));
  finding.set_line(position.first);
  finding.set_column(position.second);
  finding.set_found(std::string(found));
  finding.set_fix(std::string(fix));
  return finding;
}

void Findings::Add(const Check& check, const Spot& spot, std::string_view found,
                   std::string_view fix) {
  const Position position{spot.line(), spot.column()};
  if (!Admit(check, position)) return;
  Keep(check, position, found, fix).set_place(spot.Place());
}

void Findings::AddAt(const Check& check, int line, int column,
                     std::string_view found, std::string_view fix) {
  if (!Admit(check, {line, column})) return;
  Keep(check, {line, column}, found, fix).set_place("file");
}

std::vector<v1::Finding> Findings::Take() {
  std::vector<v1::Finding> findings;
  size_t errors = 0;
  for (auto& [position, finding] : kept_) {
    if (finding.severity() == v1::ERROR) ++errors;
    findings.push_back(std::move(finding));
  }
  const size_t more = all_ - findings.size();
  if (more == 0) return findings;
  const Check& check = errors < errors_ ? kMoreErrors : kMoreWarnings;
  v1::Finding& last = findings.emplace_back();
  last.set_severity(check.severity);
  last.set_check(std::string(check.key));
  last.set_place("file");
  last.set_found(fmt::format("{} more findings, {} of them errors", more,
                             errors_ - errors));
  last.set_fix("mend these, then check the file again");
  return findings;
}

}  // namespace attest::catalogue::checks
