#include "services/registration/api/requests.h"

#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/registration/domain/errors.h"

namespace attest::registration::api {
namespace {

constexpr Roles kCentreReaders = {auth::v1::TUTOR,
                                  auth::v1::ASSESSOR,
                                  auth::v1::INTERNAL_VERIFIER,
                                  auth::v1::CENTRE_ADMIN,
                                  auth::v1::QUALITY_MANAGER,
                                  auth::v1::AWARDING_ADMIN,
                                  auth::v1::PARTNER,
                                  auth::v1::SERVICE};

}  // namespace

absl::StatusOr<store::RequestFilter> ReadRequestParent(
    const Tools& tools, const rpc::Call& call, const std::string& parent) {
  store::RequestFilter filter;
  if (const auto ids = MatchName("registrations/{registration}", parent)) {
    ATTEST_ASSIGN_OR_RETURN(
        const RegistrationAccess access,
        SeeRegistration(tools, call, kRequestReaders, ids->front()));
    filter.registration = ids->front();
    if (access.departure) filter.until = access.departure->left;
    return filter;
  }
  if (const auto ids = MatchName("centres/{centre}", parent)) {
    ATTEST_RETURN_IF_ERROR(
        OpenCentre(tools, call, kCentreReaders, ids->front()).status());
    filter.centre = ids->front();
    return filter;
  }
  FieldChecks check(errors::kDomain);
  check.Add("parent",
            "must be `registrations/{registration}` or `centres/{centre}`");
  return check.status();
}

}  // namespace attest::registration::api
