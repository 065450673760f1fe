// attest-bench: what calls cost, and what the services make of it.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "tests/bench/catalogue_guarded.h"
#include "tests/bench/command_line.h"
#include "tests/bench/echo_benchmark.h"
#include "tests/bench/echo_server.h"
#include "tests/bench/output.h"
#include "tools/attest/client/api.h"

namespace attest::bench {
namespace {

using Sections = absl::StatusOr<std::vector<Section>>;

Sections Only(absl::StatusOr<Section> section) {
  if (!section.ok()) return section.status();
  return std::vector<Section>{*std::move(section)};
}

// A cohort takes seconds, so that runs are longer unless said otherwise.
Options ForJourneys(const CLI::App& command, Options options) {
  constexpr double kJourneySeconds = 10;
  if (command.count("--seconds") == 0) options.seconds = kJourneySeconds;
  return options;
}

// Many loads take turns, so that runs are shorter unless said otherwise.
Options ForTurns(const CLI::App& command, Options options) {
  constexpr double kTurnSeconds = 1;
  if (command.count("--seconds") == 0) options.seconds = kTurnSeconds;
  return options;
}

Sections RunLoadOf(Arguments& arguments) {
  std::string& json = arguments.load.json;
  if (json.starts_with('@')) {
    std::ifstream file(json.substr(1));
    json.assign(std::istreambuf_iterator<char>(file), {});
  }
  return Only(RunLoadBenchmark(arguments.load, arguments.options));
}

Sections RunAll(const CLI::App& command, const Arguments& arguments) {
  ATTEST_ASSIGN_OR_RETURN(Section echo, RunEchoBenchmark(arguments.options));
  ATTEST_ASSIGN_OR_RETURN(
      Section journey,
      RunJourneyBenchmark(arguments.journey,
                          ForJourneys(command, arguments.options)));
  return std::vector<Section>{std::move(echo), std::move(journey)};
}

Sections Run(const CLI::App& command, Arguments& arguments) {
  const std::string& name = command.get_name();
  if (name == "echo") return Only(RunEchoBenchmark(arguments.options));
  if (name == "load") return RunLoadOf(arguments);
  if (name == "all") return RunAll(command, arguments);
  if (name == "catalogue") {
    return RunCatalogueBenchmark(arguments.catalogue,
                                 ForTurns(command, arguments.options));
  }
  return Only(RunJourneyBenchmark(arguments.journey,
                                  ForJourneys(command, arguments.options)));
}

int Fail(const absl::Status& status) {
  std::cerr << "attest-bench: " << client::Describe(status) << "\n";
  return EXIT_FAILURE;
}

// The servers of its own; nothing when `name` is none of them.
std::optional<absl::Status> Serve(const std::string& name,
                                  const Arguments& arguments) {
  if (name == "echo-server") {
    return ServeEcho(arguments.echo_kind, arguments.echo_lean);
  }
  if (name == "guarded-server") return ServeGuarded(arguments.guarded_folder);
  return std::nullopt;
}

int Main(int argc, char** argv) {
  CLI::App app("Measures what calls cost and what the services make of it.");
  Arguments arguments;
  AddCommands(app, arguments);
  CLI11_PARSE(app, argc, argv);

  const CLI::App& command = *app.get_subcommands().front();
  if (const auto served = Serve(command.get_name(), arguments)) {
    return served->ok() ? EXIT_SUCCESS : Fail(*served);
  }
  const Sections sections = Run(command, arguments);
  if (!sections.ok()) return Fail(sections.status());
  std::cout << Print(*sections, arguments.options.json);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace attest::bench

int main(int argc, char** argv) { return attest::bench::Main(argc, argv); }
