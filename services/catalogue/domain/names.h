// The names of what the catalogue holds.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_NAMES_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_NAMES_H_

namespace attest::catalogue {

inline constexpr char kQualificationName[] = "qualifications/{qualification}";
inline constexpr char kSyllabusName[] =
    "qualifications/{qualification}/syllabi/{version}";
inline constexpr char kUnitName[] =
    "qualifications/{qualification}/syllabi/{version}/units/{unit}";
inline constexpr char kCriterionName[] =
    "qualifications/{qualification}/syllabi/{version}/units/{unit}/criteria/"
    "{criterion}";

// The version that stands for the current one.
inline constexpr char kCurrentVersion[] = "-";

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_NAMES_H_
