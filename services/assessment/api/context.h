// What every handler works with.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_CONTEXT_H_
#define ATTEST_SERVICES_ASSESSMENT_API_CONTEXT_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "google/protobuf/message_lite.h"
#include "libs/blob/blob_store.h"
#include "libs/clock/clock.h"
#include "libs/clock/dates.h"
#include "libs/db/db.h"
#include "libs/ids/ids.h"
#include "libs/journal/journal.h"
#include "libs/paging/paging.h"
#include "libs/rpc/call.h"
#include "services/assessment/api/idle_watch.h"
#include "services/assessment/clients/catalogue_client.h"
#include "services/assessment/clients/registration_client.h"
#include "services/assessment/domain/registration.h"
#include "services/assessment/domain/upload_rules.h"

namespace attest::assessment::api {

// References to the parts of the server, which outlive every call.
struct Context {
  db::Database& database;
  journal::Journal& journal;
  blob::BlobStore& blobs;
  const Clock& clock;
  IdSource& ids;
  const PageTokens& tokens;
  clients::CatalogueClient& catalogue;
  clients::RegistrationClient& registration;
  const UploadLimits& limits;
  IdleWatch& idle_watch;

  absl::CivilDay Today() const { return DateOf(clock.Now()); }
};

// What a write gives back and leaves behind.
inline journal::Outcome Answer(const google::protobuf::MessageLite& response,
                               std::vector<journal::Change> changes) {
  return {.response = response.SerializeAsString(),
          .changes = std::move(changes)};
}

// Runs `body` as the write of this call, in the role `role`, and gives its
// answer, or the first one for a request id that was used before.
template <class Response, class Request, class Body>
absl::StatusOr<Response> Write(Context& context, const rpc::Call& call,
                               auth::Role role, const Request& request,
                               Body&& body) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::string bytes,
      context.journal.Write(call.Author(role, request.request_id(), request),
                            body));
  Response response;
  response.ParseFromString(bytes);
  return response;
}

// A change of what belongs to `registration`, in its chain.
inline journal::Change ChangeOf(const Registration& registration,
                                std::string_view action,
                                std::string_view resource) {
  journal::Change change;
  change.action = std::string(action);
  change.resource = std::string(resource);
  change.centre = CentreName(registration.centre);
  change.registration = registration.name();
  change.syllabus_version = registration.version;
  return change;
}

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_CONTEXT_H_
