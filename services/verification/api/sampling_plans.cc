#include "services/verification/api/sampling_plans.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/verification/api/changes.h"
#include "services/verification/api/convert.h"
#include "services/verification/api/standing.h"
#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"
#include "services/verification/store/plans.h"
#include "services/verification/store/samples.h"

namespace attest::verification::api {
namespace {

constexpr char kMustSample[] = "sampling_plan.strategy.must_sample_units";
// A page of samples ends with the one that passes these.
constexpr size_t kPageBytesMax = 1 << 20;
constexpr int kReadStep = 20;

void CheckStrategy(FieldChecks& check, const v1::SamplingStrategy& strategy,
                   const LeastRates& least) {
  check.Range("sampling_plan.strategy.rate_percent", strategy.rate_percent(),
              least.rate_percent, 100);
  check.Range("sampling_plan.strategy.new_assessor_rate_percent",
              strategy.new_assessor_rate_percent(),
              least.new_assessor_rate_percent, 100);
  check.OptionalList(kMustSample,
                     static_cast<size_t>(strategy.must_sample_units_size()));
  std::set<std::string_view> seen;
  for (int i = 0; i < strategy.must_sample_units_size(); ++i) {
    const std::string& unit = strategy.must_sample_units(i);
    const std::string field = fmt::format("{}[{}]", kMustSample, i);
    check.Name(field, "{unit}", unit);
    check.That(seen.insert(unit).second, field, "must be named once only");
  }
}

// The fields of a request to create a plan, read.
absl::StatusOr<SamplingPlan> ReadPlan(
    const v1::CreateSamplingPlanRequest& request, const LeastRates& least) {
  const v1::SamplingPlan& proto = request.sampling_plan();
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto parent = check.Name("parent", kCentrePattern, request.parent());
  const auto qualification =
      check.Name("sampling_plan.qualification", kQualificationPattern,
                 proto.qualification());
  check.That(proto.has_strategy(), "sampling_plan.strategy",
             "must say how much is sampled");
  if (proto.has_strategy()) CheckStrategy(check, proto.strategy(), least);
  ATTEST_RETURN_IF_ERROR(check.status());
  SamplingPlan plan;
  plan.centre = parent[0];
  plan.qualification = qualification[0];
  plan.strategy.rate_percent = proto.strategy().rate_percent();
  plan.strategy.new_assessor_rate_percent =
      proto.strategy().new_assessor_rate_percent();
  const auto& must = proto.strategy().must_sample_units();
  plan.strategy.must_sample_units = {must.begin(), must.end()};
  return plan;
}

journal::Change PlanCreated(const SamplingPlan& plan) {
  return {
      .action = "sampling_plan.created",
      .resource = plan.name(),
      .centre = CentreName(plan.centre),
      .registration = "",
      .reason = "",
      .before = {},
      .after = {{"qualification", QualificationName(plan.qualification)},
                {"rate_percent", std::to_string(plan.strategy.rate_percent)},
                {"new_assessor_rate_percent",
                 std::to_string(plan.strategy.new_assessor_rate_percent)},
                {"must_sample_units",
                 fmt::format("{}",
                             fmt::join(plan.strategy.must_sample_units, ","))},
                {"seed_commitment", plan.commitment()}},
      .syllabus_version = ""};
}

// Writes the plan unless there is an open one.
absl::StatusOr<journal::Outcome> Start(journal::WriteTransaction& sql,
                                       const SamplingPlan& plan) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<SamplingPlan> open,
      store::FindOpenPlan(sql.reader(), plan.centre, plan.qualification));
  if (open.has_value()) return errors::PlanExists(open->name());
  const absl::Status inserted = store::InsertPlan(sql, plan);
  if (db::IsUniqueViolation(inserted)) {
    return errors::PlanExists(CentreName(plan.centre));
  }
  ATTEST_RETURN_IF_ERROR(inserted);
  return journal::Outcome{ToProto(plan).SerializeAsString(),
                          {PlanCreated(plan)}};
}

