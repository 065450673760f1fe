// Reads a server's configuration: a textproto file, and secrets from the
// environment.
#ifndef ATTEST_LIBS_CONFIG_CONFIG_H_
#define ATTEST_LIBS_CONFIG_CONFIG_H_

#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message.h"
#include "libs/config/server_config.pb.h"
#include "libs/status/status.h"

namespace attest::config {

// Collects what is wrong with a configuration, so that all of it is reported
// together.
class Problems {
 public:
  // `where` is a path in the file, e.g. `server.listen.address`.
  void Add(std::string_view where, std::string_view what);
  // Adds the lines of what status() or ReadTextproto() reported before.
  void AddReport(const absl::Status& report);
  bool empty() const { return problems_.empty(); }
  // OK, or INVALID_ARGUMENT `INVALID_CONFIG` with one line a problem.
  absl::Status status() const;

 private:
  std::vector<std::string> problems_;
};

// Reads `path` into `config`. Problems name line and column.
absl::Status ReadTextproto(const std::string& path,
                           google::protobuf::Message& config);

// Checks the common parts and fills in defaults.
void CheckServer(std::string_view where, v1::Server& server,
                 Problems& problems);
void CheckDatabase(std::string_view where, v1::Database& database,
                   Problems& problems);
void CheckNeighbour(std::string_view where, v1::Neighbour& neighbour,
                    Problems& problems);
// An address is required: call it only for one that is configured.
void CheckRedis(std::string_view where, v1::Redis& redis, Problems& problems);

// A secret from the environment. Adds a problem when it is unset or shorter
// than `length_min` bytes.
std::string RequireSecret(std::string_view variable, size_t length_min,
                          Problems& problems);

}  // namespace attest::config

#endif  // ATTEST_LIBS_CONFIG_CONFIG_H_
