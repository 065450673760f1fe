#include "tools/attest/learners/progress.h"

#include <algorithm>

#include "fmt/format.h"

namespace attest::learners {
namespace {

constexpr int64_t kWidth = 24;

// `1,234,567`.
std::string Grouped(int64_t number) {
  std::string text = fmt::format("{}", number);
  for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<size_t>(at), ",");
  }
  return text;
}

}  // namespace

std::string CountsText(const ImportCounts& counts) {
  return fmt::format("{} {}: {} accepted, {} {}, {} refused",
                     Grouped(counts.rows), counts.rows == 1 ? "row" : "rows",
                     Grouped(counts.accepted), Grouped(counts.duplicates),
                     counts.duplicates == 1 ? "duplicate" : "duplicates",
                     Grouped(counts.refused));
}

std::string ProgressLine(const ImportCounts& counts, int64_t bytes,
                         absl::Duration elapsed) {
  const int64_t read = std::min(counts.bytes_read, bytes);
  const int64_t done = bytes > 0 ? kWidth * read / bytes : kWidth;
  const double seconds = absl::ToDoubleSeconds(elapsed);
  const auto rate =
      seconds > 0
          ? static_cast<int64_t>(static_cast<double>(counts.rows) / seconds)
          : 0;
  return fmt::format("[{:=>{}}{:>{}}] {:3} %  {} ({}/s)", "", done, "",
                     kWidth - done, bytes > 0 ? 100 * read / bytes : 100,
                     CountsText(counts), Grouped(rate));
}

}  // namespace attest::learners
