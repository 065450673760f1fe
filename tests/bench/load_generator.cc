#include "tests/bench/load_generator.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "grpc/support/time.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/bench/process_cpu.h"

namespace attest::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

// From when to when calls count.
struct Window {
  SteadyClock::time_point start;
  SteadyClock::time_point end;
};

gpr_timespec InGprTime(SteadyClock::time_point time) {
  const std::chrono::nanoseconds left = time - SteadyClock::now();
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                      gpr_time_from_nanos(left.count(), GPR_TIMESPAN));
}

// Keeps its share of the calls in flight on a completion queue of its own.
class Worker {
 public:
  // `load` and `numbers` must outlive it.
  Worker(const Load& load, std::shared_ptr<grpc::Channel> channel,
         int in_flight, std::atomic<uint64_t>& numbers, Window window)
      : load_(load),
        stub_(std::move(channel)),
        calls_(in_flight),
        numbers_(numbers),
        window_(window) {}

  ~Worker() {
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Returns when the window has closed and no call is in flight.
  void Run() {
    for (Call& call : calls_) Begin(call);
    const gpr_timespec end = InGprTime(window_.end);
    const gpr_timespec never = gpr_inf_future(GPR_CLOCK_MONOTONIC);
    while (open_ > 0) {
      void* tag = nullptr;
      bool ok = false;
      const auto next = queue_.AsyncNext(&tag, &ok, closed_ ? never : end);
      if (next == grpc::CompletionQueue::GOT_EVENT) {
        End(*static_cast<Call*>(tag));
      }
      if (!closed_ && SteadyClock::now() >= window_.end) Close();
    }
  }

  void AddTo(LoadResult& result) const {
    result.latency_ns.Merge(latency_ns_);
    for (const auto& [code, count] : errors_) result.errors[code] += count;
    result.first_errors.insert(first_errors_.begin(), first_errors_.end());
  }

 private:
  // A place for one call in flight, used again and again.
  struct Call {
    std::optional<grpc::ClientContext> context;
    std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
    grpc::ByteBuffer response;
    grpc::Status status;
    SteadyClock::time_point begun;
    bool open = false;
  };

  void Begin(Call& call) {
    const grpc::ByteBuffer request = load_.request(numbers_++);
    call.context.emplace();
    call.context->set_deadline(absl::ToChronoTime(absl::Now() + load_.timeout));
    if (!load_.token.empty()) {
      call.context->AddMetadata(load_.token_header, "Bearer " + load_.token);
    }
    call.response.Clear();
    call.open = true;
    ++open_;
    call.begun = SteadyClock::now();
    call.reader =
        stub_.PrepareUnaryCall(&*call.context, load_.method, request, &queue_);
    call.reader->StartCall();
    call.reader->Finish(&call.response, &call.status, &call);
  }

  void End(Call& call) {
    const SteadyClock::time_point now = SteadyClock::now();
    call.open = false;
    --open_;
    if (now >= window_.start && now < window_.end) Count(call, now);
    if (now < window_.end) Begin(call);
  }

  void Count(const Call& call, SteadyClock::time_point now) {
    if (call.status.ok()) {
      latency_ns_.Record(std::chrono::nanoseconds(now - call.begun).count());
    } else {
      const grpc::StatusCode code = call.status.error_code();
      if (++errors_[code] == 1) {
        first_errors_[code] = call.status.error_message();
      }
    }
  }

  void Close() {
    closed_ = true;
    for (Call& call : calls_) {
      if (call.open) call.context->TryCancel();
    }
  }

  const Load& load_;
  grpc::GenericStub stub_;
  grpc::CompletionQueue queue_;
  std::vector<Call> calls_;
  std::atomic<uint64_t>& numbers_;
  const Window window_;
  int open_ = 0;
  bool closed_ = false;
  Histogram latency_ns_;
  std::map<grpc::StatusCode, int64_t> errors_;
  std::map<grpc::StatusCode, std::string> first_errors_;
};

// A connection that shares nothing with any other.
std::shared_ptr<grpc::Channel> Connect(const std::string& target) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(),
                                   arguments);
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> Connected(
    const std::string& target, absl::Duration timeout) {
  std::shared_ptr<grpc::Channel> channel = Connect(target);
  if (!channel->WaitForConnected(absl::ToChronoTime(absl::Now() + timeout))) {
    return MakeError(absl::StatusCode::kUnavailable, "bench.attest",
                     "NO_SERVER",
                     fmt::format("nothing answers at {} within {}", target,
                                 absl::FormatDuration(timeout)));
  }
  return channel;
}

absl::StatusOr<std::optional<absl::Duration>> ServerCpu(const Load& load) {
  if (!load.server) return std::nullopt;
  ATTEST_ASSIGN_OR_RETURN(const absl::Duration used, ProcessCpu(*load.server));
  return used;
}

// Waits through the window and measures what is the server's.
absl::Status Watch(const Load& load, Window window, LoadResult& result) {
  std::this_thread::sleep_until(window.start);
  ATTEST_ASSIGN_OR_RETURN(const auto before, ServerCpu(load));
  std::this_thread::sleep_until(window.end);
  ATTEST_ASSIGN_OR_RETURN(const auto after, ServerCpu(load));
  if (before && after) result.server_cpu = *after - *before;
  return absl::OkStatus();
}

std::vector<std::unique_ptr<Worker>> MakeWorkers(
    const Load& load, std::vector<std::shared_ptr<grpc::Channel>> channels,
    std::atomic<uint64_t>& numbers, Window window) {
  const int count = static_cast<int>(channels.size());
  std::vector<std::unique_ptr<Worker>> workers;
  for (int i = 0; i < count; ++i) {
    const int share = load.in_flight / count + (i < load.in_flight % count);
    workers.push_back(std::make_unique<Worker>(load, std::move(channels[i]),
                                               share, numbers, window));
  }
  return workers;
}

Window WindowOf(const Load& load) {
  const auto start =
      SteadyClock::now() + absl::ToChronoNanoseconds(load.warm_up);
  return {start, start + absl::ToChronoNanoseconds(load.duration)};
}

}  // namespace

int64_t LoadResult::failed() const {
  int64_t all = 0;
  for (const auto& [code, count] : errors) all += count;
  return all;
}

double LoadResult::PerSecond() const {
  return static_cast<double>(answered()) / absl::ToDoubleSeconds(took);
}

std::optional<double> LoadResult::PerCpuSecond() const {
  if (!server_cpu || *server_cpu <= absl::ZeroDuration()) return std::nullopt;
  return static_cast<double>(answered()) / absl::ToDoubleSeconds(*server_cpu);
}

absl::StatusOr<LoadResult> RunLoad(const std::string& target,
                                   const Load& load) {
  const int threads = std::clamp(load.threads, 1, std::max(1, load.in_flight));
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < threads; ++i) {
    ATTEST_ASSIGN_OR_RETURN(channels.emplace_back(),
                            Connected(target, load.connect_timeout));
  }
  ATTEST_RETURN_IF_ERROR(ServerCpu(load).status());

  std::atomic<uint64_t> numbers{0};
  const Window window = WindowOf(load);
  const auto workers = MakeWorkers(load, std::move(channels), numbers, window);
  std::vector<std::thread> running;
  for (const auto& worker : workers) {
    running.emplace_back([&worker] { worker->Run(); });
  }
  LoadResult result{.took = load.duration};
  const absl::Status watched = Watch(load, window, result);
  for (std::thread& thread : running) thread.join();
  ATTEST_RETURN_IF_ERROR(watched);
  for (const auto& worker : workers) worker->AddTo(result);
  return result;
}

}  // namespace attest::bench
