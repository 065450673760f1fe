// Rows in aligned columns.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_TABLE_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_TABLE_H_

#include <string>
#include <vector>

#include "tools/attest/catalogue/text.h"

namespace attest::catalogue_tools {

struct Column {
  std::string title;
  bool right = false;     // numbers
  bool flexible = false;  // gives way and wraps when the page is too narrow
};

// A table; at most one flexible column gives way. Not thread-safe.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as columns; missing ones are empty, others are left out.
  void Add(std::vector<Spans> cells);
  void Add(const std::vector<std::string>& cells);
  bool empty() const { return rows_.empty(); }

  // Writes head and rows, indented.
  void PrintTo(Page& page, int indent = 2) const;

 private:
  std::vector<int> Widths(int room) const;
  void PrintRow(const std::vector<Spans>& cells, const std::vector<int>& widths,
                int indent, Page& page) const;

  const std::vector<Column> columns_;
  std::vector<std::vector<Spans>> rows_;
};

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_TABLE_H_
