// Registrations whose last day has passed expire by themselves (D32).
#ifndef ATTEST_SERVICES_REGISTRATION_API_EXPIRY_H_
#define ATTEST_SERVICES_REGISTRATION_API_EXPIRY_H_

#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/time/time.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// Writes down what has expired, with its event. Reading does not wait for it:
// whoever asks is told that it has expired as soon as the day has passed.
// Gives how many there were.
absl::StatusOr<int> ExpireOverdue(const Tools& tools);

// Does so at once, and again after every `pause`, in a thread of its own until
// it goes. What `tools` refers to must outlive it.
class ExpirySweep {
 public:
  ExpirySweep(const Tools& tools, absl::Duration pause);
  ~ExpirySweep();

 private:
  void Loop();

  const Tools tools_;
  const absl::Duration pause_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_EXPIRY_H_
