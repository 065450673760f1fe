// From the catalogue's values to its messages.
#ifndef ATTEST_SERVICES_CATALOGUE_API_CONVERT_H_
#define ATTEST_SERVICES_CATALOGUE_API_CONVERT_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/proposals.h"

namespace attest::catalogue::api {

// Fills `result`, so that it can be made where it belongs.
void ToProto(const Combination& combination, const RuleFinding& finding,
             v1::RuleResult& result);
v1::SelectionTotals ToProto(const Combination& combination,
                            const Totals& totals);
// `kept` are the units that the caller asked to keep.
v1::Proposal ToProto(const Combination& combination, const Selection& selection,
                     const Selection& kept);
v1::Wish ToProto(const Combination& combination, const UnitWish& wish);
Objective FromProto(v1::Objective objective);

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_CONVERT_H_
