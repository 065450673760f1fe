// A piece of evidence, as values.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_EVIDENCE_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_EVIDENCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "services/assessment/domain/names.h"
#include "services/assessment/domain/syllabus.h"

namespace attest::assessment {

// Numbered as in the contract; stored as numbers.
enum class EvidenceKind : int {
  kObservation = 1,
  kWorkProduct = 2,
  kWitnessTestimony = 3,
  kProfessionalDiscussion = 4,
  kQuestioning = 5,
  kPriorLearning = 6,
  kOther = 7,
  kSimulation = 8,
};

// Numbered as in the contract; stored as numbers.
enum class EvidenceState : int {
  kDraft = 1,
  kSubmitted = 2,
  kReturned = 3,
  kWithdrawn = 4,
};

// Numbered as in the contract; stored as numbers.
enum class Occurrence : int { kNatural = 1, kArranged = 2 };

// Somebody who saw the learner work; decides nothing (req R122, D41).
struct Witness {
  std::string full_name;
  std::string position;
  std::string relationship;
  std::string contact;
  std::string signed_date;
  std::string person;  // subject of their tokens, empty when they have none
};

// One question with its answer (D33).
struct DiscussionRecord {
  CriterionRef about;
  std::string question;
  std::string note;
  std::string time_stamp;
};

struct EvidenceFile {
  std::string sha256;
  int64_t size_bytes = 0;
  std::string media_type;
  std::string file_name;
  // How it came; not part of what a reader sees.
  std::string upload;
  std::string uploaded_by;
};

// The learner's declaration on handing in (D40).
struct Declaration {
  bool own_work = false;
  std::string ai_use;
};

struct Evidence {
  std::string id;
  std::string registration;  // id
  EvidenceKind kind{};
  std::string title;
  std::string description;
  std::string workplace;
  std::string performed_date;
  std::string conditions;
  Occurrence occurrence{};
  std::optional<Witness> witness;
  std::vector<DiscussionRecord> discussion;
  std::vector<EvidenceFile> files;
  std::vector<CriterionRef> criteria;  // mapped, which is not decided
  EvidenceState state = EvidenceState::kDraft;
  std::optional<Declaration> declaration;
  std::string return_reason;
  std::string created_by;
  absl::Time create_time;
  std::string held_at;
  int64_t revision = 0;  // counts up with every change

  std::string name() const { return EvidenceName(registration, id); }
  // A draft, or sent back: files and words may still change.
  bool editable() const {
    return state == EvidenceState::kDraft || state == EvidenceState::kReturned;
  }
  bool IsMappedTo(const CriterionRef& criterion) const;
  const EvidenceFile* FindFile(std::string_view sha256) const;
};

// `draft`, `submitted` ... as in the audit trail and in texts.
std::string_view StateWord(EvidenceState state);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_EVIDENCE_H_
