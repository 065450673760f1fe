#include "services/registration/api/holds.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/access.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read_stops.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/hold_store.h"
#include "services/registration/store/learner_store.h"
#include "services/registration/store/registration_store.h"
#include "services/registration/store/staff_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;
using Changes = std::vector<journal::Change>;
using WrittenHold = Written<v1::Hold>;

constexpr Roles kReaders = {auth::v1::AWARDING_ADMIN, auth::v1::CENTRE_ADMIN,
                            auth::v1::QUALITY_MANAGER, auth::v1::SERVICE};

// The scopes as the contract names them.
std::string ScopeNames(const Hold& hold) {
  if (hold.scopes.empty()) return "all";
  std::vector<std::string> names;
  for (const HoldScope scope : hold.scopes) {
    names.push_back(v1::HoldScope_Name(static_cast<v1::HoldScope>(scope)));
  }
  return fmt::format("{}", fmt::join(names, ","));
}

// What is told of a hold; the trail proves the reasons without holding them.
journal::Change ChangeOfHold(const Hold& hold) {
  journal::Change change;
  change.action = hold.running() ? "hold.placed" : "hold.lifted";
  change.resource = hold.name();
  change.after = {{"target", hold.target_name()},
                  {"scopes", ScopeNames(hold)},
                  {"reason_sha256",
                   Sha256Hex(hold.running() ? hold.reason : hold.lift_reason)}};
  return change;
}

absl::Status RequireTarget(db::Transaction& tx, const Hold& hold) {
  bool known = true;
  if (hold.kind == HoldTarget::kCentre) {
    ATTEST_ASSIGN_OR_RETURN(const auto centre,
                            store::FindCentre(tx, hold.target));
    known = centre.has_value();
  } else if (hold.kind == HoldTarget::kLearner) {
    ATTEST_ASSIGN_OR_RETURN(const auto learner,
                            store::FindLearner(tx, hold.target));
    known = learner.has_value();
  }
  if (known) return absl::OkStatus();
  return errors::NotFound(Words(hold.kind), hold.target_name());
}

// One change for each centre where the person works; one when it is nowhere.
absl::StatusOr<Changes> ChangesOfPerson(db::Transaction& tx, const Hold& hold) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<std::string> centres,
                          store::CentresOf(tx, hold.target));
  if (centres.empty()) return Changes{ChangeOfHold(hold)};
  Changes changes;
  for (const std::string& centre : centres) {
    changes.push_back(ChangeOfHold(hold));
    changes.back().centre = CentreName(centre);
  }
  return changes;
}

// One change for each registration of the learner, on its own chain.
absl::StatusOr<Changes> ChangesOfLearner(db::Transaction& tx,
                                         const Hold& hold) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Registration> registrations,
                          store::RegistrationsOf(tx, hold.target));
  if (registrations.empty()) return Changes{ChangeOfHold(hold)};
  Changes changes;
  for (const Registration& registration : registrations) {
    changes.push_back(ChangeOfHold(hold));
    changes.back().registration = registration.name();
    changes.back().centre = CentreName(registration.centre);
    changes.back().syllabus_version = registration.syllabus_version;
  }
  return changes;
}

// Told to every centre that it concerns, so that all of them hear of it.
absl::StatusOr<Changes> ChangesOf(db::Transaction& tx, const Hold& hold) {
  switch (hold.kind) {
    case HoldTarget::kPerson:
      return ChangesOfPerson(tx, hold);
    case HoldTarget::kLearner:
      return ChangesOfLearner(tx, hold);
    case HoldTarget::kCentre:
      break;
  }
  Changes changes = {ChangeOfHold(hold)};
  changes.back().centre = CentreName(hold.target);
  return changes;
}

