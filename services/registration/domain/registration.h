// Registrations: that a learner works for a qualification at a centre.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_REGISTRATION_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_REGISTRATION_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/staff.h"

namespace attest::registration {

// Numbered as in the contract.
enum class RegistrationState {
  kActive = 1,
  kCompleted = 2,
  kWithdrawn = 3,
};

// `active`, `completed`, `withdrawn`.
std::string_view Words(RegistrationState state);

// Membership of the awarding organisation (req R93, D28). Numbered as in the
// contract.
enum class Membership {
  kAlreadyMember = 1,
  kAffiliate = 2,
  kAffiliateEnded = 3,
};

// `ALREADY_MEMBER` and so on, as in the contract.
std::string_view NameOf(Membership membership);

// That the centre found the learner capable (req R21).
struct CapabilityStatement {
  std::string text;
  std::string stated_by;
  std::optional<absl::CivilDay> stated_date;
};

// That the learner was recruited with integrity (req R22).
struct IntegrityConfirmations {
  bool meets_needs = false;
  bool enables_achievement = false;
  bool enables_progression = false;
};

// Information, guidance and advice (req R23).
struct AdviceRecord {
  std::string text;
  std::optional<absl::CivilDay> given_date;
};

// How the learner was recruited (req R25).
struct Recruitment {
  CapabilityStatement capability;
  IntegrityConfirmations integrity;
  AdviceRecord advice;
};

// One part of the induction.
struct InductionItem {
  bool done = false;
  std::optional<absl::CivilDay> done_date;
  std::string notes;
};

// The parts (req R27 to R30), in this order and named as in the contract.
inline constexpr size_t kInductionItems = 4;
inline constexpr std::array<std::string_view, kInductionItems>
    kInductionFields = {"programme_requirements", "facilities",
                        "development_needs", "learning_plan"};
using Induction = std::array<InductionItem, kInductionItems>;
// Parts to record; those without a value stay as they are.
using InductionUpdate =
    std::array<std::optional<InductionItem>, kInductionItems>;
// A goal of the learning plan.
struct LearningGoal {
  std::string goal;
  absl::CivilDay target_date;
};

// The Individual Learning Plan (req R30).
struct LearningPlan {
  std::vector<LearningGoal> goals;
  absl::CivilDay review_date;
};

// Who works with this learner.
struct Allocation {
  StaffRole role = StaffRole::kTutor;
  std::string person;
  std::vector<std::string> units;  // empty: all of the selection
};

// A value.
struct Registration {
  std::string id;
  std::string learner;           // id
  std::string centre;            // id
  std::string qualification;     // code
  std::string syllabus_version;  // pinned (req R115)
  absl::CivilDay registration_date;
  RegistrationState state = RegistrationState::kActive;
  std::vector<std::string> units;     // in the order of the document
  std::vector<std::string> achieved;  // units signed off
  Induction induction;
  std::optional<LearningPlan> learning_plan;
  std::vector<Allocation> allocations;
  Membership membership = Membership::kAffiliate;
  std::vector<std::string> notes;
  std::string language;
  std::string learner_subject;
  std::string site;
  Recruitment recruitment;
  std::string duplicate_reason;
  std::string withdrawal_reason;
  std::string award_after_withdrawal;  // name; empty: none came
  int64_t revision = 1;
  absl::Time created;

  std::string name() const;      // `registrations/{id}`
  std::string syllabus() const;  // `qualifications/{code}/syllabi/{version}`
};

std::string RegistrationName(std::string_view id);

// All four parts done, and a learning plan on record (req R26 to R30).
bool InductionComplete(const Registration& registration);

// Takes over the parts that are named.
void MergeInduction(Induction& induction, const InductionUpdate& update);

// NOT_ACTIVE unless it is.
std::vector<RuleViolation> NotActiveViolations(
    const Registration& registration);

// Ends the studies, as completed or withdrawn, and with them an Affiliate
// membership (req R93, D28). Only what is active ends.
void End(Registration& registration, RegistrationState state);

// What an award did to a registration.
enum class AwardEffect {
  kNothing,          // it was known
  kCompleted,        // the studies ended with it (req R93)
  kAfterWithdrawal,  // they had ended: it stays withdrawn, the award is noted
};

// Applies an award (its name). A withdrawal that was acknowledged stands.
AwardEffect ApplyAward(Registration& registration, std::string_view award);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_REGISTRATION_H_
