#include "services/registration/api/conflicts.h"

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/access.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read.h"
#include "services/registration/api/read_stops.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/conflict_store.h"
#include "services/registration/store/learner_store.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;
using auth::v1::CENTRE_ADMIN;
using WrittenConflict = Written<v1::Conflict>;

constexpr char kPattern[] = "centres/{centre}/conflicts/{conflict}";
// Who sees all of a centre's.
constexpr Roles kOverseers = {CENTRE_ADMIN, auth::v1::QUALITY_MANAGER,
                              AWARDING_ADMIN, auth::v1::SERVICE};
// Who sees their own.
constexpr Roles kStaff = {auth::v1::TUTOR, auth::v1::ASSESSOR,
                          auth::v1::INTERNAL_VERIFIER};
// Who declares: for anybody, or for themselves.
constexpr Roles kDeclarers = {CENTRE_ADMIN, auth::v1::QUALITY_MANAGER,
                              auth::v1::TUTOR, auth::v1::ASSESSOR,
                              auth::v1::INTERNAL_VERIFIER};

// What is told of a conflict: between whom, never of which kind.
journal::Change ChangeOfConflict(std::string action, const Conflict& conflict,
                                 const std::string& reason) {
  journal::Change change;
  change.action = std::move(action);
  change.resource = conflict.name();
  change.centre = CentreName(conflict.centre);
  change.after = {
      {"person", conflict.person},
      {"with", conflict.learner.empty() ? conflict.other_person
                                        : LearnerName(conflict.learner)},
      {"start_date", DateText(conflict.period.first)},
      {"end_date", DateText(conflict.period.last)},
      {"mitigation_state",
       v1::MitigationState_Name(
           static_cast<v1::MitigationState>(conflict.mitigation_state))}};
  if (!reason.empty()) change.after["reason_sha256"] = Sha256Hex(reason);
  return change;
}

// A learner whom the centre does not know is none.
absl::Status RequireLearner(db::Transaction& tx, const Conflict& conflict) {
  if (conflict.learner.empty()) return absl::OkStatus();
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Registration> registrations,
                          store::RegistrationsOf(tx, conflict.learner));
  for (const Registration& one : registrations) {
    if (one.centre == conflict.centre) return absl::OkStatus();
  }
  return errors::NotFound("learner", LearnerName(conflict.learner));
}

// Adds the conflict, or the mitigation of one that is declared again.
absl::StatusOr<WrittenConflict> DeclareIn(journal::WriteTransaction& tx,
                                          const Conflict& declared) {
  ATTEST_RETURN_IF_ERROR(RequireLearner(tx.reader(), declared));
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Conflict> recorded,
                          store::FindOpenConflict(tx.reader(), declared));
  if (recorded) {
    const std::optional<Conflict> proposed = Repropose(*recorded, declared);
    if (!proposed) return errors::ConflictDeclared(recorded->name());
    ATTEST_RETURN_IF_ERROR(store::UpdateConflict(tx, *proposed));
    return WrittenConflict{
        ToProto(*proposed),
        {ChangeOfConflict("conflict.mitigation_proposed", *proposed, "")}};
  }
  ATTEST_ASSIGN_OR_RETURN(const bool inserted,
                          store::InsertConflict(tx, declared));
  if (!inserted) return errors::ConflictDeclared("another conflict");
  return WrittenConflict{ToProto(declared),
                         {ChangeOfConflict("conflict.declared", declared, "")}};
}

// In which role the caller declares: the office for anybody, others for
// themselves.
absl::StatusOr<CentreAccess> AdmitDeclarer(const Tools& tools,
                                           const rpc::Call& call,
                                           const std::string& centre,
                                           const Conflict& conflict) {
  absl::StatusOr<CentreAccess> access =
      OpenCentre(tools, call, kDeclarers, centre);
  if (absl::IsNotFound(access.status())) {
    return errors::RoleMissing(CentreName(centre));
  }
  ATTEST_RETURN_IF_ERROR(access.status());
  if (access->role == CENTRE_ADMIN ||
      conflict.person == call.caller.subject()) {
    return access;
  }
  return errors::RoleMissing(CentreName(centre));
}

}  // namespace

