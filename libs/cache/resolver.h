// Where a Redis is.
#ifndef ATTEST_LIBS_CACHE_RESOLVER_H_
#define ATTEST_LIBS_CACHE_RESOLVER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/cache/deadline.h"

namespace attest::cache {

// Turns the host of `host:port`, `[::1]:port` or the path of a Unix socket into
// numeric addresses. A name is looked up anew each time, on a thread that
// nobody waits for longer than they want; there is never more than one. Not
// thread-safe.
class Resolver {
 public:
  explicit Resolver(std::string_view address);

  bool is_socket() const { return port_ == 0; }
  // The path of the socket.
  const std::string& path() const { return host_; }
  int port() const { return port_; }
  // In the order in which to try them; none when they are not known in time.
  std::vector<std::string> Resolve(Deadline deadline);

 private:
  struct LookUp;

  std::string host_;
  int port_ = 0;
  std::shared_ptr<LookUp> look_up_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_RESOLVER_H_
