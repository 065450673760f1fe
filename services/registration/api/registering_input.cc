#include "services/registration/api/registering_input.h"

#include "services/registration/api/read.h"
#include "services/registration/api/read_learners.h"

namespace attest::registration::api {
namespace {

// The learner, or who is on record already.
void ReadWho(const v1::RegisterLearnerRequest& request, absl::CivilDay today,
             RegisteringInput& input, FieldChecks& check) {
  if (request.existing_learner().empty()) {
    input.learner = ReadLearner(request.learner(), today, check);
    return;
  }
  input.existing_learner = check.Name("existing_learner", "learners/{learner}",
                                      request.existing_learner())[0];
  check.That(!request.has_learner(), "learner",
             "must be empty beside existing_learner");
}

}  // namespace

RegisteringInput ReadRegistering(const v1::RegisterLearnerRequest& request,
                                 const std::string& applicant,
                                 absl::CivilDay today, FieldChecks& check) {
  check.Text("qualification_code", request.qualification_code(), kNumberMax);
  ReadLanguage("language", request.language(), check);
  check.OptionalText("site", request.site());
  check.OptionalLongText("duplicate_reason", request.duplicate_reason());
  RegisteringInput input;
  ReadWho(request, today, input, check);
  input.already_member = request.already_member();
  input.duplicate_reason = request.duplicate_reason();
  input.programme_start_date = check.OptionalDate(
      "programme_start_date", request.programme_start_date());
  const absl::CivilDay day = ReadPastDate(
      "registration_date", request.registration_date(), today, check);
  input.application = {
      .qualification_code = request.qualification_code(),
      .birth_date = input.learner.birth_date,
      .learner_subject = input.learner.subject,
      .applicant = applicant,
      .registration_date = day,
      .language = request.language(),
      .site = request.site(),
      .recruitment = ReadRecruitment(request.recruitment(), day, check)};
  return input;
}

}  // namespace attest::registration::api
