#include "tests/rpc/registration/fake_neighbours.h"

#include <chrono>
#include <utility>

namespace attest::registration {

void EventLog::Emit(events::v1::Event event) {
  const std::lock_guard lock(mutex_);
  event.set_cursor(static_cast<int64_t>(events_.size()) + 1);
  events_.push_back(std::move(event));
  emitted_.notify_all();
}

std::vector<events::v1::Event> EventLog::Behind(int64_t cursor) {
  std::unique_lock lock(mutex_);
  const auto more = [&] {
    return static_cast<int64_t>(events_.size()) > cursor;
  };
  if (!emitted_.wait_for(lock, std::chrono::milliseconds(20), more)) return {};
  return {events_.begin() + cursor, events_.end()};
}

grpc::Status EventLog::Serve(
    grpc::ServerContext& context, const events::v1::WatchEventsRequest& request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>& writer) {
  int64_t cursor = request.after_cursor();
  while (!context.IsCancelled()) {
    for (const events::v1::Event& event : Behind(cursor)) {
      cursor = event.cursor();
      events::v1::WatchEventsResponse response;
      response.set_cursor(cursor);
      *response.mutable_event() = event;
      if (!writer.Write(response)) return grpc::Status::OK;
    }
  }
  return grpc::Status::OK;
}

FakeNeighbours::FakeNeighbours() {
  grpc::ServerBuilder builder;
  builder.RegisterService(&assessment);
  builder.RegisterService(&verification);
  builder.RegisterService(&catalogue);
  server_ = builder.BuildAndStart();
}

FakeNeighbours::~FakeNeighbours() {
  server_->Shutdown(std::chrono::system_clock::now());
}

std::shared_ptr<grpc::Channel> FakeNeighbours::channel() {
  return server_->InProcessChannel({});
}

}  // namespace attest::registration
