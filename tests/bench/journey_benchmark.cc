#include "tests/bench/journey_benchmark.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <memory>
#include <vector>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"
#include "libs/testing/temp_dir.h"
#include "tests/bench/child_process.h"
#include "tests/bench/echo_benchmark.h"
#include "tests/bench/process_cpu.h"
#include "tools/attest/client/api.h"
#include "tools/attest/client/process.h"
#include "tools/attest/demo/report.h"
#include "tools/attest/demo/stage.h"
#include "tools/attest/demo/steps.h"

namespace attest::bench {
namespace {

constexpr absl::Duration kReadyMax = absl::Seconds(60);

// What callers have done.
struct Tally {
  int64_t learners = 0;  // with a certificate
  int64_t rpcs = 0;

  Tally& operator+=(const Tally& other) {
    learners += other.learners;
    rpcs += other.rpcs;
    return *this;
  }
};

// One run, beside its echo.
struct Run {
  double learners_per_second = 0;
  double learners_per_cpu_second = 0;
  double rpcs_per_second = 0;
  double rpcs_per_cpu_second = 0;
  double rpcs_per_learner = 0;
  double cpu_seconds = 0;
  double echo_ratio = 0;      // of RPCs per second
  double echo_cpu_ratio = 0;  // of RPCs per CPU second
};

// attestd on a folder that goes away with it.
class Sandbox {
 public:
  static absl::StatusOr<std::unique_ptr<Sandbox>> Start(
      const JourneyArguments& arguments) {
    std::unique_ptr<Sandbox> sandbox(new Sandbox);
    const std::string& folder = sandbox->folder_.path();
    sandbox->address_ =
        fmt::format("127.0.0.1:{}", client::FreePorts(1).front());
    ATTEST_ASSIGN_OR_RETURN(
        sandbox->process_,
        ChildProcess::Start({arguments.attestd, "--listen", sandbox->address_,
                             "--data", folder, "--syllabi", arguments.syllabi},
                            sandbox->folder_.File("attestd.log")));
    ATTEST_RETURN_IF_ERROR(
        sandbox->process_->WaitFor("ready", kReadyMax).status());
    ATTEST_ASSIGN_OR_RETURN(sandbox->issuer_,
                            auth::OpenSandboxIssuer(folder, sandbox->clock_));
    return sandbox;
  }

  const std::string& address() const { return address_; }
  const std::string& folder() const { return folder_.path(); }
  auth::SandboxIssuer& issuer() { return *issuer_; }
  pid_t pid() const { return process_->pid(); }

