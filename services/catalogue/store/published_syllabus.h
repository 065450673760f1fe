// One version of a syllabus as it is kept in memory and served.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_SYLLABUS_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_SYLLABUS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/catalogue/v1/syllabus.pb.h"
#include "libs/status/status.h"
#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/selection.h"

namespace attest::catalogue::store {

// The bytes of a published syllabus, and where in them its parts are: a parsed
// message takes several times as much memory. Immutable, thread-safe; views
// live as long as the object.
class PublishedSyllabus {
 public:
  // A row of the table of standards. The views are parts of bytes().
  struct Standard {
    std::string_view unit;
    std::string_view code;
    std::string_view row;  // serialised v1::StandardRow
  };

  // `bytes` is a serialised v1::Syllabus that has passed its checks; its names
  // are filled in.
  //   DATA_LOSS: it is none.
  static absl::StatusOr<std::shared_ptr<const PublishedSyllabus>> FromBytes(
      std::string bytes);

  PublishedSyllabus(const PublishedSyllabus&) = delete;
  PublishedSyllabus& operator=(const PublishedSyllabus&) = delete;

  // `qualifications/{code}/syllabi/{version}`.
  const std::string& name() const { return summary_.name(); }
  // Serialised v1::Syllabus.
  const std::string& bytes() const { return bytes_; }
  // `current` is left unset: that is a fact about the qualification.
  const v1::SyllabusSummary& summary() const { return summary_; }
  const Combination& combination() const { return combination_; }
  const Evaluator& evaluator() const { return *evaluator_; }

  // Units by their position in the order of the document.
  size_t unit_count() const { return units_.size(); }
  std::optional<size_t> Position(std::string_view unit_number) const;
  // The serialised v1::Unit: a part of bytes().
  std::string_view UnitBytes(size_t position) const {
    return units_[position].bytes;
  }
  int LevelOf(size_t position) const {
    return combination_.units[position].level;
  }
  bool HasOutcomeOf(size_t position, v1::OutcomeKind kind) const {
    return (units_[position].outcome_kinds >> kind & 1U) != 0;
  }
  // The key of its group; empty when it is in none.
  std::string_view GroupOf(size_t position) const {
    return units_[position].group;
  }
  bool HasGroup(std::string_view group) const;

  // As printed, in the order of the table.
  const std::vector<Standard>& standards() const { return standards_; }

  // The whole message, and one unit of it, parsed anew.
  v1::Syllabus Parse() const;
  v1::Unit ParseUnit(size_t position) const;

  // Bytes that it takes in memory, about.
  size_t weight() const { return weight_; }

 private:
  struct Unit {
    std::string_view bytes;
    std::string_view group;
    uint32_t outcome_kinds = 0;  // one bit a kind
  };

  explicit PublishedSyllabus(std::string bytes) : bytes_(std::move(bytes)) {}
  // False when the bytes do not hold what `syllabus` says.
  bool Index(const v1::Syllabus& syllabus);
  bool FindParts();
  void IndexUnits(const v1::Syllabus& syllabus);
  size_t Weigh() const;

  const std::string bytes_;
  v1::SyllabusSummary summary_;
  Combination combination_;
  std::optional<const Evaluator> evaluator_;  // of combination_
  std::vector<std::string> groups_;
  std::vector<Unit> units_;
  std::vector<Standard> standards_;
  // The keys are numbers within combination_.
  std::unordered_map<std::string_view, size_t> positions_;
  size_t weight_ = 0;
};

using SyllabusPtr = std::shared_ptr<const PublishedSyllabus>;

// What ListSyllabi says of a syllabus, `current` left unset.
v1::SyllabusSummary SummaryOf(const v1::Syllabus& syllabus);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_SYLLABUS_H_
