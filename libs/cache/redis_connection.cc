#include "libs/cache/redis_connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "fmt/format.h"

namespace attest::cache {
namespace {

absl::Status TimedOut() {
  return absl::DeadlineExceededError("Redis did not answer in time");
}

absl::Status NotConnected() {
  return absl::UnavailableError("no connection to Redis");
}

// Waits until `events` can be done without waiting.
absl::Status WaitFor(int fd, short events, Deadline deadline) {
  while (true) {
    pollfd waited{.fd = fd, .events = events, .revents = 0};
    const int ready = poll(&waited, 1, deadline.left_ms());
    if (ready > 0) return absl::OkStatus();
    if (ready < 0 && errno != EINTR) return NotConnected();
    if (deadline.passed()) return TimedOut();
  }
}

bool MustWait() { return errno == EAGAIN || errno == EWOULDBLOCK; }

// The first word of what Redis says is what is wrong; the rest may hold a key.
absl::Status Refused(const redisReply& reply) {
  const std::string_view text = TextOf(reply);
  return absl::FailedPreconditionError(
      fmt::format("{}: refused by Redis", text.substr(0, text.find(' '))));
}

}  // namespace

absl::StatusOr<std::unique_ptr<RedisConnection>> RedisConnection::Dial(
    Resolver& resolver, Deadline deadline) {
  absl::StatusOr<Context> context = NotConnected();
  if (resolver.is_socket()) {
    context = Connect(
        Context(redisConnectUnixNonBlock(resolver.path().c_str())), deadline);
  } else {
    for (const std::string& host : resolver.Resolve(deadline)) {
      context =
          Connect(Context(redisConnectNonBlock(host.c_str(), resolver.port())),
                  deadline);
      if (context.ok() || deadline.passed()) break;
    }
  }
  if (!context.ok()) return context.status();
  return std::unique_ptr<RedisConnection>(
      new RedisConnection(*std::move(context)));
}

absl::StatusOr<RedisConnection::Context> RedisConnection::Connect(
    Context context, Deadline deadline) {
  if (context == nullptr || context->err != 0) return NotConnected();
  ATTEST_RETURN_IF_ERROR(WaitFor(context->fd, POLLOUT, deadline));
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(context->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 ||
      error != 0) {
    return NotConnected();
  }
  return context;
}

absl::Status RedisConnection::Broken(absl::Status status) {
  usable_ = false;
  return status;
}

absl::Status RedisConnection::Send(Command command, Deadline deadline) {
  std::vector<const char*> parts;
  std::vector<size_t> sizes;
  for (const std::string_view part : command) {
    parts.push_back(part.data());
    sizes.push_back(part.size());
  }
  char* formatted = nullptr;
  const int size = redisFormatCommandArgv(
      &formatted, static_cast<int>(parts.size()), parts.data(), sizes.data());
  if (size < 0) return Broken(NotConnected());
  const std::unique_ptr<char, decltype(&redisFreeCommand)> owner(
      formatted, &redisFreeCommand);
  return SendBytes({formatted, static_cast<size_t>(size)}, deadline);
}

// Not hiredis's own: a connection that was closed is no signal here.
absl::Status RedisConnection::SendBytes(std::string_view bytes,
                                        Deadline deadline) {
  while (!bytes.empty()) {
    const ssize_t sent =
        send(context_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (MustWait()) {
      absl::Status waited = WaitFor(context_->fd, POLLOUT, deadline);
      if (!waited.ok()) return Broken(std::move(waited));
    } else if (errno != EINTR) {
      return Broken(NotConnected());
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Reply> RedisConnection::Hear(Deadline deadline) {
  while (true) {
    if (!usable_) return NotConnected();
    void* got = nullptr;
    if (redisGetReplyFromReader(context_.get(), &got) != REDIS_OK) {
      return Broken(NotConnected());
    }
    if (got != nullptr) {
      Reply reply(static_cast<redisReply*>(got));
      if (reply->type == REDIS_REPLY_ERROR) return Refused(*reply);
      return reply;
    }
    if (deadline.passed()) return TimedOut();
    ATTEST_RETURN_IF_ERROR(WaitFor(context_->fd, POLLIN, deadline));
    if (redisBufferRead(context_.get()) != REDIS_OK) {
      return Broken(NotConnected());
    }
  }
}

absl::StatusOr<Reply> RedisConnection::Read(Deadline deadline) {
  absl::StatusOr<Reply> reply = Hear(deadline);
  // A reply that is still to come must not be taken for that of the next.
  if (absl::IsDeadlineExceeded(reply.status())) usable_ = false;
  return reply;
}

absl::StatusOr<Reply> RedisConnection::Call(Command command,
                                            Deadline deadline) {
  ATTEST_RETURN_IF_ERROR(Send(command, deadline));
  return Read(deadline);
}

bool RedisConnection::IsIdle() const {
  pollfd looked{.fd = context_->fd, .events = POLLIN, .revents = 0};
  return usable_ && poll(&looked, 1, 0) == 0;
}

}  // namespace attest::cache