 private:
  Sandbox() = default;
  testing::TempDir folder_;
  SystemClock clock_;
  std::string address_;
  std::unique_ptr<ChildProcess> process_;
  std::unique_ptr<auth::SandboxIssuer> issuer_;
};

// A whole cohort at a centre of its own, without a word.
absl::StatusOr<Tally> PlayCohort(Sandbox& sandbox, const std::string& folder,
                                 const std::string& centre_id) {
  client::Api api(client::Endpoints::One(sandbox.address()));
  demo::Report report(/*json=*/true, /*colour=*/false);
  demo::Stage stage(api, sandbox.issuer(), report, centre_id);
  for (const auto step :
       {demo::PrepareCentre, demo::RegisterCohort, demo::GatherEvidence,
        demo::Assess, demo::Verify, demo::Award}) {
    ATTEST_RETURN_IF_ERROR(step(stage));
  }
  ATTEST_RETURN_IF_ERROR(demo::Check(stage, folder));
  const auto certified = std::count_if(
      report.learners().begin(), report.learners().end(),
      [](const auto& learner) { return !learner.certificate.empty(); });
  return Tally{certified, api.calls_total()};
}

absl::StatusOr<Tally> PlayUntil(absl::Time end, Sandbox& sandbox, int caller) {
  const std::string folder =
      fmt::format("{}/caller-{}", sandbox.folder(), caller);
  std::filesystem::create_directory(folder);
  Tally all;
  for (int cohort = 0; absl::Now() < end; ++cohort) {
    ATTEST_ASSIGN_OR_RETURN(
        const Tally one,
        PlayCohort(sandbox, folder,
                   fmt::format("bench-{}-{}", caller, cohort)));
    all += one;
  }
  return all;
}

absl::StatusOr<Tally> PlayTogether(Sandbox& sandbox, int callers,
                                   absl::Time end) {
  std::vector<std::future<absl::StatusOr<Tally>>> playing;
  for (int caller = 0; caller < callers; ++caller) {
    playing.push_back(std::async(std::launch::async, [&, caller] {
      return PlayUntil(end, sandbox, caller);
    }));
  }
  Tally all;
  absl::Status status;
  for (auto& caller : playing) {
    const absl::StatusOr<Tally> one = caller.get();
    status.Update(one.status());
    if (one.ok()) all += *one;
  }
  ATTEST_RETURN_IF_ERROR(status);
  return all;
}

absl::StatusOr<Measurement> MeasureFloor(const JourneyArguments& arguments,
                                         Options options) {
  ATTEST_ASSIGN_OR_RETURN(const auto echo, EchoProcess::Start(kSync));
  options.in_flight = arguments.callers;
  options.seconds = std::min(options.seconds, 2.0);
  return MeasureEcho(*echo, kSmallBytes, options);
}

absl::StatusOr<Run> RunOnce(const JourneyArguments& arguments,
                            const Options& options) {
  ATTEST_ASSIGN_OR_RETURN(const Measurement echo,
                          MeasureFloor(arguments, options));
  ATTEST_ASSIGN_OR_RETURN(const auto sandbox, Sandbox::Start(arguments));
  ATTEST_ASSIGN_OR_RETURN(const absl::Duration cpu_before,
                          ProcessCpu(sandbox->pid()));
  const absl::Time start = absl::Now();
  ATTEST_ASSIGN_OR_RETURN(const Tally tally,
                          PlayTogether(*sandbox, arguments.callers,
                                       start + absl::Seconds(options.seconds)));
  const double took = absl::ToDoubleSeconds(absl::Now() - start);
  ATTEST_ASSIGN_OR_RETURN(const absl::Duration cpu_after,
                          ProcessCpu(sandbox->pid()));

  const double cpu = absl::ToDoubleSeconds(cpu_after - cpu_before);
  const auto learners = static_cast<double>(tally.learners);
  const auto rpcs = static_cast<double>(tally.rpcs);
  return Run{
      .learners_per_second = learners / took,
      .learners_per_cpu_second = learners / cpu,
      .rpcs_per_second = rpcs / took,
      .rpcs_per_cpu_second = rpcs / cpu,
      .rpcs_per_learner = rpcs / std::max(1.0, learners),
      .cpu_seconds = cpu,
      .echo_ratio = rpcs / took / echo.calls_per_second,
      .echo_cpu_ratio = rpcs / cpu / echo.calls_per_cpu_second.value_or(0)};
}

// The measures of a run, in the order of the columns.
constexpr double Run::*kMeasures[] = {
    &Run::learners_per_second, &Run::learners_per_cpu_second,
    &Run::rpcs_per_second,     &Run::rpcs_per_cpu_second,
    &Run::rpcs_per_learner,    &Run::cpu_seconds,
    &Run::echo_ratio,          &Run::echo_cpu_ratio};

Table EmptyTable() {
  return Table({{"run", "run"},
                {"learners/s", "learners_per_second", 2},
                {"learners/CPU s", "learners_per_cpu_second", 2},
                {"RPCs/s", "rpcs_per_second"},
                {"RPCs/CPU s", "rpcs_per_cpu_second"},
                {"RPCs/learner", "rpcs_per_learner"},
                {"CPU s", "cpu_seconds", 2},
                {"x echo", "echo_ratio", 3},
                {"x echo by CPU", "echo_cpu_ratio", 3}});
}

Table TableOf(const std::vector<Run>& runs) {
  Table table = EmptyTable();
  for (size_t i = 0; i < runs.size(); ++i) {
    std::vector<Cell> row = {std::to_string(i + 1)};
    for (const auto measure : kMeasures) row.emplace_back(runs[i].*measure);
    table.Add(std::move(row));
  }
  std::vector<Cell> median = {"median"};
  for (const auto measure : kMeasures) {
    std::vector<double> values;
    for (const Run& run : runs) values.push_back(run.*measure);
    median.emplace_back(Median(std::move(values)));
  }
  table.Add(std::move(median));
  return table;
}

}  // namespace

absl::StatusOr<Section> RunJourneyBenchmark(const JourneyArguments& arguments,
                                            const Options& options) {
  JourneyArguments complete = arguments;
  if (complete.attestd.empty())
    complete.attestd = ServerBeside("attestd/attestd");
  std::vector<Run> runs;
  for (int run = 0; run < options.runs; ++run) {
    ATTEST_ASSIGN_OR_RETURN(runs.emplace_back(), RunOnce(complete, options));
  }
  return Section{
      .name = "journey",
      .title = fmt::format("Journeys on attestd, SQLite, {} cohorts at once, "
                           "runs of {} s",
                           arguments.callers, options.seconds),
      .table = TableOf(runs),
      .notes = {"A learner counts when the certificate is issued; refusals and "
                "checks are played too.",
                fmt::format("x echo: against a sync echo of {} bytes with as "
                            "many callers, in the same run.",
                            kSmallBytes)}};
}

}  // namespace attest::bench