// Who may see holds: of a centre, its office and Quality Manager; all of them,
// the organisation.
absl::Status Admit(const Tools& tools, const rpc::Call& call,
                   const std::string& centre) {
  if (!centre.empty()) {
    return OpenCentre(tools, call, kReaders, centre).status();
  }
  if (call.caller.HasAnyAt({AWARDING_ADMIN, auth::v1::SERVICE}, "")) {
    return absl::OkStatus();
  }
  FieldChecks check(errors::kDomain);
  check.Add("centre", "must name a centre of the caller's");
  return check.status();
}

store::HoldFilter ReadFilter(const v1::ListHoldsRequest& request,
                             FieldChecks& check) {
  if (!request.person().empty()) check.Person("person", request.person());
  return {.centre = check.OptionalName("centre", "centres/{centre}",
                                       request.centre())[0],
          .person = request.person(),
          .learner = check.OptionalName("learner", "learners/{learner}",
                                        request.learner())[0],
          .lifted = request.include_lifted()};
}

}  // namespace

absl::StatusOr<v1::Hold> Holds::Place(const rpc::Call& call,
                                      const v1::PlaceHoldRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  Hold hold = ReadHold(request.hold(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  hold.id = tools_.ids.NewId();
  hold.placed_by = call.caller.subject();
  hold.placed = tools_.clock.Now();

  // Apply the rule: what is stopped exists.
  return Write<v1::Hold>(
      tools_, call.Author(AWARDING_ADMIN, request.request_id(), request),
      [&](journal::WriteTransaction& tx) -> absl::StatusOr<WrittenHold> {
        ATTEST_RETURN_IF_ERROR(RequireTarget(tx.reader(), hold));
        ATTEST_RETURN_IF_ERROR(store::InsertHold(tx, hold));
        ATTEST_ASSIGN_OR_RETURN(Changes changes, ChangesOf(tx.reader(), hold));
        return WrittenHold{ToProto(hold), std::move(changes)};
      });
}

absl::StatusOr<v1::Hold> Holds::Lift(const rpc::Call& call,
                                     const v1::LiftHoldRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", "holds/{hold}", request.name());
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());

  // Apply the rule.
  return Write<v1::Hold>(
      tools_, call.Author(AWARDING_ADMIN, request.request_id(), request),
      [&](journal::WriteTransaction& tx) -> absl::StatusOr<WrittenHold> {
        ATTEST_ASSIGN_OR_RETURN(const std::optional<Hold> before,
                                store::FindHold(tx.reader(), ids[0]));
        if (!before) return errors::NotFound("hold", request.name());
        const auto violations = LiftViolations(*before);
        if (!violations.empty()) return errors::HoldNotRunning(violations);
        const Hold hold =
            registration::Lift(*before, call.caller.subject(), request.reason(),
                               tools_.clock.Now());
        ATTEST_RETURN_IF_ERROR(store::UpdateHold(tx, hold));
        ATTEST_ASSIGN_OR_RETURN(Changes changes, ChangesOf(tx.reader(), hold));
        return WrittenHold{ToProto(hold), std::move(changes)};
      });
}

absl::StatusOr<v1::ListHoldsResponse> Holds::List(
    const rpc::Call& call, const v1::ListHoldsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const store::HoldFilter filter = ReadFilter(request, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list =
      fmt::format("holds/{}/{}/{}/{}", filter.centre, filter.person,
                  filter.learner, filter.lifted);
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_RETURN_IF_ERROR(Admit(tools_, call, filter.centre));

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Hold> found,
      Read<std::vector<Hold>>(tools_, [&](db::Transaction& tx) {
        return store::ListHolds(tx, filter, store::CreationKey::FromText(after),
                                size + 1);
      }));

  // Answer.
  v1::ListHoldsResponse response;
  if (const Hold* last = FillPage(found, size, *response.mutable_holds())) {
    const store::CreationKey key{.created_us = absl::ToUnixMicros(last->placed),
                                 .id = last->id};
    response.set_next_page_token(tools_.tokens.Encode(list, key.Text()));
  }
  return response;
}

}  // namespace attest::registration::api
