#include "libs/auth/json.h"

#include <set>
#include <vector>

namespace attest::auth {

using Json = nlohmann::json;

std::optional<Json> ParseObject(std::string_view text) {
  // The keys seen so far of each object that is open.
  std::vector<std::set<std::string>> open;
  bool repeated = false;
  const Json::parser_callback_t watch = [&](int, Json::parse_event_t event,
                                            Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key &&
        !open.back().insert(parsed.get<std::string>()).second) {
      repeated = true;
    }
    return true;
  };
  Json object = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (repeated || !object.is_object()) return std::nullopt;
  return object;
}

std::optional<std::string> TextAt(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

}  // namespace attest::auth
