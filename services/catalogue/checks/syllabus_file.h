// Reads a syllabus file and says what is wrong with it.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_SYLLABUS_FILE_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_SYLLABUS_FILE_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "attest/catalogue/v1/findings.pb.h"
#include "attest/catalogue/v1/syllabus.pb.h"

namespace attest::catalogue::checks {

// Largest file, and largest serialised syllabus: no answer of the service gets
// beyond 4 MiB.
inline constexpr size_t kSourceBytesMax = size_t{3} << 20;
inline constexpr size_t kSyllabusBytesMax = 3'500'000;

// What a file says, and what is to be said of it. A value.
struct CheckedSyllabus {
  // The names of resources are filled in. Empty when it could not be read.
  v1::Syllabus syllabus;
  std::vector<v1::Finding> findings;  // in the order of the file
  bool readable = false;

  // Whether it could be read and no finding is an ERROR.
  bool publishable() const;
};

// Reads and checks attest.catalogue.v1.Syllabus as textproto. Never fails and
// takes bounded time and memory, whatever the bytes are.
CheckedSyllabus CheckSource(std::string_view source);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_SYLLABUS_FILE_H_
