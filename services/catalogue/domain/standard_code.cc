#include "services/catalogue/domain/standard_code.h"

#include <cstddef>

namespace attest::catalogue {
namespace {

constexpr size_t kLetters = 2;

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string_view ShortCode(std::string_view code) {
  const size_t last_letter = code.find_last_not_of("0123456789");
  if (last_letter == std::string_view::npos || last_letter + 1 == code.size() ||
      last_letter + 1 < kLetters) {
    return code;
  }
  const size_t start = last_letter + 1 - kLetters;
  if (!IsCapital(code[start]) || !IsCapital(code[last_letter])) return code;
  return code.substr(start);
}

bool IsStandard(std::string_view code, std::string_view wanted) {
  return wanted == code || wanted == ShortCode(code);
}

}  // namespace attest::catalogue
