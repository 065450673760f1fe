#include "services/catalogue/domain/check_character.h"

#include <algorithm>

namespace attest::catalogue {
namespace {

constexpr int kWeightOfFirst = 8;
constexpr int kModulus = 11;
constexpr std::string_view kDigits = "0123456789X";
constexpr std::string_view kLetters = "ADFHJKLMRTY";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Whether `text` has digits where `shape` has `d`, a digit or an X where it
// has `c`, a capital letter where it has `A`, and else the same characters.
bool HasShape(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char want) {
                      if (want == 'd') return IsDigit(c);
                      if (want == 'c') return IsDigit(c) || c == 'X';
                      if (want == 'A') return c >= 'A' && c <= 'Z';
                      return c == want;
                    });
}

// The digits of `text`, the first times 8, the next times 7, and so on; modulo
// 11. Other characters are passed over.
int Checksum(std::string_view text) {
  int weight = kWeightOfFirst;
  int sum = 0;
  for (const char c : text) {
    if (IsDigit(c)) sum += (c - '0') * weight--;
  }
  return sum % kModulus;
}

}  // namespace

std::optional<std::string> CanonicalNumber(std::string_view text) {
  std::string number(text);
  if (!number.empty() && number.back() == 'x') number.back() = 'X';
  if (HasShape(number, "dddddddc")) number.insert(7, "/").insert(3, "/");
  if (!HasShape(number, "ddd/dddd/c")) return std::nullopt;
  return number;
}

char RightCheckDigit(std::string_view canonical_number) {
  canonical_number.remove_suffix(1);
  return kDigits[Checksum(canonical_number)];
}

bool IsUnitReference(std::string_view text) {
  return HasShape(text, "A/ddd/dddd");
}

char RightCheckLetter(std::string_view reference) {
  return kLetters[Checksum(reference)];
}

}  // namespace attest::catalogue
