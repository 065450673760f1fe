// Qualifications like 7D27V2, as many as wanted.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_COPIES_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_COPIES_H_

#include <cstddef>
#include <string>

#include "libs/status/status.h"

namespace attest::bench {

// The number of copies that there can be.
inline constexpr size_t kCopiesMax = 10'000;

// Of copy `number`, from 0: a code that no awarding organisation uses, and a
// regulator's number with the right check digit.
std::string CodeOfCopy(size_t number);
std::string RegulatorsNumberOfCopy(size_t number);

// What a file holds.
//   NOT_FOUND, `NO_FILE`.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// The file of 7D27V2 as that of another qualification, alike to the last unit.
std::string CopyOf(std::string source, size_t number);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_COPIES_H_
