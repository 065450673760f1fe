#include "services/registration/clients/catalogue_client.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "services/registration/domain/errors.h"

namespace attest::registration::clients {
namespace {

namespace catalogue_v1 = catalogue::v1;

Qualification FromProto(const catalogue_v1::Qualification& proto) {
  return {.code = proto.code(),
          .title = proto.title(),
          .current_version = proto.current_version(),
          .language = proto.language(),
          .minimum_age_years = proto.minimum_age_years(),
          .operational_start = ParseDate(proto.operational_start_date()),
          .operational_end = ParseDate(proto.operational_end_date())};
}

RuleGap FromProto(const catalogue_v1::RuleResult& proto) {
  return {.rule_id = proto.rule_id(),
          .have = proto.have(),
          .need = proto.need(),
          .missing = proto.missing(),
          .candidates = {proto.candidates().begin(), proto.candidates().end()}};
}

// An outcome whose kind the source does not print asks for what competence asks
// for, the stricter of the two.
UnitFacts FactsOf(const catalogue_v1::Unit& proto) {
  UnitFacts facts{.level = proto.level(),
                  .reference = proto.ofqual_reference()};
  for (const auto& outcome : proto.outcomes()) {
    const bool knowledge = outcome.kind() == catalogue_v1::KNOWLEDGE;
    facts.knowledge = facts.knowledge || knowledge;
    facts.competence = facts.competence || !knowledge;
  }
  return facts;
}

bool SaysThereIsNone(const absl::Status& status) {
  return status.code() == absl::StatusCode::kNotFound ||
         status.code() == absl::StatusCode::kInvalidArgument;
}

// A syllabus to which a registration is pinned is never missing for good.
absl::Status AboutPinned(const absl::Status& status, std::string_view name) {
  if (status.code() == absl::StatusCode::kNotFound) {
    return errors::CatalogueUnavailable(
        fmt::format("the catalogue does not hold {} at present", name));
  }
  const auto violations = FieldViolationsOf(status);
  if (status.code() == absl::StatusCode::kInvalidArgument &&
      !violations.empty()) {
    return errors::InvalidUnits(violations);
  }
  return status;
}

}  // namespace

CatalogueClient::CatalogueClient(rpc::ServiceIdentity identity,
                                 absl::Duration timeout)
    : identity_(std::move(identity)), timeout_(timeout) {}

void CatalogueClient::Connect(const std::shared_ptr<grpc::Channel>& channel) {
  const std::lock_guard lock(mutex_);
  stub_ = catalogue_v1::CatalogueService::NewStub(channel);
}

absl::StatusOr<std::shared_ptr<CatalogueClient::Stub>>
CatalogueClient::Connected() {
  const std::lock_guard lock(mutex_);
  if (stub_ != nullptr) return stub_;
  return errors::CatalogueUnavailable("the catalogue is not connected yet");
}

absl::StatusOr<std::optional<Qualification>> CatalogueClient::Lookup(
    const rpc::Call& call, std::string_view code) {
  ATTEST_ASSIGN_OR_RETURN(const auto stub, Connected());
  catalogue_v1::LookupQualificationRequest request;
  request.set_code(std::string(code));

  const auto found = rpc::Invoke<catalogue_v1::Qualification>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->LookupQualification(context, request, response);
      });

  if (found.ok()) return FromProto(*found);
  if (SaysThereIsNone(found.status())) return std::nullopt;
  return found.status();
}

absl::StatusOr<bool> CatalogueClient::Has(const rpc::Call& call,
                                          std::string_view code) {
  ATTEST_ASSIGN_OR_RETURN(const auto stub, Connected());
  catalogue_v1::GetQualificationRequest request;
  request.set_name(QualificationName(code));

  const auto found = rpc::Invoke<catalogue_v1::Qualification>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->GetQualification(context, request, response);
      });

  if (found.ok()) return true;
  if (SaysThereIsNone(found.status())) return false;
  return found.status();
}

absl::StatusOr<std::optional<UnitFacts>> CatalogueClient::FindUnit(
    const rpc::Call& call, const std::string& unit) {
  ATTEST_ASSIGN_OR_RETURN(const auto stub, Connected());
  {
    const std::lock_guard lock(mutex_);
    const auto known = facts_.find(unit);
    if (known != facts_.end()) return known->second;
  }
  catalogue_v1::GetUnitRequest request;
  request.set_name(unit);

  const auto found = rpc::Invoke<catalogue_v1::Unit>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->GetUnit(context, request, response);
      });

  if (SaysThereIsNone(found.status())) return std::nullopt;
  ATTEST_RETURN_IF_ERROR(found.status());
  const UnitFacts facts = FactsOf(*found);
  const std::lock_guard lock(mutex_);
  facts_[unit] = facts;
  return facts;
}

absl::StatusOr<std::vector<RuleGap>> CatalogueClient::Evaluate(
    const rpc::Call& call, const std::string& syllabus,
    const std::vector<std::string>& units) {
  ATTEST_ASSIGN_OR_RETURN(const auto stub, Connected());
  catalogue_v1::EvaluateSelectionRequest request;
  request.set_syllabus(syllabus);
  request.mutable_units()->Assign(units.begin(), units.end());

  const auto result = rpc::Invoke<catalogue_v1::EvaluateSelectionResponse>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->EvaluateSelection(context, request, response);
      });

  if (!result.ok()) return AboutPinned(result.status(), syllabus);
  std::vector<RuleGap> gaps;
  for (const catalogue_v1::RuleResult& rule : result->rules()) {
    if (!rule.satisfied()) gaps.push_back(FromProto(rule));
  }
  return gaps;
}

absl::StatusOr<std::vector<std::string>> CatalogueClient::InDocumentOrder(
    const rpc::Call& call, const std::string& syllabus,
    const std::vector<std::string>& units) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<std::string> all,
                          UnitsOf(call, syllabus));
  std::vector<std::string> ordered;
  std::copy_if(all.begin(), all.end(), std::back_inserter(ordered),
               [&](const std::string& unit) {
                 return std::find(units.begin(), units.end(), unit) !=
                        units.end();
               });
  return ordered;
}

absl::StatusOr<std::vector<std::string>> CatalogueClient::UnitsOf(
    const rpc::Call& call, const std::string& syllabus) {
  ATTEST_ASSIGN_OR_RETURN(const auto stub, Connected());
  {
    const std::lock_guard lock(mutex_);
    const auto known = units_.find(syllabus);
    if (known != units_.end()) return known->second;
  }
  catalogue_v1::ListUnitsRequest request;
  request.set_parent(syllabus);

  const auto listed = rpc::Invoke<catalogue_v1::ListUnitsResponse>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->ListUnits(context, request, response);
      });

  if (!listed.ok()) return AboutPinned(listed.status(), syllabus);
  std::vector<std::string> numbers;
  for (const auto& unit : listed->units()) numbers.push_back(unit.number());
  const std::lock_guard lock(mutex_);
  units_[syllabus] = numbers;
  return numbers;
}

}  // namespace attest::registration::clients
