#include "services/registration/domain/unique_learner_number.h"

#include <algorithm>

#include "fmt/format.h"

namespace attest::registration {
namespace {

constexpr size_t kDigits = 10;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The first nine digits weighted 10 to 2, modulo 11.
int Remainder(std::string_view number) {
  int sum = 0;
  for (size_t i = 0; i + 1 < kDigits; ++i) {
    sum += (number[i] - '0') * static_cast<int>(kDigits - i);
  }
  return sum % 11;
}

}  // namespace

std::string UniqueLearnerNumberFinding(std::string_view number) {
  if (number == kTemporaryUniqueLearnerNumber) return "";
  if (number.size() != kDigits ||
      !std::all_of(number.begin(), number.end(), IsDigit)) {
    return "must be 10 digits, or 9999999999 while there is no number yet";
  }
  if (number.front() == '0') return "must not start with 0";
  const int remainder = Remainder(number);
  if (remainder == 0) {
    return "no such number exists: its first nine digits allow no check digit; "
           "at least one of them is wrong";
  }
  const int expected = 10 - remainder;
  if (number.back() - '0' == expected) return "";
  return fmt::format(
      "has the wrong check digit: after these nine digits the last must be {}; "
      "at least one digit is wrong",
      expected);
}

}  // namespace attest::registration