// Writes the sample unless the sign-off has one.
absl::StatusOr<journal::Outcome> AddIn(journal::WriteTransaction& sql,
                                       const Sample& sample,
                                       std::string_view syllabus_version) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Sample> present,
      store::FindSampleOf(sql.reader(), sample.centre, sample.key));
  if (present.has_value()) return errors::SampleExists(present->name());
  ATTEST_RETURN_IF_ERROR(
      store::InsertConsidered(sql, sample.centre, sample.plan, sample.key,
                              /*chosen=*/true, sample.create_time)
          .status());
  const absl::Status inserted = store::InsertSample(sql, sample);
  if (db::IsUniqueViolation(inserted)) {
    return errors::SampleExists(CentreName(sample.centre));
  }
  ATTEST_RETURN_IF_ERROR(inserted);
  journal::Change change =
      SampleChange("sample.added", sample, syllabus_version);
  change.after["reason_sha256"] = Sha256Hex(sample.added_reason);
  return journal::Outcome{ToProto(sample).SerializeAsString(),
                          {std::move(change)}};
}

// What a request to list asks for, without the page.
absl::StatusOr<store::SampleFilter> ReadFilter(
    const v1::ListSamplesRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto parent = check.Name("parent", kCentrePattern, request.parent());
  const auto registration = check.OptionalName(
      "registration", kRegistrationPattern, request.registration());
  check.That(v1::SampleState_IsValid(request.state()), "state",
             "must be a state of a sample, or unset");
  check.That(request.page_size() >= 0, "page_size", "must not be negative");
  ATTEST_RETURN_IF_ERROR(check.status());
  store::SampleFilter filter;
  filter.centre = parent[0];
  filter.state = static_cast<int>(request.state());
  filter.registration = registration[0];
  return filter;
}

// The list that page tokens are bound to.
std::string ListOf(const v1::ListSamplesRequest& request) {
  return fmt::format("samples/{}/{}/{}", request.parent(),
                     static_cast<int>(request.state()), request.registration());
}

// Adds at most `size` samples to `page`, read in small steps because their
// texts may be long. Gives the key of the last one when more follow.
absl::StatusOr<std::string> FillPage(db::Transaction& sql,
                                     store::SampleFilter filter, int size,
                                     v1::ListSamplesResponse& page) {
  page.Clear();
  size_t bytes = 0;
  while (true) {
    ATTEST_ASSIGN_OR_RETURN(const std::vector<Sample> samples,
                            store::ListSamples(sql, filter, kReadStep));
    for (const Sample& sample : samples) {
      if (page.samples_size() == size || bytes > kPageBytesMax) {
        return filter.after;
      }
      *page.add_samples() = ToProto(sample);
      bytes += page.samples().rbegin()->ByteSizeLong();
      filter.after = store::PageKey(sample);
    }
    if (samples.size() < kReadStep) return std::string();
  }
}

}  // namespace

absl::StatusOr<v1::SamplingPlan> SamplingPlans::Create(
    const rpc::Call& call, const v1::CreateSamplingPlanRequest& request) {
  // Read the request.
  ATTEST_ASSIGN_OR_RETURN(SamplingPlan plan,
                          ReadPlan(request, parts_.least_rates));
  const auth::Role role =
      call.ActsAs({auth::v1::INTERNAL_VERIFIER}, plan.centre);
  if (role == auth::v1::ROLE_UNSPECIFIED) {
    return errors::RoleMissing(request.parent());
  }

  // Ask the owners.
  ATTEST_ASSIGN_OR_RETURN(const int level,
                          CheckCatalogue(call, request.sampling_plan()));
  ATTEST_ASSIGN_OR_RETURN(
      const Verifier verifier,
      AskVerifier(parts_, call, plan.centre, call.caller.subject(), level));
  plan.id = parts_.ids.NewId();
  plan.seed = RandomBytes(kSeedBytes);
  plan.create_time = parts_.clock.Now();

  // Apply the rule.
  return WriteIn<v1::SamplingPlan>(
      parts_.journal, call.Author(role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_RETURN_IF_ERROR(
            errors::SamplingRefused(WhyNotSample(plan.centre, verifier)));
        return Start(sql, plan);
      });
}

