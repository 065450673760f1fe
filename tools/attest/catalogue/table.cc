#include "tools/attest/catalogue/table.h"

#include <algorithm>
#include <numeric>

namespace attest::catalogue_tools {
namespace {

constexpr int kGap = 2;
constexpr int kFlexibleMin = 12;

// `line` within `width` columns, without spaces at the end of a row.
void AppendCell(const Spans& line, int width, bool right, bool last,
                Spans& row) {
  const int space = std::max(width - DisplayWidth(line), 0);
  if (right) row.push_back({std::string(space, ' ')});
  row.insert(row.end(), line.begin(), line.end());
  if (!right && !last) row.push_back({std::string(space, ' ')});
  if (!last) row.push_back({std::string(kGap, ' ')});
}

void TrimEnd(Spans& row) {
  while (!row.empty()) {
    std::string& text = row.back().text;
    text.erase(text.find_last_not_of(' ') + 1);
    if (!text.empty()) return;
    row.pop_back();
  }
}

}  // namespace

void Table::Add(std::vector<Spans> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

void Table::Add(const std::vector<std::string>& cells) {
  std::vector<Spans> row;
  for (const std::string& cell : cells) row.push_back({{cell}});
  Add(std::move(row));
}

std::vector<int> Table::Widths(int room) const {
  std::vector<int> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    int width = DisplayWidth(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[i]));
    widths.push_back(width);
  }
  const int all = std::accumulate(widths.begin(), widths.end(), 0) +
                  kGap * (static_cast<int>(widths.size()) - 1);
  for (size_t i = 0; all > room && i < columns_.size(); ++i) {
    if (!columns_[i].flexible) continue;
    widths[i] = std::max(widths[i] - (all - room), kFlexibleMin);
    break;
  }
  return widths;
}

void Table::PrintRow(const std::vector<Spans>& cells,
                     const std::vector<int>& widths, int indent,
                     Page& page) const {
  std::vector<std::vector<Spans>> wrapped;
  size_t height = 1;
  for (size_t i = 0; i < cells.size(); ++i) {
    wrapped.push_back(Wrap(cells[i], std::max(widths[i], 1)));
    height = std::max(height, wrapped.back().size());
  }
  for (size_t line = 0; line < height; ++line) {
    Spans row = {{std::string(indent, ' ')}};
    for (size_t i = 0; i < cells.size(); ++i) {
      AppendCell(line < wrapped[i].size() ? wrapped[i][line] : Spans{},
                 widths[i], columns_[i].right, i + 1 == cells.size(), row);
    }
    TrimEnd(row);
    page.Line(row);
  }
}

void Table::PrintTo(Page& page, int indent) const {
  const std::vector<int> widths = Widths(page.terminal().width - indent);
  std::vector<Spans> head;
  for (const Column& column : columns_) {
    head.push_back({{column.title, Ink::kDim}});
  }
  PrintRow(head, widths, indent, page);
  for (const auto& row : rows_) PrintRow(row, widths, indent, page);
}

}  // namespace attest::catalogue_tools
