#include "services/registration/api/corrections.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/learner_access.h"
#include "services/registration/api/learner_writing.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read_learners.h"
#include "services/registration/api/update.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/correction_store.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;
using WrittenCorrection = Written<v1::Correction>;

constexpr char kPattern[] = "learners/{learner}/corrections/{correction}";
constexpr char kAll[] = "learners/-";
constexpr Roles kReaders = {AWARDING_ADMIN, auth::v1::CENTRE_ADMIN,
                            auth::v1::PARTNER, auth::v1::QUALITY_MANAGER};

absl::StatusOr<WrittenCorrection> Recorded(db::Transaction& tx,
                                           const std::string& action,
                                           const Correction& correction,
                                           Facts facts) {
  std::vector<std::string> fields;
  for (const CorrectedField& one : correction.fields) {
    fields.push_back(one.field);
  }
  facts["correction"] = correction.name();
  facts["fields"] = fmt::format("{}", fmt::join(fields, ","));
  ATTEST_ASSIGN_OR_RETURN(auto changes,
                          ChangesOfLearner(tx, action, correction.name(),
                                           correction.learner, facts));
  WrittenCorrection written;
  written.response.set_name(correction.name());
  written.changes = std::move(changes);
  return written;
}

absl::StatusOr<Correction> RequireCorrection(db::Transaction& tx,
                                             const std::string& learner,
                                             const std::string& id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Correction> correction,
                          store::FindCorrection(tx, learner, id));
  if (correction) return *std::move(correction);
  return errors::NotFound("correction", FormatName(kPattern, {learner, id}));
}

// The correction as it is on record.
absl::StatusOr<v1::Correction> Answer(const Tools& tools,
                                      const std::string& name) {
  const auto ids = MatchName(kPattern, name);
  if (!ids) return errors::NotFound("correction", name);
  ATTEST_ASSIGN_OR_RETURN(const Correction correction,
                          Read<Correction>(tools, [&](db::Transaction& tx) {
                            return RequireCorrection(tx, (*ids)[0], (*ids)[1]);
                          }));
  return ToProto(correction);
}

absl::Status CheckChangesSomething(const Correction& correction) {
  FieldChecks check(errors::kDomain);
  check.That(!correction.fields.empty(), "update_mask",
             "names no field that differs from what is on record");
  return check.status();
}

// The learner must be registered at the centre that asks.
absl::Status CheckRegisteredAt(db::Transaction& tx, const Learner& learner,
                               const std::string& centre) {
  ATTEST_ASSIGN_OR_RETURN(const LearnerWithStudies found,
                          FindWithStudies(tx, learner.id));
  for (const Studies& one : found.studies) {
    if (one.centre.id == centre) return absl::OkStatus();
  }
  return errors::NotFound("learner", learner.name());
}

// What an approval does to the learner.
absl::Status Apply(journal::WriteTransaction& tx, const Correction& correction,
                   const MinimumAges& ages, absl::Time now) {
  ATTEST_ASSIGN_OR_RETURN(const Learner before,
                          RequireLearner(tx.reader(), correction.learner));
  const Learner after = WithValues(before, ValuesOf(correction));
  auto violations = GoneViolations(before);
  if (violations.empty()) {
    const auto outdated = OutdatedViolations(correction, before);
    if (!outdated.empty()) return errors::CorrectionOutdated(outdated);
    ATTEST_ASSIGN_OR_RETURN(violations,
                            ChangeFindings(tx.reader(), before, after, ages));
  }
  if (!violations.empty()) return errors::UpdateRefused(violations);
  return ReplaceLearner(tx, before, after, now);
}

std::optional<CorrectionState> ReadState(v1::CorrectionState state,
                                         FieldChecks& check) {
  if (state == v1::CORRECTION_STATE_UNSPECIFIED) return std::nullopt;
  check.That(v1::CorrectionState_IsValid(state), "state",
             "must be CORRECTION_REQUESTED, CORRECTION_APPROVED or "
             "CORRECTION_REFUSED");
  return static_cast<CorrectionState>(state);
}

// Which corrections the caller may list: the organisation all, others those
// that their centres asked for.
absl::StatusOr<store::CorrectionFilter> Visible(const Tools& tools,
                                                const rpc::Call& call,
                                                const std::string& parent,
                                                const std::string& learner) {
  if (parent == kAll) {
    if (call.caller.HasAnyAt({AWARDING_ADMIN}, "")) {
      return store::CorrectionFilter{};
    }
    return errors::RoleMissing(kAll);
  }
  ATTEST_ASSIGN_OR_RETURN(const LearnerAccess access,
                          OpenLearner(tools, call, kReaders, learner));
  store::CorrectionFilter filter{.learner = learner};
  if (access.role != AWARDING_ADMIN) filter.centres = access.centres;
  return filter;
}

}  // namespace

