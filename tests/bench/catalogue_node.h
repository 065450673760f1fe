// An attest-catalogue in a process of its own.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_NODE_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_NODE_H_

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "google/protobuf/message_lite.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"
#include "libs/status/status.h"
#include "libs/testing/temp_dir.h"
#include "tests/bench/child_process.h"

namespace attest::bench {

// A folder that goes away, with the keys whose tokens the servers of one
// benchmark take.
class Workplace {
 public:
  static absl::StatusOr<std::unique_ptr<Workplace>> Open();

  const std::string& folder() const { return folder_.path(); }
  std::string File(const std::string& name) const { return folder_.File(name); }
  // Of somebody who may read and publish.
  const std::string& token() const { return token_; }

 private:
  Workplace() = default;
  testing::TempDir folder_;
  SystemClock clock_;
  std::string token_;
};

struct NodeOptions {
  std::string program;       // attest-catalogue
  std::string name;          // of its files in the workplace, which stay
  std::string syllabi = "";  // published at start; empty for none
  std::string redis = "";    // address; empty for none
  int64_t cache_bytes_max = 0;
};

// As production runs it: a database on disk, a line in the log for each call.
// Not thread-safe.
class CatalogueNode {
 public:
  // Returns when it listens. `workplace` must outlive it.
  //   UNAVAILABLE, `CANNOT_RUN` or `SERVER_NOT_READY`.
  static absl::StatusOr<std::unique_ptr<CatalogueNode>> Start(
      const NodeOptions& options, const Workplace& workplace);

  const std::string& address() const { return address_; }
  pid_t pid() const { return process_->pid(); }
  // One call of `method`, e.g. `GetUnit`; the bytes of the answer.
  //   Whatever the call ends with.
  absl::StatusOr<std::string> Call(
      std::string_view method,
      const google::protobuf::MessageLite& request) const;

 private:
  explicit CatalogueNode(const Workplace& workplace) : workplace_(workplace) {}

  const Workplace& workplace_;
  std::string address_;
  std::unique_ptr<ChildProcess> process_;
};

// Memory of a process that is not on disk, in MB (10^6 bytes).
//   NOT_FOUND, `NO_SUCH_PROCESS`.
absl::StatusOr<double> ResidentMegabytes(pid_t pid);
// The same in KiB, from the text of /proc/PID/status; -1 when it is none.
int64_t ResidentKibibytes(std::string_view status);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_NODE_H_
