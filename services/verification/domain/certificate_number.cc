#include "services/verification/domain/certificate_number.h"

#include "fmt/format.h"

namespace attest::verification {
namespace {

constexpr std::string_view kAlphabet = kCertificateAlphabet;
constexpr int kModulus = 31;
static_assert(kAlphabet.size() == kModulus);
constexpr size_t kGroup = 6;

// The sum over the places before the check character, weighted 18 down to 2;
// the check character itself weighs 1.
int WeightedSum(std::string_view characters) {
  int sum = 0;
  for (size_t place = 0; place + 1 < kCertificateLength; ++place) {
    const int weight = static_cast<int>(kCertificateLength - place);
    sum += weight * static_cast<int>(kAlphabet.find(characters[place]));
  }
  return sum % kModulus;
}

char CheckCharacter(std::string_view characters) {
  return kAlphabet[(kModulus - WeightedSum(characters)) % kModulus];
}

std::string Grouped(std::string_view characters) {
  return fmt::format("{}-{}-{}", characters.substr(0, kGroup),
                     characters.substr(kGroup, kGroup),
                     characters.substr(2 * kGroup));
}

// Capitals without hyphens.
std::string Plain(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == '-') continue;
    plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return plain;
}

std::string ProblemOf(std::string_view plain) {
  if (plain.find_first_not_of(kAlphabet) != std::string_view::npos) {
    return fmt::format(
        "holds a character that no certificate number has; "
        "use only {} and hyphens",
        kAlphabet);
  }
  if (plain.size() != kCertificateLength) {
    return fmt::format(
        "has {} characters without hyphens; a certificate "
        "number has {}",
        plain.size(), kCertificateLength);
  }
  if (plain.back() != CheckCharacter(plain)) {
    return "the check character does not fit: a character is wrong or two "
           "neighbours are swapped; compare it with the certificate";
  }
  return "";
}

}  // namespace

std::string MakeCertificateNumber(std::string_view random) {
  // Far more bits than the characters hold, so that each is equally likely
  // but for less than one part in 2^43.
  unsigned __int128 value = 0;
  for (const char byte : random.substr(0, kCertificateSeedBytes)) {
    value = value << 8 | static_cast<unsigned char>(byte);
  }
  std::string characters;
  for (size_t place = 0; place + 1 < kCertificateLength; ++place) {
    characters += kAlphabet[static_cast<size_t>(value % kModulus)];
    value /= kModulus;
  }
  characters += CheckCharacter(characters);
  return Grouped(characters);
}

CertificateReading ReadCertificateNumber(std::string_view text) {
  const std::string plain = Plain(text);
  std::string problem = ProblemOf(plain);
  if (!problem.empty()) return {.number = "", .problem = std::move(problem)};
  return {.number = Grouped(plain), .problem = ""};
}

}  // namespace attest::verification
