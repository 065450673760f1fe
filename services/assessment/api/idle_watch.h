// Ends streams on which nothing comes.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_IDLE_WATCH_H_
#define ATTEST_SERVICES_ASSESSMENT_API_IDLE_WATCH_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "absl/time/time.h"
#include "grpcpp/server_context.h"

namespace attest::assessment::api {

// A read of a gRPC stream cannot be given a time limit, so a thread of this
// cancels the calls whose read takes too long. Thread-safe; outlives its waits.
class IdleWatch {
  using Clock = std::chrono::steady_clock;
  // Earliest first.
  using Waiting =
      std::set<std::pair<Clock::time_point, const grpc::ServerContext*>>;

 public:
  // While it lives, the call is cancelled `idle_max` after it began. One at a
  // time for each call, which must outlive it.
  class Wait {
   public:
    Wait(IdleWatch& watch, const grpc::ServerContext& call);
    ~Wait();
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

   private:
    IdleWatch& watch_;
    const Waiting::value_type place_;
  };

  explicit IdleWatch(absl::Duration idle_max);
  ~IdleWatch();

 private:
  void Run();

  const Clock::duration idle_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Waiting waiting_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses what is above
};

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_IDLE_WATCH_H_
