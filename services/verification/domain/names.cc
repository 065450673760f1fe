#include "services/verification/domain/names.h"

#include "libs/names/resource_name.h"

namespace attest::verification {
namespace {

std::string Format(std::string_view pattern, std::string_view a) {
  return FormatName(pattern, {std::string(a)});
}

std::string Format(std::string_view pattern, std::string_view a,
                   std::string_view b) {
  return FormatName(pattern, {std::string(a), std::string(b)});
}

}  // namespace

std::string CentreName(std::string_view centre) {
  return Format(kCentrePattern, centre);
}

std::string QualificationName(std::string_view qualification) {
  return Format(kQualificationPattern, qualification);
}

std::string RegistrationName(std::string_view registration) {
  return Format(kRegistrationPattern, registration);
}

std::string UnitName(std::string_view registration, std::string_view unit) {
  return Format(kUnitPattern, registration, unit);
}

std::string PlanName(std::string_view centre, std::string_view plan) {
  return Format(kPlanPattern, centre, plan);
}

std::string SampleName(std::string_view centre, std::string_view sample) {
  return Format(kSamplePattern, centre, sample);
}

std::string ModerationName(std::string_view registration,
                           std::string_view moderation) {
  return Format(kModerationPattern, registration, moderation);
}

std::string ClaimName(std::string_view registration, std::string_view claim) {
  return Format(kClaimPattern, registration, claim);
}

std::string AwardName(std::string_view award) {
  return Format(kAwardPattern, award);
}

std::string LastSegment(std::string_view name) {
  return std::string(name.substr(name.rfind('/') + 1));
}

}  // namespace attest::verification
