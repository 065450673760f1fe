#include "tests/bench/load_benchmark.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "tests/bench/echo.pb.h"
#include "tests/bench/measurement.h"
#include "tests/bench/request_template.h"
#include "tools/attest/client/api.h"

namespace attest::bench {
namespace {

using google::protobuf::MethodDescriptor;

absl::StatusOr<const MethodDescriptor*> FindUnary(const std::string& name) {
  if (name == "bench.Echo") {
    return EchoMessage::descriptor()->file()->service(0)->method(0);
  }
  ATTEST_ASSIGN_OR_RETURN(const MethodDescriptor* method,
                          client::FindMethod(name));
  if (method->client_streaming() || method->server_streaming()) {
    return MakeError(absl::StatusCode::kInvalidArgument, "bench.attest",
                     "NOT_UNARY", fmt::format("{} is a stream", name));
  }
  return method;
}

absl::StatusOr<Load> MakeLoad(const LoadArguments& arguments,
                              const Options& options, IdSource& ids) {
  ATTEST_ASSIGN_OR_RETURN(const MethodDescriptor* method,
                          FindUnary(arguments.method));
  ATTEST_ASSIGN_OR_RETURN(
      RequestTemplate request,
      RequestTemplate::Parse(*method->input_type(), arguments.json));
  Load load = LoadOf(options);
  load.method =
      fmt::format("/{}/{}", method->service()->full_name(), method->name());
  load.token = arguments.token;
  if (arguments.server > 0) load.server = arguments.server;
  load.request = [request = std::move(request), &ids](uint64_t number) {
    const grpc::Slice slice(request.Fill(number, ids));
    return grpc::ByteBuffer(&slice, 1);
  };
  return load;
}

std::string CodeName(grpc::StatusCode code) {
  return absl::StatusCodeToString(static_cast<absl::StatusCode>(code));
}

// Errors of all runs, by code.
class Errors {
 public:
  void Add(const LoadResult& result) {
    for (const auto& [code, count] : result.errors) counts_[code] += count;
    first_.insert(result.first_errors.begin(), result.first_errors.end());
  }

  std::vector<std::string> Notes() const {
    std::vector<std::string> notes;
    for (const auto& [code, count] : counts_) {
      notes.push_back(fmt::format("{} calls ended with {}; the first: {}",
                                  count, CodeName(code), first_.at(code)));
    }
    return notes;
  }

 private:
  std::map<grpc::StatusCode, int64_t> counts_;
  std::map<grpc::StatusCode, std::string> first_;
};

}  // namespace

absl::StatusOr<Section> RunLoadBenchmark(const LoadArguments& arguments,
                                         const Options& options) {
  RandomIds ids;
  ATTEST_ASSIGN_OR_RETURN(const Load load, MakeLoad(arguments, options, ids));
  Table table(Joined<Column>({{"run", "run"}}, MeasurementColumns()));
  std::vector<Measurement> runs;
  Errors errors;
  for (int run = 1; run <= options.runs; ++run) {
    ATTEST_ASSIGN_OR_RETURN(const LoadResult result,
                            RunLoad(arguments.target, load));
    errors.Add(result);
    runs.push_back(MeasurementOf(result));
    table.Add(Joined<Cell>({std::to_string(run)}, CellsOf(runs.back())));
  }
  if (runs.size() > 1) {
    table.Add(Joined<Cell>({"median"}, CellsOf(MedianOf(runs))));
  }
  return Section{.name = "load",
                 .title = fmt::format("{} on {}, {} calls in flight, {} s",
                                      arguments.method, arguments.target,
                                      options.in_flight, options.seconds),
                 .table = std::move(table),
                 .notes = errors.Notes()};
}

}  // namespace attest::bench
