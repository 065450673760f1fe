// What several requests are read with.
#ifndef ATTEST_SERVICES_CATALOGUE_API_READ_H_
#define ATTEST_SERVICES_CATALOGUE_API_READ_H_

#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "libs/names/field_checks.h"
#include "services/catalogue/domain/selection.h"
#include "services/catalogue/store/published.h"

namespace attest::catalogue::api {

// The syllabus with these ids (qualification, version).
//   NOT_FOUND, `SYLLABUS_NOT_FOUND`.
absl::StatusOr<const store::ParsedSyllabus*> FindSyllabus(
    const store::Published& published, const std::vector<std::string>& ids);

// Reads unit numbers. Adds a finding for each that the syllabus does not have
// and each that is there twice (req R52).
Selection ReadUnits(
    std::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& units,
    const store::ParsedSyllabus& syllabus, FieldChecks& check);

// Adds a finding for each of `units` that is there twice.
void RefuseRepeated(
    std::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& units,
    FieldChecks& check);

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_READ_H_
