// Reads what callers send. Each function adds what is wrong, under the path of
// the field, to `check`; its value is used only when nothing was.
#ifndef ATTEST_SERVICES_REGISTRATION_API_READ_H_
#define ATTEST_SERVICES_REGISTRATION_API_READ_H_

#include <string>
#include <string_view>
#include <vector>

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/names/field_checks.h"
#include "services/registration/domain/centre.h"
#include "services/registration/domain/delivery_plan.h"
#include "services/registration/domain/registration.h"
#include "services/registration/domain/staff.h"

namespace attest::registration::api {

// Limits of texts of our own, in characters.
inline constexpr size_t kUriMax = 2000;
inline constexpr size_t kEmailMax = 254;
inline constexpr size_t kNumberMax = 40;    // codes and numbers
inline constexpr size_t kLanguageMax = 35;  // BCP 47
inline constexpr size_t kAllocationsMax = 100;
inline constexpr size_t kGoalsMax = 50;
inline constexpr size_t kBarriersMax = 100;
// Limits of plans as a whole, in bytes on the wire: whatever is in one, it is
// never too large to be read.
inline constexpr size_t kLearningPlanBytesMax = 64 << 10;
inline constexpr size_t kDeliveryPlanBytesMax = 256 << 10;
inline constexpr int kLevelMax = 8;  // of the framework

// A field of the request under a path, e.g. `centre`.
std::string Path(std::string_view parent, std::string_view field);

// A period of two fields; the last day must not come before the first.
Period ReadPeriod(std::string_view first_field, std::string_view first,
                  std::string_view last_field, std::string_view last,
                  FieldChecks& check);
// A date that has come.
absl::CivilDay ReadPastDate(std::string_view field, std::string_view text,
                            absl::CivilDay today, FieldChecks& check);
// Unit numbers, as many as there may be; the catalogue says which exist.
std::vector<std::string> ReadUnits(
    std::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& protos,
    FieldChecks& check);
// A language as BCP 47 has it: subtags of 1 to 8 letters or digits, the first
// of letters.
void ReadLanguage(std::string_view field, const std::string& tag,
                  FieldChecks& check);
// A role of staff.
StaffRole ReadStaffRole(std::string_view field, v1::StaffRole role,
                        FieldChecks& check);

// `centre`, without its id.
Centre ReadCentre(const v1::Centre& proto, FieldChecks& check);
// `appointment`, without centre and id.
Appointment ReadAppointment(const v1::Appointment& proto, FieldChecks& check);
// `delivery_plan`, without its keys.
DeliveryPlan ReadDeliveryPlan(const v1::DeliveryPlan& proto,
                              absl::CivilDay today, FieldChecks& check);
// `induction`.
InductionUpdate ReadInduction(const v1::Induction& proto, absl::CivilDay today,
                              FieldChecks& check);
// `learning_plan`.
LearningPlan ReadLearningPlan(const v1::LearningPlan& proto,
                              absl::CivilDay today, FieldChecks& check);
// `allocations`.
std::vector<Allocation> ReadAllocations(
    const google::protobuf::RepeatedPtrField<v1::Allocation>& protos,
    FieldChecks& check);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_READ_H_
