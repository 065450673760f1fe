#include "services/verification/api/convert.h"

#include "google/protobuf/util/time_util.h"
#include "libs/clock/dates.h"
#include "services/verification/domain/names.h"

namespace attest::verification::api {
namespace {

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(time));
}

v1::ClaimedUnit ToProto(const ClaimedUnit& unit) {
  v1::ClaimedUnit proto;
  proto.set_unit(unit.unit);
  proto.set_title(unit.title);
  proto.set_level(unit.level);
  proto.set_credits(unit.credits);
  proto.set_guided_learning_hours(unit.guided_learning_hours);
  proto.set_revision(unit.revision);
  return proto;
}

}  // namespace

v1::SamplingPlan ToProto(const SamplingPlan& plan) {
  v1::SamplingPlan proto;
  proto.set_name(plan.name());
  proto.set_qualification(QualificationName(plan.qualification));
  v1::SamplingStrategy& strategy = *proto.mutable_strategy();
  strategy.set_rate_percent(plan.strategy.rate_percent);
  strategy.set_new_assessor_rate_percent(
      plan.strategy.new_assessor_rate_percent);
  *strategy.mutable_must_sample_units() = {
      plan.strategy.must_sample_units.begin(),
      plan.strategy.must_sample_units.end()};
  proto.set_seed_commitment(plan.commitment());
  proto.set_state(v1::SAMPLING_PLAN_OPEN);
  *proto.mutable_create_time() = ToTimestamp(plan.create_time);
  return proto;
}

v1::Sample ToProto(const Sample& sample) {
  v1::Sample proto;
  proto.set_name(sample.name());
  proto.set_plan(PlanName(sample.centre, sample.plan));
  proto.set_registration(RegistrationName(sample.key.registration));
  proto.set_unit(sample.key.unit);
  proto.set_revision(sample.key.revision);
  proto.set_assessor(sample.assessor);
  proto.set_reason(static_cast<v1::SampleReason>(sample.reason));
  proto.set_added_reason(sample.added_reason);
  proto.set_state(static_cast<v1::SampleState>(sample.state));
  proto.set_verifier(sample.verifier);
  if (sample.verify_time.has_value()) {
    *proto.mutable_verify_time() = ToTimestamp(*sample.verify_time);
  }
  for (const Disagreement& found : sample.disagreements) {
    v1::Disagreement& disagreement = *proto.add_disagreements();
    disagreement.set_criterion(found.criterion);
    disagreement.set_reason(found.reason);
    disagreement.set_action(found.action);
  }
  proto.set_comment(sample.state == SampleState::kClosed ? sample.close_comment
                                                         : sample.comment);
  proto.set_verified_revision(sample.verified_revision);
  return proto;
}

v1::Moderation ToProto(const Moderation& moderation) {
  v1::Moderation proto;
  proto.set_name(moderation.name());
  proto.set_registration(RegistrationName(moderation.registration));
  proto.set_centre(CentreName(moderation.centre));
  for (const ModeratedUnit& unit : moderation.units) {
    v1::ModeratedUnit& moderated = *proto.add_units();
    moderated.set_unit(unit.unit);
    moderated.set_revision(unit.revision);
    moderated.set_outcome(static_cast<v1::ModerationOutcome>(unit.outcome));
    moderated.set_reason(unit.reason);
    moderated.set_action(unit.action);
  }
  proto.set_state(static_cast<v1::ModerationState>(moderation.state));
  proto.set_moderator(moderation.moderator);
  *proto.mutable_create_time() = ToTimestamp(moderation.create_time);
  return proto;
}

v1::MissingItem ToProto(const MissingItem& item) {
  v1::MissingItem proto;
  proto.set_rule(item.rule);
  proto.set_subject(item.subject);
  proto.set_description(item.description);
  proto.set_who(item.who);
  return proto;
}

v1::Claim ToProto(const Claim& claim) {
  v1::Claim proto;
  proto.set_name(claim.name());
  proto.set_registration(RegistrationName(claim.registration));
  proto.set_centre(CentreName(claim.centre));
  proto.set_state(static_cast<v1::ClaimState>(claim.state));
  proto.set_claimed_by(claim.claimed_by);
  *proto.mutable_create_time() = ToTimestamp(claim.create_time);
  for (const ClaimedUnit& unit : claim.units) {
    *proto.add_units() = ToProto(unit);
  }
  proto.set_syllabus(claim.syllabus);
  return proto;
}

v1::Award ToProto(const Award& award) {
  v1::Award proto;
  proto.set_name(award.name());
  proto.set_registration(RegistrationName(award.registration));
  proto.set_centre(CentreName(award.centre));
  proto.set_certificate_number(award.certificate_number);
  proto.set_title(award.title);
  proto.set_qualification_code(award.qualification_code);
  proto.set_qualification_number(award.qualification_number);
  proto.set_awarding_organisation(award.awarding_organisation);
  proto.set_learner_name(award.learner_name);
  proto.set_award_date(FormatDate(award.award_date));
  for (const ClaimedUnit& unit : award.units) {
    *proto.add_units() = ToProto(unit);
  }
  proto.set_credits(award.credits);
  proto.set_credits_at_level(award.credits_at_level);
  proto.set_guided_learning_hours(award.guided_learning_hours);
  proto.set_syllabus(award.syllabus);
  proto.set_state(v1::AWARD_VALID);
  return proto;
}

v1::VerifyCertificateResponse ToCertificate(const Award& award) {
  v1::VerifyCertificateResponse proto;
  proto.set_status(v1::CERTIFICATE_VALID);
  proto.set_certificate_number(award.certificate_number);
  proto.set_learner_name(award.learner_name);
  proto.set_title(award.title);
  proto.set_qualification_number(award.qualification_number);
  proto.set_awarding_organisation(award.awarding_organisation);
  proto.set_award_date(FormatDate(award.award_date));
  proto.set_credits(award.credits);
  for (const ClaimedUnit& unit : award.units) proto.add_units(unit.title);
  return proto;
}

SignOffFound FromProto(const assessment::v1::SignOff& sign_off) {
  return {.signed_off = sign_off.state() == assessment::v1::UNIT_SIGNED_OFF,
          .revision = sign_off.revision(),
          .assessor = sign_off.assessor(),
          .involved_people = {sign_off.involved_people().begin(),
                              sign_off.involved_people().end()}};
}

}  // namespace attest::verification::api
