#include "tests/bench/catalogue_node.h"

#include <charconv>
#include <fstream>
#include <iterator>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "grpcpp/generic/generic_stub.h"
#include "libs/rpc/wire.h"
#include "tests/bench/catalogue_messages.h"
#include "tools/attest/client/process.h"

namespace attest::bench {
namespace {

constexpr absl::Duration kToken = absl::Hours(12);
constexpr absl::Duration kCallMax = absl::Seconds(30);
constexpr char kSecret[] = "ATTEST_PAGE_SECRET=page-secret-of-the-benchmark";

std::string ConfigOf(const NodeOptions& options, const Workplace& workplace,
                     const std::string& address) {
  std::string config = fmt::format(
      "server {{\n"
      "  listen {{ address: \"{}\" drain_seconds: 1 }}\n"
      "  auth {{ issuer: \"{}\" jwks_file: \"{}\""
      " allow_sandbox_issuer: true }}\n"
      "}}\n"
      "database {{ sqlite_path: \"{}\" }}\n"
      "syllabi_folder: \"{}\"\n"
      "cache_bytes_max: {}\n",
      address, auth::kSandboxIssuer, auth::SandboxJwksFile(workplace.folder()),
      workplace.File(options.name + ".db"), options.syllabi,
      options.cache_bytes_max);
  if (!options.redis.empty()) {
    config += fmt::format("redis {{ address: \"{}\" }}\n", options.redis);
  }
  return config;
}

// A call whose messages are bytes.
absl::StatusOr<std::string> CallBytes(const std::string& target,
                                      const std::string& method,
                                      const std::string& token,
                                      const grpc::ByteBuffer& request) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  grpc::GenericStub stub(grpc::CreateCustomChannel(
      target, grpc::InsecureChannelCredentials(), arguments));
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallMax));
  context.set_wait_for_ready(true);
  context.AddMetadata("authorization", "Bearer " + token);
  const auto reader = stub.PrepareUnaryCall(&context, method, request, &queue);
  reader->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  reader->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  ATTEST_RETURN_IF_ERROR(rpc::FromGrpc(status));

  grpc::Slice whole;
  if (!response.DumpToSingleSlice(&whole).ok()) return std::string();
  return std::string(reinterpret_cast<const char*>(whole.begin()),
                     whole.size());
}

}  // namespace

absl::StatusOr<std::unique_ptr<Workplace>> Workplace::Open() {
  std::unique_ptr<Workplace> workplace(new Workplace);
  ATTEST_ASSIGN_OR_RETURN(
      const auto issuer,
      auth::OpenSandboxIssuer(workplace->folder(), workplace->clock_));
  ATTEST_ASSIGN_OR_RETURN(
      workplace->token_,
      issuer->Mint("bench", {{auth::v1::AWARDING_ADMIN, ""}}, kToken));
  return workplace;
}

absl::StatusOr<std::unique_ptr<CatalogueNode>> CatalogueNode::Start(
    const NodeOptions& options, const Workplace& workplace) {
  std::unique_ptr<CatalogueNode> node(new CatalogueNode(workplace));
  node->address_ = fmt::format("127.0.0.1:{}", client::FreePorts(1).front());
  const std::string config = workplace.File(options.name + ".textproto");
  const std::string log = workplace.File(options.name + ".log");
  std::ofstream(config) << ConfigOf(options, workplace, node->address_);
  ATTEST_ASSIGN_OR_RETURN(
      node->process_, ChildProcess::Start({options.program, "--config", config},
                                          log, {kSecret}));
  ATTEST_RETURN_IF_ERROR(
      client::WaitUntilReady(node->pid(), node->address_, log));
  return node;
}

absl::StatusOr<std::string> CatalogueNode::Call(
    std::string_view method,
    const google::protobuf::MessageLite& request) const {
  return CallBytes(address_, CatalogueMethod(method), workplace_.token(),
                   BufferOf(request));
}

absl::StatusOr<double> ResidentMegabytes(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/status", pid));
  const std::string status{std::istreambuf_iterator<char>(file), {}};
  const int64_t kibibytes = ResidentKibibytes(status);
  if (kibibytes < 0) {
    return MakeError(absl::StatusCode::kNotFound, "bench.attest",
                     "NO_SUCH_PROCESS", fmt::format("no process {}", pid));
  }
  return static_cast<double>(kibibytes) * 1024 / 1e6;
}

int64_t ResidentKibibytes(std::string_view status) {
  constexpr std::string_view kLine = "\nVmRSS:";
  const size_t line = status.find(kLine);
  if (line == std::string_view::npos) return -1;
  const size_t first = status.find_first_not_of(" \t", line + kLine.size());
  if (first == std::string_view::npos) return -1;
  int64_t kibibytes = -1;
  std::from_chars(status.data() + first, status.data() + status.size(),
                  kibibytes);
  return kibibytes;
}

}  // namespace attest::bench
