#include "tools/attest/catalogue/name_uuid.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "fmt/format.h"
#include "libs/ids/ids.h"

namespace attest::catalogue_tools {

std::string NameUuid(std::string_view space, std::string_view name) {
  std::string hex(space);
  hex.erase(std::remove(hex.begin(), hex.end(), '-'), hex.end());
  const std::string hashed = DecodeHex(hex) + std::string(name);
  std::array<unsigned char, EVP_MAX_MD_SIZE> sha1{};
  unsigned int size = 0;
  EVP_Digest(hashed.data(), hashed.size(), sha1.data(), &size, EVP_sha1(),
             nullptr);
  sha1[6] = (sha1[6] & 0x0F) | 0x50;  // version 5
  sha1[8] = (sha1[8] & 0x3F) | 0x80;  // variant of RFC 4122
  const std::string id =
      EncodeHex({reinterpret_cast<const char*>(sha1.data()), 16});
  return fmt::format("{}-{}-{}-{}-{}", id.substr(0, 8), id.substr(8, 4),
                     id.substr(12, 4), id.substr(16, 4), id.substr(20));
}

}  // namespace attest::catalogue_tools
