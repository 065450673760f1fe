// A real Redis for one test.
#ifndef ATTEST_LIBS_TESTING_REDIS_SERVER_H_
#define ATTEST_LIBS_TESTING_REDIS_SERVER_H_

#include <sys/types.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "libs/cache/redis_connection.h"
#include "libs/testing/temp_dir.h"

namespace attest::testing {

// Starts a redis-server with nothing in it, on a Unix socket in a folder of its
// own or on a port of this machine, and kills it at the end. What it cannot do
// ends the test program: such tests fail, they are never left out.
class RedisServer {
 public:
  enum class At { kSocket, kPort };

  explicit RedisServer(At at = At::kSocket);
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  // As configurations name it; stays the same.
  const std::string& address() const { return address_; }

  // Ends it at once, with all it holds; starts it again, empty. Start waits
  // until it answers.
  void Kill();
  void Start();
  // Stops it in the middle of whatever it does; lets it go on.
  void Freeze();
  void Thaw();

  // What it answers to a command: a text, a number, or the elements of a list
  // with a line each.
  std::string Run(std::initializer_list<std::string_view> command);
  // The keys that match a pattern, a line each.
  std::string Keys(std::string_view pattern) { return Run({"KEYS", pattern}); }

 private:
  void Launch();
  // Whether it answered before long.
  bool Answers();
  absl::StatusOr<cache::Reply> Try(
      std::initializer_list<std::string_view> command);

  const At at_;
  TempDir folder_;
  int port_ = 0;
  std::string address_;
  pid_t process_ = -1;
};

}  // namespace attest::testing

#endif  // ATTEST_LIBS_TESTING_REDIS_SERVER_H_
