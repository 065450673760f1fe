#include "services/registration/api/read_life.h"

#include <algorithm>

#include "fmt/format.h"
#include "services/registration/api/read.h"

namespace attest::registration::api {
namespace {

bool IsRecipient(int value) {
  return value != v1::NOTICE_RECIPIENT_UNSPECIFIED &&
         v1::NoticeRecipient_IsValid(value);
}

void ReadNotices(const v1::Adjustment& proto, const std::string& requester,
                 absl::CivilDay today, Adjustment& adjustment,
                 FieldChecks& check) {
  check.OptionalList("adjustment.notices",
                     static_cast<size_t>(proto.notices_size()));
  for (int i = 0; i < proto.notices_size(); ++i) {
    const std::string field = fmt::format("adjustment.notices[{}]", i);
    AdjustmentNotice notice =
        ReadNotice(proto.notices(i), field, requester, today, check);
    check.That(!adjustment.Told(notice.recipient), Path(field, "recipient"),
               "is named twice");
    AddNotice(adjustment, std::move(notice));
  }
}

}  // namespace

LearningGoal ReadGoal(const v1::LearningGoal& proto, const std::string& field,
                      absl::CivilDay today, FieldChecks& check) {
  check.LongText(Path(field, "goal"), proto.goal());
  check.OptionalList(Path(field, "units"),
                     static_cast<size_t>(proto.units_size()));
  LearningGoal goal;
  goal.goal = proto.goal();
  goal.target_date = check.Date(Path(field, "target_date"), proto.target_date())
                         .value_or(absl::CivilDay());
  goal.units = ReadUnits(Path(field, "units"), proto.units(), check);
  goal.reached_date =
      check.OptionalDate(Path(field, "reached_date"), proto.reached_date());
  check.That(!goal.reached_date || *goal.reached_date <= today,
             Path(field, "reached_date"), "must not be in the future");
  return goal;
}

LearningReview ReadReview(const v1::LearningReview& proto,
                          const std::string& recorder, absl::CivilDay today,
                          FieldChecks& check) {
  check.LongText("review.text", proto.text());
  check.OptionalLongText("review.learner_comment", proto.learner_comment());
  LearningReview review;
  review.held_date =
      ReadPastDate("review.held_date", proto.held_date(), today, check);
  review.text = proto.text();
  review.learner_comment = proto.learner_comment();
  const auto next =
      check.Date("review.next_review_date", proto.next_review_date());
  check.That(!next || *next > review.held_date, "review.next_review_date",
             "must come after held_date");
  review.next_review_date = next.value_or(absl::CivilDay());
  review.recorded_by = recorder;
  return review;
}

MembershipUpgrade ReadUpgrade(const v1::MembershipUpgrade& proto,
                              absl::CivilDay today, FieldChecks& check) {
  check.Text("upgrade.membership_class", proto.membership_class());
  check.Text("upgrade.assessment_reference", proto.assessment_reference());
  check.Text("upgrade.assessed_by", proto.assessed_by());
  MembershipUpgrade upgrade;
  upgrade.membership_class = proto.membership_class();
  upgrade.assessment_reference = proto.assessment_reference();
  upgrade.assessed_date = ReadPastDate("upgrade.assessed_date",
                                       proto.assessed_date(), today, check);
  upgrade.assessed_by = proto.assessed_by();
  return upgrade;
}

AdjustmentNotice ReadNotice(const v1::AdjustmentNotice& proto,
                            const std::string& field,
                            const std::string& recorder, absl::CivilDay today,
                            FieldChecks& check) {
  check.That(IsRecipient(proto.recipient()), Path(field, "recipient"),
             "must be NOTICE_QUALITY_MANAGER or NOTICE_AWARDING_ORGANISATION");
  return {.recipient = static_cast<NoticeRecipient>(proto.recipient()),
          .notice_date = ReadPastDate(Path(field, "notice_date"),
                                      proto.notice_date(), today, check),
          .recorded_by = recorder};
}

Adjustment ReadAdjustment(const v1::Adjustment& proto,
                          const std::string& requester, absl::CivilDay today,
                          FieldChecks& check) {
  check.That(proto.kind() != v1::ADJUSTMENT_KIND_UNSPECIFIED &&
                 v1::AdjustmentKind_IsValid(proto.kind()),
             "adjustment.kind",
             "must be REASONABLE_ADJUSTMENT or SPECIAL_CONSIDERATION");
  check.That(proto.area() != v1::ADJUSTMENT_AREA_UNSPECIFIED &&
                 v1::AdjustmentArea_IsValid(proto.area()),
             "adjustment.area", "must be ADJUST_DELIVERY or ADJUST_ASSESSMENT");
  check.OptionalList("adjustment.units",
                     static_cast<size_t>(proto.units_size()));
  check.LongText("adjustment.description", proto.description());
  check.OptionalText("adjustment.support_reference", proto.support_reference());
  Adjustment adjustment;
  adjustment.kind = static_cast<AdjustmentKind>(proto.kind());
  adjustment.area = static_cast<AdjustmentArea>(proto.area());
  adjustment.units = ReadUnits("adjustment.units", proto.units(), check);
  adjustment.description = proto.description();
  adjustment.support_reference = proto.support_reference();
  adjustment.requested_by = requester;
  ReadNotices(proto, requester, today, adjustment, check);
  return adjustment;
}

Exemption ReadExemption(const v1::Exemption& proto,
                        const std::string& requester, absl::CivilDay today,
                        FieldChecks& check) {
  check.That(proto.kind() != v1::EXEMPTION_KIND_UNSPECIFIED &&
                 v1::ExemptionKind_IsValid(proto.kind()),
             "exemption.kind", "must be CREDIT_TRANSFER or EXEMPTION");
  check.Text("exemption.unit", proto.unit(), kNumberMax);
  check.Text("exemption.policy_reference", proto.policy_reference());
  check.OptionalText("exemption.unit_reference", proto.unit_reference(),
                     kNumberMax);
  check.That(
      proto.kind() != v1::CREDIT_TRANSFER || !proto.unit_reference().empty(),
      "exemption.unit_reference",
      "is needed for a credit transfer, as it stands on the "
      "certificate");
  check.Text("exemption.certificate_number", proto.certificate_number());
  check.Text("exemption.awarding_organisation", proto.awarding_organisation());
  Exemption exemption;
  exemption.kind = static_cast<ExemptionKind>(proto.kind());
  exemption.unit = proto.unit();
  exemption.policy_reference = proto.policy_reference();
  exemption.unit_reference = proto.unit_reference();
  exemption.certificate_number = proto.certificate_number();
  exemption.certificate_date = ReadPastDate(
      "exemption.certificate_date", proto.certificate_date(), today, check);
  exemption.awarding_organisation = proto.awarding_organisation();
  exemption.requested_by = requester;
  return exemption;
}

void ReadStateFilter(int state, bool valid, std::string_view choices,
                     FieldChecks& check) {
  check.That(state == 0 || valid, "state",
             fmt::format("must be {}, or unset for all", choices));
}

void ReadDecideReason(bool positive, const std::string& reason,
                      FieldChecks& check) {
  if (positive) {
    check.OptionalLongText("reason", reason);
  } else {
    check.LongText("reason", reason);
  }
}

}  // namespace attest::registration::api
