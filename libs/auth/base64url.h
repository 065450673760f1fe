// Base64 for URLs without padding (RFC 4648, section 5), as JWTs use it.
#ifndef ATTEST_LIBS_AUTH_BASE64URL_H_
#define ATTEST_LIBS_AUTH_BASE64URL_H_

#include <optional>
#include <string>
#include <string_view>

namespace attest::auth {

std::string EncodeBase64Url(std::string_view bytes);

// Nothing for padding, for a character outside the alphabet and for bits that
// are left over and not zero: every text has one spelling.
std::optional<std::string> DecodeBase64Url(std::string_view text);

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_BASE64URL_H_
