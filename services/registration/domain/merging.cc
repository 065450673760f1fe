#include "services/registration/domain/merging.h"

#include <algorithm>
#include <iterator>

#include "fmt/format.h"
#include "services/registration/domain/correction.h"
#include "services/registration/domain/life.h"
#include "services/registration/domain/unique_learner_number.h"

namespace attest::registration {
namespace {

using Violations = std::vector<RuleViolation>;
using Numbers = std::vector<std::string>;

void Append(Violations& violations, Violations more) {
  std::move(more.begin(), more.end(), std::back_inserter(violations));
}

void CheckActive(const LearnerRecord& kept, const LearnerRecord& duplicate,
                 Violations& violations) {
  for (const Registration& one : duplicate.registrations) {
    const auto same = std::find_if(
        kept.registrations.begin(), kept.registrations.end(),
        [&](const Registration& other) {
          return IsRunning(other) && other.qualification == one.qualification;
        });
    if (!IsRunning(one) || same == kept.registrations.end()) continue;
    violations.push_back(
        {"BOTH_ACTIVE", one.name(),
         fmt::format("{} is for {} too; withdraw one of them first",
                     same->name(), one.qualification)});
  }
}

void CheckSubjects(const Learner& kept, const Learner& duplicate,
                   Violations& violations) {
  if (kept.subject.empty() || duplicate.subject.empty() ||
      kept.subject == duplicate.subject) {
    return;
  }
  violations.push_back(
      {"BOTH_HAVE_SUBJECTS", duplicate.name(),
       "both records name a subject of tokens, not the same one; make that of "
       "one record empty, or equal, by UpdateLearner"});
}

void CheckHolds(const LearnerRecord& record, Violations& violations) {
  for (const Hold& hold : record.holds) {
    Append(violations,
           HoldViolations({hold}, hold.scopes.empty() ? HoldScope::kRegistration
                                                      : hold.scopes.front()));
  }
}

bool IsOwnNumber(const std::string& number) {
  return !number.empty() && number != kTemporaryUniqueLearnerNumber;
}

void AddNumber(const std::string& number, const std::string& current,
               Numbers& former) {
  if (IsOwnNumber(number) && number != current &&
      std::find(former.begin(), former.end(), number) == former.end()) {
    former.push_back(number);
  }
}

void TakeWhenEmpty(std::string& value, const std::string& other) {
  if (value.empty()) value = other;
}

}  // namespace

Violations MergeViolations(const LearnerRecord& kept,
                           const LearnerRecord& duplicate) {
  if (kept.learner.id == duplicate.learner.id) {
    return {{"SAME_LEARNER", kept.learner.name(),
             "both names are of one record; name the other one"}};
  }
  Violations violations = GoneViolations(kept.learner);
  Append(violations, GoneViolations(duplicate.learner));
  CheckActive(kept, duplicate, violations);
  CheckSubjects(kept.learner, duplicate.learner, violations);
  CheckHolds(kept, violations);
  CheckHolds(duplicate, violations);
  return violations;
}

Learner Merge(Learner kept, const Learner& duplicate) {
  if (!IsOwnNumber(kept.unique_learner_number) &&
      IsOwnNumber(duplicate.unique_learner_number)) {
    kept.unique_learner_number = duplicate.unique_learner_number;
  }
  TakeWhenEmpty(kept.awarding_organisation_number,
                duplicate.awarding_organisation_number);
  TakeWhenEmpty(kept.email, duplicate.email);
  TakeWhenEmpty(kept.subject, duplicate.subject);
  TakeWhenEmpty(kept.job_role, duplicate.job_role);
  Numbers numbers = duplicate.former_numbers;
  numbers.push_back(duplicate.unique_learner_number);
  for (const std::string& number : numbers) {
    AddNumber(number, kept.unique_learner_number, kept.former_numbers);
  }
  numbers = duplicate.former_organisation_numbers;
  numbers.push_back(duplicate.awarding_organisation_number);
  for (const std::string& number : numbers) {
    AddNumber(number, kept.awarding_organisation_number,
              kept.former_organisation_numbers);
  }
  ++kept.revision;
  return kept;
}

}  // namespace attest::registration
