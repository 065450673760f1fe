#include "libs/paging/paging.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "libs/ids/ids.h"

namespace attest {
namespace {

// A token is base64url of a MAC of 32 bytes and the key behind it.
constexpr size_t kMacSize = 32;
// Longer than any token of ours; what is longer is not even decoded.
constexpr size_t kTokenLengthMax = 4096;

// The length keeps ("ab", "c") apart from ("a", "bc"); the first words keep
// these MACs apart from any other use of the secret.
std::string Mac(std::string_view secret, std::string_view list,
                std::string_view last_key) {
  return HmacSha256(secret, fmt::format("attest page token 1\n{}\n{}{}",
                                        list.size(), list, last_key));
}

absl::Status NotOfThisList(std::string_view domain) {
  return InvalidFields(
      domain, {{"page_token",
                "must be the next_page_token of the same list with the same "
                "filters; leave it empty to start from the first page"}});
}

}  // namespace

PageTokens::PageTokens(std::string secret) : secret_(std::move(secret)) {}

std::string PageTokens::Encode(std::string_view list,
                               std::string_view last_key) const {
  return EncodeBase64Url(Mac(secret_, list, last_key).append(last_key));
}

absl::StatusOr<std::string> PageTokens::Decode(std::string_view domain,
                                               std::string_view list,
                                               std::string_view token) const {
  if (token.empty()) return std::string();
  if (token.size() > kTokenLengthMax) return NotOfThisList(domain);
  const std::optional<std::string> bytes = DecodeBase64Url(token);
  if (!bytes || bytes->size() < kMacSize) return NotOfThisList(domain);

  const std::string_view mac = std::string_view(*bytes).substr(0, kMacSize);
  std::string last_key = bytes->substr(kMacSize);
  if (!EqualInConstantTime(mac, Mac(secret_, list, last_key))) {
    return NotOfThisList(domain);
  }
  return last_key;
}

absl::StatusOr<int> PageSize(std::string_view domain, int32_t requested,
                             int size_default) {
  if (requested < 0) {
    return InvalidFields(
        domain,
        {{"page_size", fmt::format("must be 0 (for {}) to {}, is {}",
                                   size_default, kPageSizeMax, requested)}});
  }
  return std::min(requested == 0 ? size_default : requested, kPageSizeMax);
}

}  // namespace attest
