// What several requests are read with.
#ifndef ATTEST_SERVICES_CATALOGUE_API_READ_H_
#define ATTEST_SERVICES_CATALOGUE_API_READ_H_

#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "libs/names/field_checks.h"
#include "libs/rpc/raw.h"
#include "services/catalogue/domain/selection.h"
#include "services/catalogue/store/library.h"

namespace attest::catalogue::api {

// The syllabus with these ids (qualification, version).
//   NOT_FOUND, `SYLLABUS_NOT_FOUND`. rpc::MustWait() without patience. What
//   the library cannot find out.
absl::StatusOr<store::SyllabusPtr> FindSyllabus(
    store::Library& library, const std::vector<std::string>& ids,
    rpc::Patience patience = rpc::Patience::kSome);

// The qualification with this code; `asked` is how the caller named it.
//   NOT_FOUND, `QUALIFICATION_NOT_FOUND`. Otherwise the same.
absl::StatusOr<store::QualificationPtr> FindQualification(
    store::Library& library, std::string_view code, std::string_view asked,
    rpc::Patience patience);

// The position of a unit.
//   NOT_FOUND, `UNIT_NOT_FOUND`, with `asked`.
absl::StatusOr<size_t> FindUnit(const store::PublishedSyllabus& syllabus,
                                std::string_view number,
                                std::string_view asked);

// Reads unit numbers. Adds a finding for each that the syllabus does not have
// and each that is there twice (req R52).
Selection ReadUnits(
    std::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& units,
    const store::PublishedSyllabus& syllabus, FieldChecks& check);

// Adds a finding for each of `units` that is there twice.
void RefuseRepeated(
    std::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& units,
    FieldChecks& check);

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_READ_H_
