#include "libs/testing/redis_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace attest::testing {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(20);
// Debian's redis-tools has the server under this name; what it is started as
// tells it what to be.
constexpr char kProgram[] = "/usr/bin/redis-check-rdb";

[[noreturn]] void GiveUp(const char* what) {
  std::fprintf(stderr,
               "a test's own Redis: %s (%s is of the package redis-tools; "
               "`./run setup` installs it)\n",
               what, kProgram);
  std::abort();
}

// A port that nobody uses now.
int FreePort() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (bind(fd, any, size) != 0 || getsockname(fd, any, &size) != 0) {
    GiveUp("no free port");
  }
  close(fd);
  return ntohs(address.sin_port);
}

// The child: dies with the test, says nothing, becomes Redis.
[[noreturn]] void Become(const std::vector<std::string>& arguments,
                         const std::string& log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  execv(kProgram, argv.data());
  _exit(127);
}

std::string Text(const redisReply& reply) {
  if (reply.type == REDIS_REPLY_INTEGER) return std::to_string(reply.integer);
  if (reply.type != REDIS_REPLY_ARRAY) return std::string(cache::TextOf(reply));
  std::string lines;
  for (size_t i = 0; i < reply.elements; ++i) {
    lines += Text(*reply.element[i]) + "\n";
  }
  return lines;
}

}  // namespace

RedisServer::RedisServer(At at) : at_(at) {
  if (at_ == At::kPort) {
    port_ = FreePort();
    address_ = "127.0.0.1:" + std::to_string(port_);
  } else {
    address_ = folder_.File("redis.sock");
  }
  Start();
}

RedisServer::~RedisServer() { Kill(); }

void RedisServer::Start() {
  if (process_ >= 0) return;
  if (access(kProgram, X_OK) != 0) GiveUp("there is none");
  Launch();
  if (!Answers()) GiveUp("it does not answer");
}

void RedisServer::Launch() {
  std::vector<std::string> arguments = {
      "redis-server", "--save",       "",       "--appendonly",       "no",
      "--dir",        folder_.path(), "--port", std::to_string(port_)};
  if (at_ == At::kPort) {
    arguments.insert(arguments.end(), {"--bind", "127.0.0.1"});
  } else {
    arguments.insert(arguments.end(), {"--unixsocket", address_});
  }
  process_ = fork();
  if (process_ < 0) GiveUp("no process for it");
  if (process_ == 0) Become(arguments, folder_.File("redis.log"));
}

bool RedisServer::Answers() {
  const cache::Deadline deadline(kPatience);
  while (!deadline.passed()) {
    if (Try({"PING"}).ok()) return true;
    if (waitpid(process_, nullptr, WNOHANG) == process_) return false;
    usleep(2000);
  }
  return false;
}

void RedisServer::Kill() {
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

// Without a process there is nothing to stop: a process of -1 would be all.
void RedisServer::Freeze() {
  if (process_ < 0) return;
  kill(process_, SIGSTOP);
  int status = 0;
  waitpid(process_, &status, WUNTRACED);
}

void RedisServer::Thaw() {
  if (process_ >= 0) kill(process_, SIGCONT);
}

absl::StatusOr<cache::Reply> RedisServer::Try(
    std::initializer_list<std::string_view> command) {
  const cache::Deadline deadline(kPatience);
  cache::Resolver resolver(address_);
  ATTEST_ASSIGN_OR_RETURN(const auto connection,
                          cache::RedisConnection::Dial(resolver, deadline));
  return connection->Call(command, deadline);
}

std::string RedisServer::Run(std::initializer_list<std::string_view> command) {
  const absl::StatusOr<cache::Reply> reply = Try(command);
  return reply.ok() ? Text(**reply) : std::string(reply.status().message());
}

}  // namespace attest::testing
