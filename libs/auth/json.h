// JSON from strangers. Internal to libs/auth.
#ifndef ATTEST_LIBS_AUTH_JSON_H_
#define ATTEST_LIBS_AUTH_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include "nlohmann/json.hpp"

namespace attest::auth {

// Reads a JSON object. Nothing for anything else: no JSON, not an object, or
// an object at any depth that has a key twice. Never throws.
std::optional<nlohmann::json> ParseObject(std::string_view text);

// The text at `key`; nothing when it is missing or of another type.
std::optional<std::string> TextAt(const nlohmann::json& object,
                                  const char* key);

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_JSON_H_
