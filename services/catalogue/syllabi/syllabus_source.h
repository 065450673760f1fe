// A syllabus and the document that it was read from, as files.
#ifndef ATTEST_SERVICES_CATALOGUE_SYLLABI_SYLLABUS_SOURCE_H_
#define ATTEST_SERVICES_CATALOGUE_SYLLABI_SYLLABUS_SOURCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "attest/catalogue/v1/syllabus.pb.h"

namespace attest::catalogue::syllabi {

// What a proof found wrong, a sentence each. Empty: nothing.
using Findings = std::vector<std::string>;

// The source document as the proofs see it. A plain value.
struct Source {
  // Lower-case hex digest of its bytes.
  std::string sha256;
  // Its lines without their ends. A last line needs no end (E24).
  std::vector<std::string> lines;
};

// Splits a document into lines and takes its digest.
Source ReadSource(std::string_view bytes);

// Parses textproto into `syllabus`: a field that is unknown, or given twice
// though it is single, is a finding with line and column.
Findings ParseSyllabus(std::string_view text, v1::Syllabus& syllabus);

// `text` without marks of emphasis, a tab read as a space: the words alone.
std::string WithoutMarks(std::string_view text);

}  // namespace attest::catalogue::syllabi

#endif  // ATTEST_SERVICES_CATALOGUE_SYLLABI_SYLLABUS_SOURCE_H_
