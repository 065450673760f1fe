// Identifiers made of names: the same everywhere and at all times.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_NAME_UUID_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_NAME_UUID_H_

#include <string>
#include <string_view>

namespace attest::catalogue_tools {

// The UUID, version 5 (RFC 4122), of `name` within `space`, which is a UUID
// itself. Lower case.
std::string NameUuid(std::string_view space, std::string_view name);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_NAME_UUID_H_
