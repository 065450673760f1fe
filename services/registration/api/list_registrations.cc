// The list of registrations, a part of Registrations.
#include <optional>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read_life.h"
#include "services/registration/api/registrations.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {
namespace {

constexpr char kEverywhere[] = "-";
constexpr Roles kCentreReaders = {auth::v1::TUTOR,
                                  auth::v1::ASSESSOR,
                                  auth::v1::INTERNAL_VERIFIER,
                                  auth::v1::CENTRE_ADMIN,
                                  auth::v1::QUALITY_MANAGER,
                                  auth::v1::AWARDING_ADMIN,
                                  auth::v1::PARTNER,
                                  auth::v1::SERVICE};

void ReadDates(const v1::ListRegistrationsRequest& request,
               store::RegistrationFilter& filter, FieldChecks& check) {
  filter.first_registration_date = check.OptionalDate(
      "first_registration_date", request.first_registration_date());
  filter.last_registration_date = check.OptionalDate(
      "last_registration_date", request.last_registration_date());
  filter.expiring_by_date =
      check.OptionalDate("expiring_by_date", request.expiring_by_date());
  check.That(
      !filter.first_registration_date || !filter.last_registration_date ||
          *filter.first_registration_date <= *filter.last_registration_date,
      "last_registration_date", "must not come before first_registration_date");
}

store::RegistrationFilter ReadFilter(
    const v1::ListRegistrationsRequest& request, absl::CivilDay today,
    FieldChecks& check) {
  store::RegistrationFilter filter;
  filter.today = today;
  filter.centre = check.Name("parent", "centres/{centre}", request.parent())[0];
  filter.qualification =
      check.OptionalName("qualification", "qualifications/{qualification}",
                         request.qualification())[0];
  filter.learner =
      check.OptionalName("learner", "learners/{learner}", request.learner())[0];
  check.OptionalText("site", request.site());
  filter.site = request.site();
  if (!request.person().empty()) check.Person("person", request.person());
  filter.person = request.person();
  ReadStateFilter(request.state(),
                  v1::RegistrationState_IsValid(request.state()),
                  "ACTIVE, ON_BREAK, COMPLETED, WITHDRAWN or EXPIRED", check);
  if (request.state() != v1::REGISTRATION_STATE_UNSPECIFIED) {
    filter.state = static_cast<RegistrationState>(request.state());
  }
  ReadDates(request, filter, check);
  check.That(filter.centre != kEverywhere || !filter.learner.empty(), "learner",
             "is needed with `centres/-`");
  return filter;
}

// A page token goes on with the same question, and no other.
std::string ListOf(const v1::ListRegistrationsRequest& request) {
  v1::ListRegistrationsRequest question = request;
  question.clear_page_size();
  question.clear_page_token();
  return fmt::format("registrations/{}",
                     Sha256Hex(question.SerializeAsString()));
}

absl::Status Admit(const Tools& tools, const rpc::Call& call,
                   const std::string& centre) {
  if (centre != kEverywhere) {
    return OpenCentre(tools, call, kCentreReaders, centre).status();
  }
  const auth::Role role =
      call.ActsAs({auth::v1::AWARDING_ADMIN, auth::v1::SERVICE}, centre);
  return role == auth::v1::ROLE_UNSPECIFIED
             ? errors::NotFound("centre", CentreName(centre))
             : absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ListRegistrationsResponse> Registrations::List(
    const rpc::Call& call, const v1::ListRegistrationsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  store::RegistrationFilter filter = ReadFilter(request, tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list = ListOf(request);
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_RETURN_IF_ERROR(Admit(tools_, call, filter.centre));
  if (filter.centre == kEverywhere) filter.centre.clear();

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      std::vector<Registration> found,
      Read<std::vector<Registration>>(tools_, [&](db::Transaction& tx) {
        return store::ListRegistrations(
            tx, filter, store::CreationKey::FromText(after), size + 1);
      }));
  for (Registration& one : found) Age(one, filter.today);

  // Answer.
  v1::ListRegistrationsResponse response;
  if (const Registration* last =
          FillPage(found, size, *response.mutable_registrations())) {
    const store::CreationKey key{
        .created_us = absl::ToUnixMicros(last->created), .id = last->id};
    response.set_next_page_token(tools_.tokens.Encode(list, key.Text()));
  }
  return response;
}

}  // namespace attest::registration::api