absl::StatusOr<v1::Correction> Corrections::Request(
    const rpc::Call& call, const v1::RequestCorrectionRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto centre =
      check.Name("parent", "centres/{centre}", request.parent());
  const auto ids = check.Name("learner.name", "learners/{learner}",
                              request.learner().name());
  CheckMask(request.update_mask(),
            {"full_name", "birth_date", "unique_learner_number",
             "awarding_organisation_number"},
            check);
  const LearnerValues values = ReadLearnerValues(
      request.learner(), request.update_mask(), tools_.Today(), check);
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Role role,
      RoleToCreate(call, {auth::v1::CENTRE_ADMIN, auth::v1::PARTNER},
                   centre[0]));
  ATTEST_ASSIGN_OR_RETURN(const MinimumAges ages,
                          MinimumAgesFor(tools_, call, ids[0]));
  const std::string id = tools_.ids.NewId();
  const absl::Time now = tools_.clock.Now();

  // Apply the rules.
  ATTEST_ASSIGN_OR_RETURN(
      const v1::Correction kept,
      Write<v1::Correction>(
          tools_, call.Author(role, request.request_id(), request),
          [&](journal::WriteTransaction& tx)
              -> absl::StatusOr<WrittenCorrection> {
            ATTEST_ASSIGN_OR_RETURN(const Learner learner,
                                    RequireLearner(tx.reader(), ids[0]));
            ATTEST_RETURN_IF_ERROR(
                CheckRegisteredAt(tx.reader(), learner, centre[0]));
            const Learner after = WithValues(learner, values);
            ATTEST_ASSIGN_OR_RETURN(
                const auto violations,
                ChangeFindings(tx.reader(), learner, after, ages));
            if (!violations.empty()) return errors::UpdateRefused(violations);
            const Correction correction{
                .learner = learner.id,
                .id = id,
                .fields = IdentityChanges(learner, after),
                .reason = request.reason(),
                .centre = centre[0],
                .requested_by = call.caller.subject(),
                .requested = now,
                .decided_by = "",
                .decided = {},
                .decide_reason = ""};
            ATTEST_RETURN_IF_ERROR(CheckChangesSomething(correction));
            ATTEST_RETURN_IF_ERROR(store::InsertCorrection(tx, correction));
            return Recorded(tx.reader(), "correction.requested", correction,
                            {{"reason_sha256", Sha256Hex(request.reason())}});
          }));

  // Answer.
  return Answer(tools_, kept.name());
}

absl::StatusOr<v1::Correction> Corrections::Decide(
    const rpc::Call& call, const v1::DecideCorrectionRequest& request) {
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
  ATTEST_ASSIGN_OR_RETURN(const MinimumAges ages,
                          MinimumAgesFor(tools_, call, ids[0]));
  const absl::Time now = tools_.clock.Now();

  // Apply the rules.
  ATTEST_ASSIGN_OR_RETURN(
      const v1::Correction kept,
      Write<v1::Correction>(
          tools_, call.Author(AWARDING_ADMIN, request.request_id(), request),
          [&](journal::WriteTransaction& tx)
              -> absl::StatusOr<WrittenCorrection> {
            ATTEST_ASSIGN_OR_RETURN(
                Correction correction,
                RequireCorrection(tx.reader(), ids[0], ids[1]));
            const auto decided = DecidedViolations(correction);
            if (!decided.empty()) return errors::CorrectionDecided(decided);
            if (request.approved()) {
              ATTEST_RETURN_IF_ERROR(Apply(tx, correction, ages, now));
            }
            correction.state = request.approved() ? CorrectionState::kApproved
                                                  : CorrectionState::kRefused;
            correction.decided_by = call.caller.subject();
            correction.decided = now;
            correction.decide_reason = request.reason();
            ATTEST_RETURN_IF_ERROR(store::UpdateCorrection(tx, correction));
            return Recorded(tx.reader(),
                            request.approved() ? "correction.approved"
                                               : "correction.refused",
                            correction,
                            {{"reason_sha256", Sha256Hex(request.reason())}});
          }));

  // Answer.
  return Answer(tools_, kept.name());
}

absl::StatusOr<v1::ListCorrectionsResponse> Corrections::List(
    const rpc::Call& call, const v1::ListCorrectionsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  std::string learner;
  if (request.parent() != kAll) {
    learner = check.Name("parent", "learners/{learner}", request.parent())[0];
  }
  const auto state = ReadState(request.state(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list =
      fmt::format("{}/corrections/{}", request.parent(), request.state());
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_ASSIGN_OR_RETURN(store::CorrectionFilter filter,
                          Visible(tools_, call, request.parent(), learner));
  filter.state = state;

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Correction> found,
      Read<std::vector<Correction>>(tools_, [&](db::Transaction& tx) {
        return store::ListCorrections(
            tx, filter, store::CreationKey::FromText(after), size + 1);
      }));

  // Answer.
  v1::ListCorrectionsResponse response;
  if (const Correction* last =
          FillPage(found, size, *response.mutable_corrections())) {
    const store::CreationKey key{
        .created_us = absl::ToUnixMicros(last->requested), .id = last->id};
    response.set_next_page_token(tools_.tokens.Encode(list, key.Text()));
  }
  return response;
}

}  // namespace attest::registration::api
