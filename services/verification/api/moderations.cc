#include "services/verification/api/moderations.h"

#include <optional>
#include <set>
#include <utility>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/verification/api/changes.h"
#include "services/verification/api/convert.h"
#include "services/verification/api/staff.h"
#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"
#include "services/verification/store/moderations.h"

namespace attest::verification::api {
namespace {

void CheckOnce(FieldChecks& check, std::set<std::string_view>& seen,
               const std::string& field, const std::string& unit) {
  check.Name(field, "{unit}", unit);
  check.That(seen.insert(unit).second, field, "must be named once only");
}

void CheckOutcomes(FieldChecks& check,
                   const v1::RecordModerationOutcomeRequest& request) {
  check.List("units", static_cast<size_t>(request.units_size()));
  std::set<std::string_view> seen;
  for (int i = 0; i < request.units_size(); ++i) {
    const v1::ModeratedUnit& unit = request.units(i);
    const std::string field = fmt::format("units[{}]", i);
    CheckOnce(check, seen, field + ".unit", unit.unit());
    const bool refused = unit.outcome() == v1::NOT_CONFIRMED;
    check.That(refused || unit.outcome() == v1::CONFIRMED, field + ".outcome",
               "must be CONFIRMED or NOT_CONFIRMED; moderation says nothing "
               "else (req R85)");
    if (refused) {
      check.LongText(field + ".reason", unit.reason());
      check.LongText(field + ".action", unit.action());
    } else {
      check.OptionalLongText(field + ".reason", unit.reason());
      check.OptionalLongText(field + ".action", unit.action());
    }
  }
}

std::vector<ModeratedUnit> FromProto(
    const v1::RecordModerationOutcomeRequest& request) {
  std::vector<ModeratedUnit> units;
  for (const v1::ModeratedUnit& unit : request.units()) {
    units.push_back({.unit = unit.unit(),
                     .revision = 0,
                     .outcome = static_cast<ModerationOutcome>(unit.outcome()),
                     .reason = unit.reason(),
                     .action = unit.action()});
  }
  return units;
}

// `moderation` with outcomes; revisions stay as they were pinned.
void Apply(const std::vector<ModeratedUnit>& outcomes, Moderation& moderation) {
  for (const ModeratedUnit& outcome : outcomes) {
    for (ModeratedUnit& unit : moderation.units) {
      if (unit.unit != outcome.unit) continue;
      const int64_t revision = unit.revision;
      unit = outcome;
      unit.revision = revision;
    }
  }
}

std::string OutcomeName(ModerationOutcome outcome) {
  return v1::ModerationOutcome_Name(
      static_cast<v1::ModerationOutcome>(outcome));
}

// Outcomes by unit, and what was written as hashes.
journal::Change Recorded(const Moderation& moderation,
                         const std::vector<ModeratedUnit>& outcomes) {
  journal::Change change = ModerationChange("moderation.recorded", moderation);
  for (const ModeratedUnit& unit : outcomes) {
    const std::string key = fmt::format("unit_{}", unit.unit);
    change.after[key] = OutcomeName(unit.outcome);
    if (unit.reason.empty() && unit.action.empty()) continue;
    change.after[key + "_reason_sha256"] =
        Sha256Hex(unit.reason + "\n" + unit.action);
  }
  return change;
}

// The closing, and one change for each unit that goes back to the assessor.
std::vector<journal::Change> Closed(const Moderation& moderation) {
  std::vector<journal::Change> changes = {
      ModerationChange("moderation.closed", moderation)};
  changes.front().before["state"] = "MODERATION_OPEN";
  for (const ModeratedUnit& unit : moderation.units) {
    if (unit.outcome != ModerationOutcome::kNotConfirmed) continue;
    journal::Change change =
        ModerationChange("moderation.not_confirmed", moderation);
    change.after = {{"unit", unit.unit},
                    {"revision", std::to_string(unit.revision)},
                    {"moderation", moderation.name()}};
    changes.push_back(std::move(change));
  }
  return changes;
}

absl::StatusOr<Moderation> FindIn(db::Transaction& sql,
                                  const std::string& registration,
                                  const std::string& id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Moderation> found,
                          store::FindModeration(sql, registration, id));
  if (!found.has_value()) {
    return errors::NotFound("moderation", ModerationName(registration, id));
  }
  return *std::move(found);
}

}  // namespace

