#include "services/verification/api/drawing.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/names/field_checks.h"
#include "services/verification/api/access.h"
#include "services/verification/api/changes.h"
#include "services/verification/api/convert.h"
#include "services/verification/api/new_assessors.h"
#include "services/verification/api/standing.h"
#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"
#include "services/verification/store/plans.h"
#include "services/verification/store/samples.h"

namespace attest::verification::api {
namespace {

// A plan and what it has decided on.
struct PlanRead {
  SamplingPlan plan;
  std::set<SignOffKey> considered;
};

absl::StatusOr<PlanRead> ReadPlan(db::Database& database,
                                  const std::string& centre,
                                  const std::string& id) {
  return ReadIn<PlanRead>(
      database, [&](db::Transaction& sql) -> absl::StatusOr<PlanRead> {
        ATTEST_ASSIGN_OR_RETURN(std::optional<SamplingPlan> plan,
                                store::FindPlan(sql, centre, id));
        if (!plan.has_value()) {
          return errors::NotFound("sampling plan", PlanName(centre, id));
        }
        ATTEST_ASSIGN_OR_RETURN(auto considered,
                                store::ConsideredBy(sql, centre, id));
        return PlanRead{*std::move(plan), std::move(considered)};
      });
}

Sample NewSample(const SamplingPlan& plan, const Candidate& candidate,
                 SampleReason reason, std::string id, absl::Time now) {
  Sample sample;
  sample.centre = plan.centre;
  sample.id = std::move(id);
  sample.plan = plan.id;
  sample.key = candidate.key;
  sample.assessor = candidate.assessor;
  sample.reason = reason;
  sample.create_time = now;
  return sample;
}

journal::Change Drawn(const SamplingPlan& plan, int considered, int chosen) {
  return {.action = "sample.drawn",
          .resource = plan.name(),
          .centre = CentreName(plan.centre),
          .registration = "",
          .reason = "",
          .before = {},
          .after = {{"considered", std::to_string(considered)},
                    {"chosen", std::to_string(chosen)}},
          .syllabus_version = ""};
}

// Those of `drawables` that nothing was decided on, as the transaction finds
// it. Closing an open action decides on a unit's sign-off (D54).
absl::StatusOr<std::vector<Drawable>> Undecided(
    db::Transaction& sql, const SamplingPlan& plan,
    const std::vector<Drawable>& drawables, const store::SampledUnits& units) {
  ATTEST_ASSIGN_OR_RETURN(const std::set<SignOffKey> considered,
                          store::ConsideredBy(sql, plan.centre, plan.id));
  std::vector<Drawable> undecided;
  for (const Drawable& drawable : drawables) {
    const SignOffKey& key = drawable.candidate.key;
    const SignOffKey unit{key.registration, key.unit, 0};
    if (units.open_action.contains(unit) || considered.contains(key)) continue;
    undecided.push_back(drawable);
    undecided.back().candidate.sampled_before = units.sampled.contains(unit);
  }
  return undecided;
}

// What the plan chooses of `drawables`.
std::vector<std::optional<SampleReason>> ChooseAmong(
    const SamplingPlan& plan, const std::vector<Drawable>& drawables,
    const store::SampledUnits& units) {
  std::vector<Candidate> candidates;
  for (const Drawable& drawable : drawables) {
    candidates.push_back(drawable.candidate);
  }
  std::set<std::string> sampled;
  for (const SignOffKey& unit : units.sampled) {
    sampled.insert(unit.registration);
  }
  return verification::ChooseAmong(plan, candidates, sampled);
}

// Sign-offs at a centre, and those elsewhere of registrations that were
// transferred to it: they count where the registration is (D31).
absl::StatusOr<std::vector<assessment::v1::SignOff>> SignOffsAt(
    const clients::Clients& clients, const rpc::Call& call,
    const std::string& centre,
    const std::map<std::string, registration::v1::Registration>&
        registrations) {
  ATTEST_ASSIGN_OR_RETURN(std::vector<assessment::v1::SignOff> found,
                          clients.assessment.SignOffs(call, centre));
  for (const auto& [name, registration] : registrations) {
    if (registration.former_centres().empty()) continue;
    std::erase_if(found, [&name = name](const auto& sign_off) {
      return sign_off.registration() == name;
    });
    ATTEST_ASSIGN_OR_RETURN(const auto moved,
                            clients.assessment.SignOffs(call, name));
    found.insert(found.end(), moved.begin(), moved.end());
  }
  return found;
}

}  // namespace

absl::StatusOr<v1::DrawSampleResponse> Drawing::Draw(
    const rpc::Call& call, const v1::DrawSampleRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("plan", kPlanPattern, request.plan());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const auth::Role role,
                          ActAt(call, {auth::v1::INTERNAL_VERIFIER}, ids[0],
                                "sampling plan", request.plan()));

