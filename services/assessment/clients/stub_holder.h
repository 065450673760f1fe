// A stub that is set once the server has found its neighbour.
#ifndef ATTEST_SERVICES_ASSESSMENT_CLIENTS_STUB_HOLDER_H_
#define ATTEST_SERVICES_ASSESSMENT_CLIENTS_STUB_HOLDER_H_

#include <memory>
#include <mutex>
#include <utility>

namespace attest::assessment::clients {

// Thread-safe.
template <class Stub>
class StubHolder {
 public:
  void Set(std::shared_ptr<Stub> stub) {
    const std::lock_guard lock(mutex_);
    stub_ = std::move(stub);
  }
  // Null before Set.
  std::shared_ptr<Stub> Get() const {
    const std::lock_guard lock(mutex_);
    return stub_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<Stub> stub_;
};

}  // namespace attest::assessment::clients

#endif  // ATTEST_SERVICES_ASSESSMENT_CLIENTS_STUB_HOLDER_H_
