// Requests in JSON with places for ids, filled in at the speed of a load.
#ifndef ATTEST_TESTS_BENCH_REQUEST_TEMPLATE_H_
#define ATTEST_TESTS_BENCH_REQUEST_TEMPLATE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "libs/ids/ids.h"
#include "libs/status/status.h"

namespace attest::bench {

// Within strings, `{{uuid}}` stands for a fresh UUID each, and `{{counter}}`
// for the number of the call in ten digits. The JSON is read once: filling in
// overwrites characters of the serialised message, all of one length.
// Immutable, so thread-safe.
class RequestTemplate {
 public:
  //   INVALID_ARGUMENT, `INVALID_JSON`: `json` is no message of `type`, or a
  //   place stands where no string is.
  static absl::StatusOr<RequestTemplate> Parse(
      const google::protobuf::Descriptor& type, std::string_view json);

  // The serialised request of call `number`.
  std::string Fill(uint64_t number, IdSource& ids) const;

 private:
  std::string bytes_;
  std::vector<size_t> uuids_;  // offsets in bytes_
  std::vector<size_t> counters_;
};

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_REQUEST_TEMPLATE_H_
