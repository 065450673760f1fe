// How what is kept in Redis is known to be ours.
#ifndef ATTEST_LIBS_CACHE_SEAL_H_
#define ATTEST_LIBS_CACHE_SEAL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace attest::cache {

// Seals bytes and their revision to the key they are kept under. What was
// changed, cut, made by somebody without the secret, or moved from another key
// does not open. Immutable.
//
// A frame is: kMark, the revision as 19 digits, HMAC-SHA-256, the bytes.
class Seal {
 public:
  static constexpr std::string_view kMark = "ATC1";
  static constexpr size_t kDigits = 19;

  // Who has the same secret can open.
  explicit Seal(std::string_view secret);

  std::string Close(std::string_view key, int64_t revision,
                    std::string_view bytes) const;

  struct Opened {
    int64_t revision;
    std::string_view bytes;  // of the frame
  };
  // Nothing for what Close did not make for `key`.
  std::optional<Opened> Open(std::string_view key,
                             std::string_view frame) const;

  // As many digits for every revision, so that they compare as text; what is
  // negative counts as 0.
  static std::string Digits(int64_t revision);

 private:
  std::string Mac(std::string_view key, std::string_view digits,
                  std::string_view bytes) const;

  const std::string secret_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_SEAL_H_
