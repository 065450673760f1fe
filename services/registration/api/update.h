// Changes of a part of a resource: masks of fields, and etags.
#ifndef ATTEST_SERVICES_REGISTRATION_API_UPDATE_H_
#define ATTEST_SERVICES_REGISTRATION_API_UPDATE_H_

#include <initializer_list>
#include <string_view>

#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "libs/names/field_checks.h"
#include "libs/status/status.h"

namespace attest::registration::api {

// `update_mask`: at least one field, each of `allowed`. What is wrong is added
// to `check`.
void CheckMask(const google::protobuf::FieldMask& mask,
               std::initializer_list<std::string_view> allowed,
               FieldChecks& check);

// Whether the mask names this field.
bool Names(const google::protobuf::FieldMask& mask, std::string_view field);

// Takes the fields of a checked mask over from `from`, which is of the same
// type; lists are replaced as a whole.
void MergeFields(const google::protobuf::Message& from,
                 const google::protobuf::FieldMask& mask,
                 google::protobuf::Message& into);

// ABORTED, `STALE_ETAG`, when an etag is given and is not the current one of
// the resource `name`.
absl::Status CheckEtag(std::string_view given, std::string_view current,
                       std::string_view name);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_UPDATE_H_
