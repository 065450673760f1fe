// A syllabus as a CASE 1.1 package (1EdTech Competencies and Academic Standards
// Exchange), for learning platforms that read frameworks.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_CASE_PACKAGE_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_CASE_PACKAGE_H_

#include <string>

#include "attest/catalogue/v1/syllabus.pb.h"
#include "nlohmann/json.hpp"

namespace attest::catalogue_tools {

// Where URIs of packages begin unless told: a name that nobody can own.
inline constexpr char kCaseBase[] = "https://attest.example/ims/case/v1p1";

// The package: the syllabus is the document; units, outcomes and criteria are
// items, each the child of one other; groups of units are association
// groupings. What CASE has no word for (credits, hours, the rule of
// combination, guidance) is in `extensions`, under `attest`.
//
// Identifiers are UUIDs made of names: of the code of the qualification, the
// version, the unit's Ofqual reference (or its number) and the number in it. So
// the same syllabus gives the same bytes, whenever and wherever, and `base`,
// which the URIs begin with, does not change identifiers. Words that the source
// lost are not made up: `[…]` stands in their place (req R107).
nlohmann::ordered_json CasePackage(const catalogue::v1::Syllabus& syllabus,
                                   const std::string& base);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_CASE_PACKAGE_H_
