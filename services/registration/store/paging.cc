#include "services/registration/store/paging.h"

#include <charconv>

#include "fmt/format.h"

namespace attest::registration::store {

std::string CreationKey::Text() const {
  return fmt::format("{}/{}", created_us, id);
}

CreationKey CreationKey::FromText(std::string_view text) {
  CreationKey key;
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return key;
  std::from_chars(text.data(), text.data() + slash, key.created_us);
  key.id = text.substr(slash + 1);
  return key;
}

}  // namespace attest::registration::store
