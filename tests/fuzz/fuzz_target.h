// What every fuzz target has: one function from bytes to nothing, which ends
// the program when something is wrong.
#ifndef ATTEST_TESTS_FUZZ_FUZZ_TARGET_H_
#define ATTEST_TESTS_FUZZ_FUZZ_TARGET_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fmt/format.h"

// The name and shape that libFuzzer looks for; 0 keeps the input.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace attest::fuzz {

inline void Require(bool holds, std::string_view what) {
  if (holds) return;
  fmt::print(stderr, "violated: {}\n", what);
  std::abort();
}

// Takes numbers off the front of an input; 0 when there is nothing left.
class Bytes {
 public:
  Bytes(const uint8_t* data, size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  unsigned Take() {
    if (rest_.empty()) return 0;
    const unsigned char first = rest_.front();
    rest_.remove_prefix(1);
    return first;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace attest::fuzz

#endif  // ATTEST_TESTS_FUZZ_FUZZ_TARGET_H_
