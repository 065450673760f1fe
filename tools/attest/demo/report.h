// What the demonstration tells: steps and what happened in them for a person,
// and at the end a summary for a person or a machine.
#ifndef ATTEST_TOOLS_ATTEST_DEMO_REPORT_H_
#define ATTEST_TOOLS_ATTEST_DEMO_REPORT_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"

namespace attest::demo {

// Something that was refused, as it had to be.
struct Refusal {
  std::string what;    // e.g. `a simulated piece of evidence`
  std::string rule;    // e.g. `R81`
  std::string reason;  // the error's reason, e.g. `EVIDENCE_REFUSED`
  std::string text;    // everything that it said
};

// What became of one learner.
struct LearnerResult {
  std::string learner;       // first name in the story
  std::string registration;  // empty when it was refused
  std::string certificate;   // empty when there is none
  std::vector<std::string> refusals;
  std::vector<std::string> units;
  int credits = 0;
  int level_7_credits = 0;
  int glh = 0;
  int criteria = 0;
};

// Writes to standard output, or with `json` only the summary. Not thread-safe.
class Report {
 public:
  Report(bool json, bool colour);

  void Step(int number, std::string_view title);
  // One thing that was done.
  void Did(std::string_view text);
  // A quieter line below it.
  void Detail(std::string_view text);
  // A line that moves while something takes its time; only on a terminal.
  void Progress(std::string_view text, int done, int all);
  // Something that was refused as it had to be.
  void Refused(std::string_view what, std::string_view rule,
               const absl::Status& status);

  std::vector<LearnerResult>& learners() { return learners_; }
  const std::vector<Refusal>& refusals() const { return refusals_; }
  // Facts of the summary, e.g. `criteria_decided`.
  nlohmann::ordered_json& facts() { return facts_; }
  // The summary.
  void Finish(absl::Duration took);

 private:
  void Line(std::string_view text);
  std::string Paint(std::string_view code, std::string_view text) const;
  nlohmann::ordered_json ToJson(absl::Duration took) const;
  void PrintSummary(absl::Duration took);

  const bool json_;
  const bool colour_;
  std::vector<LearnerResult> learners_;
  std::vector<Refusal> refusals_;
  nlohmann::ordered_json facts_ = nlohmann::ordered_json::object();
};

}  // namespace attest::demo

#endif  // ATTEST_TOOLS_ATTEST_DEMO_REPORT_H_
