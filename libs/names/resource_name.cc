#include "libs/names/resource_name.h"

#include <algorithm>
#include <cassert>

namespace attest {
namespace {

// Takes the first segment off `path`, and the slash behind it. `path` is empty
// and `last` true when there is none behind it.
std::string_view TakeSegment(std::string_view& path, bool& last) {
  const size_t slash = path.find('/');
  last = slash == std::string_view::npos;
  const std::string_view segment = path.substr(0, slash);
  path.remove_prefix(last ? path.size() : slash + 1);
  return segment;
}

bool IsVariable(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool IsIdCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '~' || c == '-';
}

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= kIdLengthMax && text != "." &&
         text != ".." && std::all_of(text.begin(), text.end(), IsIdCharacter);
}

}  // namespace

std::optional<std::vector<std::string>> MatchName(std::string_view pattern,
                                                  std::string_view name) {
  if (name.size() > kNameLengthMax) return std::nullopt;
  std::vector<std::string> ids;
  bool pattern_ends = false;
  bool name_ends = false;
  while (!pattern_ends) {
    const std::string_view wanted = TakeSegment(pattern, pattern_ends);
    const std::string_view found = TakeSegment(name, name_ends);
    if (pattern_ends != name_ends) return std::nullopt;
    if (IsVariable(wanted)) {
      if (!IsId(found)) return std::nullopt;
      ids.emplace_back(found);
    } else if (found != wanted) {
      return std::nullopt;
    }
  }
  return ids;
}

size_t VariableCount(std::string_view pattern) {
  size_t count = 0;
  for (bool last = false; !last;) {
    if (IsVariable(TakeSegment(pattern, last))) ++count;
  }
  return count;
}

std::string FormatName(std::string_view pattern,
                       const std::vector<std::string>& ids) {
  assert(ids.size() == VariableCount(pattern));
  std::string name;
  auto id = ids.begin();
  for (bool last = false; !last;) {
    const std::string_view segment = TakeSegment(pattern, last);
    if (!IsVariable(segment)) {
      name += segment;
    } else if (id != ids.end()) {
      name += *id++;
    }
    if (!last) name += '/';
  }
  return name;
}

}  // namespace attest
