#include "libs/rpc/follower.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/log/log.h"
#include "libs/status/status.h"

namespace attest::rpc {
namespace {

constexpr absl::Duration kPauseMin = absl::Milliseconds(100);
constexpr absl::Duration kPauseMax = absl::Seconds(5);
// A stream is opened anew after this long, with a fresh look at the neighbour's
// addresses.
constexpr absl::Duration kStreamMax = absl::Minutes(50);

void WarnOf(const FollowerOptions& options, const absl::Status& status) {
  log::Write(log::Level::kWarning, "follower_interrupted",
             {{"follower", options.name},
              {"code", absl::StatusCodeToString(status.code())},
              {"reason", ReasonOf(status)},
              {"message", std::string(status.message())}});
}

}  // namespace

Follower::Follower(journal::Journal& journal, FollowerOptions options,
                   OpenStream open, Effect effect)
    : journal_(journal),
      options_(std::move(options)),
      open_(std::move(open)),
      effect_(std::move(effect)),
      thread_([this] { Loop(); }) {}

Follower::~Follower() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (context_ != nullptr) context_->TryCancel();
  }
  stopped_.notify_all();
  thread_.join();
}

void Follower::Loop() {
  absl::Duration pause = kPauseMin;
  while (true) {
    int applied = 0;
    const absl::Status status = FollowOnce(applied);
    if (status.ok() || applied > 0) pause = kPauseMin;
    if (!Pause(absl::ZeroDuration())) return;
    if (!status.ok()) WarnOf(options_, status);
    if (!Pause(pause)) return;
    pause = std::min(2 * pause, kPauseMax);
  }
}

absl::Status Follower::FollowOnce(int& applied) {
  ATTEST_ASSIGN_OR_RETURN(const int64_t cursor,
                          journal_.FollowedTo(options_.name));
  events::v1::WatchEventsRequest request;
  request.set_after_cursor(cursor);
  *request.mutable_types() = {options_.types.begin(), options_.types.end()};

  grpc::ClientContext context;
  PrepareOwn(context, options_.identity, absl::Now() + kStreamMax);
  if (!Begin(context)) return absl::OkStatus();
  const auto stream = open_(&context, request);
  events::v1::WatchEventsResponse response;
  absl::Status status;
  while (status.ok() && stream->Read(&response)) {
    if (!response.has_event()) continue;
    status = Apply(response.event());
    if (status.ok()) ++applied;
  }
  if (!status.ok()) context.TryCancel();
  const absl::Status ending = FromGrpc(stream->Finish());
  End();
  return status.ok() ? ending : status;
}

absl::Status Follower::Apply(const events::v1::Event& event) {
  const journal::Author author = {
      .method = fmt::format("follower/{}", options_.name),
      .subject = options_.subject,
      .role = auth::v1::Role_Name(auth::v1::SERVICE),
      .request_id = fmt::format("{}/{}", options_.name, event.cursor()),
      .fingerprint = Sha256Hex(event.SerializeAsString())};
  using Changes = absl::StatusOr<std::vector<journal::Change>>;
  const auto guarded = [&](journal::WriteTransaction& sql) -> Changes {
    try {
      return effect_(sql, event);
    } catch (const std::exception& exception) {
      return absl::InternalError(
          fmt::format("exception: {}", exception.what()));
    }
  };
  return journal_.Follow(options_.name, event.cursor(), author, guarded);
}

bool Follower::Begin(grpc::ClientContext& context) {
  const std::lock_guard lock(mutex_);
  if (!stopping_) context_ = &context;
  return !stopping_;
}

void Follower::End() {
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
}

bool Follower::Pause(absl::Duration duration) {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, absl::ToChronoMilliseconds(duration),
                            [&] { return stopping_; });
}

}  // namespace attest::rpc
