// The command line of attest-bench.
#ifndef ATTEST_TESTS_BENCH_COMMAND_LINE_H_
#define ATTEST_TESTS_BENCH_COMMAND_LINE_H_

#include <string>

#include "CLI/CLI.hpp"
#include "tests/bench/benchmark.h"
#include "tests/bench/catalogue_benchmark.h"
#include "tests/bench/journey_benchmark.h"
#include "tests/bench/load_benchmark.h"

namespace attest::bench {

// Everything that it may say.
struct Arguments {
  Options options;
  LoadArguments load;
  JourneyArguments journey;
  CatalogueArguments catalogue;
  std::string echo_kind;       // of the hidden command `echo-server`
  bool echo_lean = false;      // of the same
  std::string guarded_folder;  // of the hidden command `guarded-server`
};

// Gives `app` its commands: echo, load, journey, catalogue, all, and the
// servers of its own. `arguments` must outlive it.
void AddCommands(CLI::App& app, Arguments& arguments);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_COMMAND_LINE_H_
