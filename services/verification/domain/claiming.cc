#include "services/verification/domain/claiming.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "services/verification/domain/names.h"

namespace attest::verification {
namespace {

constexpr char kAssessor[] = "assessor";
constexpr char kVerifier[] = "internal verifier";
constexpr char kCentreAdmin[] = "centre administrator";
constexpr char kQualityManager[] = "quality manager";
constexpr char kAwardingOrganisation[] = "awarding organisation";
constexpr char kOperator[] = "operator";
constexpr char kSomebodyElse[] = "somebody else";

// Collects what is missing. One for each claim.
class Missing {
 public:
  explicit Missing(const ClaimFacts& facts) : facts_(facts) {}

  std::vector<MissingItem> Find() && {
    CheckRegistration();
    CheckHolds();
    CheckCombination();
    CheckSignOffs();
    CheckSamples();
    CheckPlans();
    CheckTrails();
    CheckVerifier();
    CheckModeration();
    CheckDates();
    CheckClaim();
    return std::move(items_);
  }

 private:
  void Add(std::string_view rule, std::string subject, std::string description,
           std::string_view who) {
    items_.push_back({std::string(rule), std::move(subject),
                      std::move(description), std::string(who)});
  }
  std::string Registration() const {
    return RegistrationName(facts_.registration);
  }
  std::string Unit(std::string_view number) const {
    return UnitName(facts_.registration, number);
  }

  void CheckRegistration();
  void CheckHolds();
  void CheckCombination();
  void CheckSignOffs();
  void CheckSamples();
  void CheckOpenActions();
  void CheckUnitSample(const ClaimedUnit& unit);
  void CheckSomethingVerified();
  void CheckPlans();
  void CheckPlan(std::string_view rule, const std::string& plan,
                 PlanStanding standing, std::string_view requirement);
  void CheckTrails();
  void CheckVerifier();
  void CheckModeration();
  void CheckDates();
  void CheckClaim();

