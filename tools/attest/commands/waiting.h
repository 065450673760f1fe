// Says that something goes on when it takes more than two seconds.
#ifndef ATTEST_TOOLS_ATTEST_COMMANDS_WAITING_H_
#define ATTEST_TOOLS_ATTEST_COMMANDS_WAITING_H_

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace attest::commands {

// While it lives, and from the third second on, standard error shows `what` and
// the seconds: on a terminal in one line that goes away, elsewhere in a line
// every ten seconds.
class Waiting {
 public:
  explicit Waiting(std::string what);
  ~Waiting();
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  void Run();

  const std::string what_;
  std::mutex mutex_;
  std::condition_variable over_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace attest::commands

#endif  // ATTEST_TOOLS_ATTEST_COMMANDS_WAITING_H_
