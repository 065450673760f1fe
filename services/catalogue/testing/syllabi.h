// Syllabi for tests: the real one, and an invented one of another shape.
#ifndef ATTEST_SERVICES_CATALOGUE_TESTING_SYLLABI_H_
#define ATTEST_SERVICES_CATALOGUE_TESTING_SYLLABI_H_

#include <string>

#include "attest/catalogue/v1/syllabus.pb.h"

namespace attest::catalogue::testing {

// The files.
std::string RealSyllabusFile();      // 7D27V2, version 8
std::string InventedSyllabusFile();  // BEE3, version 1

// What a file holds; ends the test program when it cannot be read.
std::string ReadText(const std::string& path);
void WriteText(const std::string& path, const std::string& text);
v1::Syllabus ReadSyllabus(const std::string& path);

// `text` with the first `from` replaced, which has to be there.
std::string Replaced(std::string text, const std::string& from,
                     const std::string& to);

}  // namespace attest::catalogue::testing

#endif  // ATTEST_SERVICES_CATALOGUE_TESTING_SYLLABI_H_
