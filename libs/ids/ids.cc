#include "libs/ids/ids.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include "fmt/format.h"
#include "openssl/crypto.h"
#include "openssl/evp.h"
#include "openssl/rand.h"

namespace attest {
namespace {

constexpr size_t kDigestSize = 32;

// The value of a hex digit, or -1.
int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

const unsigned char* Bytes(std::string_view text) {
  // An empty view may have no address, which OpenSSL takes for "not set".
  return reinterpret_cast<const unsigned char*>(text.empty() ? ""
                                                             : text.data());
}

// Going on without randomness or hashes would forge identities and audit
// trails, so there is no going on.
void Require(bool done, const char* what) {
  if (done) return;
  std::fprintf(stderr, "OpenSSL cannot %s\n", what);
  std::abort();
}

}  // namespace

std::string RandomIds::NewId() {
  std::string bytes = RandomBytes(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);  // version 4
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);  // RFC 9562 variant
  const std::string hex = EncodeHex(bytes);
  const std::string_view digits = hex;
  return fmt::format("{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                     digits.substr(12, 4), digits.substr(16, 4),
                     digits.substr(20));
}

std::string SequentialIds::NewId() {
  return fmt::format("00000000-0000-4000-8000-{:012}", next_.fetch_add(1));
}

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  Require(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                     static_cast<int>(count)) == 1,
          "make random bytes");
  return bytes;
}

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : HexDigit(text[i]) < 0) return false;
  }
  return true;
}

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, kDigestSize> digest;
  Require(EVP_Digest(Bytes(bytes), bytes.size(), digest.data(), nullptr,
                     EVP_sha256(), nullptr) == 1,
          "hash");
  return std::string(digest.begin(), digest.end());
}

std::string Sha256Hex(std::string_view bytes) {
  return EncodeHex(Sha256(bytes));
}

std::string HmacSha256(std::string_view key, std::string_view message) {
  std::array<unsigned char, kDigestSize> code;
  size_t size = 0;
  Require(EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, Bytes(key),
                    key.size(), Bytes(message), message.size(), code.data(),
                    code.size(), &size) != nullptr &&
              size == kDigestSize,
          "authenticate");
  return std::string(code.begin(), code.end());
}

bool EqualInConstantTime(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         CRYPTO_memcmp(Bytes(a), Bytes(b), a.size()) == 0;
}

std::string EncodeHex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 0x0F];
  }
  return hex;
}

std::string DecodeHex(std::string_view hex) {
  if (hex.size() % 2 != 0) return "";
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (size_t i = 0; i < hex.size(); i += 2) {
    const int high = HexDigit(hex[i]);
    const int low = HexDigit(hex[i + 1]);
    if (high < 0 || low < 0) return "";
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::string EncodeBase64Url(std::string_view bytes) {
  return absl::WebSafeBase64Escape(
      absl::string_view(bytes.data(), bytes.size()));
}

std::optional<std::string> DecodeBase64Url(std::string_view text) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(absl::string_view(text.data(), text.size()),
                                   &bytes)) {
    return std::nullopt;
  }
  // The decoder forgives padding, white space and stray bits at the end.
  if (EncodeBase64Url(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace attest
