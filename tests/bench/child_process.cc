#include "tests/bench/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "absl/time/clock.h"
#include "fmt/format.h"

namespace attest::bench {
namespace {

constexpr absl::Duration kEndMax = absl::Seconds(10);
constexpr absl::Duration kEndStep = absl::Milliseconds(10);

absl::Status CannotRun(std::string_view program) {
  return MakeError(absl::StatusCode::kUnavailable, "bench.attest", "CANNOT_RUN",
                   fmt::format("{} cannot be run; build it first", program));
}

// In the child: becomes the program, or ends. Calls only what is allowed
// between fork and exec.
[[noreturn]] void Become(char* const* arguments, char* const* environment,
                         const char* log, int output) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(output, STDOUT_FILENO);
  const int errors = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (errors >= 0) dup2(errors, STDERR_FILENO);
  execve(arguments[0], arguments, environment);
  _exit(127);
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// This process's environment and `more`, which comes first.
std::vector<std::string> EnvironmentWith(std::vector<std::string> more) {
  for (char** variable = environ; *variable != nullptr; ++variable) {
    more.emplace_back(*variable);
  }
  return more;
}

// Whether there is something to read by then.
bool Readable(int file, absl::Time end) {
  const absl::Duration left = end - absl::Now();
  if (left <= absl::ZeroDuration()) return false;
  pollfd waiting{.fd = file, .events = POLLIN, .revents = 0};
  return poll(&waiting, 1,
              static_cast<int>(absl::ToInt64Milliseconds(left)) + 1) > 0;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ChildProcess>> ChildProcess::Start(
    const std::vector<std::string>& arguments, const std::string& log,
    std::vector<std::string> variables) {
  std::vector<std::string> copies = arguments;
  const std::vector<char*> pointers = Pointers(copies);
  variables = EnvironmentWith(std::move(variables));
  const std::vector<char*> environment = Pointers(variables);
  const std::string errors = log.empty() ? "/dev/null" : log;
  if (access(copies.at(0).c_str(), X_OK) != 0) return CannotRun(copies[0]);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return CannotRun(copies[0]);

  const pid_t pid = fork();
  if (pid == 0) {
    Become(pointers.data(), environment.data(), errors.c_str(), ends[1]);
  }
  close(ends[1]);
  std::unique_ptr<ChildProcess> child(new ChildProcess);
  child->output_ = ends[0];
  child->pid_ = pid;
  if (pid < 0) return CannotRun(copies[0]);
  return child;
}

ChildProcess::~ChildProcess() {
  close(output_);
  if (pid_ <= 0) return;
  kill(pid_, SIGTERM);
  const absl::Time end = absl::Now() + kEndMax;
  while (waitpid(pid_, nullptr, WNOHANG) == 0) {
    if (absl::Now() > end) kill(pid_, SIGKILL);
    absl::SleepFor(kEndStep);
  }
}

absl::StatusOr<std::string> ChildProcess::WaitFor(std::string_view word,
                                                  absl::Duration at_most) {
  const absl::Time end = absl::Now() + at_most;
  while (true) {
    for (size_t stop = unread_.find('\n'); stop != std::string::npos;
         stop = unread_.find('\n')) {
      const std::string line = unread_.substr(0, stop);
      unread_.erase(0, stop + 1);
      if (line.starts_with(word)) return line.substr(word.size());
    }
    char bytes[512];
    const ssize_t count =
        Readable(output_, end) ? read(output_, bytes, sizeof(bytes)) : 0;
    if (count <= 0) break;
    unread_.append(bytes, static_cast<size_t>(count));
  }
  return MakeError(absl::StatusCode::kDeadlineExceeded, "bench.attest",
                   "NOT_READY",
                   fmt::format("process {} did not say '{}'", pid_, word));
}

std::string OwnProgram() {
  return std::filesystem::read_symlink("/proc/self/exe").string();
}

std::string ServerBeside(const std::string& program) {
  const std::filesystem::path own = OwnProgram();
  return (own.parent_path() / "../../services" / program)
      .lexically_normal()
      .string();
}

}  // namespace attest::bench
