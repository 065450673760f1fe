#include "services/registration/api/centres.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/names/field_checks.h"
#include "services/registration/api/access.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;

constexpr Roles kReaders = {
    auth::v1::CENTRE_ADMIN,      auth::v1::TUTOR,           auth::v1::ASSESSOR,
    auth::v1::INTERNAL_VERIFIER, auth::v1::QUALITY_MANAGER, auth::v1::PARTNER,
    auth::v1::AWARDING_ADMIN,    auth::v1::SERVICE};

journal::Change Created(const Centre& centre) {
  return {.action = "centre.created",
          .resource = centre.name(),
          .centre = centre.name(),
          .registration = "",
          .reason = "",
          .before = {},
          .after = {{"agreement_start_date", DateText(centre.agreement.first)},
                    {"agreement_end_date", DateText(centre.agreement.last)},
                    {"quality_manager", centre.quality_manager}},
          .syllabus_version = ""};
}

// The centres that a caller may see; a Quality Manager, those to which they are
// allocated.
store::CentreFilter VisibleTo(const auth::Caller& caller) {
  store::CentreFilter filter;
  for (const auth::Grant& grant : caller.grants()) {
    const bool reads = grant.role != auth::v1::QUALITY_MANAGER &&
                       std::find(kReaders.begin(), kReaders.end(),
                                 grant.role) != kReaders.end();
    if (!reads) continue;
    if (!grant.centre.empty()) filter.ids.push_back(grant.centre);
  }
  filter.all = caller.HasAnyAt({AWARDING_ADMIN, auth::v1::SERVICE}, "");
  if (caller.Has(auth::v1::QUALITY_MANAGER)) {
    filter.quality_manager = caller.subject();
  }
  return filter;
}

}  // namespace

absl::StatusOr<v1::Centre> Centres::Create(
    const rpc::Call& call, const v1::CreateCentreRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  check.That(IsCentreId(request.centre_id()), "centre_id",
             "must be 3 to 40 of a-z 0-9 -, first a letter");
  Centre centre = ReadCentre(request.centre(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  centre.id = request.centre_id();
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Role role,
      RoleToCreate(call, {AWARDING_ADMIN}, request.centre_id()));

  // Apply the rule: an id is given once.
  centre.created = tools_.clock.Now();
  return Write<v1::Centre>(
      tools_, call.Author(role, request.request_id(), request),
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Centre>> {
        ATTEST_ASSIGN_OR_RETURN(const bool inserted,
                                store::InsertCentre(tx, centre));
        if (!inserted) return errors::CentreExists(centre.name());
        return Written<v1::Centre>{ToProto(centre), {Created(centre)}};
      });
}

absl::StatusOr<v1::Centre> Centres::Get(const rpc::Call& call,
                                        const v1::GetCentreRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", "centres/{centre}", request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const CentreAccess access,
                          OpenCentre(tools_, call, kReaders, ids[0]));
  return ToProto(access.centre);
}

absl::StatusOr<v1::ListCentresResponse> Centres::List(
    const rpc::Call& call, const v1::ListCentresRequest& request) {
  // Read the request.
  constexpr char kList[] = "centres";
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, kList, request.page_token()));

  // One more than asked for tells whether there is a next page.
  const store::CentreFilter filter = VisibleTo(call.caller);
  ATTEST_ASSIGN_OR_RETURN(
      std::vector<Centre> centres,
      Read<std::vector<Centre>>(tools_, [&](db::Transaction& tx) {
        return store::ListCentres(tx, filter, after, size + 1);
      }));

  // Answer.
  v1::ListCentresResponse response;
  if (const Centre* last =
          FillPage(centres, size, *response.mutable_centres())) {
    response.set_next_page_token(tools_.tokens.Encode(kList, last->id));
  }
  return response;
}

}  // namespace attest::registration::api