absl::StatusOr<v1::Moderation> Moderations::Open(
    const rpc::Call& call, const v1::OpenModerationRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  check.Name("parent", kRegistrationPattern, request.parent());
  check.OptionalList("units", static_cast<size_t>(request.units_size()));
  std::set<std::string_view> once;
  for (int i = 0; i < request.units_size(); ++i) {
    CheckOnce(check, once, fmt::format("units[{}]", i), request.units(i));
  }
  ATTEST_RETURN_IF_ERROR(check.status());

  // Ask the owners.
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(
      const SeenRegistration seen,
      SeeRegistration(*clients, call, {auth::v1::QUALITY_MANAGER},
                      request.parent()));
  ATTEST_ASSIGN_OR_RETURN(
      OpeningFacts facts,
      Gather(call, seen, {request.units().begin(), request.units().end()}));

  // Apply the rule.
  return WriteIn<v1::Moderation>(
      parts_.journal, call.Author(seen.role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) { return OpenIn(sql, seen, facts); });
}

absl::StatusOr<OpeningFacts> Moderations::Gather(
    const rpc::Call& call, const SeenRegistration& seen,
    std::vector<std::string> asked) {
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  OpeningFacts facts;
  facts.registration = seen.id;
  facts.registration_active =
      seen.registration.state() == registration::v1::ACTIVE;
  facts.asked = std::move(asked);
  ATTEST_ASSIGN_OR_RETURN(facts.moderator, ModeratorOf(call, seen));
  ATTEST_ASSIGN_OR_RETURN(
      const auto sign_offs,
      clients->assessment.SignOffs(call, seen.registration.name()));
  for (const auto& sign_off : sign_offs) {
    facts.sign_offs[sign_off.unit()] = api::FromProto(sign_off);
  }
  return facts;
}

absl::StatusOr<journal::Outcome> Moderations::OpenIn(
    journal::WriteTransaction& sql, const SeenRegistration& seen,
    OpeningFacts facts) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Moderation> earlier,
                          store::ModerationsOf(sql.reader(), seen.id));
  for (const Moderation& moderation : earlier) {
    if (moderation.state == ModerationState::kOpen) {
      facts.open = moderation.name();
    }
  }
  ATTEST_RETURN_IF_ERROR(errors::ModerationRefused(WhyNotOpen(facts)));
  Moderation moderation;
  moderation.registration = seen.id;
  moderation.id = parts_.ids.NewId();
  moderation.sequence = static_cast<int64_t>(earlier.size()) + 1;
  moderation.centre = seen.centre;
  moderation.units = UnitsToModerate(facts);
  moderation.moderator = facts.moderator.subject;
  moderation.create_time = parts_.clock.Now();
  const absl::Status inserted = store::InsertModeration(sql, moderation);
  if (db::IsUniqueViolation(inserted)) {
    return errors::ModerationRefused(
        {{"ALREADY_OPEN", RegistrationName(seen.id),
          "a moderation was opened at the same time; close it first"}});
  }
  ATTEST_RETURN_IF_ERROR(inserted);
  journal::Change change = ModerationChange("moderation.opened", moderation);
  change.syllabus_version = seen.syllabus_version();
  for (const ModeratedUnit& unit : moderation.units) {
    change.after[fmt::format("unit_{}_revision", unit.unit)] =
        std::to_string(unit.revision);
  }
  return journal::Outcome{ToProto(moderation).SerializeAsString(),
                          {std::move(change)}};
}

absl::StatusOr<v1::Moderation> Moderations::Record(
    const rpc::Call& call, const v1::RecordModerationOutcomeRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kModerationPattern, request.name());
  CheckOutcomes(check, request);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const Acting acting, ActOn(call, ids[0], ids[1]));
  const std::vector<ModeratedUnit> outcomes = FromProto(request);

  // Apply the rule.
  return WriteIn<v1::Moderation>(
      parts_.journal, call.Author(acting.role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(Moderation moderation,
                                FindIn(sql.reader(), ids[0], ids[1]));
        ATTEST_RETURN_IF_ERROR(errors::ModerationRefused(
            WhyNotRecord(moderation, acting.moderator, outcomes)));
        Apply(outcomes, moderation);
        moderation.moderator = acting.moderator.subject;
        ATTEST_RETURN_IF_ERROR(store::UpdateModeration(sql, moderation));
        return journal::Outcome{ToProto(moderation).SerializeAsString(),
                                {Recorded(moderation, outcomes)}};
      });
}

