// Says on standard error how far a long benchmark is.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_PROGRESS_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_PROGRESS_H_

#include <unistd.h>

#include <cstdio>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace attest::bench {

// One line that moves on a terminal, a line each elsewhere; all with the time
// since the beginning. Not thread-safe.
class Progress {
 public:
  Progress() : terminal_(isatty(STDERR_FILENO) == 1), begun_(absl::Now()) {}
  ~Progress() {
    if (terminal_) std::fputs("\r\033[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Say(const std::string& what) const {
    std::fprintf(stderr, terminal_ ? "\r\033[K%4.0f s  %s" : "%4.0f s  %s\n",
                 absl::ToDoubleSeconds(absl::Now() - begun_), what.c_str());
  }

 private:
  const bool terminal_;
  const absl::Time begun_;
};

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_PROGRESS_H_
