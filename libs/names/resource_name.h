// Resource names, e.g. `registrations/{registration}/evidence/{evidence}`.
#ifndef ATTEST_LIBS_NAMES_RESOURCE_NAME_H_
#define ATTEST_LIBS_NAMES_RESOURCE_NAME_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attest {

// Longest id within a name, and longest name.
inline constexpr size_t kIdLengthMax = 64;
inline constexpr size_t kNameLengthMax = 512;

// The values of the variables of `pattern` in `name`, in order; nothing when it
// does not match. An id is 1 to kIdLengthMax of [A-Za-z0-9._~-], but neither
// `.` nor `..`, so that it is safe in a path.
std::optional<std::vector<std::string>> MatchName(std::string_view pattern,
                                                  std::string_view name);

// How many variables `pattern` has.
size_t VariableCount(std::string_view pattern);

// `pattern` with its variables filled in. As many `ids` as variables.
std::string FormatName(std::string_view pattern,
                       const std::vector<std::string>& ids);

}  // namespace attest

#endif  // ATTEST_LIBS_NAMES_RESOURCE_NAME_H_
