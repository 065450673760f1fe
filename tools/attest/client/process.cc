#include "tools/attest/client/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "libs/ids/ids.h"

namespace attest::client {
namespace {

constexpr absl::Duration kReadyMax = absl::Seconds(30);

absl::Status NotReady(std::string_view what) {
  return MakeError(absl::StatusCode::kUnavailable, "client.attest",
                   "SERVER_NOT_READY", what);
}

// This process's environment and `more`.
std::vector<std::string> EnvironmentWith(std::vector<std::string> more) {
  for (char** variable = environ; *variable != nullptr; ++variable) {
    more.emplace_back(*variable);
  }
  return more;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Below the ports that the system gives to outgoing connections, so that a
// server that was killed finds its port free again.
int RandomPort() {
  constexpr int kFirst = 10240;
  constexpr int kLast = 32000;
  const std::string bytes = RandomBytes(2);
  const int random = static_cast<unsigned char>(bytes[0]) * 256 +
                     static_cast<unsigned char>(bytes[1]);
  return kFirst + random % (kLast - kFirst);
}

// Tries `operation` (bind or connect) on a port of 127.0.0.1.
bool TryPort(int port, int (*operation)(int, const sockaddr*, socklen_t)) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool done = operation(fd, reinterpret_cast<sockaddr*>(&address),
                              sizeof(address)) == 0;
  close(fd);
  return done;
}

bool IsFree(int port) { return TryPort(port, bind); }
bool Answers(int port) { return TryPort(port, connect); }

}  // namespace

absl::StatusOr<pid_t> Launch(std::vector<std::string> arguments,
                             std::vector<std::string> variables,
                             const std::string& log) {
  std::vector<std::string> environment = EnvironmentWith(std::move(variables));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t pid = 0;
  const int failure =
      posix_spawn(&pid, arguments[0].c_str(), &actions, nullptr,
                  Pointers(arguments).data(), Pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) {
    return NotReady(
        fmt::format("{} cannot be run; build it first", arguments[0]));
  }
  return pid;
}

absl::Status WaitUntilReady(pid_t pid, const std::string& address,
                            const std::string& log) {
  const absl::Time end = absl::Now() + kReadyMax;
  const int port = std::stoi(address.substr(address.rfind(':') + 1));
  while (absl::Now() < end) {
    if (Answers(port)) return absl::OkStatus();
    if (waitpid(pid, nullptr, WNOHANG) != 0) break;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return NotReady(
      fmt::format("nothing serves at {}; the log is {}", address, log));
}

std::vector<int> FreePorts(size_t count) {
  std::vector<int> ports;
  while (ports.size() < count) {
    const int port = RandomPort();
    const bool taken =
        std::find(ports.begin(), ports.end(), port) != ports.end() ||
        !IsFree(port);
    if (!taken) ports.push_back(port);
  }
  return ports;
}

}  // namespace attest::client
