// Turns the bytes of a syllabus file into a message.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_SOURCE_READER_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_SOURCE_READER_H_

#include <string_view>

#include "attest/catalogue/v1/syllabus.pb.h"
#include "google/protobuf/text_format.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Deepest nesting of brackets, and most of them in one file: what keeps the
// parser's stack and memory within bounds. A syllabus of 200 units has fewer
// than 40,000.
inline constexpr int kNestingMax = 64;
inline constexpr int kPartsMax = 100'000;

// Parses `source` and notes in `tree` where everything stands. False, and
// findings that say why, when it cannot be read. Unknown fields are findings
// and passed over, so that all of them are found at once.
bool ReadSource(std::string_view source, v1::Syllabus& syllabus,
                google::protobuf::TextFormat::ParseInfoTree& tree,
                Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_SOURCE_READER_H_
