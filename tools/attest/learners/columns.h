// Which column of a file holds what, and what a row asks for.
#ifndef ATTEST_TOOLS_ATTEST_LEARNERS_COLUMNS_H_
#define ATTEST_TOOLS_ATTEST_LEARNERS_COLUMNS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/status/status.h"

namespace attest::learners {

// How dates are written in the file.
enum class DateOrder { kIso, kDayFirst, kMonthFirst };

struct ColumnOptions {
  std::map<std::string, std::string> columns;    // by field: the header's name
  std::map<std::string, std::string> constants;  // by field: for every row
  DateOrder dates = DateOrder::kIso;
};

// The fields that there are, each with a line about it.
std::string FieldsHelp();

// Reads rows by the header of their file. A value.
class Columns {
 public:
  // Columns that no option names are found by what learning platforms call
  // them; those that mean nothing here are left alone.
  //   INVALID_ARGUMENT, `COLUMNS`: a field or column that does not exist, two
  //     columns for one field, or none for the name or the birth date.
  static absl::StatusOr<Columns> Find(const std::vector<std::string>& header,
                                      const ColumnOptions& options);

  // What a row asks for. Text that is not UTF-8, another number of fields than
  // the header has, and a row that is far too long are findings.
  //   INVALID_ARGUMENT, `ROW`.
  absl::StatusOr<registration::v1::RegisterLearnerRequest> Read(
      const std::vector<std::string>& fields) const;

 private:
  size_t width_ = 0;
  std::map<std::string, size_t> places_;  // by field
  ColumnOptions options_;
};

// The date as `YYYY-MM-DD`; text that is no such date stays as it is.
std::string IsoDate(const std::string& text, DateOrder order);

}  // namespace attest::learners

#endif  // ATTEST_TOOLS_ATTEST_LEARNERS_COLUMNS_H_
