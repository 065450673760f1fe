// Follows a neighbour's event stream: one thread, effects once, catching up
// after any break.
#ifndef ATTEST_LIBS_RPC_FOLLOWER_H_
#define ATTEST_LIBS_RPC_FOLLOWER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "attest/events/v1/events.pb.h"
#include "grpcpp/grpcpp.h"
#include "libs/journal/journal.h"
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
// skipped. `journal` must outlive it.
class Follower {
 public:
  Follower(journal::Journal& journal, FollowerOptions options, OpenStream open,
           Effect effect);
  ~Follower();

 private:
  void Loop();
  absl::Status FollowOnce();

  journal::Journal& journal_;
  const FollowerOptions options_;
  const OpenStream open_;
  const Effect effect_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// Serves WatchEvents from a journal: writes events as they come, a heartbeat
// every 5 s, until the call ends. Callers without an organisation-wide role
// must name a centre of theirs.
absl::Status ServeEvents(
    journal::Journal& journal, const Call& call, grpc::ServerContext& context,
    const events::v1::WatchEventsRequest& request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>& writer);

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_FOLLOWER_H_
