#include "services/catalogue/api/qualifications.h"

#include <string>
#include <vector>

#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/api/read.h"
#include "services/catalogue/domain/check_character.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/names.h"
#include "services/catalogue/store/qualification_store.h"

namespace attest::catalogue::api {
namespace {

// Binds page tokens to this list.
constexpr char kList[] = "qualifications";

// By the regulator's number; `asked` is how the caller wrote it.
absl::StatusOr<store::QualificationPtr> FindByNumber(store::Library& library,
                                                     std::string_view number,
                                                     std::string_view asked,
                                                     rpc::Patience patience) {
  if (auto known = library.PeekByNumber(number)) return known;
  if (patience == rpc::Patience::kNone) return rpc::MustWait();
  ATTEST_ASSIGN_OR_RETURN(auto found, library.FindByNumber(number));
  if (found != nullptr) return found;
  return errors::QualificationNotFound(asked);
}

// By number when `asked` can be one, otherwise by code.
absl::StatusOr<store::QualificationPtr> FindByEither(store::Library& library,
                                                     const std::string& asked,
                                                     rpc::Patience patience) {
  const auto number = CanonicalNumber(asked);
  const char right = number ? RightCheckDigit(*number) : '\0';
  if (number && number->back() == right) {
    auto found = FindByNumber(library, *number, asked, patience);
    if (!absl::IsNotFound(found.status())) return found;
  }
  auto found = FindQualification(library, asked, asked, patience);
  if (number && number->back() != right && absl::IsNotFound(found.status())) {
    return errors::WrongCheckDigit(*number, right);
  }
  return found;
}

}  // namespace

Qualifications::Bytes Qualifications::Get(
    const v1::GetQualificationRequest& request, rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kQualificationName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(
      const auto found,
      FindQualification(tools_.library, ids[0], request.name(), patience));
  return rpc::ShareBytes(found, found->bytes());
}

Qualifications::Bytes Qualifications::Lookup(
    const v1::LookupQualificationRequest& request,
    rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  check.Text("code", request.code());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(
      const auto found, FindByEither(tools_.library, request.code(), patience));
  return rpc::ShareBytes(found, found->bytes());
}

Qualifications::Bytes Qualifications::ListSyllabi(
    const v1::ListSyllabiRequest& request, rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kQualificationName, request.parent());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(
      const auto found,
      FindQualification(tools_.library, ids[0], request.parent(), patience));
  return rpc::ShareBytes(found, found->syllabi_bytes());
}

absl::StatusOr<v1::ListQualificationsResponse> Qualifications::List(
    const v1::ListQualificationsRequest& request) const {
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  ATTEST_ASSIGN_OR_RETURN(
      const std::string last_code,
      tools_.tokens.Decode(errors::kDomain, kList, request.page_token()));

  // One more than asked for tells whether there is a next page.
  using Page = std::vector<v1::Qualification>;
  ATTEST_ASSIGN_OR_RETURN(Page page, Read<Page>(tools_, [&](auto& tx) {
                            return store::ListQualifications(tx, last_code,
                                                             size + 1);
                          }));

  v1::ListQualificationsResponse response;
  const bool more = page.size() > static_cast<size_t>(size);
  if (more) page.pop_back();
  std::string code;
  if (more) code = page.back().code();
  for (v1::Qualification& each : page) {
    *response.add_qualifications() = std::move(each);
  }
  if (more) response.set_next_page_token(tools_.tokens.Encode(kList, code));
  return response;
}

}  // namespace attest::catalogue::api
