#include "services/registration/domain/correction.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"

namespace attest::registration {
namespace {

// Where a field of text is kept; null for the birth date.
std::string Learner::*MemberOf(std::string_view field) {
  if (field == "full_name") return &Learner::full_name;
  if (field == "email") return &Learner::email;
  if (field == "unique_learner_number") return &Learner::unique_learner_number;
  if (field == "subject") return &Learner::subject;
  if (field == "job_role") return &Learner::job_role;
  if (field == "awarding_organisation_number") {
    return &Learner::awarding_organisation_number;
  }
  return nullptr;
}

RuleViolation TooYoung(const Registration& registration, int age, int minimum) {
  return {"UNDER_AGE", registration.name(),
          fmt::format("with this birth date the learner was {} on the "
                      "registration date {}; {} is open from the age of {}",
                      age, FormatDate(registration.registration_date),
                      registration.qualification, minimum)};
}

}  // namespace

std::string ValueOf(const Learner& learner, std::string_view field) {
  if (const auto member = MemberOf(field)) return learner.*member;
  return FormatDate(learner.birth_date);
}

Learner WithValues(Learner learner, const LearnerValues& values) {
  for (const auto& [field, value] : values) {
    if (const auto member = MemberOf(field)) {
      learner.*member = value;
    } else {
      learner.birth_date = ParseDate(value).value_or(learner.birth_date);
    }
  }
  return learner;
}

std::string Correction::name() const {
  return FormatName("learners/{learner}/corrections/{correction}",
                    {learner, id});
}

std::vector<CorrectedField> IdentityChanges(const Learner& before,
                                            const Learner& after) {
  std::vector<CorrectedField> changes;
  for (const std::string_view field : kIdentityFields) {
    CorrectedField change = {.field = std::string(field),
                             .before = ValueOf(before, field),
                             .after = ValueOf(after, field)};
    if (change.before != change.after) changes.push_back(std::move(change));
  }
  return changes;
}

LearnerValues ValuesOf(const Correction& correction) {
  LearnerValues values;
  for (const CorrectedField& one : correction.fields) {
    values[one.field] = one.after;
  }
  return values;
}

std::vector<RuleViolation> GoneViolations(const Learner& learner) {
  std::vector<RuleViolation> violations;
  if (learner.erased) {
    violations.push_back({"LEARNER_ERASED", learner.name(),
                          "the personal data of this learner was erased; "
                          "nothing of it changes any more"});
  }
  if (!learner.merged_into.empty()) {
    const std::string stays = LearnerName(learner.merged_into);
    violations.push_back(
        {"LEARNER_MERGED", learner.name(),
         fmt::format("the record became part of {}; name that one", stays)});
  }
  return violations;
}

std::vector<RuleViolation> NeedsCorrectionViolations(
    const LearnerValues& values) {
  std::vector<RuleViolation> violations;
  for (const std::string_view field : kIdentityFields) {
    if (values.count(std::string(field)) == 0) continue;
    violations.push_back(
        {"NEEDS_CORRECTION", fmt::format("learner.{}", field),
         "the awarding organisation alone changes what a learner is known by; "
         "ask for it by RequestCorrection"});
  }
  return violations;
}

RuleViolation SubjectTaken() {
  return {"SUBJECT_TAKEN", "learner.subject",
          "another learner with this subject works for the same qualification; "
          "ask the awarding organisation to merge the two"};
}

RuleViolation LearnsWhereQualityManager(const Registration& registration) {
  return {"QUALITY_MANAGER_IS_LEARNER", registration.name(),
          "this subject is that of the centre's Quality Manager; whoever "
          "assures the quality of a centre learns at another one"};
}

std::vector<RuleViolation> AgeViolations(
    absl::CivilDay birth_date, const std::vector<Registration>& registrations,
    const MinimumAges& ages) {
  std::vector<RuleViolation> violations;
  for (const Registration& one : registrations) {
    const auto minimum = ages.find(one.qualification);
    if (one.state == RegistrationState::kWithdrawn || minimum == ages.end()) {
      continue;
    }
    const int age = YearsBetween(birth_date, one.registration_date);
    if (age < minimum->second) {
      violations.push_back(TooYoung(one, age, minimum->second));
    }
  }
  return violations;
}

std::vector<RuleViolation> DecidedViolations(const Correction& correction) {
  if (correction.state == CorrectionState::kRequested) return {};
  return {{"CORRECTION_DECIDED", correction.name(),
           fmt::format("the correction was {} already",
                       correction.state == CorrectionState::kApproved
                           ? "approved"
                           : "refused")}};
}

std::vector<RuleViolation> OutdatedViolations(const Correction& correction,
                                              const Learner& learner) {
  std::vector<RuleViolation> violations;
  for (const CorrectedField& one : correction.fields) {
    if (ValueOf(learner, one.field) == one.before) continue;
    violations.push_back(
        {"CORRECTION_OUTDATED", fmt::format("learner.{}", one.field),
         fmt::format("{} has changed since the correction was asked for; "
                     "refuse it, and ask anew if it is still wrong",
                     one.field)});
  }
  return violations;
}

}  // namespace attest::registration
