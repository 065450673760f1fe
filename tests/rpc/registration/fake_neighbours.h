// Neighbours that do as they are told, on a server of their own.
#ifndef ATTEST_TESTS_RPC_REGISTRATION_FAKE_NEIGHBOURS_H_
#define ATTEST_TESTS_RPC_REGISTRATION_FAKE_NEIGHBOURS_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "attest/assessment/v1/assessment_service.grpc.pb.h"
#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "attest/events/v1/events.pb.h"
#include "attest/verification/v1/verification_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"

namespace attest::registration {

// A stream of events that a test writes. Thread-safe.
class EventLog {
 public:
  // Gives the event its cursor, counting from 1.
  void Emit(events::v1::Event event);
  // Serves the stream until the call ends.
  grpc::Status Serve(grpc::ServerContext& context,
                     const events::v1::WatchEventsRequest& request,
                     grpc::ServerWriter<events::v1::WatchEventsResponse>&);

 private:
  // Waits a little for an event behind `cursor`; nothing when none came.
  std::vector<events::v1::Event> Behind(int64_t cursor);

  std::mutex mutex_;
  std::condition_variable emitted_;
  std::vector<events::v1::Event> events_;
};

// Assessment and verification as far as registration knows them: they tell.
class FakeAssessment final : public assessment::v1::AssessmentService::Service {
 public:
  grpc::Status WatchEvents(
      grpc::ServerContext* context,
      const events::v1::WatchEventsRequest* request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) override {
    return events.Serve(*context, *request, *writer);
  }
  EventLog events;
};

class FakeVerification final
    : public verification::v1::VerificationService::Service {
 public:
  grpc::Status WatchEvents(
      grpc::ServerContext* context,
      const events::v1::WatchEventsRequest* request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) override {
    return events.Serve(*context, *request, *writer);
  }
  EventLog events;
};

// A catalogue that has lost its syllabi.
class EmptyCatalogue final : public catalogue::v1::CatalogueService::Service {
 public:
  grpc::Status EvaluateSelection(
      grpc::ServerContext*, const catalogue::v1::EvaluateSelectionRequest*,
      catalogue::v1::EvaluateSelectionResponse*) override {
    return {grpc::StatusCode::NOT_FOUND, "no such syllabus"};
  }
};

// All three behind one channel, until destruction.
class FakeNeighbours {
 public:
  FakeNeighbours();
  ~FakeNeighbours();

  std::shared_ptr<grpc::Channel> channel();

  FakeAssessment assessment;
  FakeVerification verification;
  EmptyCatalogue catalogue;

 private:
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace attest::registration

#endif  // ATTEST_TESTS_RPC_REGISTRATION_FAKE_NEIGHBOURS_H_
