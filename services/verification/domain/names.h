// Names of the resources that verification owns or points at. Ids are what
// tables keep; names are what callers and neighbours see.
#ifndef ATTEST_SERVICES_VERIFICATION_DOMAIN_NAMES_H_
#define ATTEST_SERVICES_VERIFICATION_DOMAIN_NAMES_H_

#include <string>
#include <string_view>

namespace attest::verification {

inline constexpr char kCentrePattern[] = "centres/{centre}";
inline constexpr char kQualificationPattern[] = "qualifications/{q}";
inline constexpr char kRegistrationPattern[] = "registrations/{registration}";
inline constexpr char kUnitPattern[] =
    "registrations/{registration}/units/{unit}";
inline constexpr char kPlanPattern[] = "centres/{centre}/samplingPlans/{plan}";
inline constexpr char kSamplePattern[] = "centres/{centre}/samples/{sample}";
inline constexpr char kModerationPattern[] =
    "registrations/{registration}/moderations/{moderation}";
inline constexpr char kClaimPattern[] =
    "registrations/{registration}/claims/{claim}";
inline constexpr char kAwardPattern[] = "awards/{award}";

std::string CentreName(std::string_view centre);
std::string QualificationName(std::string_view qualification);
std::string RegistrationName(std::string_view registration);
std::string UnitName(std::string_view registration, std::string_view unit);
std::string PlanName(std::string_view centre, std::string_view plan);
std::string SampleName(std::string_view centre, std::string_view sample);
std::string ModerationName(std::string_view registration,
                           std::string_view moderation);
std::string ClaimName(std::string_view registration, std::string_view claim);
std::string AwardName(std::string_view award);

// What follows the last `/`: the id of a name.
std::string LastSegment(std::string_view name);

}  // namespace attest::verification

#endif  // ATTEST_SERVICES_VERIFICATION_DOMAIN_NAMES_H_
