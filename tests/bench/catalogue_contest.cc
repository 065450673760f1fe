#include "tests/bench/catalogue_contest.h"

#include "absl/status/status.h"
#include "fmt/format.h"
#include "tests/bench/catalogue_verdict.h"

namespace attest::bench {
namespace {

absl::Status RunOnce(Contestant& contestant) {
  if (contestant.before) contestant.before();
  const absl::StatusOr<LoadResult> result =
      RunLoad(contestant.target, contestant.load);
  if (contestant.after) contestant.after();
  ATTEST_RETURN_IF_ERROR(result.status());
  contestant.runs.push_back(MeasurementOf(*result));
  contestant.first_errors.insert(result->first_errors.begin(),
                                 result->first_errors.end());
  return absl::OkStatus();
}

}  // namespace

size_t Contest::Add(Contestant contestant) {
  contestants_.push_back(std::move(contestant));
  return contestants_.size() - 1;
}

absl::Status Contest::Run(int rounds, const Progress& progress) {
  for (int round = 1; round <= rounds; ++round) {
    for (Contestant& contestant : contestants_) {
      progress.Say(
          fmt::format("round {} of {}: {}", round, rounds, contestant.name));
      ATTEST_RETURN_IF_ERROR(RunOnce(contestant));
    }
  }
  return absl::OkStatus();
}

double Contest::Ratio(size_t subject, size_t floor,
                      double Measurement::*measure) const {
  return MedianRatio(at(subject).runs, at(floor).runs, measure);
}

double Contest::Errors(size_t place) const {
  return MedianOf(at(place).runs).errors;
}

Table Contest::Rows() const {
  Table table(Joined<Column>({{"load", "load"}, {"in flight", "in_flight"}},
                             MeasurementColumns()));
  for (const Contestant& contestant : contestants_) {
    table.Add(Joined<Cell>(
        {contestant.name, static_cast<double>(contestant.load.in_flight)},
        CellsOf(MedianOf(contestant.runs))));
  }
  return table;
}

std::vector<std::string> Contest::Notes() const {
  std::vector<std::string> notes;
  for (const Contestant& contestant : contestants_) {
    for (const auto& [code, text] : contestant.first_errors) {
      notes.push_back(fmt::format(
          "{}: calls ended with {}; the first: {}", contestant.name,
          absl::StatusCodeToString(static_cast<absl::StatusCode>(code)), text));
    }
  }
  return notes;
}

}  // namespace attest::bench
