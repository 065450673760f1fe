// Follows a neighbour's event stream: one thread, effects once, catching up
// after any break.
#ifndef ATTEST_LIBS_RPC_FOLLOWER_H_
#define ATTEST_LIBS_RPC_FOLLOWER_H_

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "attest/events/v1/events.pb.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/sync_stream.h"
#include "libs/journal/journal.h"
#include "libs/rpc/call.h"
#include "libs/rpc/client.h"

namespace attest::rpc {

// What to do with one event, in the transaction that stores the cursor.
using Effect = std::function<absl::StatusOr<std::vector<journal::Change>>(
    journal::WriteTransaction&, const events::v1::Event&)>;

// Opens the stream of a neighbour: `stub->WatchEvents(context, request)`.
using OpenStream = std::function<
    std::unique_ptr<grpc::ClientReader<events::v1::WatchEventsResponse>>(
        grpc::ClientContext*, const events::v1::WatchEventsRequest&)>;

struct FollowerOptions {
  std::string name;                // key of the cursor, e.g. `verification`
  std::string subject;             // who writes, e.g. `service:assessment`
  std::vector<std::string> types;  // events that matter
  ServiceIdentity identity;
};

// Starts at construction, stops at destruction (within a second). An effect
// that fails is tried again with growing pauses, up to 5 s; the event is never
// skipped, and no later one comes before it. `journal` must outlive it.
class Follower {
 public:
  Follower(journal::Journal& journal, FollowerOptions options, OpenStream open,
           Effect effect);
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

 private:
  void Loop();
  // Opens the stream behind the stored cursor and applies what comes, until it
  // breaks or an effect fails. Counts in `applied` what went well.
  absl::Status FollowOnce(int& applied);
  absl::Status Apply(const events::v1::Event& event);
  // Makes `context` the one that the destructor cancels; false when stopping.
  bool Begin(grpc::ClientContext& context);
  void End();
  // Waits, unless stopping. Whether to go on.
  bool Pause(absl::Duration duration);

  journal::Journal& journal_;
  const FollowerOptions options_;
  const OpenStream open_;
  const Effect effect_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  grpc::ClientContext* context_ = nullptr;  // of the open stream
  std::thread thread_;
};

// Whom the events of a journal concern.
enum class Audience {
  // Callers with an organisation-wide role; others must name a centre where
  // they hold a role, other than as a learner.
  kByCentre,
  // Every caller that may call the method.
  kEveryone,
};

// Serves WatchEvents from a journal: writes events as they come, a heartbeat
// when it has caught up and every 5 s after that, until the call ends or the
// server drains.
//   INVALID_ARGUMENT, `INVALID_FIELDS`.
//   NOT_FOUND, `CENTRE_NOT_FOUND`: not a centre of the caller's.
absl::Status ServeEvents(
    journal::Journal& journal, const Call& call, grpc::ServerContext& context,
    const events::v1::WatchEventsRequest& request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>& writer,
    Audience audience = Audience::kByCentre);

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_FOLLOWER_H_
