// The handler for batches of registrations.
#ifndef ATTEST_SERVICES_REGISTRATION_API_BATCHES_H_
#define ATTEST_SERVICES_REGISTRATION_API_BATCHES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "attest/registration/v1/registration_service.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// Holds no more than one group of rows at a time: those that the client says
// come at once, within bounds. A group is one transaction, in which each row is
// a write of its own. Errors are those of the contract. Thread-safe.
class Batches {
 public:
  using Stream = grpc::ServerReaderWriter<v1::BatchRegisterLearnersResponse,
                                          v1::BatchRegisterLearnersRequest>;

  explicit Batches(const Tools& tools) : tools_(tools) {}

  absl::Status Register(const rpc::Call& call, Stream& stream);

 private:
  struct Batch;
  struct Row;
  using Rows = std::vector<v1::BatchRow>;
  using Answers = std::vector<v1::RowAnswer>;

  absl::StatusOr<Batch> Begin(const rpc::Call& call,
                              const v1::BatchRegisterLearnersRequest& first);
  absl::Status Record(const rpc::Call& call, Batch& batch);
  absl::Status ServeRows(const rpc::Call& call, const Batch& batch,
                         Stream& stream);
  absl::StatusOr<Answers> Answer(const rpc::Call& call, const Batch& batch,
                                 const Rows& rows);
  absl::StatusOr<std::vector<Row>> ReadRows(const rpc::Call& call,
                                            const Batch& batch,
                                            const Rows& rows);
  absl::StatusOr<Answers> Try(const std::vector<Row>& rows);
  absl::StatusOr<Answers> WriteGroup(const rpc::Call& call, const Batch& batch,
                                     const std::vector<Row>& rows);

  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_BATCHES_H_
