#include "tools/attest/commands/waiting.h"

#include <unistd.h>

#include <chrono>
#include <iostream>

#include "fmt/format.h"

namespace attest::commands {
namespace {

constexpr int kQuietSeconds = 2;
constexpr int kSecondsBetweenLines = 10;

}  // namespace

Waiting::Waiting(std::string what)
    : what_(std::move(what)), thread_([this] { Run(); }) {}

Waiting::~Waiting() {
  {
    std::lock_guard lock(mutex_);
    done_ = true;
  }
  over_.notify_one();
  thread_.join();
}

void Waiting::Run() {
  const bool terminal = isatty(STDERR_FILENO) == 1;
  std::unique_lock lock(mutex_);
  int seconds = 0;
  while (!over_.wait_for(lock, std::chrono::seconds(1),
                         [this] { return done_; })) {
    ++seconds;
    if (seconds < kQuietSeconds) continue;
    if (terminal) {
      std::cerr << fmt::format("\r{} ({} s) ", what_, seconds) << std::flush;
    } else if ((seconds - kQuietSeconds) % kSecondsBetweenLines == 0) {
      std::cerr << fmt::format("{} ({} s)\n", what_, seconds) << std::flush;
    }
  }
  if (terminal && seconds >= kQuietSeconds) std::cerr << "\r\033[K";
}

}  // namespace attest::commands
