#include "tests/bench/catalogue_copies.h"

#include <fstream>
#include <iterator>

#include "absl/strings/str_replace.h"
#include "fmt/format.h"
#include "services/catalogue/domain/check_character.h"

namespace attest::bench {

std::string CodeOfCopy(size_t number) { return fmt::format("9Z{:04}", number); }

std::string RegulatorsNumberOfCopy(size_t number) {
  std::string text = fmt::format("699/{:04}/0", number);
  text.back() = catalogue::RightCheckDigit(text);
  return text;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file) return text;
  return MakeError(absl::StatusCode::kNotFound, "bench.attest", "NO_FILE",
                   fmt::format("{} cannot be read", path));
}

std::string CopyOf(std::string source, size_t number) {
  absl::StrReplaceAll({{"7D27V2", CodeOfCopy(number)},
                       {"601/3778/2", RegulatorsNumberOfCopy(number)}},
                      &source);
  return source;
}

}  // namespace attest::bench
