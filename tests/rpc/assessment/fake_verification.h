// A verification service that has nothing but events.
#ifndef ATTEST_TESTS_RPC_ASSESSMENT_FAKE_VERIFICATION_H_
#define ATTEST_TESTS_RPC_ASSESSMENT_FAKE_VERIFICATION_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "attest/verification/v1/verification_service.grpc.pb.h"

namespace attest::assessment {

// Thread-safe.
class FakeVerification final
    : public verification::v1::VerificationService::Service {
 public:
  // Adds an event about a sign-off.
  void Emit(const std::string& type, const std::string& registration,
            const std::string& unit, const std::string& revision) {
    const std::lock_guard lock(mutex_);
    events::v1::Event event;
    event.set_cursor(static_cast<int64_t>(events_.size()) + 1);
    event.set_type(type);
    event.set_resource("centres/northgate/samples/s1");
    event.set_centre("centres/northgate");
    event.set_registration(registration);
    (*event.mutable_attributes())["unit"] = unit;
    (*event.mutable_attributes())["revision"] = revision;
    events_.push_back(event);
    changed_.notify_all();
  }

  grpc::Status WatchEvents(
      grpc::ServerContext* context,
      const events::v1::WatchEventsRequest* request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) override {
    size_t next = static_cast<size_t>(request->after_cursor());
    std::unique_lock lock(mutex_);
    while (!context->IsCancelled()) {
      for (; next < events_.size(); ++next) {
        events::v1::WatchEventsResponse response;
        *response.mutable_event() = events_[next];
        response.set_cursor(events_[next].cursor());
        if (!writer->Write(response)) return grpc::Status::OK;
      }
      changed_.wait_for(lock, std::chrono::milliseconds(20));
    }
    return grpc::Status::OK;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<events::v1::Event> events_;
};

}  // namespace attest::assessment

#endif  // ATTEST_TESTS_RPC_ASSESSMENT_FAKE_VERIFICATION_H_
