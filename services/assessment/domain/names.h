// Names of resources and limits of what a caller may send.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_NAMES_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_NAMES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libs/names/resource_name.h"

namespace attest::assessment {

inline constexpr char kCentreName[] = "centres/{centre}";
inline constexpr char kPlanName[] = "centres/{centre}/assessmentPlans/{plan}";
inline constexpr char kSyllabusName[] =
    "qualifications/{qualification}/syllabi/{version}";
inline constexpr char kRegistrationName[] = "registrations/{registration}";
inline constexpr char kEvidenceName[] =
    "registrations/{registration}/evidence/{evidence}";
inline constexpr char kDecisionName[] =
    "registrations/{registration}/decisions/{decision}";
inline constexpr char kUnitName[] = "registrations/{registration}/units/{unit}";

inline constexpr size_t kDecisionsMax = 100;  // in one call
inline constexpr size_t kEvidenceOfDecisionMax = 100;
inline constexpr size_t kDiscussionMax = 100;  // records of one piece
// Questions and notes of one piece: whoever reads it can receive it.
inline constexpr size_t kDiscussionBytesMax = 1 << 20;
inline constexpr size_t kChunkBytesMax = 1 << 20;  // of an upload

inline std::string CentreName(std::string_view centre) {
  return FormatName(kCentreName, {std::string(centre)});
}
inline std::string RegistrationName(std::string_view registration) {
  return FormatName(kRegistrationName, {std::string(registration)});
}
inline std::string EvidenceName(std::string_view registration,
                                std::string_view evidence) {
  return FormatName(kEvidenceName,
                    {std::string(registration), std::string(evidence)});
}
inline std::string DecisionName(std::string_view registration,
                                std::string_view decision) {
  return FormatName(kDecisionName,
                    {std::string(registration), std::string(decision)});
}
inline std::string UnitName(std::string_view registration,
                            std::string_view unit) {
  return FormatName(kUnitName, {std::string(registration), std::string(unit)});
}

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_NAMES_H_
