#include "services/registration/store/erasure_store.h"

#include <string>

#include "fmt/format.h"
#include "libs/journal/forget.h"
#include "services/registration/domain/registration.h"

namespace attest::registration::store {
namespace {

// Of the records of the person: the one that stays and those within it.
constexpr char kRecords[] =
    "(SELECT id FROM learner WHERE id = $1 OR merged_into = $1)";
// Of their registrations.
constexpr char kRegistrations[] =
    "(SELECT id FROM registration WHERE learner = $1)";

// What to do, and to the rows of what: {} stands for one of the above.
struct Step {
  const char* sql;
  const char* rows;
};

constexpr Step kSteps[] = {
    {"DELETE FROM learner_former_number WHERE learner IN {}", kRecords},
    {"UPDATE correction_field SET before_value = '', after_value = '' "
     "WHERE learner IN {}",
     kRecords},
    {"UPDATE correction SET reason = '', decide_reason = '' "
     "WHERE learner IN {}",
     kRecords},
    {"UPDATE hold SET reason = '', lift_reason = '' "
     "WHERE kind = 3 AND target IN {}",
     kRecords},
    {"UPDATE interest_conflict SET nature = '', mitigation = '', "
     "decide_reason = '' WHERE learner IN {}",
     kRecords},
    {"UPDATE registration_induction SET notes = '' WHERE registration IN {}",
     kRegistrations},
    {"UPDATE registration_goal SET goal = '' WHERE registration IN {}",
     kRegistrations},
    {"UPDATE registration_review SET text = '', learner_comment = '' "
     "WHERE registration IN {}",
     kRegistrations},
    {"UPDATE registration_break SET reason = '' WHERE registration IN {}",
     kRegistrations},
    {"UPDATE registration_former_centre SET record = NULL "
     "WHERE registration IN {}",
     kRegistrations},
    {"UPDATE transfer SET reason = '', refuse_reason = '' "
     "WHERE registration IN {}",
     kRegistrations},
    {"UPDATE adjustment SET description = '', support_reference = '', "
     "decide_reason = '' WHERE registration IN {}",
     kRegistrations},
    {"UPDATE exemption SET certificate_number = '', decide_reason = '' "
     "WHERE registration IN {}",
     kRegistrations},
    {"UPDATE registration SET learner_subject = '', capability_text = '', "
     "advice_text = '', duplicate_reason = '', withdrawal_reason = '', "
     "upgrade_reference = '', revision = revision + 1 WHERE id IN {}",
     kRegistrations},
    {"UPDATE learner SET full_name = '', name_key = '', birth_date = '', "
     "email = '', email_key = '', unique_learner_number = '', subject = '', "
     "job_role = '', awarding_organisation_number = '', erased = 1, "
     "revision = revision + 1 WHERE id IN {}",
     kRecords}};

}  // namespace

absl::Status EraseLearner(journal::WriteTransaction& tx,
                          std::string_view learner) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows registrations,
      tx.Query("SELECT id FROM registration WHERE learner = $1", learner));
  for (const db::Row& row : registrations) {
    ATTEST_RETURN_IF_ERROR(
        journal::ForgetAnswers(tx, RegistrationName(row.Text(0))));
  }
  for (const Step& step : kSteps) {
    ATTEST_RETURN_IF_ERROR(
        tx.Execute(fmt::format(fmt::runtime(step.sql), step.rows), learner));
  }
  return absl::OkStatus();
}

}  // namespace attest::registration::store
