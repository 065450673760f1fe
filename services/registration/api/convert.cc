#include "services/registration/api/convert.h"

#include "fmt/format.h"
#include "google/protobuf/util/time_util.h"
#include "libs/clock/dates.h"
#include "services/registration/api/convert_life.h"

namespace attest::registration::api {
namespace {

google::protobuf::Timestamp Timestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(time));
}

std::string Etag(int64_t revision) { return fmt::format("r{}", revision); }

void AddScopes(const Hold& hold, google::protobuf::RepeatedField<int>& protos) {
  for (const HoldScope scope : hold.scopes) {
    protos.Add(static_cast<int>(scope));
  }
}

v1::Competence ToProto(const Competence& competence) {
  v1::Competence proto;
  proto.set_award(competence.award);
  proto.set_kind(static_cast<v1::CompetenceKind>(competence.kind));
  proto.set_awarded_date(FormatDate(competence.validity.first));
  proto.set_expiry_date(DateText(competence.validity.last));
  proto.set_level_max(competence.level_max);
  proto.set_level_min(competence.level_min);
  return proto;
}

v1::SignedStatement ToProto(const SignedStatement& statement) {
  v1::SignedStatement proto;
  proto.set_text(statement.text);
  proto.set_signed_by(statement.signed_by);
  proto.set_signed_date(FormatDate(statement.signed_date));
  return proto;
}

v1::InductionItem ToProto(const InductionItem& item) {
  v1::InductionItem proto;
  proto.set_done(item.done);
  proto.set_done_date(DateText(item.done_date));
  proto.set_notes(item.notes);
  return proto;
}

v1::Induction InductionOf(const Registration& registration) {
  const Induction& items = registration.induction;
  v1::Induction proto;
  *proto.mutable_programme_requirements() = ToProto(items[0]);
  *proto.mutable_facilities() = ToProto(items[1]);
  *proto.mutable_development_needs() = ToProto(items[2]);
  *proto.mutable_learning_plan() = ToProto(items[3]);
  proto.set_complete(InductionComplete(registration));
  return proto;
}

v1::Allocation ToProto(const Allocation& allocation) {
  v1::Allocation proto;
  proto.set_role(static_cast<v1::StaffRole>(allocation.role));
  proto.set_person(allocation.person);
  proto.mutable_units()->Assign(allocation.units.begin(),
                                allocation.units.end());
  return proto;
}

v1::Recruitment ToProto(const Recruitment& recruitment) {
  v1::Recruitment proto;
  v1::CapabilityStatement& capability = *proto.mutable_capability();
  capability.set_text(recruitment.capability.text);
  capability.set_stated_by(recruitment.capability.stated_by);
  capability.set_stated_date(DateText(recruitment.capability.stated_date));
  v1::IntegrityConfirmations& integrity = *proto.mutable_integrity();
  integrity.set_meets_needs(recruitment.integrity.meets_needs);
  integrity.set_enables_achievement(recruitment.integrity.enables_achievement);
  integrity.set_enables_progression(recruitment.integrity.enables_progression);
  v1::AdviceRecord& advice = *proto.mutable_advice();
  advice.set_text(recruitment.advice.text);
  advice.set_given_date(DateText(recruitment.advice.given_date));
  if (const auto& checked = recruitment.identity) {
    v1::IdentityCheck& identity = *proto.mutable_identity();
    identity.set_document_kind(checked->document_kind);
    identity.set_checked_by(checked->checked_by);
    identity.set_checked_date(FormatDate(checked->checked_date));
  }
  return proto;
}

}  // namespace

std::string DateText(const std::optional<absl::CivilDay>& day) {
  return day ? FormatDate(*day) : std::string();
}

v1::Centre ToProto(const Centre& centre) {
  v1::Centre proto;
  proto.set_name(centre.name());
  proto.set_display_name(centre.display_name);
  proto.mutable_sites()->Assign(centre.sites.begin(), centre.sites.end());
  proto.set_agreement_start_date(FormatDate(centre.agreement.first));
  proto.set_agreement_end_date(DateText(centre.agreement.last));
  proto.set_quality_manager(centre.quality_manager);
  proto.set_entry_criteria(centre.entry_criteria);
  proto.set_entry_criteria_uri(centre.entry_criteria_uri);
  for (const Approval& approval : centre.approvals) {
    v1::QualificationApproval& added = *proto.add_approvals();
    added.set_qualification(QualificationName(approval.qualification));
    added.set_start_date(FormatDate(approval.period.first));
    added.set_end_date(DateText(approval.period.last));
    added.set_entry_criteria(approval.entry_criteria);
    added.set_entry_criteria_uri(approval.entry_criteria_uri);
    added.set_quality_manager(approval.quality_manager);
  }
  proto.set_etag(Etag(centre.revision));
  *proto.mutable_create_time() = Timestamp(centre.created);
  return proto;
}

v1::Appointment ToProto(const Appointment& appointment) {
  v1::Appointment proto;
  proto.set_name(appointment.name());
  proto.set_person(appointment.person);
  proto.set_role(static_cast<v1::StaffRole>(appointment.role));
  proto.set_start_date(FormatDate(appointment.period.first));
  proto.set_end_date(DateText(appointment.period.last));
  for (const Competence& competence : appointment.competences) {
    *proto.add_competences() = ToProto(competence);
  }
  *proto.mutable_create_time() = Timestamp(appointment.created);
  proto.set_etag(Etag(appointment.revision));
  proto.set_end_reason(appointment.end_reason);
  return proto;
}

