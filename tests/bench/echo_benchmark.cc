#include "tests/bench/echo_benchmark.h"

#include <memory>
#include <vector>

#include "fmt/format.h"
#include "tests/bench/echo.pb.h"

namespace attest::bench {
namespace {

grpc::ByteBuffer EchoRequest(size_t bytes) {
  EchoMessage message;
  message.set_payload(std::string(bytes, 'x'));
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

// One row of the table, growing by one run a round.
struct Subject {
  std::string kind;
  const EchoProcess* echo;
  size_t bytes;
  std::vector<Measurement> runs;
};

Table TableOf(const std::vector<Subject>& subjects) {
  Table table(Joined<Column>({{"server", "server"}, {"bytes", "bytes"}},
                             MeasurementColumns()));
  for (const Subject& subject : subjects) {
    table.Add(Joined<Cell>({subject.kind, static_cast<double>(subject.bytes)},
                           CellsOf(MedianOf(subject.runs))));
  }
  return table;
}

}  // namespace

absl::StatusOr<Measurement> MeasureEcho(const EchoProcess& echo, size_t bytes,
                                        const Options& options) {
  Load load = LoadOf(options);
  load.method = kEchoMethod;
  load.server = echo.pid();
  load.request = [request = EchoRequest(bytes)](uint64_t) { return request; };
  ATTEST_ASSIGN_OR_RETURN(const LoadResult result,
                          RunLoad(echo.address(), load));
  return MeasurementOf(result);
}

absl::StatusOr<Section> RunEchoBenchmark(const Options& options) {
  std::vector<std::unique_ptr<EchoProcess>> servers;
  std::vector<Subject> subjects;
  for (const std::string& kind : EchoKinds()) {
    ATTEST_ASSIGN_OR_RETURN(servers.emplace_back(), EchoProcess::Start(kind));
    for (const size_t bytes : {kSmallBytes, kUnitBytes}) {
      subjects.push_back({kind, servers.back().get(), bytes, {}});
    }
  }
  for (int run = 0; run < options.runs; ++run) {
    for (Subject& subject : subjects) {
      ATTEST_ASSIGN_OR_RETURN(
          subject.runs.emplace_back(),
          MeasureEcho(*subject.echo, subject.bytes, options));
    }
  }
  return Section{
      .name = "echo",
      .title = fmt::format("Echo, {} calls in flight, median of {} runs of "
                           "{} s",
                           options.in_flight, options.runs, options.seconds),
      .table = TableOf(subjects),
      .notes = {"The server is a process of its own; CPU s is its own, in one "
                "run."}};
}

}  // namespace attest::bench
