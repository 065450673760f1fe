#include "services/registration/api/learner_writing.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "fmt/format.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/learner_access.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life.h"
#include "services/registration/domain/unique_learner_number.h"
#include "services/registration/store/hold_store.h"
#include "services/registration/store/learner_store.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {
namespace {

using Changes = std::vector<journal::Change>;
using Violations = std::vector<RuleViolation>;

// Nobody learns where they are Quality Manager (req R120, D19), and a subject
// is of one person.
absl::StatusOr<Violations> SubjectFindings(db::Transaction& tx,
                                           const Learner& after) {
  Violations violations;
  ATTEST_ASSIGN_OR_RETURN(const bool taken, store::SubjectIsTaken(tx, after));
  if (taken) {
    violations.push_back(SubjectTaken());
  }
  ATTEST_ASSIGN_OR_RETURN(const LearnerWithStudies found,
                          FindWithStudies(tx, after.id));
  for (const Studies& one : found.studies) {
    if (!IsRunning(one.registration) ||
        one.centre.quality_manager != after.subject) {
      continue;
    }
    violations.push_back(LearnsWhereQualityManager(one.registration));
  }
  return violations;
}

absl::Status CheckNumber(journal::WriteTransaction& tx, const Learner& after) {
  const std::string& number = after.unique_learner_number;
  ATTEST_ASSIGN_OR_RETURN(const std::optional<NumberHolder> holder,
                          store::FindNumberHolder(tx.reader(), number, ""));
  if (!holder) return absl::OkStatus();
  if (holder->learner != after.id) {
    return errors::DuplicateUln(LearnerName(holder->learner));
  }
  // A record that was merged into this one held it.
  return store::ReleaseNumber(tx, number);
}

void KeepFormer(const std::string& before, const std::string& after,
                std::vector<std::string>& former) {
  if (before.empty() || before == after ||
      before == kTemporaryUniqueLearnerNumber) {
    return;
  }
  if (std::find(former.begin(), former.end(), before) == former.end()) {
    former.push_back(before);
  }
}

}  // namespace

absl::StatusOr<Learner> RequireLearner(db::Transaction& tx,
                                       std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Learner> learner,
                          store::FindLearner(tx, id));
  if (!learner) return errors::NotFound("learner", LearnerName(id));
  return *std::move(learner);
}

absl::StatusOr<LearnerRecord> ReadRecord(db::Transaction& tx,
                                         std::string_view id) {
  LearnerRecord record;
  ATTEST_ASSIGN_OR_RETURN(record.learner, RequireLearner(tx, id));
  ATTEST_ASSIGN_OR_RETURN(record.registrations, store::RegistrationsOf(tx, id));
  ATTEST_ASSIGN_OR_RETURN(
      record.holds, store::RunningHolds(tx, {.learner = std::string(id)}));
  return record;
}

absl::StatusOr<MinimumAges> MinimumAgesFor(const Tools& tools,
                                           const rpc::Call& call,
                                           std::string_view learner) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Registration> registrations,
      Read<std::vector<Registration>>(tools, [&](db::Transaction& tx) {
        return store::RegistrationsOf(tx, learner);
      }));
  MinimumAges ages;
  for (const Registration& one : registrations) {
    if (ages.count(one.qualification) > 0) continue;
    ATTEST_ASSIGN_OR_RETURN(const std::optional<Qualification> qualification,
                            tools.catalogue.Lookup(call, one.qualification));
    if (qualification) {
      ages[one.qualification] = qualification->minimum_age_years;
    }
  }
  return ages;
}

absl::StatusOr<Violations> ChangeFindings(db::Transaction& tx,
                                          const Learner& before,
                                          const Learner& after,
                                          const MinimumAges& ages) {
  Violations violations = GoneViolations(before);
  if (after.birth_date != before.birth_date) {
    ATTEST_ASSIGN_OR_RETURN(const std::vector<Registration> registrations,
                            store::RegistrationsOf(tx, after.id));
    Violations more = AgeViolations(after.birth_date, registrations, ages);
    std::move(more.begin(), more.end(), std::back_inserter(violations));
  }
  if (!after.subject.empty() && after.subject != before.subject) {
    ATTEST_ASSIGN_OR_RETURN(Violations more, SubjectFindings(tx, after));
    std::move(more.begin(), more.end(), std::back_inserter(violations));
  }
  return violations;
}

absl::Status ReplaceLearner(journal::WriteTransaction& tx,
                            const Learner& before, Learner after,
                            absl::Time now) {
  if (after.unique_learner_number != before.unique_learner_number) {
    ATTEST_RETURN_IF_ERROR(CheckNumber(tx, after));
  }
  KeepFormer(before.unique_learner_number, after.unique_learner_number,
             after.former_numbers);
  after.revision = before.revision + 1;
  ATTEST_RETURN_IF_ERROR(store::UpdateLearner(tx, after, now));
  return store::PutSubject(tx, after);
}

absl::StatusOr<Changes> ChangesOfLearner(db::Transaction& tx,
                                         const std::string& action,
                                         const std::string& resource,
                                         std::string_view learner,
                                         const Facts& facts) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Registration> registrations,
                          store::RegistrationsOf(tx, learner));
  Changes changes;
  for (const Registration& one : registrations) {
    changes.push_back(ChangeOf(action, one));
  }
  if (changes.empty()) {
    journal::Change change;
    change.action = action;
    changes.push_back(std::move(change));
  }
  for (journal::Change& change : changes) {
    change.resource = resource;
    change.after = facts;
    change.after["learner"] = LearnerName(learner);
  }
  return changes;
}

absl::StatusOr<v1::Learner> AnswerLearner(const Tools& tools,
                                          std::string_view name) {
  const auto ids = MatchName("learners/{learner}", name);
  const std::string id = ids ? ids->front() : std::string();
  ATTEST_ASSIGN_OR_RETURN(const Learner learner,
                          Read<Learner>(tools, [&](db::Transaction& tx) {
                            return RequireLearner(tx, id);
                          }));
  return ToProto(learner);
}

}  // namespace attest::registration::api
