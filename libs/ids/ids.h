// Identifiers, injected.
#ifndef ATTEST_LIBS_IDS_IDS_H_
#define ATTEST_LIBS_IDS_IDS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace attest {

// Makes identifiers that are never given twice. Thread-safe.
class IdSource {
 public:
  virtual ~IdSource() = default;
  virtual std::string NewId() = 0;
};

// Random UUIDs (version 4), lower case.
class RandomIds : public IdSource {
 public:
  std::string NewId() override;
};

// 00000000-0000-4000-8000-000000000001 and up. For tests.
class SequentialIds : public IdSource {
 public:
  std::string NewId() override;

 private:
  std::atomic<uint64_t> next_{1};
};

// `count` bytes nobody can guess.
std::string RandomBytes(size_t count);

// Whether `text` is a UUID of any version in lower or upper case.
bool IsUuid(std::string_view text);

// SHA-256 of `bytes`: 32 raw bytes, and as lower-case hex.
std::string Sha256(std::string_view bytes);
std::string Sha256Hex(std::string_view bytes);

// HMAC-SHA-256, 32 raw bytes.
std::string HmacSha256(std::string_view key, std::string_view message);

// Lower-case hex and back; DecodeHex gives an empty string for anything that
// is not an even number of hex digits.
std::string EncodeHex(std::string_view bytes);
std::string DecodeHex(std::string_view hex);

// Base64url without padding, and back; nothing for anything that is not what
// EncodeBase64Url gives.
std::string EncodeBase64Url(std::string_view bytes);
std::optional<std::string> DecodeBase64Url(std::string_view text);

// Compares secrets: how long it takes says nothing about where they differ.
bool EqualInConstantTime(std::string_view a, std::string_view b);

}  // namespace attest

#endif  // ATTEST_LIBS_IDS_IDS_H_
