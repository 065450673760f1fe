// Changes of what is known of a learner, and who makes them (D30).
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_CORRECTION_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_CORRECTION_H_

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/learner.h"
#include "services/registration/domain/registration.h"

namespace attest::registration {

// What a learner is known by. Named as in the contract.
inline constexpr std::array<std::string_view, 4> kIdentityFields = {
    "full_name", "birth_date", "unique_learner_number",
    "awarding_organisation_number"};
// What else is known of them.
inline constexpr std::array<std::string_view, 3> kContactFields = {
    "email", "subject", "job_role"};

// New values by field; dates as `YYYY-MM-DD`.
using LearnerValues = std::map<std::string, std::string>;

// A field as text, and back; `value` is a date where the field is one.
std::string ValueOf(const Learner& learner, std::string_view field);
Learner WithValues(Learner learner, const LearnerValues& values);

// Numbered as in the contract.
enum class CorrectionState {
  kRequested = 1,
  kApproved = 2,
  kRefused = 3,
};

// Personal data.
struct CorrectedField {
  std::string field;
  std::string before;
  std::string after;

  bool operator==(const CorrectedField&) const = default;
};

// A value.
struct Correction {
  std::string learner;  // id
  std::string id;
  std::vector<CorrectedField> fields;
  std::string reason;
  CorrectionState state = CorrectionState::kRequested;
  std::string centre;  // id; empty: the awarding organisation itself
  std::string requested_by;
  absl::Time requested;
  std::string decided_by;
  std::optional<absl::Time> decided;
  std::string decide_reason;

  std::string name() const;  // `learners/{learner}/corrections/{id}`
};

// Which of the identity fields differ.
std::vector<CorrectedField> IdentityChanges(const Learner& before,
                                            const Learner& after);
// What a correction asks for.
LearnerValues ValuesOf(const Correction& correction);

// LEARNER_ERASED, LEARNER_MERGED: nothing of it changes any more.
std::vector<RuleViolation> GoneViolations(const Learner& learner);

// NEEDS_CORRECTION for each identity field among `values`.
std::vector<RuleViolation> NeedsCorrectionViolations(
    const LearnerValues& values);

// SUBJECT_TAKEN: another learner's registration has the subject (D31).
RuleViolation SubjectTaken();
// QUALITY_MANAGER_IS_LEARNER (req R120, D19).
RuleViolation LearnsWhereQualityManager(const Registration& registration);

// Minimum ages by code of the qualification.
using MinimumAges = std::map<std::string, int>;

// UNDER_AGE for each registration that somebody born then was too young for
// (req R19); those that were withdrawn do not count.
std::vector<RuleViolation> AgeViolations(
    absl::CivilDay birth_date, const std::vector<Registration>& registrations,
    const MinimumAges& ages);

// CORRECTION_DECIDED, unless it waits for a decision.
std::vector<RuleViolation> DecidedViolations(const Correction& correction);
// CORRECTION_OUTDATED for each field that is not what it was.
std::vector<RuleViolation> OutdatedViolations(const Correction& correction,
                                              const Learner& learner);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_CORRECTION_H_
