// Results, as a table for a person or JSON for a machine.
#ifndef ATTEST_TESTS_BENCH_TABLE_H_
#define ATTEST_TESTS_BENCH_TABLE_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "nlohmann/json.hpp"

namespace attest::bench {

struct Column {
  std::string title;  // e.g. `calls/s`
  std::string key;    // in JSON, e.g. `calls_per_second`
  int decimals = 0;   // of numbers, for a person
};

// A text, a number, or nothing known.
using Cell = std::variant<std::monostate, std::string, double>;

Cell CellOf(std::optional<double> number);

// Rows under columns. Not thread-safe.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // One cell a column.
  void Add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  // Aligned, with a line of titles; texts to the left, numbers to the right.
  std::string Text() const;
  // An array of objects; what is not known is null.
  nlohmann::ordered_json Json() const;

 private:
  std::string Shown(size_t column, const Cell& cell) const;
  size_t WidthOf(size_t column) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_TABLE_H_
