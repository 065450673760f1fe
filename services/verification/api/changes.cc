#include "services/verification/api/changes.h"

#include "attest/verification/v1/verification.pb.h"
#include "services/verification/domain/names.h"

namespace attest::verification::api {

journal::Change SampleChange(std::string_view action, const Sample& sample,
                             std::string_view syllabus_version) {
  const auto reason = static_cast<v1::SampleReason>(sample.reason);
  const auto state = static_cast<v1::SampleState>(sample.state);
  return {.action = std::string(action),
          .resource = sample.name(),
          .centre = CentreName(sample.centre),
          .registration = RegistrationName(sample.key.registration),
          .reason = "",
          .before = {},
          .after = {{"sample", sample.name()},
                    {"plan", PlanName(sample.centre, sample.plan)},
                    {"unit", sample.key.unit},
                    {"revision", std::to_string(sample.key.revision)},
                    {"sample_reason", v1::SampleReason_Name(reason)},
                    {"state", v1::SampleState_Name(state)}},
          .syllabus_version = std::string(syllabus_version)};
}

journal::Change ModerationChange(std::string_view action,
                                 const Moderation& moderation) {
  const auto state = static_cast<v1::ModerationState>(moderation.state);
  return {.action = std::string(action),
          .resource = moderation.name(),
          .centre = CentreName(moderation.centre),
          .registration = RegistrationName(moderation.registration),
          .reason = "",
          .before = {},
          .after = {{"state", v1::ModerationState_Name(state)}},
          .syllabus_version = ""};
}

}  // namespace attest::verification::api
