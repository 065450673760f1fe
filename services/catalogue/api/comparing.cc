#include "services/catalogue/api/comparing.h"

#include <string>

#include "libs/names/field_checks.h"
#include "services/catalogue/api/documents.h"
#include "services/catalogue/api/read.h"
#include "services/catalogue/domain/comparison.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/names.h"

namespace attest::catalogue::api {
namespace {

// Answers stay below what clients take by default, 4 MiB.
constexpr size_t kAnswerBytesMax = 4'000'000;

v1::ItemKind ToProto(ItemKind kind) {
  switch (kind) {
    case ItemKind::kUnit:
      return v1::UNIT;
    case ItemKind::kOutcome:
      return v1::OUTCOME;
    case ItemKind::kCriterion:
      return v1::CRITERION;
    case ItemKind::kGuidance:
      return v1::GUIDANCE;
    case ItemKind::kDefinition:
      return v1::DEFINITION;
    case ItemKind::kRule:
      break;
  }
  return v1::RULE;
}

v1::ChangeKind ToProto(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return v1::ADDED;
    case ChangeKind::kRemoved:
      return v1::REMOVED;
    case ChangeKind::kReworded:
      return v1::REWORDED;
    case ChangeKind::kRenumbered:
      return v1::RENUMBERED;
    case ChangeKind::kMoved:
      return v1::MOVED;
    case ChangeKind::kFactsChanged:
      break;
  }
  return v1::FACTS_CHANGED;
}

v1::CarryOver ToProto(CarryOver carry_over) {
  switch (carry_over) {
    case CarryOver::kCarries:
      return v1::CARRIES;
    case CarryOver::kNeedsReview:
      return v1::NEEDS_REVIEW;
    case CarryOver::kNotCarried:
      break;
  }
  return v1::NOT_CARRIED;
}

v1::ItemChange ToProto(const ItemChange& change) {
  v1::ItemChange result;
  result.set_kind(ToProto(change.kind));
  result.set_from_item(change.from_place);
  result.set_to_item(change.to_place);
  for (const ChangeKind kind : change.changes) {
    result.add_changes(ToProto(kind));
  }
  result.set_from_text(change.from_text);
  result.set_to_text(change.to_text);
  result.set_meaning(change.meaning);
  return result;
}

std::string NameOf(const std::string& syllabus, const std::string& place) {
  return place.empty() ? place : syllabus + "/" + place;
}

v1::CompareSyllabiResponse ToProto(const Comparison& comparison,
                                   const std::string& from,
                                   const std::string& to) {
  v1::CompareSyllabiResponse response;
  for (const ItemChange& change : comparison.changes) {
    *response.add_changes() = ToProto(change);
  }
  for (const CriterionMapping& each : comparison.criteria) {
    v1::CriterionMapping& mapping = *response.add_criteria();
    mapping.set_from(NameOf(from, each.from_place));
    mapping.set_to(NameOf(to, each.to_place));
    mapping.set_carry_over(ToProto(each.carry_over));
    mapping.set_likeness(each.likeness);
  }
  return response;
}

}  // namespace

absl::StatusOr<v1::CompareSyllabiResponse> Comparing::Compare(
    const v1::CompareSyllabiRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto from_ids = check.Name("from", kSyllabusName, request.from());
  const auto to_ids = check.Name("to", kSyllabusName, request.to());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const auto from, FindSyllabus(library_, from_ids));
  ATTEST_ASSIGN_OR_RETURN(const auto to, FindSyllabus(library_, to_ids));

  const Comparison comparison =
      catalogue::Compare(DocumentOf(from->Parse()), DocumentOf(to->Parse()));

  auto response = ToProto(comparison, from->name(), to->name());
  if (response.ByteSizeLong() > kAnswerBytesMax) {
    return errors::ComparisonTooLarge(from->name(), to->name());
  }
  return response;
}

}  // namespace attest::catalogue::api
