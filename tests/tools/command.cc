#include "tests/tools/command.h"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace attest::tools_test {
namespace {

// In the child: becomes the program, or ends.
[[noreturn]] void Become(std::vector<std::string>& arguments,
                         const Variables& variables) {
  for (const std::string& variable : variables) {
    putenv(const_cast<char*>(variable.c_str()));
  }
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  execv(words[0], words.data());
  _exit(127);
}

// Reads what there is; false at the end.
bool ReadSome(int from, std::string& to) {
  std::array<char, 4096> buffer;
  const ssize_t count = read(from, buffer.data(), buffer.size());
  if (count > 0) to.append(buffer.data(), static_cast<size_t>(count));
  return count > 0 || (count < 0 && errno == EINTR);
}

// Reads both until both have ended, so that neither fills its pipe.
void ReadBoth(int out, int err, Outcome& outcome) {
  std::array<pollfd, 2> open = {{{out, POLLIN, 0}, {err, POLLIN, 0}}};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    if (poll(open.data(), open.size(), -1) < 0) continue;
    for (pollfd& one : open) {
      if (one.fd < 0 || one.revents == 0) continue;
      if (!ReadSome(one.fd, one.fd == out ? outcome.out : outcome.err)) {
        one.fd = -1;
      }
    }
  }
}

int ExitCodeOf(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Outcome Run(std::vector<std::string> arguments, const Variables& variables) {
  Outcome outcome;
  std::array<int, 2> out;
  std::array<int, 2> err;
  if (pipe(out.data()) != 0 || pipe(err.data()) != 0) return outcome;
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    for (const int fd : {out[0], out[1], err[0], err[1]}) close(fd);
    Become(arguments, variables);
  }
  close(out[1]);
  close(err[1]);
  if (pid > 0) {
    ReadBoth(out[0], err[0], outcome);
    outcome.exit_code = ExitCodeOf(pid);
  }
  close(out[0]);
  close(err[0]);
  return outcome;
}

Outcome RunOnTerminal(std::vector<std::string> arguments, int columns,
                      const Variables& variables) {
  Outcome outcome;
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = 24;
  int terminal = -1;
  const pid_t pid = forkpty(&terminal, nullptr, nullptr, &size);
  if (pid == 0) Become(arguments, variables);
  if (pid > 0) {
    while (ReadSome(terminal, outcome.out)) {
    }
    close(terminal);
    outcome.exit_code = ExitCodeOf(pid);
  }
  return outcome;
}

}  // namespace attest::tools_test