absl::StatusOr<int> SamplingPlans::CheckCatalogue(
    const rpc::Call& call, const v1::SamplingPlan& plan) {
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(
      const auto qualification,
      clients->catalogue.FindQualification(call, plan.qualification()));
  FieldChecks check(errors::kDomain);
  check.That(qualification.has_value(), "sampling_plan.qualification",
             "must be a qualification of the catalogue");
  ATTEST_RETURN_IF_ERROR(check.status());
  const auto& must = plan.strategy().must_sample_units();
  if (must.empty()) return qualification->level();

  const std::string syllabus = fmt::format(
      "{}/syllabi/{}", plan.qualification(), qualification->current_version());
  ATTEST_ASSIGN_OR_RETURN(const auto units,
                          clients->catalogue.AllUnits(call, syllabus));
  for (int i = 0; i < must.size(); ++i) {
    const bool known =
        std::any_of(units.begin(), units.end(),
                    [&](const auto& unit) { return unit.number() == must[i]; });
    check.That(known, fmt::format("{}[{}]", kMustSample, i),
               "must be the number of a unit of the current syllabus");
  }
  ATTEST_RETURN_IF_ERROR(check.status());
  return qualification->level();
}

absl::StatusOr<v1::Sample> SamplingPlans::Add(
    const rpc::Call& call, const v1::AddSampleRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("plan", kPlanPattern, request.plan());
  const auto unit = check.Name("sign_off", kUnitPattern, request.sign_off());
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  const Roles roles = {auth::v1::INTERNAL_VERIFIER, auth::v1::QUALITY_MANAGER};
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Role role,
      ActAt(call, roles, ids[0], "sampling plan", request.plan()));

  // Ask the owners.
  ATTEST_ASSIGN_OR_RETURN(const std::optional<SamplingPlan> plan,
                          ReadIn<std::optional<SamplingPlan>>(
                              parts_.database, [&](db::Transaction& sql) {
                                return store::FindPlan(sql, ids[0], ids[1]);
                              }));
  if (!plan.has_value()) {
    return errors::NotFound("sampling plan", request.plan());
  }
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(
      const SeenRegistration seen,
      SeeRegistration(*clients, call, roles, RegistrationName(unit[0])));
  const absl::StatusOr<Sample> sample =
      Adding(call, request, *plan, seen, unit[1]);

  // Answer; a replay gets the first answer, whatever holds now.
  return WriteIn<v1::Sample>(
      parts_.journal, call.Author(role, request.request_id(), request),
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_RETURN_IF_ERROR(sample.status());
        return AddIn(sql, *sample, seen.syllabus_version());
      });
}

absl::StatusOr<Sample> SamplingPlans::Adding(
    const rpc::Call& call, const v1::AddSampleRequest& request,
    const SamplingPlan& plan, const SeenRegistration& seen,
    const std::string& unit) {
  if (seen.centre != plan.centre || seen.qualification != plan.qualification) {
    return errors::NotFound("sign-off", request.sign_off());
  }
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  ATTEST_ASSIGN_OR_RETURN(const auto found, clients->assessment.FindSignOff(
                                                call, request.sign_off()));
  if (!found.has_value() || !FromProto(*found).signed_off) {
    return errors::UnitNotSignedOff(request.sign_off());
  }
  Sample sample;
  sample.centre = plan.centre;
  sample.id = parts_.ids.NewId();
  sample.plan = plan.id;
  sample.key = {seen.id, unit, found->revision()};
  sample.assessor = found->assessor();
  sample.reason = SampleReason::kAdded;
  sample.added_reason = request.reason();
  sample.create_time = parts_.clock.Now();
  return sample;
}

absl::StatusOr<v1::ListSamplesResponse> SamplingPlans::List(
    const rpc::Call& call, const v1::ListSamplesRequest& request) {
  // Read the request.
  ATTEST_ASSIGN_OR_RETURN(store::SampleFilter filter, ReadFilter(request));
  ATTEST_RETURN_IF_ERROR(
      ActAt(call,
            {auth::v1::INTERNAL_VERIFIER, auth::v1::CENTRE_ADMIN,
             auth::v1::QUALITY_MANAGER, auth::v1::AWARDING_ADMIN},
            filter.centre, "centre", request.parent())
          .status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list = ListOf(request);
  ATTEST_ASSIGN_OR_RETURN(
      filter.after,
      parts_.page_tokens.Decode(errors::kDomain, list, request.page_token()));

  // Answer.
  v1::ListSamplesResponse response;
  ATTEST_ASSIGN_OR_RETURN(
      const std::string last,
      ReadIn<std::string>(parts_.database, [&](db::Transaction& sql) {
        return FillPage(sql, filter, size, response);
      }));
  if (!last.empty()) {
    response.set_next_page_token(parts_.page_tokens.Encode(list, last));
  }
  return response;
}

}  // namespace attest::verification::api
