#include "tests/bench/table.h"

#include <algorithm>

#include "fmt/format.h"

namespace attest::bench {
namespace {

// 1234567 as 1,234,567.
std::string Grouped(double number, int decimals) {
  std::string text = fmt::format("{:.{}f}", number, decimals);
  const size_t first = number < 0 ? 1 : 0;
  for (size_t at = std::min(text.find('.'), text.size()); at > first + 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

nlohmann::ordered_json JsonOf(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* number = std::get_if<double>(&cell)) return *number;
  return nullptr;
}

}  // namespace

Cell CellOf(std::optional<double> number) {
  return number ? Cell(*number) : Cell();
}

std::string Table::Shown(size_t column, const Cell& cell) const {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* number = std::get_if<double>(&cell)) {
    return Grouped(*number, columns_[column].decimals);
  }
  return "-";
}

size_t Table::WidthOf(size_t column) const {
  size_t width = columns_[column].title.size();
  for (const auto& row : rows_) {
    width = std::max(width, Shown(column, row.at(column)).size());
  }
  return width;
}

std::string Table::Text() const {
  std::vector<std::string> lines(rows_.size() + 1);
  for (size_t column = 0; column < columns_.size(); ++column) {
    const size_t width = WidthOf(column);
    const bool left = !rows_.empty() && std::holds_alternative<std::string>(
                                            rows_.front().at(column));
    for (size_t line = 0; line < lines.size(); ++line) {
      const std::string shown = line == 0
                                    ? columns_[column].title
                                    : Shown(column, rows_[line - 1].at(column));
      if (column > 0) lines[line] += "  ";
      lines[line] += left ? fmt::format("{:<{}}", shown, width)
                          : fmt::format("{:>{}}", shown, width);
    }
  }
  std::string text;
  for (std::string& line : lines) {
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

nlohmann::ordered_json Table::Json() const {
  auto json = nlohmann::ordered_json::array();
  for (const auto& row : rows_) {
    nlohmann::ordered_json object;
    for (size_t column = 0; column < columns_.size(); ++column) {
      object[columns_[column].key] = JsonOf(row.at(column));
    }
    json.push_back(std::move(object));
  }
  return json;
}

}  // namespace attest::bench
