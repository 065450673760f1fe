// Bounded admission with a bounded wait.
#ifndef ATTEST_LIBS_DB_GATE_H_
#define ATTEST_LIBS_DB_GATE_H_

#include <condition_variable>
#include <list>
#include <mutex>

#include "absl/time/time.h"

namespace attest::db {

// Lets at most `places` callers be inside at once. The others wait in the
// order of their arrival, so that none starves. Thread-safe.
class Gate {
 public:
  explicit Gate(int places) : free_(places) {}

  // False when no place became free within `longest`.
  bool Enter(absl::Duration longest);
  // Only after an Enter that gave true.
  void Leave();

 private:
  struct Waiter {
    std::condition_variable wake;
    bool admitted = false;
  };

  std::mutex mutex_;
  int free_;
  std::list<Waiter*> queue_;
};

// A place in a gate, given back on destruction. False when there was none.
class Pass {
 public:
  Pass(Gate& gate, absl::Duration longest)
      : gate_(gate), admitted_(gate.Enter(longest)) {}
  ~Pass() {
    if (admitted_) gate_.Leave();
  }
  Pass(const Pass&) = delete;
  Pass& operator=(const Pass&) = delete;
  explicit operator bool() const { return admitted_; }

 private:
  Gate& gate_;
  const bool admitted_;
};

}  // namespace attest::db

#endif  // ATTEST_LIBS_DB_GATE_H_