  const ClaimFacts& facts_;
  std::vector<MissingItem> items_;
};

void Missing::CheckRegistration() {
  if (facts_.own_work) {
    Add("OWN_WORK", Registration(),
        "this is your own learning; nobody claims or awards it themselves "
        "(req R87)",
        kSomebodyElse);
  }
  if (!facts_.active) {
    Add("REGISTRATION_NOT_ACTIVE", Registration(),
        fmt::format("the registration is {}; it has to be ACTIVE",
                    facts_.registration_state),
        kCentreAdmin);
  }
  if (!facts_.induction_complete) {
    Add("INDUCTION_INCOMPLETE", Registration(),
        "the induction is not complete; all four parts and a learning plan "
        "are needed (req R26)",
        kCentreAdmin);
  }
}

void Missing::CheckHolds() {
  for (const RunningHold& hold : facts_.holds) {
    Add("ON_HOLD", hold.name,
        fmt::format("a hold on the {} stops claims and awards until it is "
                    "lifted (D68)",
                    hold.target),
        kAwardingOrganisation);
  }
}

void Missing::CheckCombination() {
  for (const RuleGap& gap : facts_.gaps) {
    Add("RULE_OF_COMBINATION", Registration(),
        fmt::format("{} ({}): have {}, need {}, missing {} {}", gap.rule_id,
                    gap.title, gap.have, gap.need, gap.missing, gap.measure),
        kCentreAdmin);
  }
}

void Missing::CheckSignOffs() {
  for (const ClaimedUnit& unit : facts_.units) {
    if (unit.revision > 0) continue;
    Add("UNIT_NOT_SIGNED_OFF", Unit(unit.unit),
        fmt::format("unit {} is not signed off; every unit of the selection "
                    "has to be",
                    unit.unit),
        kAssessor);
  }
}

void Missing::CheckSamples() {
  CheckOpenActions();
  if (!facts_.own.plan.has_value()) {
    Add("NO_SAMPLING_PLAN", CentreName(facts_.centre),
        fmt::format("the centre has no open sampling plan for {} (D49)",
                    QualificationName(facts_.qualification)),
        kVerifier);
  }
  for (const ClaimedUnit& unit : facts_.units) {
    if (unit.revision > 0) CheckUnitSample(unit);
  }
  CheckSomethingVerified();
}

void Missing::CheckOpenActions() {
  for (const Sample& sample : facts_.own.samples) {
    if (sample.state != SampleState::kDisagreed) continue;
    const bool again = std::any_of(facts_.units.begin(), facts_.units.end(),
                                   [&](const ClaimedUnit& unit) {
                                     return unit.unit == sample.key.unit &&
                                            unit.revision > sample.key.revision;
                                   });
    Add("OPEN_ACTION", sample.name(),
        again ? fmt::format("unit {} is signed off again; the verifier has to "
                            "close the action",
                            sample.key.unit)
              : fmt::format("unit {} was returned; it has to be corrected and "
                            "signed off again",
                            sample.key.unit),
        again ? kVerifier : kAssessor);
  }
}

void Missing::CheckUnitSample(const ClaimedUnit& unit) {
  bool sampled = false;
  bool verified = false;
  bool open_action = false;
  for (const Sample& sample : facts_.own.samples) {
    if (sample.key.unit != unit.unit) continue;
    sampled = true;
    verified |= sample.VerifiesRevision(unit.revision);
    open_action |= sample.state == SampleState::kDisagreed;
  }
  const SignOffKey key{facts_.registration, unit.unit, unit.revision};
  if (sampled && !verified) {
    Add("UNIT_NOT_VERIFIED", Unit(unit.unit),
        fmt::format("unit {} is in the sample, but revision {} is not "
                    "verified",
                    unit.unit, unit.revision),
        kVerifier);
  }
  // While an action is open, closing it decides on the new sign-off.
  if (facts_.own.plan.has_value() && !open_action &&
      !facts_.own.considered.contains(key)) {
    Add("SAMPLE_NOT_DRAWN", Unit(unit.unit),
        fmt::format("the draw has not looked at revision {} of unit {}",
                    unit.revision, unit.unit),
        kVerifier);
  }
}

// Whatever the draw chose: no award without a unit that was verified.
void Missing::CheckSomethingVerified() {
  for (const ClaimedUnit& unit : facts_.units) {
    for (const Sample& sample : facts_.own.samples) {
      if (unit.revision > 0 && sample.key.unit == unit.unit &&
          sample.VerifiesRevision(unit.revision)) {
        return;
      }
    }
  }
  Add("NO_UNIT_VERIFIED", Registration(),
      "no unit of the selection is verified at its current revision; at least "
      "one has to be: add it to the sample when the draw did not choose one",
      kVerifier);
}

void Missing::CheckPlans() {
  CheckPlan("ASSESSMENT_PLAN_NOT_AGREED", facts_.assessment_plan,
            facts_.assessment_plan_standing, "R68");
  CheckPlan("DELIVERY_PLAN_NOT_APPROVED", facts_.delivery_plan,
            facts_.delivery_plan_standing, "R63");
}

void Missing::CheckPlan(std::string_view rule, const std::string& plan,
                        PlanStanding standing, std::string_view requirement) {
  std::string_view found;
  switch (standing) {
    case PlanStanding::kApproved:
      return;
    case PlanStanding::kMissing:
      found = "does not exist";
      break;
    case PlanStanding::kDraft:
      found = "is a draft";
      break;
    case PlanStanding::kSubmitted:
      found = "waits for a decision";
      break;
    case PlanStanding::kReturned:
      found = "was returned";
      break;
  }
  Add(rule, plan,
      fmt::format("the plan {}; the Quality Manager has to agree to it "
                  "(req {})",
                  found, requirement),
      standing == PlanStanding::kSubmitted ? kQualityManager : kCentreAdmin);
}

void Missing::CheckTrails() {
  for (const TrailFound& trail : facts_.trails) {
    if (!trail.intact) {
      Add("TRAIL_BROKEN", Registration(),
          fmt::format("the audit trail in {} is broken at entry {} (req R67)",
                      trail.service, trail.first_broken_sequence),
          kOperator);
    } else if (trail.entries == 0 && !trail.may_be_empty) {
      Add("TRAIL_BROKEN", Registration(),
          fmt::format("the audit trail in {} has no entries (req R67)",
                      trail.service),
          kOperator);
    }
  }
}

void Missing::CheckVerifier() {
  if (facts_.qualified_verifier) return;
  Add("NO_QUALIFIED_VERIFIER", CentreName(facts_.centre),
      "no internal verifier of the centre is appointed and in full standing "
      "today (D13)",
      kCentreAdmin);
}

void Missing::CheckModeration() {
  std::vector<std::string> unseen;
  for (const ClaimedUnit& unit : facts_.units) {
    if (unit.revision == 0) continue;
    switch (OutcomeOf(facts_.own.moderations, unit.unit, unit.revision)) {
      case ModerationOutcome::kConfirmed:
        break;
      case ModerationOutcome::kNone:
        unseen.push_back(unit.unit);
        break;
      case ModerationOutcome::kNotConfirmed:
        Add("MODERATION_NOT_CONFIRMED", Unit(unit.unit),
            fmt::format("moderation did not confirm revision {} of unit {}; "
                        "it has to be corrected and moderated again (req R85)",
                        unit.revision, unit.unit),
            kAssessor);
    }
  }
  if (unseen.empty()) return;
  Add("MODERATION_NOT_CONFIRMED", Registration(),
      fmt::format("no closed moderation has looked at the sign-offs of units "
                  "{} (req R85)",
                  fmt::join(unseen, ", ")),
      kQualityManager);
}

void Missing::CheckDates() {
  if (!facts_.certification_end.has_value()) return;
  if (facts_.today <= *facts_.certification_end) return;
  Add("CERTIFICATION_ENDED", QualificationName(facts_.qualification),
      fmt::format("certificates were issued until {} only (D10)",
                  FormatDate(*facts_.certification_end)),
      kAwardingOrganisation);
}

void Missing::CheckClaim() {
  const std::optional<Claim>& claim = facts_.own.claim;
  if (!claim.has_value() || IsOvertaken(*claim, facts_)) return;
  Add("ALREADY_CLAIMED", claim->name(), "the award is claimed already",
      kAwardingOrganisation);
}

const ClaimedUnit* FindUnit(const std::vector<ClaimedUnit>& units,
                            std::string_view number) {
  for (const ClaimedUnit& unit : units) {
    if (unit.unit == number) return &unit;
  }
  return nullptr;
}

// How units and revisions differ from those of `claim`.
std::vector<RuleViolation> WhatMoved(const Claim& claim,
                                     const ClaimFacts& facts) {
  std::vector<RuleViolation> found;
  for (const ClaimedUnit& claimed : claim.units) {
    const std::string name = UnitName(claim.registration, claimed.unit);
    const ClaimedUnit* now = FindUnit(facts.units, claimed.unit);
    if (now == nullptr) {
      found.push_back({"SELECTION_CHANGED", name,
                       "the unit was claimed and is no longer selected"});
    } else if (now->revision != claimed.revision) {
      found.push_back(
          {"SIGN_OFF_MOVED", name,
           fmt::format("revision {} was claimed, the unit {}", claimed.revision,
                       now->revision == 0
                           ? std::string("is open again")
                           : fmt::format("is at revision {}", now->revision))});
    }
  }
  for (const ClaimedUnit& now : facts.units) {
    if (FindUnit(claim.units, now.unit) != nullptr) continue;
    found.push_back({"SELECTION_CHANGED",
                     UnitName(claim.registration, now.unit),
                     "the unit is selected and was not claimed"});
  }
  return found;
}

}  // namespace

std::vector<MissingItem> MissingForClaim(const ClaimFacts& facts) {
  return Missing(facts).Find();
}

std::vector<RuleViolation> AsViolations(const std::vector<MissingItem>& items) {
  std::vector<RuleViolation> violations;
  for (const MissingItem& item : items) {
    violations.push_back(
        {item.rule, item.subject,
         fmt::format("{} - to be mended by: {}", item.description, item.who)});
  }
  return violations;
}

std::string Claim::name() const { return ClaimName(registration, id); }

bool IsOvertaken(const Claim& claim, const ClaimFacts& facts) {
  return claim.state == ClaimState::kAccepted &&
         !WhatMoved(claim, facts).empty();
}

std::vector<RuleViolation> WhyOvertaken(const Claim& claim,
                                        const ClaimFacts& facts) {
  ClaimFacts apart_from_itself = facts;
  apart_from_itself.own.claim.reset();
  auto found = AsViolations(MissingForClaim(apart_from_itself));
  for (RuleViolation& moved : WhatMoved(claim, facts)) {
    found.push_back(std::move(moved));
  }
  return found;
}

}  // namespace attest::verification