  // Ask the owners.
  ATTEST_ASSIGN_OR_RETURN(const PlanRead read,
                          ReadPlan(parts_.database, ids[0], ids[1]));
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Drawable> drawables,
                          Drawables(call, read.plan, read.considered));

  ATTEST_ASSIGN_OR_RETURN(const Verifier verifier, AskFor(call, read.plan));

  // Draw.
  return WriteIn<v1::DrawSampleResponse>(
      parts_.journal, call.Author(role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_RETURN_IF_ERROR(
            errors::SamplingRefused(WhyNotSample(read.plan.centre, verifier)));
        return DrawIn(sql, read.plan, drawables);
      });
}

absl::StatusOr<Verifier> Drawing::AskFor(const rpc::Call& call,
                                         const SamplingPlan& plan) {
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  const std::string name = QualificationName(plan.qualification);
  ATTEST_ASSIGN_OR_RETURN(const auto qualification,
                          clients->catalogue.FindQualification(call, name));
  if (!qualification.has_value()) {
    return errors::NotFound("qualification", name);
  }
  return AskVerifier(parts_, call, plan.centre, call.caller.subject(),
                     qualification->level());
}

absl::StatusOr<std::vector<Drawable>> Drawing::Drawables(
    const rpc::Call& call, const SamplingPlan& plan,
    const std::set<SignOffKey>& considered) {
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  const std::string centre = CentreName(plan.centre);
  ATTEST_ASSIGN_OR_RETURN(const auto registrations,
                          clients->registration.RegistrationsOf(call, centre));
  ATTEST_ASSIGN_OR_RETURN(const auto sign_offs,
                          SignOffsAt(*clients, call, centre, registrations));
  const std::string qualification = QualificationName(plan.qualification);
  const bool two_rates =
      plan.strategy.rate_percent != plan.strategy.new_assessor_rate_percent;
  NewAssessors assessors(*clients, call);

  std::vector<Drawable> drawables;
  for (const auto& sign_off : sign_offs) {
    const auto owner = registrations.find(sign_off.registration());
    if (owner == registrations.end() || !FromProto(sign_off).signed_off ||
        owner->second.qualification() != qualification) {
      continue;
    }
    Candidate candidate;
    candidate.key = {LastSegment(sign_off.registration()), sign_off.unit(),
                     sign_off.revision()};
    if (considered.contains(candidate.key)) continue;
    candidate.assessor = sign_off.assessor();
    if (two_rates) {
      ATTEST_ASSIGN_OR_RETURN(candidate.new_assessor,
                              assessors.Signed(sign_off));
    }
    drawables.push_back(
        {std::move(candidate), LastSegment(owner->second.syllabus())});
  }
  return drawables;
}

absl::StatusOr<journal::Outcome> Drawing::DrawIn(
    journal::WriteTransaction& sql, const SamplingPlan& plan,
    const std::vector<Drawable>& drawables) {
  ATTEST_ASSIGN_OR_RETURN(const store::SampledUnits units,
                          store::SampledUnitsOf(sql.reader(), plan.centre));
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Drawable> undecided,
                          Undecided(sql.reader(), plan, drawables, units));
  const auto reasons = ChooseAmong(plan, undecided, units);
  const absl::Time now = parts_.clock.Now();
  v1::DrawSampleResponse response;
  std::vector<journal::Change> changes;
  for (size_t i = 0; i < undecided.size(); ++i) {
    const Candidate& candidate = undecided[i].candidate;
    ATTEST_RETURN_IF_ERROR(store::InsertConsidered(sql, plan.centre, plan.id,
                                                   candidate.key,
                                                   reasons[i].has_value(), now)
                               .status());
    if (!reasons[i].has_value()) continue;
    const Sample sample =
        NewSample(plan, candidate, *reasons[i], parts_.ids.NewId(), now);
    ATTEST_RETURN_IF_ERROR(store::InsertSample(sql, sample));
    *response.add_samples() = ToProto(sample);
    changes.push_back(
        SampleChange("sample.chosen", sample, undecided[i].syllabus_version));
  }
  const int considered = static_cast<int>(undecided.size());
  response.set_sign_offs_considered(considered);
  changes.push_back(Drawn(plan, considered, response.samples_size()));
  return journal::Outcome{response.SerializeAsString(), std::move(changes)};
}

}  // namespace attest::verification::api