v1::Hold ToProto(const Hold& hold) {
  v1::Hold proto;
  proto.set_name(hold.name());
  switch (hold.kind) {
    case HoldTarget::kCentre:
      proto.set_centre(hold.target_name());
      break;
    case HoldTarget::kPerson:
      proto.set_person(hold.target_name());
      break;
    case HoldTarget::kLearner:
      proto.set_learner(hold.target_name());
      break;
  }
  AddScopes(hold, *proto.mutable_scopes());
  proto.set_reason(hold.reason);
  proto.set_placed_by(hold.placed_by);
  *proto.mutable_place_time() = Timestamp(hold.placed);
  proto.set_lifted_by(hold.lifted_by);
  if (hold.lifted) *proto.mutable_lift_time() = Timestamp(*hold.lifted);
  proto.set_lift_reason(hold.lift_reason);
  return proto;
}

v1::Conflict ToProto(const Conflict& conflict) {
  v1::Conflict proto;
  proto.set_name(conflict.name());
  proto.set_person(conflict.person);
  if (conflict.learner.empty()) {
    proto.set_other_person(conflict.other_person);
  } else {
    proto.set_learner(LearnerName(conflict.learner));
  }
  proto.set_nature(conflict.nature);
  proto.set_start_date(FormatDate(conflict.period.first));
  proto.set_end_date(DateText(conflict.period.last));
  proto.set_mitigation(conflict.mitigation);
  proto.set_mitigation_state(
      static_cast<v1::MitigationState>(conflict.mitigation_state));
  proto.set_decided_by(conflict.decided_by);
  if (conflict.decided) {
    *proto.mutable_decide_time() = Timestamp(*conflict.decided);
  }
  proto.set_decide_reason(conflict.decide_reason);
  proto.set_declared_by(conflict.declared_by);
  *proto.mutable_declare_time() = Timestamp(conflict.declared);
  return proto;
}

v1::DeliveryPlan ToProto(const DeliveryPlan& plan) {
  v1::DeliveryPlan proto;
  proto.set_name(plan.name());
  proto.set_learning_experience(plan.learning_experience);
  if (plan.non_discrimination) {
    *proto.mutable_non_discrimination() = ToProto(*plan.non_discrimination);
  }
  if (plan.equality_of_opportunity) {
    *proto.mutable_equality_of_opportunity() =
        ToProto(*plan.equality_of_opportunity);
  }
  for (const Barrier& barrier : plan.barriers) {
    v1::Barrier& added = *proto.add_barriers();
    added.set_barrier(barrier.barrier);
    added.set_step(barrier.step);
    added.set_reason(barrier.reason);
  }
  proto.set_schedule(plan.schedule);
  proto.set_state(static_cast<v1::PlanState>(plan.state));
  proto.set_decided_by(plan.decided_by);
  if (plan.decided) *proto.mutable_decide_time() = Timestamp(*plan.decided);
  proto.set_return_reason(plan.return_reason);
  for (std::string& warning : PlanWarnings(plan)) {
    proto.add_warnings(std::move(warning));
  }
  proto.set_revision(plan.revision);
  proto.set_delivery_modes(plan.delivery_modes);
  proto.set_advert(plan.advert);
  return proto;
}

v1::Registration ToProto(const Registration& registration) {
  v1::Registration proto;
  proto.set_name(registration.name());
  proto.set_learner(LearnerName(registration.learner));
  proto.set_centre(CentreName(registration.centre));
  proto.set_qualification(QualificationName(registration.qualification));
  proto.set_syllabus(registration.syllabus());
  proto.set_registration_date(FormatDate(registration.registration_date));
  proto.set_state(static_cast<v1::RegistrationState>(registration.state));
  proto.mutable_units()->Assign(registration.units.begin(),
                                registration.units.end());
  *proto.mutable_induction() = InductionOf(registration);
  if (registration.learning_plan) {
    *proto.mutable_learning_plan() = ToProto(*registration.learning_plan);
  }
  for (const Allocation& allocation : registration.allocations) {
    *proto.add_allocations() = ToProto(allocation);
  }
  proto.set_membership(static_cast<v1::Membership>(registration.membership));
  proto.mutable_notes()->Assign(registration.notes.begin(),
                                registration.notes.end());
  proto.set_language(registration.language);
  proto.set_learner_subject(registration.learner_subject);
  proto.set_site(registration.site);
  proto.set_etag(Etag(registration.revision));
  *proto.mutable_create_time() = Timestamp(registration.created);
  *proto.mutable_recruitment() = ToProto(registration.recruitment);
  for (const Hold& hold : registration.holds) {
    v1::RunningHold& added = *proto.add_holds();
    added.set_name(hold.name());
    added.set_target(std::string(Words(hold.kind)));
    AddScopes(hold, *added.mutable_scopes());
  }
  AddLife(registration, proto);
  return proto;
}

}  // namespace attest::registration::api
