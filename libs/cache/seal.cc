#include "libs/cache/seal.h"

#include <algorithm>
#include <charconv>

#include "fmt/format.h"
#include "libs/ids/ids.h"

namespace attest::cache {
namespace {

constexpr size_t kMacBytes = 32;
constexpr size_t kHeaderBytes = Seal::kMark.size() + Seal::kDigits + kMacBytes;

std::optional<int64_t> ParseDigits(std::string_view digits) {
  int64_t revision = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, revision);
  if (error != std::errc() || stop != end || revision < 0) return std::nullopt;
  return revision;
}

}  // namespace

// The service's secret has other uses: this is a secret of its own.
Seal::Seal(std::string_view secret)
    : secret_(HmacSha256(secret, "attest cache 1")) {}

std::string Seal::Digits(int64_t revision) {
  return fmt::format("{:019}", std::max<int64_t>(0, revision));
}

std::string Seal::Mac(std::string_view key, std::string_view digits,
                      std::string_view bytes) const {
  return HmacSha256(secret_, fmt::format("{}:{}{}{}", key.size(), key, digits,
                                         Sha256(bytes)));
}

std::string Seal::Close(std::string_view key, int64_t revision,
                        std::string_view bytes) const {
  const std::string digits = Digits(revision);
  std::string frame;
  frame.reserve(kHeaderBytes + bytes.size());
  frame.append(kMark).append(digits).append(Mac(key, digits, bytes));
  frame.append(bytes);
  return frame;
}

std::optional<Seal::Opened> Seal::Open(std::string_view key,
                                       std::string_view frame) const {
  if (frame.size() < kHeaderBytes || !frame.starts_with(kMark)) {
    return std::nullopt;
  }
  const std::string_view digits = frame.substr(kMark.size(), kDigits);
  const std::string_view mac = frame.substr(kMark.size() + kDigits, kMacBytes);
  const std::string_view bytes = frame.substr(kHeaderBytes);
  if (!EqualInConstantTime(mac, Mac(key, digits, bytes))) return std::nullopt;
  const std::optional<int64_t> revision = ParseDigits(digits);
  if (!revision) return std::nullopt;
  return Opened{*revision, bytes};
}

}  // namespace attest::cache
