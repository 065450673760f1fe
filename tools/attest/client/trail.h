// The audit trail of a registration as a file that anybody can check offline.
//
// One JSON object a line: service, sequence, previous, hash (hex) and entry,
// the exact stored text. `hash` is the SHA-256 of the 32 bytes of `previous`
// followed by the bytes of `entry`; each service has a chain of its own.
#ifndef ATTEST_TOOLS_ATTEST_CLIENT_TRAIL_H_
#define ATTEST_TOOLS_ATTEST_CLIENT_TRAIL_H_

#include <string>
#include <string_view>
#include <vector>

#include "libs/journal/journal.h"
#include "tools/attest/client/api.h"

namespace attest::client {

// What the check of an export found.
struct TrailCheck {
  bool intact = true;
  int64_t entries = 0;
  // One line for each chain or fault.
  std::vector<std::string> findings;
};

// Reads the chains of `parent` from the three services that keep one.
absl::StatusOr<std::string> ExportTrail(Api& api, std::string_view token,
                                        const std::string& parent);

// Checks an export, without any server.
TrailCheck CheckTrail(std::string_view text);

}  // namespace attest::client

#endif  // ATTEST_TOOLS_ATTEST_CLIENT_TRAIL_H_
