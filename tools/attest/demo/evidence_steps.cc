#include "attest/assessment/v1/assessment_service.pb.h"
#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "tools/attest/demo/files.h"
#include "tools/attest/demo/steps.h"

namespace attest::demo {
namespace {

namespace asm_ = assessment::v1;

constexpr char kReport[] = "report";
constexpr char kObservation[] = "observation";
constexpr char kTestimony[] = "testimony";
constexpr char kDiscussion[] = "discussion";
constexpr char kQuestions[] = "questions";

// One piece of evidence, and the file that comes with it.
struct Piece {
  std::string key;
  Person creator;
  asm_::Evidence evidence;
  File file;
};

asm_::Evidence Describe(asm_::EvidenceKind kind, std::string_view title) {
  asm_::Evidence evidence;
  evidence.set_kind(kind);
  evidence.set_title(std::string(title));
  evidence.set_workplace("Harbour Street, strategy office");
  evidence.set_performed_date(Today());
  evidence.set_occurrence(asm_::NATURALLY_OCCURRING);
  return evidence;
}

void AddDiscussion(const catalogue::v1::Unit& unit, asm_::Evidence& evidence) {
  for (const std::string& criterion : CriteriaOf(unit)) {
    asm_::DiscussionRecord& record = *evidence.add_discussion();
    record.set_unit(unit.number());
    record.set_criterion(criterion);
    record.set_question("How did you go about it, and why?");
    record.set_note("Explained with an example from the division.");
    record.set_time_stamp(
        fmt::format("00:{:02}:00", evidence.discussion_size() % 60));
  }
}

asm_::Witness Witness() {
  asm_::Witness witness;
  witness.set_full_name("Ruth Adeyemi");
  witness.set_position("Finance director");
  witness.set_relationship("Works with the learner on the board");
  witness.set_contact("ruth.adeyemi@example.org");
  witness.set_signed_date(Today());
  return witness;
}

// The five workplace kinds of req R73.
std::vector<Piece> Pieces(Stage& stage, const CohortLearner& learner,
                          int shade) {
  const Person& self = learner.person;
  std::vector<Piece> pieces = {
      {kReport, self, Describe(asm_::WORK_PRODUCT, "Strategic plan as adopted"),
       PdfFile("strategic-plan.pdf",
               fmt::format("Strategic plan of division {}", shade))},
      {kObservation, stage.assessor,
       Describe(asm_::OBSERVATION, "Strategy board observed"),
       PngFile("whiteboard.png", shade)},
      {kTestimony, self,
       Describe(asm_::WITNESS_TESTIMONY, "Testimony of the finance director"),
       TextFile("testimony.txt",
                fmt::format("I saw the plan {} carried out.\n", shade))},
      {kDiscussion, stage.assessor,
       Describe(asm_::PROFESSIONAL_DISCUSSION, "Discussion of the reasons"),
       WavFile("discussion.wav", 220 + shade)},
      {kQuestions, stage.assessor,
       Describe(asm_::QUESTIONING, "Questions on models and theories"),
       TextFile("questions.txt",
                fmt::format("Questions and answers, set {}.\n", shade))},
  };
  pieces[1].evidence.set_conditions(
      "The board room, the usual members, the usual agenda.");
  *pieces[2].evidence.mutable_witness() = Witness();
  AddDiscussion(learner.units[0], pieces[3].evidence);
  AddDiscussion(learner.units[1], pieces[4].evidence);
  return pieces;
}

absl::Status Upload(Stage& stage, const Person& person,
                    const std::string& evidence, const File& file) {
  asm_::UploadStart start;
  start.set_upload_id(stage.NewId());
  start.set_evidence(evidence);
  start.set_file_name(file.name);
  start.set_media_type(file.media_type);
  start.set_size_bytes(static_cast<int64_t>(file.bytes.size()));
  start.set_sha256(Sha256Hex(file.bytes));
  ATTEST_ASSIGN_OR_RETURN(const std::string token, stage.Token(person));
  ATTEST_RETURN_IF_ERROR(stage.api().Upload(token, start, file.bytes).status());
  auto& facts = stage.report().facts();
  facts["files_stored"] = facts.value("files_stored", 0) + 1;
  facts["bytes_stored"] = facts.value("bytes_stored", int64_t{0}) +
                          static_cast<int64_t>(file.bytes.size());
  return absl::OkStatus();
}

// Criteria of every unit that this piece is said to show.
asm_::MapEvidenceRequest Mapping(const CohortLearner& learner,
                                 const std::string& key) {
  asm_::MapEvidenceRequest request;
  for (const catalogue::v1::Unit& unit : learner.units) {
    const std::vector<std::string> criteria = CriteriaOf(unit);
    for (size_t i = 0; i < criteria.size(); ++i) {
      for (const std::string& piece : PiecesFor(i)) {
        if (piece != key) continue;
        asm_::CriterionRef& ref = *request.add_criteria();
        ref.set_unit(unit.number());
        ref.set_criterion(criteria[i]);
      }
    }
  }
  return request;
}

absl::StatusOr<asm_::Evidence> Create(Stage& stage, const Person& person,
                                      const std::string& registration,
                                      const asm_::Evidence& evidence) {
  asm_::CreateEvidenceRequest request;
  request.set_parent(registration);
  *request.mutable_evidence() = evidence;
  return stage.Call<asm_::Evidence>(person, "assessment.CreateEvidence",
                                    request);
}

absl::Status HandIn(Stage& stage, const CohortLearner& learner,
                    const std::string& evidence) {
  asm_::SubmitEvidenceRequest request;
  request.set_name(evidence);
  request.mutable_declaration()->set_own_work(true);
  request.mutable_declaration()->set_ai_use("none");
  return stage
      .Call<asm_::Evidence>(learner.person, "assessment.SubmitEvidence",
                            request)
      .status();
}

absl::Status Add(Stage& stage, CohortLearner& learner, const Piece& piece) {
  ATTEST_ASSIGN_OR_RETURN(
      const asm_::Evidence evidence,
      Create(stage, piece.creator, learner.registration, piece.evidence));
  learner.evidence[piece.key] = evidence.name();
  ATTEST_RETURN_IF_ERROR(
      Upload(stage, piece.creator, evidence.name(), piece.file));
  asm_::MapEvidenceRequest map = Mapping(learner, piece.key);
  map.set_name(evidence.name());
  ATTEST_RETURN_IF_ERROR(
      stage.Call<asm_::Evidence>(piece.creator, "assessment.MapEvidence", map)
          .status());
  auto& facts = stage.report().facts();
  facts["pieces_of_evidence"] = facts.value("pieces_of_evidence", 0) + 1;
  return HandIn(stage, learner, evidence.name());
}

absl::Status RefuseSimulation(Stage& stage, const CohortLearner& learner) {
  asm_::CreateEvidenceRequest request;
  request.set_parent(learner.registration);
  *request.mutable_evidence() =
      Describe(asm_::SIMULATION, "A business game about strategy");
  return stage.Refuse<asm_::Evidence>(
      learner.person, "assessment.CreateEvidence", request,
      "a simulated piece of evidence", "R81", "EVIDENCE_REFUSED");
}

absl::Status RefuseUndeclared(Stage& stage, const CohortLearner& learner) {
  asm_::SubmitEvidenceRequest request;
  request.set_name(learner.evidence.at(kReport));
  request.mutable_declaration()->set_ai_use("none");
  return stage.Refuse<asm_::Evidence>(
      learner.person, "assessment.SubmitEvidence", request,
      "handing in without declaring it one's own work", "D40",
      "SUBMISSION_REFUSED");
}

}  // namespace

std::vector<std::string> PiecesFor(size_t index) {
  switch (index % 5) {
    case 0:
      return {kReport};
    case 1:
      return {kObservation};
    case 2:  // A testimony alone never makes a criterion met (D41).
      return {kReport, kTestimony};
    case 3:
      return {kDiscussion};
    default:
      return {kQuestions};
  }
}

absl::Status GatherEvidence(Stage& stage) {
  stage.report().Step(3, "Evidence from the workplace");
  int shade = 1;
  for (CohortLearner& learner : stage.cohort) {
    const std::vector<Piece> pieces = Pieces(stage, learner, 40 * shade++);
    for (size_t i = 0; i < pieces.size(); ++i) {
      ATTEST_RETURN_IF_ERROR(Add(stage, learner, pieces[i]));
      stage.report().Progress("uploading", static_cast<int>(i) + 1,
                              static_cast<int>(pieces.size()));
    }
    stage.report().Did(fmt::format(
        "{}: report (PDF), observation (PNG), testimony (text), discussion "
        "(WAV), questioning (text); declared authentic, each mapped to "
        "criteria of {} units",
        learner.first_name, learner.units.size()));
  }
  ATTEST_RETURN_IF_ERROR(RefuseSimulation(stage, stage.cohort[0]));
  return RefuseUndeclared(stage, stage.cohort[0]);
}

}  // namespace attest::demo
