// CSV as RFC 4180 has it: UTF-8 with or without a mark of its byte order, lines
// that end in LF or CRLF, fields in quotes where they hold commas, quotes or
// line ends.
#ifndef ATTEST_TOOLS_ATTEST_LEARNERS_CSV_H_
#define ATTEST_TOOLS_ATTEST_LEARNERS_CSV_H_

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attest::learners {

// One record. A value.
struct CsvRecord {
  int64_t line = 0;  // of the file, where it begins; from 1
  std::vector<std::string> fields;
  std::string fault;  // what is wrong with how it is written; empty: nothing
};

// Reads record by record and holds no more than one. Lines without anything are
// passed over. Not thread-safe. `in` must outlive it.
class CsvReader {
 public:
  // A record that takes more bytes has a fault, and is the last one.
  static constexpr size_t kRecordBytesMax = 8 << 20;

  explicit CsvReader(std::istream& in);

  // The next record; nothing at the end.
  std::optional<CsvRecord> Next();
  // How much of the input was read.
  int64_t bytes_read() const { return bytes_; }

 private:
  int Take();
  int Peek();
  // Each reads one field, and what ends it; false at the end of the record.
  bool ReadField(CsvRecord& record);
  bool ReadQuoted(CsvRecord& record, std::string& field);
  bool ReadPlain(CsvRecord& record, std::string& field);
  bool EndField(CsvRecord& record, int end);
  bool CheckSize(CsvRecord& record);

  std::istream& in_;
  int64_t bytes_ = 0;
  int64_t record_start_ = 0;
  int64_t line_ = 1;
  bool over_ = false;
};

// The record as a line, with LF behind it; fields in quotes where they need it.
std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace attest::learners

#endif  // ATTEST_TOOLS_ATTEST_LEARNERS_CSV_H_
