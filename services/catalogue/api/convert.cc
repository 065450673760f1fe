#include "services/catalogue/api/convert.h"

namespace attest::catalogue::api {

void ToProto(const Combination& combination, const RuleFinding& finding,
             v1::RuleResult& result) {
  result.set_rule_id(finding.rule->id);
  result.set_title(finding.rule->title);
  result.set_satisfied(finding.holds);
  result.set_have(finding.have);
  result.set_need(finding.need);
  result.set_missing(finding.missing);
  result.mutable_candidates()->Reserve(
      static_cast<int>(finding.candidates.size()));
  for (const size_t unit : finding.candidates) {
    result.add_candidates(combination.units[unit].number);
  }
  result.set_measure(finding.rule->measure == Measure::kCredits ? "credits"
                                                                : "units");
}

v1::SelectionTotals ToProto(const Combination& combination,
                            const Totals& totals) {
  v1::SelectionTotals result;
  result.set_credits(totals.credits);
  result.set_credits_at_level(totals.credits_at_level);
  result.set_guided_learning_hours(totals.guided_learning_hours);
  result.set_total_unit_time_hours(totals.total_unit_time_hours);
  result.set_total_qualification_time_hours(
      combination.total_qualification_time_hours);
  result.set_units(totals.units);
  return result;
}

v1::Proposal ToProto(const Combination& combination, const Selection& selection,
                     const Selection& kept) {
  v1::Proposal proposal;
  for (size_t unit = 0; unit < selection.size(); ++unit) {
    if (!selection[unit]) continue;
    proposal.add_units(combination.units[unit].number);
    if (!kept[unit]) proposal.add_added(combination.units[unit].number);
  }
  *proposal.mutable_totals() =
      ToProto(combination, Sum(combination, selection));
  return proposal;
}

v1::Wish ToProto(const Combination& combination, const UnitWish& wish) {
  v1::Wish result;
  result.set_unit(combination.units[wish.unit].number);
  result.set_keep(wish.keep);
  return result;
}

Objective FromProto(v1::Objective objective) {
  switch (objective) {
    case v1::CLOSEST_TO_WISH:
      return Objective::kClosestToWish;
    case v1::LEAST_GUIDED_LEARNING_HOURS:
      return Objective::kLeastGuidedLearningHours;
    case v1::MOST_CREDITS_AT_LEVEL:
      return Objective::kMostCreditsAtLevel;
    case v1::FEWEST_UNITS:
      return Objective::kFewestUnits;
    default:
      return Objective::kFewestCredits;
  }
}

}  // namespace attest::catalogue::api
