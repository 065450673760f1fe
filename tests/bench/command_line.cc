#include "tests/bench/command_line.h"

#include "tests/bench/echo_server.h"

namespace attest::bench {
namespace {

constexpr char kEchoExamples[] =
    "Examples:\n"
    "  attest-bench echo\n"
    "  attest-bench echo --in-flight 1 --seconds 5 --runs 3 --json\n";

constexpr char kLoadExamples[] =
    "Within strings of the request, {{uuid}} is a fresh UUID and {{counter}}\n"
    "the number of the call in ten digits.\n"
    "\n"
    "Examples:\n"
    "  attest-bench load 127.0.0.1:50051 catalogue.GetUnit \\\n"
    "    '{\"name\": \"qualifications/7D27V2/syllabi/8/units/57\"}' \\\n"
    "    --token \"$(./run token ASSESSOR --centre northgate)\" --pid 4711\n"
    "  attest-bench load 127.0.0.1:50051 registration.RegisterLearner \\\n"
    "    @request.json --token \"$TOKEN\" --in-flight 32 --seconds 30\n";

constexpr char kJourneyExamples[] =
    "Examples:\n"
    "  attest-bench journey\n"
    "  attest-bench journey --callers 16 --seconds 60 --runs 3 --json\n";

constexpr char kCatalogueExamples[] =
    "Examples:\n"
    "  attest-bench catalogue\n"
    "  attest-bench catalogue --runs 1 --seconds 0.5 --qualifications 50\n"
    "  attest-bench catalogue --json > results.json\n";

constexpr char kAllExamples[] =
    "Examples:\n"
    "  attest-bench all\n"
    "  attest-bench all --json > results.json\n";

void AddOptions(CLI::App& command, Options& options) {
  command.add_flag("--json", options.json, "Prints JSON");
  command.add_option("--seconds", options.seconds, "Length of a run")
      ->capture_default_str()
      ->check(CLI::Range(0.01, 86'400.0));
  command.add_option("--warm-up", options.warm_up, "Seconds before each run")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 3'600.0));
  command.add_option("--runs", options.runs, "How many; the median counts")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000));
  command.add_option("--in-flight", options.in_flight, "Calls at once")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000));
  command.add_option("--threads", options.threads, "Threads of the load")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
}

void AddLoadOptions(CLI::App& command, LoadArguments& load) {
  command.add_option("target", load.target, "E.g. 127.0.0.1:50051")->required();
  command.add_option("method", load.method, "E.g. catalogue.GetUnit")
      ->required();
  command.add_option("request", load.json, "JSON, or @FILE")->required();
  command.add_option("--token", load.token, "JWT of the caller");
  command.add_option("--pid", load.server, "Process whose CPU is measured")
      ->check(CLI::PositiveNumber);
}

void AddJourneyOptions(CLI::App& command, JourneyArguments& journey) {
  command.add_option("--callers", journey.callers, "Cohorts at once")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  command.add_option("--attestd", journey.attestd,
                     "The server's program; default: of the same build");
  command.add_option("--syllabi", journey.syllabi, "Folder of the syllabi")
      ->capture_default_str();
}

void AddCatalogueOptions(CLI::App& command, CatalogueArguments& catalogue) {
  command
      .add_option("--qualifications", catalogue.qualifications,
                  "How many are published in the large database")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000));
  command.add_option("--program", catalogue.program,
                     "The server's program; default: of the same build");
  command.add_option("--syllabi", catalogue.syllabi, "Folder of the syllabi")
      ->capture_default_str();
}

CLI::App& AddCommand(CLI::App& app, const char* name, const char* what,
                     const char* examples, Options& options) {
  CLI::App& command = *app.add_subcommand(name, what);
  AddOptions(command, options);
  command.footer(examples);
  return command;
}

}  // namespace

void AddCommands(CLI::App& app, Arguments& arguments) {
  Options& options = arguments.options;
  AddCommand(app, "echo", "A call that does nothing: the floor", kEchoExamples,
             options);
  AddLoadOptions(AddCommand(app, "load", "Any unary method of any server",
                            kLoadExamples, options),
                 arguments.load);
  AddJourneyOptions(
      AddCommand(app, "journey", "Learners from registration to certificate",
                 kJourneyExamples, options),
      arguments.journey);
  AddCatalogueOptions(
      AddCommand(app, "catalogue", "The catalogue against its promises",
                 kCatalogueExamples, options),
      arguments.catalogue);
  AddJourneyOptions(
      AddCommand(app, "all", "echo and journey", kAllExamples, options),
      arguments.journey);

  CLI::App& server = *app.add_subcommand("echo-server", "Serves an echo");
  server.add_option("kind", arguments.echo_kind)
      ->required()
      ->check(CLI::IsMember(EchoKinds()));
  server.add_flag("--lean", arguments.echo_lean);
  server.group("");
  CLI::App& guarded = *app.add_subcommand(
      "guarded-server", "Serves one handler behind two policies");
  guarded.add_option("folder", arguments.guarded_folder)->required();
  guarded.group("");
  app.require_subcommand(1);
}

}  // namespace attest::bench
