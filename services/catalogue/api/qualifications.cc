#include "services/catalogue/api/qualifications.h"

#include <string>

#include "libs/names/field_checks.h"
#include "services/catalogue/domain/check_character.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/names.h"

namespace attest::catalogue::api {
namespace {

// Binds page tokens to this list.
constexpr char kList[] = "qualifications";

}  // namespace

absl::StatusOr<v1::Qualification> Qualifications::Get(
    const v1::GetQualificationRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kQualificationName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  const auto* found = published_.Find(ids[0]);
  if (found == nullptr) return errors::QualificationNotFound(request.name());
  return found->qualification;
}

absl::StatusOr<v1::Qualification> Qualifications::Lookup(
    const v1::LookupQualificationRequest& request) const {
  FieldChecks check(errors::kDomain);
  check.Text("code", request.code());
  ATTEST_RETURN_IF_ERROR(check.status());

  const auto* found = published_.Find(request.code());
  if (found != nullptr) return found->qualification;

  const auto number = CanonicalNumber(request.code());
  if (!number) return errors::QualificationNotFound(request.code());
  if (number->back() != RightCheckDigit(*number)) {
    return errors::WrongCheckDigit(*number, RightCheckDigit(*number));
  }
  found = published_.FindByNumber(*number);
  if (found == nullptr) return errors::QualificationNotFound(request.code());
  return found->qualification;
}

absl::StatusOr<v1::ListQualificationsResponse> Qualifications::List(
    const v1::ListQualificationsRequest& request) const {
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  ATTEST_ASSIGN_OR_RETURN(
      const std::string last_code,
      tokens_.Decode(errors::kDomain, kList, request.page_token()));

  const auto& all = published_.qualifications();
  v1::ListQualificationsResponse response;
  auto next = all.upper_bound(last_code);
  for (; next != all.end() && response.qualifications_size() < size; ++next) {
    *response.add_qualifications() = next->second.qualification;
  }
  if (next != all.end()) {
    response.set_next_page_token(tokens_.Encode(kList, std::prev(next)->first));
  }
  return response;
}

absl::StatusOr<v1::ListSyllabiResponse> Qualifications::ListSyllabi(
    const v1::ListSyllabiRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kQualificationName, request.parent());
  ATTEST_RETURN_IF_ERROR(check.status());

  const auto* found = published_.Find(ids[0]);
  if (found == nullptr) return errors::QualificationNotFound(request.parent());

  v1::ListSyllabiResponse response;
  for (const auto& syllabus : found->syllabi) {
    *response.add_syllabi() = syllabus->summary();
  }
  *response.mutable_revisions() =
      found->Find(kCurrentVersion)->syllabus().revisions();
  return response;
}

}  // namespace attest::catalogue::api
