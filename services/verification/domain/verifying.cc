#include "services/verification/domain/verifying.h"

#include <algorithm>
#include <string_view>

#include "fmt/format.h"
#include "services/verification/domain/names.h"

namespace attest::verification {
namespace {

using Violations = std::vector<RuleViolation>;

std::string_view StateName(SampleState state) {
  switch (state) {
    case SampleState::kPending:
      return "pending";
    case SampleState::kAgreed:
      return "agreed";
    case SampleState::kDisagreed:
      return "disagreed";
    case SampleState::kClosed:
      return "closed";
  }
  return "unknown";
}

std::string UnitOf(const Sample& sample) {
  return UnitName(sample.key.registration, sample.key.unit);
}

void CheckStanding(const std::string& centre, const Verifier& verifier,
                   Violations& found) {
  if (verifier.in_standing) return;
  found.push_back(
      {"NO_STANDING", CentreName(centre),
       fmt::format(
           "you may not verify today: {}",
           verifier.reasons.empty()
               ? "no internal verifier's award counts"
               : fmt::format("{}", fmt::join(verifier.reasons, "; ")))});
}

// What holds of a verifier for both acts.
void CheckVerifier(const Sample& sample, const VerificationFacts& facts,
                   Violations& found) {
  const Verifier& verifier = facts.verifier;
  const bool assessed = verifier.subject == sample.assessor ||
                        (facts.sign_off.has_value() &&
                         IsInvolved(*facts.sign_off, verifier.subject));
  if (assessed) {
    found.push_back({"VERIFIER_ASSESSED", UnitOf(sample),
                     "you assessed, countersigned or witnessed in this unit; "
                     "somebody else verifies it (req R87)"});
  }
  if (verifier.is_the_learner) {
    found.push_back({"OWN_WORK", UnitOf(sample),
                     "this is your own work; somebody else verifies it"});
  }
  CheckStanding(sample.centre, verifier, found);
}

std::string WhereItIs(const std::optional<SignOffFound>& sign_off) {
  if (!sign_off.has_value()) return "the unit is not signed off";
  if (!sign_off->signed_off) return "the unit was reopened";
  return fmt::format("the unit is signed off at revision {}",
                     sign_off->revision);
}

}  // namespace

bool IsInvolved(const SignOffFound& sign_off, std::string_view person) {
  const auto& people = sign_off.involved_people;
  return sign_off.assessor == person ||
         std::find(people.begin(), people.end(), person) != people.end();
}

std::vector<RuleViolation> WhyNotSample(const std::string& centre,
                                        const Verifier& verifier) {
  Violations found;
  CheckStanding(centre, verifier, found);
  return found;
}

std::vector<RuleViolation> WhyNotVerify(const Sample& sample,
                                        const VerificationFacts& facts) {
  Violations found;
  if (sample.state != SampleState::kPending) {
    found.push_back({"NOT_PENDING", sample.name(),
                     fmt::format("the sample is {}; only a pending one gets "
                                 "an outcome",
                                 StateName(sample.state))});
  }
  const bool stands = facts.sign_off.has_value() &&
                      facts.sign_off->signed_off &&
                      facts.sign_off->revision == sample.key.revision;
  if (!stands) {
    found.push_back(
        {"SIGN_OFF_MOVED", UnitOf(sample),
         fmt::format("{}, the sample is of revision {}; draw again when it is "
                     "signed off",
                     WhereItIs(facts.sign_off), sample.key.revision)});
  }
  CheckVerifier(sample, facts, found);
  for (const std::string& criterion : facts.unknown_criteria) {
    found.push_back({"UNKNOWN_CRITERION", UnitOf(sample),
                     fmt::format("the unit has no criterion {}", criterion)});
  }
  return found;
}

std::vector<RuleViolation> WhyNotClose(const Sample& sample,
                                       const VerificationFacts& facts) {
  Violations found;
  if (sample.state != SampleState::kDisagreed) {
    found.push_back({"NO_OPEN_ACTION", sample.name(),
                     fmt::format("the sample is {}; only a disagreement has "
                                 "an action",
                                 StateName(sample.state))});
  }
  if (!sample.verifier.empty() && sample.verifier != facts.verifier.subject &&
      facts.disagreer_in_standing) {
    found.push_back({"OTHER_VERIFIER", sample.name(),
                     "only the verifier who disagreed closes the action while "
                     "they may verify (D54)"});
  }
  const bool again = facts.sign_off.has_value() && facts.sign_off->signed_off &&
                     facts.sign_off->revision > sample.key.revision;
  if (!again) {
    found.push_back(
        {"NOT_SIGNED_OFF_AGAIN", UnitOf(sample),
         fmt::format("{}; a sign-off after revision {} is needed",
                     WhereItIs(facts.sign_off), sample.key.revision)});
  }
  CheckVerifier(sample, facts, found);
  return found;
}

}  // namespace attest::verification
