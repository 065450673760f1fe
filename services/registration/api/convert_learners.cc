// What is known of learners, as the contract has it.
#include "fmt/format.h"
#include "google/protobuf/util/time_util.h"
#include "libs/clock/dates.h"
#include "services/registration/api/convert.h"

namespace attest::registration::api {
namespace {

google::protobuf::Timestamp Timestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(time));
}

}  // namespace

v1::Learner ToProto(const Learner& learner) {
  v1::Learner proto;
  proto.set_name(learner.name());
  proto.set_etag(fmt::format("r{}", learner.revision));
  if (!learner.merged_into.empty()) {
    proto.set_merged_into(LearnerName(learner.merged_into));
  }
  proto.set_erased(learner.erased);
  if (learner.erased) return proto;
  proto.set_full_name(learner.full_name);
  proto.set_birth_date(FormatDate(learner.birth_date));
  proto.set_email(learner.email);
  proto.set_unique_learner_number(learner.unique_learner_number);
  proto.set_subject(learner.subject);
  proto.set_job_role(learner.job_role);
  proto.set_awarding_organisation_number(learner.awarding_organisation_number);
  proto.mutable_former_unique_learner_numbers()->Assign(
      learner.former_numbers.begin(), learner.former_numbers.end());
  proto.mutable_former_awarding_organisation_numbers()->Assign(
      learner.former_organisation_numbers.begin(),
      learner.former_organisation_numbers.end());
  return proto;
}

v1::Correction ToProto(const Correction& correction) {
  v1::Correction proto;
  proto.set_name(correction.name());
  for (const CorrectedField& one : correction.fields) {
    v1::CorrectedField& added = *proto.add_fields();
    added.set_field(one.field);
    added.set_before(one.before);
    added.set_after(one.after);
  }
  proto.set_reason(correction.reason);
  proto.set_state(static_cast<v1::CorrectionState>(correction.state));
  if (!correction.centre.empty()) {
    proto.set_centre(CentreName(correction.centre));
  }
  proto.set_requested_by(correction.requested_by);
  *proto.mutable_request_time() = Timestamp(correction.requested);
  proto.set_decided_by(correction.decided_by);
  if (correction.decided) {
    *proto.mutable_decide_time() = Timestamp(*correction.decided);
  }
  proto.set_decide_reason(correction.decide_reason);
  return proto;
}

}  // namespace attest::registration::api
