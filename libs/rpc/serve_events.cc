// The serving side of WatchEvents.
#include <utility>

#include "google/protobuf/util/time_util.h"
#include "libs/names/field_checks.h"
#include "libs/rpc/follower.h"
#include "libs/rpc/server.h"
#include "libs/status/status.h"

namespace attest::rpc {
namespace {

using auth::Role;
using events::v1::WatchEventsRequest;
using events::v1::WatchEventsResponse;

constexpr char kDomain[] = "rpc.attest";
constexpr int kPageSize = 100;
constexpr int kTypesMax = 100;
constexpr absl::Duration kHeartbeat = absl::Seconds(5);
// How often to look whether the call has ended, and for what another replica
// has written.
constexpr absl::Duration kLook = absl::Milliseconds(250);

constexpr Role kOrganisationRoles[] = {auth::v1::AWARDING_ADMIN,
                                       auth::v1::OPERATOR, auth::v1::SERVICE};
constexpr std::initializer_list<Role> kWatchingRoles = {
    auth::v1::TUTOR,          auth::v1::ASSESSOR,
    auth::v1::CENTRE_ADMIN,   auth::v1::INTERNAL_VERIFIER,
    auth::v1::PARTNER,        auth::v1::QUALITY_MANAGER,
    auth::v1::AWARDING_ADMIN, auth::v1::OPERATOR,
    auth::v1::SERVICE};

bool SeesAll(const auth::Caller& caller) {
  for (const auth::Grant& grant : caller.grants()) {
    if (!grant.centre.empty()) continue;
    for (const Role role : kOrganisationRoles) {
      if (grant.role == role) return true;
    }
  }
  return false;
}

absl::Status CheckRequest(const auth::Caller& caller,
                          const WatchEventsRequest& request,
                          Audience audience) {
  FieldChecks check(kDomain);
  check.That(request.after_cursor() >= 0, "after_cursor",
             "must be 0 or a cursor of this stream");
  check.OptionalList("types", static_cast<size_t>(request.types_size()),
                     kTypesMax);
  const auto ids =
      check.OptionalName("centre", "centres/{centre}", request.centre());
  const bool all = audience == Audience::kEveryone || SeesAll(caller);
  check.That(all || !request.centre().empty(), "centre",
             "must name a centre of yours: your roles are for centres");
  ATTEST_RETURN_IF_ERROR(check.status());
  if (all || caller.HasAnyAt(kWatchingRoles, ids.front())) {
    return absl::OkStatus();
  }
  return MakeError(absl::StatusCode::kNotFound, kDomain, "CENTRE_NOT_FOUND",
                   "there is no such centre");
}

journal::EventFilter FilterOf(const WatchEventsRequest& request) {
  return {.after_cursor = request.after_cursor(),
          .centre = request.centre(),
          .types = {request.types().begin(), request.types().end()}};
}

WatchEventsResponse ToProto(const journal::Event& event) {
  WatchEventsResponse response;
  response.set_cursor(event.cursor);
  events::v1::Event& proto = *response.mutable_event();
  proto.set_cursor(event.cursor);
  proto.set_type(event.type);
  proto.set_resource(event.resource);
  proto.set_centre(event.centre);
  proto.set_registration(event.registration);
  *proto.mutable_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
          absl::ToUnixMicros(event.time));
  proto.mutable_attributes()->insert(event.attributes.begin(),
                                     event.attributes.end());
  return response;
}

bool Ended(const Call& call, const grpc::ServerContext& context) {
  return context.IsCancelled() || Draining() || absl::Now() >= call.deadline;
}

bool TokenEnded(const Call& call) {
  return call.ends_with_token && absl::Now() >= call.deadline;
}

absl::Status TokenExpired() {
  return MakeError(absl::StatusCode::kUnauthenticated, kDomain, "INVALID_TOKEN",
                   "the token has expired: go on with a new one");
}

}  // namespace

absl::Status ServeEvents(journal::Journal& journal, const Call& call,
                         grpc::ServerContext& context,
                         const WatchEventsRequest& request,
                         grpc::ServerWriter<WatchEventsResponse>& writer,
                         Audience audience) {
  ATTEST_RETURN_IF_ERROR(CheckRequest(call.caller, request, audience));
  journal::EventFilter filter = FilterOf(request);
  absl::Time heartbeat_due = absl::InfinitePast();
  while (!Ended(call, context)) {
    ATTEST_ASSIGN_OR_RETURN(const journal::EventPage page,
                            journal.Events(filter, kPageSize));
    filter.after_cursor = page.cursor;
    for (const journal::Event& event : page.events) {
      if (!writer.Write(ToProto(event))) return absl::OkStatus();
    }
    if (!page.events.empty()) continue;

    if (absl::Now() >= heartbeat_due) {
      WatchEventsResponse heartbeat;
      heartbeat.set_cursor(page.cursor);
      if (!writer.Write(heartbeat)) return absl::OkStatus();
      heartbeat_due = absl::Now() + kHeartbeat;
    }
    journal.WaitForEvents(filter.after_cursor, kLook);
  }
  return TokenEnded(call) ? TokenExpired() : absl::OkStatus();
}

}  // namespace attest::rpc
