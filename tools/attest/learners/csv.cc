#include "tools/attest/learners/csv.h"

#include "fmt/format.h"

namespace attest::learners {
namespace {

constexpr int kEnd = std::istream::traits_type::eof();

void AddFault(CsvRecord& record, std::string fault) {
  if (record.fault.empty()) record.fault = std::move(fault);
}

bool NeedsQuotes(std::string_view field) {
  return field.find_first_of(",\"\r\n") != std::string_view::npos ||
         (!field.empty() && (field.front() == ' ' || field.back() == ' '));
}

}  // namespace

CsvReader::CsvReader(std::istream& in) : in_(in) {
  for (const int byte : {0xEF, 0xBB, 0xBF}) {
    if (Peek() != byte) return;
    Take();
  }
}

int CsvReader::Take() {
  const int c = in_.get();
  if (c != kEnd) ++bytes_;
  if (c == '\n') ++line_;
  return c;
}

int CsvReader::Peek() { return in_.peek(); }

std::optional<CsvRecord> CsvReader::Next() {
  while (!over_ && (Peek() == '\n' || Peek() == '\r')) Take();
  if (over_ || Peek() == kEnd) return std::nullopt;
  CsvRecord record;
  record.line = line_;
  record_start_ = bytes_;
  while (ReadField(record)) {
  }
  return record;
}

bool CsvReader::ReadField(CsvRecord& record) {
  std::string& field = record.fields.emplace_back();
  if (Peek() != '"') return ReadPlain(record, field);
  Take();
  return ReadQuoted(record, field);
}

bool CsvReader::ReadPlain(CsvRecord& record, std::string& field) {
  while (CheckSize(record)) {
    const int c = Take();
    if (c == kEnd || c == ',' || c == '\n' || (c == '\r' && Peek() == '\n')) {
      return EndField(record, c);
    }
    if (c == '"') {
      AddFault(record,
               fmt::format("line {}: a quote within a field that does not "
                           "begin with one; put the field in quotes and "
                           "double those within",
                           line_));
    }
    field += static_cast<char>(c);
  }
  return false;
}

bool CsvReader::ReadQuoted(CsvRecord& record, std::string& field) {
  while (CheckSize(record)) {
    const int c = Take();
    if (c == kEnd) {
      AddFault(record, fmt::format("a quote that is opened in the record of "
                                   "line {} is never closed",
                                   record.line));
      return EndField(record, c);
    }
    if (c != '"') {
      field += static_cast<char>(c);
    } else if (Peek() == '"') {
      field += static_cast<char>(Take());
    } else {
      break;
    }
  }
  if (over_) return false;
  const int c = Peek();
  const bool ends = c == kEnd || c == ',' || c == '\n' || c == '\r';
  if (!ends) {
    AddFault(record, fmt::format("line {}: text behind the closing quote of a "
                                 "field; double the quotes within it",
                                 line_));
  }
  std::string rest;
  const bool more = ReadPlain(record, rest);
  field += rest;
  return more;
}

// True when another field follows.
bool CsvReader::EndField(CsvRecord&, int end) {
  if (end == '\r') Take();  // the LF behind it
  return end == ',';
}

bool CsvReader::CheckSize(CsvRecord& record) {
  if (bytes_ - record_start_ <= static_cast<int64_t>(kRecordBytesMax)) {
    return true;
  }
  AddFault(record,
           fmt::format("the record of line {} takes more than {} bytes; is a "
                       "quote missing? Nothing behind it was read",
                       record.line, kRecordBytesMax));
  over_ = true;
  return false;
}

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) line += ',';
    if (!NeedsQuotes(field)) {
      line += field;
      continue;
    }
    line += '"';
    for (const char c : field) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line + '\n';
}

}  // namespace attest::learners
