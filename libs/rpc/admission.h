// How many calls from outside run at once.
#ifndef ATTEST_LIBS_RPC_ADMISSION_H_
#define ATTEST_LIBS_RPC_ADMISSION_H_

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace attest::rpc {

struct AdmissionLimits {
  int unary = 0;
  int waiting = 0;
  int streams = 0;
  int streams_per_subject = 0;
};

// What takes a place: a call on a thread of gRPC's, one that waits on a thread
// of ours (raw.h), a stream.
enum class CallKind { kUnary, kWaiting, kStream };

// Gives out the places and counts them. Outlives its places. Thread-safe.
class Admission {
 public:
  // The place of one call, free again when it is destroyed.
  class Place {
   public:
    Place() = default;  // of a call that needs none
    Place(Place&& other) noexcept { *this = std::move(other); }
    Place& operator=(Place&& other) noexcept;
    ~Place();

   private:
    friend class Admission;
    Admission* owner_ = nullptr;
    CallKind kind_ = CallKind::kUnary;
    std::string subject_;  // of a stream
  };

  explicit Admission(AdmissionLimits limits) : limits_(limits) {}

  // Never waits. Callers without a token are one subject. With a RetryInfo:
  //   RESOURCE_EXHAUSTED, `OVERLOADED`: no place is free.
  //   UNAVAILABLE, `DRAINING`: closed.
  absl::StatusOr<Place> Enter(CallKind kind, const std::string& subject);
  // The same for a call that is over at once and takes no place. No lock.
  //   UNAVAILABLE, `DRAINING`.
  absl::Status CheckOpen() const;

  // Closes, and waits until all places are free, at most `patience`. Whether
  // they are.
  bool Close(absl::Duration patience);

 private:
  absl::Status CheckFree(CallKind kind, const std::string& subject) const;
  void Leave(const Place& place);
  int& CountOf(CallKind kind);
  bool empty() const { return unary_ + waiting_ + streams_ == 0; }

  const AdmissionLimits limits_;
  std::mutex mutex_;
  std::condition_variable emptied_;
  std::atomic<bool> closed_ = false;
  int unary_ = 0;
  int waiting_ = 0;
  int streams_ = 0;
  std::map<std::string, int> streams_of_;
};

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_ADMISSION_H_
