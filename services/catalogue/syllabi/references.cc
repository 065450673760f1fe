#include "services/catalogue/syllabi/references.h"

#include <string>

namespace attest::catalogue::syllabi {
namespace {

// The remainder by 11 of the digits of `ddd/dddd`, weighted 8 down to 2.
std::optional<size_t> Remainder(std::string_view digits) {
  if (digits.size() != 8 || digits[3] != '/') return std::nullopt;
  size_t sum = 0;
  size_t weight = 8;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i == 3) continue;
    if (digits[i] < '0' || digits[i] > '9') return std::nullopt;
    sum += weight-- * static_cast<size_t>(digits[i] - '0');
  }
  return sum % 11;
}

}  // namespace

std::optional<char> CheckLetterOf(std::string_view unit_reference) {
  constexpr std::string_view kLetters = "ADFHJKLMRTY";
  if (unit_reference.size() != 10 || unit_reference[1] != '/') {
    return std::nullopt;
  }
  const auto remainder = Remainder(unit_reference.substr(2));
  if (!remainder) return std::nullopt;
  return kLetters[*remainder];
}

std::optional<char> CheckDigitOf(std::string_view qualification_number) {
  constexpr std::string_view kDigits = "0123456789X";
  if (qualification_number.size() != 10 || qualification_number[8] != '/') {
    return std::nullopt;
  }
  const auto remainder = Remainder(qualification_number.substr(0, 8));
  if (!remainder) return std::nullopt;
  return kDigits[*remainder];
}

}  // namespace attest::catalogue::syllabi
