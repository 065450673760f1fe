#include "services/assessment/api/convert.h"

#include "fmt/format.h"
#include "google/protobuf/util/time_util.h"
#include "services/assessment/domain/evidence_rules.h"

namespace attest::assessment::api {
namespace {

google::protobuf::Timestamp ToProto(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(time));
}

v1::PlanRow ToProto(const PlanRow& row) {
  v1::PlanRow proto;
  proto.set_unit(row.unit);
  for (const auto& criterion : row.criteria) proto.add_criteria(criterion);
  proto.set_piece_of_work(row.piece_of_work);
  proto.set_method(static_cast<v1::EvidenceKind>(row.method));
  proto.set_date(row.date);
  return proto;
}

v1::Witness ToProto(const Witness& witness) {
  v1::Witness proto;
  proto.set_full_name(witness.full_name);
  proto.set_position(witness.position);
  proto.set_relationship(witness.relationship);
  proto.set_contact(witness.contact);
  proto.set_signed_date(witness.signed_date);
  proto.set_person(witness.person);
  return proto;
}

Witness FromProto(const v1::Witness& proto) {
  return {.full_name = proto.full_name(),
          .position = proto.position(),
          .relationship = proto.relationship(),
          .contact = proto.contact(),
          .signed_date = proto.signed_date(),
          .person = proto.person()};
}

v1::DiscussionRecord ToProto(const DiscussionRecord& record) {
  v1::DiscussionRecord proto;
  proto.set_unit(record.about.unit);
  proto.set_criterion(record.about.criterion);
  proto.set_question(record.question);
  proto.set_note(record.note);
  proto.set_time_stamp(record.time_stamp);
  return proto;
}

v1::EvidenceFile ToProto(const EvidenceFile& file) {
  v1::EvidenceFile proto;
  proto.set_sha256(file.sha256);
  proto.set_size_bytes(file.size_bytes);
  proto.set_media_type(file.media_type);
  proto.set_file_name(file.file_name);
  return proto;
}

v1::CriterionRef ToProto(const CriterionRef& ref) {
  v1::CriterionRef proto;
  proto.set_unit(ref.unit);
  proto.set_criterion(ref.criterion);
  return proto;
}

// What became of the evidence since it was created.
void AddOutput(const Evidence& evidence, v1::Evidence& proto) {
  for (const auto& file : evidence.files) *proto.add_files() = ToProto(file);
  for (const auto& ref : evidence.criteria) {
    *proto.add_criteria() = ToProto(ref);
  }
  proto.set_state(static_cast<v1::EvidenceState>(evidence.state));
  if (evidence.declaration) {
    proto.mutable_declaration()->set_own_work(evidence.declaration->own_work);
    proto.mutable_declaration()->set_ai_use(evidence.declaration->ai_use);
  }
  proto.set_return_reason(evidence.return_reason);
  proto.set_created_by(evidence.created_by);
  *proto.mutable_create_time() = ToProto(evidence.create_time);
  for (const auto& warning : WarningsOf(evidence)) proto.add_warnings(warning);
  proto.set_etag(fmt::format("\"{}\"", evidence.revision));
}

v1::Judgements ToProto(const Judgements& judgements) {
  v1::Judgements proto;
  proto.set_accurate(judgements.accurate);
  proto.set_current(judgements.current);
  proto.set_authentic(judgements.authentic);
  proto.set_relevant_in_depth(judgements.relevant_in_depth);
  proto.set_relevant_in_breadth(judgements.relevant_in_breadth);
  return proto;
}

Judgements FromProto(const v1::Judgements& proto) {
  return {.accurate = proto.accurate(),
          .current = proto.current(),
          .authentic = proto.authentic(),
          .relevant_in_depth = proto.relevant_in_depth(),
          .relevant_in_breadth = proto.relevant_in_breadth()};
}

v1::UnitProgress ToProto(const UnitProgress& progress) {
  v1::UnitProgress proto;
  proto.set_unit(progress.unit->number);
  proto.set_title(progress.unit->title);
  proto.set_level(progress.unit->level);
  proto.set_credits(progress.unit->credits);
  proto.set_guided_learning_hours(progress.unit->guided_learning_hours);
  proto.set_state(static_cast<v1::UnitState>(progress.state));
  proto.set_revision(progress.revision);
  for (const CriterionProgress& criterion : progress.criteria) {
    v1::CriterionProgress& one = *proto.add_criteria();
    one.set_criterion(criterion.criterion);
    one.set_state(static_cast<v1::CriterionState>(criterion.state));
    one.set_decision(criterion.decision);
    one.set_damaged_text(criterion.damaged_text);
  }
  proto.set_criteria_met(progress.criteria_met);
  return proto;
}

}  // namespace

v1::AssessmentPlan ToProto(const Plan& plan) {
  v1::AssessmentPlan proto;
  proto.set_name(plan.name());
  proto.set_syllabus(plan.syllabus);
  for (const PlanRow& row : plan.rows) *proto.add_rows() = ToProto(row);
  proto.set_state(static_cast<v1::PlanState>(plan.state));
  for (const auto& gap : plan.gaps) proto.add_gaps(gap);
  proto.set_decided_by(plan.decided_by);
  if (!plan.decided_by.empty()) {
    *proto.mutable_decide_time() = ToProto(plan.decide_time);
  }
  proto.set_return_reason(plan.return_reason);
  proto.set_revision(plan.revision);
  return proto;
}

