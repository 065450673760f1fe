#include "services/registration/api/convert_life.h"

#include "google/protobuf/util/time_util.h"
#include "libs/clock/dates.h"
#include "services/registration/api/convert.h"
#include "services/registration/domain/centre.h"

namespace attest::registration::api {
namespace {

google::protobuf::Timestamp Timestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(time));
}

v1::TransferConsent ToProto(const TransferConsent& consent) {
  v1::TransferConsent proto;
  proto.set_given_by(consent.given_by);
  *proto.mutable_give_time() = Timestamp(consent.given);
  return proto;
}

v1::AdjustmentNotice ToProto(const AdjustmentNotice& notice) {
  v1::AdjustmentNotice proto;
  proto.set_recipient(static_cast<v1::NoticeRecipient>(notice.recipient));
  proto.set_notice_date(FormatDate(notice.notice_date));
  proto.set_recorded_by(notice.recorded_by);
  return proto;
}

v1::LearningReview ToProto(const LearningReview& review) {
  v1::LearningReview proto;
  proto.set_held_date(FormatDate(review.held_date));
  proto.set_text(review.text);
  proto.set_learner_comment(review.learner_comment);
  proto.set_next_review_date(FormatDate(review.next_review_date));
  proto.set_recorded_by(review.recorded_by);
  return proto;
}

v1::MembershipUpgrade ToProto(const MembershipUpgrade& upgrade) {
  v1::MembershipUpgrade proto;
  proto.set_membership_class(upgrade.membership_class);
  proto.set_assessment_reference(upgrade.assessment_reference);
  proto.set_assessed_date(FormatDate(upgrade.assessed_date));
  proto.set_assessed_by(upgrade.assessed_by);
  *proto.mutable_upgrade_time() = Timestamp(upgrade.upgraded);
  return proto;
}

void AddBreaks(const Registration& registration, v1::Registration& proto) {
  for (const Break& taken : registration.breaks) {
    v1::Break& added = *proto.add_breaks();
    added.set_start_date(FormatDate(taken.start_date));
    added.set_expected_return_date(FormatDate(taken.expected_return_date));
    added.set_return_date(DateText(taken.return_date));
  }
}

void AddFormerCentres(const Registration& registration,
                      v1::Registration& proto) {
  for (const FormerCentre& former : registration.former_centres) {
    v1::FormerCentre& added = *proto.add_former_centres();
    added.set_centre(CentreName(former.centre));
    added.set_start_date(FormatDate(former.start_date));
    added.set_end_date(FormatDate(former.end_date));
  }
}

}  // namespace

v1::Transfer ToProto(const Transfer& transfer) {
  v1::Transfer proto;
  proto.set_name(transfer.name());
  proto.set_from_centre(CentreName(transfer.from_centre));
  proto.set_to_centre(CentreName(transfer.to_centre));
  proto.set_site(transfer.site);
  proto.set_reason(transfer.reason);
  proto.set_state(static_cast<v1::TransferState>(transfer.state));
  if (transfer.from_consent) {
    *proto.mutable_from_consent() = ToProto(*transfer.from_consent);
  }
  if (transfer.to_consent) {
    *proto.mutable_to_consent() = ToProto(*transfer.to_consent);
  }
  proto.set_refused_by(transfer.refused_by);
  proto.set_refuse_reason(transfer.refuse_reason);
  *proto.mutable_request_time() = Timestamp(transfer.requested);
  if (transfer.ended) *proto.mutable_end_time() = Timestamp(*transfer.ended);
  return proto;
}

v1::Adjustment ToProto(const Adjustment& adjustment) {
  v1::Adjustment proto;
  proto.set_name(adjustment.name());
  proto.set_kind(static_cast<v1::AdjustmentKind>(adjustment.kind));
  proto.set_area(static_cast<v1::AdjustmentArea>(adjustment.area));
  proto.mutable_units()->Assign(adjustment.units.begin(),
                                adjustment.units.end());
  proto.set_description(adjustment.description);
  proto.set_support_reference(adjustment.support_reference);
  for (const AdjustmentNotice& notice : adjustment.notices) {
    *proto.add_notices() = ToProto(notice);
  }
  proto.set_state(static_cast<v1::AdjustmentState>(adjustment.state));
  proto.set_approval_date(DateText(adjustment.approval_date));
  proto.set_decide_reason(adjustment.decide_reason);
  proto.set_decided_by(adjustment.decided_by);
  if (adjustment.decided) {
    *proto.mutable_decide_time() = Timestamp(*adjustment.decided);
  }
  proto.set_requested_by(adjustment.requested_by);
  *proto.mutable_request_time() = Timestamp(adjustment.requested);
  return proto;
}

v1::Exemption ToProto(const Exemption& exemption) {
  v1::Exemption proto;
  proto.set_name(exemption.name());
  proto.set_kind(static_cast<v1::ExemptionKind>(exemption.kind));
  proto.set_unit(exemption.unit);
  proto.set_policy_reference(exemption.policy_reference);
  proto.set_unit_reference(exemption.unit_reference);
  proto.set_certificate_number(exemption.certificate_number);
  proto.set_certificate_date(FormatDate(exemption.certificate_date));
  proto.set_awarding_organisation(exemption.awarding_organisation);
  proto.set_state(static_cast<v1::ExemptionState>(exemption.state));
  proto.set_decide_reason(exemption.decide_reason);
  proto.set_decided_by(exemption.decided_by);
  if (exemption.decided) {
    *proto.mutable_decide_time() = Timestamp(*exemption.decided);
  }
  proto.set_requested_by(exemption.requested_by);
  *proto.mutable_request_time() = Timestamp(exemption.requested);
  return proto;
}

v1::LearningPlan ToProto(const LearningPlan& plan) {
  v1::LearningPlan proto;
  for (const LearningGoal& goal : plan.goals) {
    v1::LearningGoal& added = *proto.add_goals();
    added.set_goal(goal.goal);
    added.set_target_date(FormatDate(goal.target_date));
    added.mutable_units()->Assign(goal.units.begin(), goal.units.end());
    added.set_reached_date(DateText(goal.reached_date));
  }
  proto.set_review_date(FormatDate(plan.review_date));
  return proto;
}

void AddLife(const Registration& registration, v1::Registration& proto) {
  for (const LearningReview& review : registration.reviews) {
    *proto.mutable_learning_plan()->add_reviews() = ToProto(review);
  }
  AddBreaks(registration, proto);
  AddFormerCentres(registration, proto);
  proto.mutable_exempt_units()->Assign(registration.exempt_units.begin(),
                                       registration.exempt_units.end());
  if (registration.upgrade) {
    *proto.mutable_membership_upgrade() = ToProto(*registration.upgrade);
  }
  proto.set_expiry_date(DateText(registration.expiry_date));
  proto.set_programme_start_date(DateText(registration.programme_start_date));
  proto.set_end_date(DateText(registration.end_date));
}

v1::Registration WithoutContent(const v1::Registration& proto) {
  v1::Registration left;
  left.set_name(proto.name());
  left.set_learner(proto.learner());
  left.set_centre(proto.centre());
  left.set_qualification(proto.qualification());
  left.set_syllabus(proto.syllabus());
  left.set_registration_date(proto.registration_date());
  *left.mutable_former_centres() = proto.former_centres();
  return left;
}

}  // namespace attest::registration::api
