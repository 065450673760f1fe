#include "services/catalogue/api/selections.h"

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/catalogue/api/convert.h"
#include "services/catalogue/api/read.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/names.h"
#include "services/catalogue/domain/proposals.h"

namespace attest::catalogue::api {
namespace {

constexpr int kProposalsDefault = 10;
constexpr int kProposalsMax = 100;

// What can be wrong with a request whatever the syllabus.
void CheckRequest(const v1::ProposeSelectionsRequest& request,
                  FieldChecks& check) {
  check.OptionalList("keep", request.keep_size());
  check.OptionalList("avoid", request.avoid_size());
  check.OptionalList("wish", request.wish_size());
  check.That(v1::Objective_IsValid(request.objective()), "objective",
             "must be one of the objectives, or unset for FEWEST_CREDITS");
  check.Range("limit", request.limit(), 0, kProposalsMax);
  const bool closest = request.objective() == v1::CLOSEST_TO_WISH;
  check.That(!closest || request.wish_size() > 0, "wish",
             "must name the units to be close to: the objective is "
             "CLOSEST_TO_WISH");
  check.That(closest || request.wish().empty(), "wish",
             "counts with the objective CLOSEST_TO_WISH only; set that, or "
             "leave it out");
}

Wishes ReadWishes(const v1::ProposeSelectionsRequest& request,
                  const store::PublishedSyllabus& syllabus,
                  FieldChecks& check) {
  Wishes wishes;
  wishes.keep = ReadUnits("keep", request.keep(), syllabus, check);
  wishes.avoid = ReadUnits("avoid", request.avoid(), syllabus, check);
  wishes.wish = ReadUnits("wish", request.wish(), syllabus, check);
  wishes.objective = FromProto(request.objective());
  wishes.limit = request.limit() == 0 ? kProposalsDefault : request.limit();
  for (int i = 0; i < request.avoid_size(); ++i) {
    const auto position = syllabus.Position(request.avoid(i));
    check.That(!position || !wishes.keep[*position],
               fmt::format("avoid[{}]", i),
               "is among `keep` too; a unit can only be one of them");
  }
  return wishes;
}

}  // namespace

absl::StatusOr<grpc::ByteBuffer> Selections::EvaluateSelection(
    const v1::EvaluateSelectionRequest& request, rpc::Patience patience) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("syllabus", kSyllabusName, request.syllabus());
  check.OptionalList("units", request.units_size());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const auto found,
                          FindSyllabus(library_, ids, patience));
  const Selection selection =
      ReadUnits("units", request.units(), *found, check);
  ATTEST_RETURN_IF_ERROR(check.status());

  const Combination& combination = found->combination();
  const Evaluation evaluation = found->evaluator().Evaluate(selection);

  rpc::SmallArena arena;
  auto& response = arena.New<v1::EvaluateSelectionResponse>();
  response.set_valid(evaluation.valid);
  for (const RuleFinding& finding : evaluation.rules) {
    ToProto(combination, finding, *response.add_rules());
  }
  *response.mutable_totals() = ToProto(combination, evaluation.totals);
  response.set_minimal(evaluation.minimal);
  return rpc::ToBytes(response);
}

absl::StatusOr<v1::ProposeSelectionsResponse> Selections::ProposeSelections(
    const v1::ProposeSelectionsRequest& request) const {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("syllabus", kSyllabusName, request.syllabus());
  CheckRequest(request, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const auto found, FindSyllabus(library_, ids));
  const Wishes wishes = ReadWishes(request, *found, check);
  ATTEST_RETURN_IF_ERROR(check.status());

  const Combination& combination = found->combination();
  const Proposals proposals = Propose(combination, wishes);
  if (proposals.too_complex) return errors::SelectionTooComplex(found->name());

  v1::ProposeSelectionsResponse response;
  for (const Selection& selection : proposals.selections) {
    *response.add_proposals() = ToProto(combination, selection, wishes.keep);
  }
  for (const RuleFinding& finding : proposals.prevented_by) {
    ToProto(combination, finding, *response.add_prevented_by());
  }
  for (const UnitWish& wish : proposals.preventing_wishes) {
    *response.add_preventing_wishes() = ToProto(combination, wish);
  }
  return response;
}

}  // namespace attest::catalogue::api