absl::StatusOr<v1::Moderation> Moderations::Close(
    const rpc::Call& call, const v1::CloseModerationRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kModerationPattern, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const Acting acting, ActOn(call, ids[0], ids[1]));

  // Apply the rule.
  return WriteIn<v1::Moderation>(
      parts_.journal, call.Author(acting.role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(Moderation moderation,
                                FindIn(sql.reader(), ids[0], ids[1]));
        ATTEST_RETURN_IF_ERROR(errors::ModerationRefused(
            WhyNotClose(moderation, acting.moderator)));
        moderation.state = ModerationState::kClosed;
        moderation.moderator = acting.moderator.subject;
        ATTEST_RETURN_IF_ERROR(store::UpdateModeration(sql, moderation));
        return journal::Outcome{ToProto(moderation).SerializeAsString(),
                                Closed(moderation)};
      });
}

absl::StatusOr<v1::ListModerationsResponse> Moderations::List(
    const rpc::Call& call, const v1::ListModerationsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Name("parent", kRegistrationPattern, request.parent());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(
      const SeenRegistration seen,
      SeeRegistration(*clients, call,
                      {auth::v1::INTERNAL_VERIFIER, auth::v1::CENTRE_ADMIN,
                       auth::v1::QUALITY_MANAGER, auth::v1::AWARDING_ADMIN},
                      request.parent()));

  // Answer.
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Moderation> moderations,
                          ReadIn<std::vector<Moderation>>(
                              parts_.database, [&](db::Transaction& sql) {
                                return store::ModerationsOf(sql, seen.id);
                              }));
  v1::ListModerationsResponse response;
  for (const Moderation& moderation : moderations) {
    *response.add_moderations() = ToProto(moderation);
  }
  return response;
}

absl::StatusOr<Moderator> Moderations::ModeratorOf(
    const rpc::Call& call, const SeenRegistration& seen) {
  const std::string centre = CentreName(seen.centre);
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(const auto found,
                          clients->registration.GetCentre(call, centre));
  ATTEST_ASSIGN_OR_RETURN(const auto staff,
                          clients->registration.Staff(call, centre));
  Moderator moderator;
  moderator.subject = call.caller.subject();
  moderator.is_quality_manager = found.quality_manager() == moderator.subject;
  moderator.is_the_learner = seen.IsOwn(call);
  for (const auto& appointment : staff) {
    moderator.is_staff |= appointment.person() == moderator.subject &&
                          IsRunning(appointment, DateOf(parts_.clock.Now()));
  }
  return moderator;
}

absl::StatusOr<Moderations::Acting> Moderations::ActOn(
    const rpc::Call& call, const std::string& registration,
    const std::string& id) {
  ATTEST_ASSIGN_OR_RETURN(
      const Moderation moderation,
      ReadIn<Moderation>(parts_.database, [&](db::Transaction& sql) {
        return FindIn(sql, registration, id);
      }));
  Acting acting;
  ATTEST_ASSIGN_OR_RETURN(
      acting.role, ActAt(call, {auth::v1::QUALITY_MANAGER}, moderation.centre,
                         "moderation", moderation.name()));
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(
      const SeenRegistration seen,
      SeeRegistration(*clients, call, {auth::v1::QUALITY_MANAGER},
                      RegistrationName(registration)));
  ATTEST_ASSIGN_OR_RETURN(acting.moderator, ModeratorOf(call, seen));
  ATTEST_ASSIGN_OR_RETURN(
      const auto sign_offs,
      clients->assessment.SignOffs(call, seen.registration.name()));
  for (const auto& sign_off : sign_offs) {
    if (IsInvolved(api::FromProto(sign_off), acting.moderator.subject)) {
      acting.moderator.involved_in.insert(sign_off.unit());
    }
  }
  return acting;
}

}  // namespace attest::verification::api