v1::Evidence ToProto(const Evidence& evidence) {
  v1::Evidence proto;
  proto.set_name(evidence.name());
  proto.set_kind(static_cast<v1::EvidenceKind>(evidence.kind));
  proto.set_title(evidence.title);
  proto.set_description(evidence.description);
  proto.set_workplace(evidence.workplace);
  proto.set_performed_date(evidence.performed_date);
  proto.set_conditions(evidence.conditions);
  proto.set_occurrence(static_cast<v1::Occurrence>(evidence.occurrence));
  if (evidence.witness) *proto.mutable_witness() = ToProto(*evidence.witness);
  for (const auto& record : evidence.discussion) {
    *proto.add_discussion() = ToProto(record);
  }
  proto.set_held_at(evidence.held_at);
  AddOutput(evidence, proto);
  return proto;
}

v1::Decision ToProto(const Decision& decision) {
  v1::Decision proto;
  proto.set_name(decision.name());
  proto.set_unit(decision.about.unit);
  proto.set_criterion(decision.about.criterion);
  proto.set_outcome(static_cast<v1::Outcome>(decision.outcome));
  proto.set_reason(decision.reason);
  for (const auto& id : decision.evidence) {
    proto.add_evidence(EvidenceName(decision.registration, id));
  }
  *proto.mutable_judgements() = ToProto(decision.judgements);
  proto.set_usual_conditions(decision.usual_conditions);
  proto.set_conditions_reason(decision.conditions_reason);
  proto.set_assessor(decision.assessor);
  *proto.mutable_decide_time() = ToProto(decision.decide_time);
  proto.set_state(decision.final() ? v1::FINAL : v1::DECISION_PROVISIONAL);
  proto.set_countersigned_by(decision.countersigned_by);
  if (!decision.superseded_by.empty()) {
    proto.set_superseded_by(
        DecisionName(decision.registration, decision.superseded_by));
  }
  proto.set_syllabus_version(decision.syllabus_version);
  return proto;
}

v1::SignOff ToProto(const SignOff& sign_off) {
  v1::SignOff proto;
  proto.set_name(sign_off.name());
  proto.set_centre(CentreName(sign_off.centre));
  proto.set_unit(sign_off.unit);
  proto.set_revision(sign_off.revision);
  proto.set_assessor(sign_off.assessor);
  *proto.mutable_sign_time() = ToProto(sign_off.sign_time);
  proto.set_state(static_cast<v1::UnitState>(sign_off.state));
  proto.set_credits(sign_off.credits);
  proto.set_registration(RegistrationName(sign_off.registration));
  for (const auto& person : sign_off.involved_people) {
    proto.add_involved_people(person);
  }
  return proto;
}

v1::Progress ToProto(const Progress& progress) {
  v1::Progress proto;
  for (const UnitProgress& unit : progress.units) {
    *proto.add_units() = ToProto(unit);
  }
  proto.set_criteria(progress.criteria);
  proto.set_criteria_met(progress.criteria_met);
  proto.set_credits_achieved(progress.credits_achieved);
  proto.set_credits_selected(progress.credits_selected);
  return proto;
}

PlanRow FromProto(const v1::PlanRow& row) {
  return {.unit = row.unit(),
          .criteria = {row.criteria().begin(), row.criteria().end()},
          .piece_of_work = row.piece_of_work(),
          .method = static_cast<EvidenceKind>(row.method()),
          .date = row.date()};
}

Evidence FromProto(const v1::Evidence& proto) {
  Evidence evidence;
  evidence.kind = static_cast<EvidenceKind>(proto.kind());
  evidence.title = proto.title();
  evidence.description = proto.description();
  evidence.workplace = proto.workplace();
  evidence.performed_date = proto.performed_date();
  evidence.conditions = proto.conditions();
  evidence.occurrence = static_cast<Occurrence>(proto.occurrence());
  if (proto.has_witness()) evidence.witness = FromProto(proto.witness());
  for (const auto& record : proto.discussion()) {
    evidence.discussion.push_back({{record.unit(), record.criterion()},
                                   record.question(),
                                   record.note(),
                                   record.time_stamp()});
  }
  evidence.held_at = proto.held_at();
  return evidence;
}

Decision FromProto(const v1::Decision& proto) {
  Decision decision;
  decision.about = {proto.unit(), proto.criterion()};
  decision.outcome = static_cast<Outcome>(proto.outcome());
  decision.reason = proto.reason();
  decision.judgements = FromProto(proto.judgements());
  decision.usual_conditions = proto.usual_conditions();
  decision.conditions_reason = proto.conditions_reason();
  return decision;
}

AnnouncedFile FromProto(const v1::UploadStart& start) {
  return {.upload_id = start.upload_id(),
          .file_name = start.file_name(),
          .media_type = start.media_type(),
          .size_bytes = start.size_bytes(),
          .sha256 = start.sha256(),
          .offset = start.offset()};
}

CriterionRef FromProto(const v1::CriterionRef& ref) {
  return {ref.unit(), ref.criterion()};
}

}  // namespace attest::assessment::api
