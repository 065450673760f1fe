// How many calls from outside run at once.
#ifndef ATTEST_LIBS_RPC_ADMISSION_H_
#define ATTEST_LIBS_RPC_ADMISSION_H_

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
  int streams = 0;
  int streams_per_subject = 0;
};

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
    bool stream_ = false;
    std::string subject_;
  };

  explicit Admission(AdmissionLimits limits) : limits_(limits) {}

  // Never waits. Callers without a token are one subject. With a RetryInfo:
  //   RESOURCE_EXHAUSTED, `OVERLOADED`: no place is free.
  //   UNAVAILABLE, `DRAINING`: closed.
  absl::StatusOr<Place> Enter(bool stream, const std::string& subject);

  // Closes, and waits until all places are free, at most `patience`. Whether
  // they are.
  bool Close(absl::Duration patience);

 private:
  absl::Status CheckFree(bool stream, const std::string& subject) const;
  void Leave(const Place& place);

  const AdmissionLimits limits_;
  std::mutex mutex_;
  std::condition_variable empty_;
  bool closed_ = false;
  int unary_ = 0;
  int streams_ = 0;
  std::map<std::string, int> streams_of_;
};

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_ADMISSION_H_
