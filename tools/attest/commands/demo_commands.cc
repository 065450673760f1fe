#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "attest/registration/v1/registration_service.pb.h"
#include "fmt/format.h"
#include "tools/attest/client/cluster.h"
#include "tools/attest/commands/context.h"
#include "tools/attest/demo/steps.h"

namespace attest::commands {
namespace {

struct DemoOptions {
  std::string servers;  // folder of the server binaries; empty: they run
  std::string syllabi = "services/catalogue/syllabi";
  std::string folder;  // for databases, logs, the exported trail
};

std::string MakeTempFolder() {
  std::string name =
      (std::filesystem::temp_directory_path() / "attest-demo-XXXXXX").string();
  return mkdtemp(name.data()) == nullptr ? std::string() : name;
}

absl::Status Play(client::Api& api, auth::SandboxIssuer& issuer, bool json,
                  const std::string& folder) {
  demo::Report report(json, isatty(STDOUT_FILENO) == 1);
  demo::Stage stage(api, issuer, report, demo::FreshCentreId());
  return demo::PlayJourney(stage, folder);
}

// Starts four servers of its own.
absl::Status PlayOnCluster(const Context& context, const DemoOptions& options,
                           const std::string& folder) {
  if (!context.json) {
    std::cout << fmt::format(
        "Attest: one record from evidence to certificate\n"
        "four services, four processes, data in {}\n",
        folder);
  }
  ATTEST_ASSIGN_OR_RETURN(
      const auto cluster,
      client::Cluster::Start({options.servers, options.syllabi, folder}));
  client::Api api(cluster->endpoints());
  return Play(api, cluster->issuer(), context.json, folder);
}

// On servers that run already, with tokens of their sandbox issuer.
absl::Status PlayOnServers(const Context& context, const std::string& folder) {
  ATTEST_ASSIGN_OR_RETURN(const auto issuer, context.Issuer());
  client::Api api(context.endpoints());
  return Play(api, *issuer, context.json, folder);
}

absl::Status Demo(const Context& context, const DemoOptions& options) {
  const std::string folder =
      options.folder.empty() ? MakeTempFolder() : options.folder;
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (folder.empty() || failed) {
    return MakeError(absl::StatusCode::kUnavailable, "client.attest", "FILE",
                     fmt::format("folder '{}' cannot be made", folder));
  }
  return options.servers.empty() ? PlayOnServers(context, folder)
                                 : PlayOnCluster(context, options, folder);
}

// Two centres, ready to register learners; a second time changes nothing.
absl::Status Seed(const Context& context) {
  ATTEST_ASSIGN_OR_RETURN(const auto issuer, context.Issuer());
  client::Api api(context.endpoints());
  for (const char* centre : {"northgate", "southbank"}) {
    demo::Report silent(/*json=*/true, /*colour=*/false);
    demo::Stage stage(api, *issuer, silent, centre);
    registration::v1::GetCentreRequest ask;
    ask.set_name(stage.centre());
    const absl::Status there =
        stage
            .Call<registration::v1::Centre>(stage.awarding_admin,
                                            "registration.GetCentre", ask)
            .status();
    if (there.code() == absl::StatusCode::kNotFound) {
      ATTEST_RETURN_IF_ERROR(demo::PrepareCentre(stage));
    } else if (!there.ok()) {
      return there;
    }
    std::cerr << fmt::format("   centres/{} is ready for 7D27V2\n", centre);
  }
  return absl::OkStatus();
}

}  // namespace

void AddDemoCommands(CLI::App& app, Context& context) {
  CLI::App* demo = app.add_subcommand(
      "demo", "Take a cohort of learners from registration to certificate");
  demo->footer(
      "Examples:\n"
      "  attest demo --servers build/dev/services     starts four servers\n"
      "  attest demo --server 127.0.0.1:50051 --data data/sandbox\n"
      "                                               uses a sandbox that "
      "runs");
  auto options = std::make_shared<DemoOptions>();
  demo->add_option("--servers", options->servers,
                   "Folder of the server binaries, to start the four of them");
  demo->add_option("--syllabi", options->syllabi, "Folder of the syllabi")
      ->capture_default_str();
  demo->add_option("--folder", options->folder,
                   "Folder for databases, logs and the exported trail; a new "
                   "one unless given");
  AddJsonOption(*demo, context);
  AddConnectionOptions(*demo, context);
  demo->callback(
      [&context, options] { context.result = Demo(context, *options); });

  CLI::App* seed =
      app.add_subcommand("seed", "Add two demonstration centres to a sandbox");
  seed->footer("Example:\n  attest seed --server 127.0.0.1:50051");
  AddConnectionOptions(*seed, context);
  seed->callback([&context] { context.result = Seed(context); });
}

}  // namespace attest::commands