absl::StatusOr<v1::Conflict> Conflicts::Declare(
    const rpc::Call& call, const v1::DeclareConflictRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", "centres/{centre}", request.parent());
  Conflict conflict = ReadConflict(request.conflict(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const CentreAccess access,
                          AdmitDeclarer(tools_, call, ids[0], conflict));

  // Apply the rules.
  const auto violations = DeclareViolations(conflict);
  if (!violations.empty()) return errors::ConflictRefused(violations);
  conflict.centre = ids[0];
  conflict.id = tools_.ids.NewId();
  conflict.declared_by = call.caller.subject();
  conflict.declared = tools_.clock.Now();
  return Write<v1::Conflict>(
      tools_, call.Author(access.role, request.request_id(), request),
      [&](journal::WriteTransaction& tx) { return DeclareIn(tx, conflict); });
}

absl::StatusOr<v1::Conflict> Conflicts::Change(
    const journal::Author& author, const std::vector<std::string>& ids,
    const std::string& action, const std::string& reason, Edit edit) {
  return Write<v1::Conflict>(
      tools_, author,
      [&](journal::WriteTransaction& tx) -> absl::StatusOr<WrittenConflict> {
        ATTEST_ASSIGN_OR_RETURN(
            const std::optional<Conflict> before,
            store::FindConflict(tx.reader(), ids[0], ids[1]));
        if (!before) {
          return errors::NotFound("conflict", FormatName(kPattern, ids));
        }
        ATTEST_ASSIGN_OR_RETURN(const Conflict after, edit(*before));
        ATTEST_RETURN_IF_ERROR(store::UpdateConflict(tx, after));
        return WrittenConflict{ToProto(after),
                               {ChangeOfConflict(action, after, reason)}};
      });
}

absl::StatusOr<v1::Conflict> Conflicts::DecideMitigation(
    const rpc::Call& call, const v1::DecideMitigationRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  if (request.approved()) {
    check.OptionalLongText("reason", request.reason());
  } else {
    check.LongText("reason", request.reason());
  }
  ATTEST_RETURN_IF_ERROR(check.status());

  // Apply the rule.
  return Change(call.Author(AWARDING_ADMIN, request.request_id(), request), ids,
                request.approved() ? "conflict.mitigation_approved"
                                   : "conflict.mitigation_refused",
                request.reason(),
                [&](const Conflict& before) -> absl::StatusOr<Conflict> {
                  const auto violations = MitigationViolations(before);
                  if (!violations.empty()) {
                    return errors::MitigationNotProposed(violations);
                  }
                  return registration::DecideMitigation(
                      before, request.approved(), request.reason(),
                      call.caller.subject(), tools_.clock.Now());
                });
}

absl::StatusOr<v1::Conflict> Conflicts::End(
    const rpc::Call& call, const v1::EndConflictRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const absl::CivilDay last =
      ReadPastDate("end_date", request.end_date(), tools_.Today(), check);
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());

  // Apply the rules.
  return Change(call.Author(AWARDING_ADMIN, request.request_id(), request), ids,
                "conflict.ended", request.reason(),
                [&](const Conflict& before) -> absl::StatusOr<Conflict> {
                  FieldChecks period(errors::kDomain);
                  period.That(before.period.first <= last, "end_date",
                              "must not come before the first day");
                  ATTEST_RETURN_IF_ERROR(period.status());
                  const auto violations = EndViolations(before);
                  if (!violations.empty()) {
                    return errors::ConflictEnded(violations);
                  }
                  Conflict after = before;
                  after.period.last = last;
                  after.decide_reason = request.reason();
                  return after;
                });
}

absl::StatusOr<v1::ListConflictsResponse> Conflicts::List(
    const rpc::Call& call, const v1::ListConflictsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", "centres/{centre}", request.parent());
  if (!request.person().empty()) check.Person("person", request.person());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  std::string person = request.person();
  if (!OpenCentre(tools_, call, kOverseers, ids[0]).ok()) {
    ATTEST_RETURN_IF_ERROR(OpenCentre(tools_, call, kStaff, ids[0]).status());
    // Staff see their own, and nothing of others.
    if (person.empty()) person = call.caller.subject();
    if (person != call.caller.subject()) return v1::ListConflictsResponse();
  }
  const std::string list = fmt::format("conflicts/{}/{}", ids[0], person);
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Conflict> found,
      Read<std::vector<Conflict>>(tools_, [&](db::Transaction& tx) {
        return store::ListConflicts(
            tx, ids[0], person, store::CreationKey::FromText(after), size + 1);
      }));

  // Answer.
  v1::ListConflictsResponse response;
  if (const Conflict* last =
          FillPage(found, size, *response.mutable_conflicts())) {
    const store::CreationKey key{
        .created_us = absl::ToUnixMicros(last->declared), .id = last->id};
    response.set_next_page_token(tools_.tokens.Encode(list, key.Text()));
  }
  return response;
}

}  // namespace attest::registration::api
