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
#include "services/registration/domain/hold.h"
#include "services/registration/domain/staff.h"

namespace attest::registration {

// Numbered as in the contract.
enum class RegistrationState {
  kActive = 1,
  kCompleted = 2,
  kWithdrawn = 3,
  kOnBreak = 4,
  kExpired = 5,
};

// `active`, `completed`, `withdrawn`, `on a break`, `expired`.
std::string_view Words(RegistrationState state);

// Membership of the awarding organisation (req R93, D28). Numbered as in the
// contract.
enum class Membership {
  kAlreadyMember = 1,
  kAffiliate = 2,
  kAffiliateEnded = 3,
  kUpgraded = 4,
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

// How the centre made sure who the learner is (D22).
struct IdentityCheck {
  std::string document_kind;
  std::string checked_by;
  absl::CivilDay checked_date;
};

// How the learner was recruited (req R25).
struct Recruitment {
  CapabilityStatement capability;
  IntegrityConfirmations integrity;
  AdviceRecord advice;
  std::optional<IdentityCheck> identity = {};
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
  std::vector<std::string> units = {};  // of the selection, that it serves
  std::optional<absl::CivilDay> reached_date = {};
};

// A review of the learning plan; never changed, never removed.
struct LearningReview {
  absl::CivilDay held_date;
  std::string text;
  std::string learner_comment;
  absl::CivilDay next_review_date;
  std::string recorded_by;
};

// The Individual Learning Plan (req R30).
struct LearningPlan {
  std::vector<LearningGoal> goals;
  absl::CivilDay review_date;
};

// That the learner does not learn for some time.
struct Break {
  absl::CivilDay start_date;
  absl::CivilDay expected_return_date;
  std::optional<absl::CivilDay> return_date;  // none: not yet
  std::string reason;
};

// A centre at which the registration was before.
struct FormerCentre {
  std::string centre;  // id
  absl::CivilDay start_date;
  absl::CivilDay end_date;
};

// A higher class of membership, after an assessment (req R94).
struct MembershipUpgrade {
  std::string membership_class;
  std::string assessment_reference;
  absl::CivilDay assessed_date;
  std::string assessed_by;
  absl::Time upgraded;
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
  // Those that run, on its centre, its learner, or who is allocated (D68).
  std::vector<Hold> holds;
  std::optional<absl::CivilDay> expiry_date = {};  // last day; none: no end
  std::optional<absl::CivilDay> programme_start_date = {};  // D26
  std::optional<absl::CivilDay> end_date = {};              // none: it goes on
  std::vector<LearningReview> reviews = {};                 // oldest first
  std::vector<Break> breaks = {};                           // oldest first
  std::vector<FormerCentre> former_centres = {};
  std::vector<std::string> exempt_units = {};  // by an exemption (D45)
  std::optional<MembershipUpgrade> upgrade = {};

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

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_REGISTRATION_H_
