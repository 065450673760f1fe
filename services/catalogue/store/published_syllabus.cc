#include "services/catalogue/store/published_syllabus.h"

#include <algorithm>
#include <utility>

#include "absl/functional/function_ref.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "services/catalogue/checks/combination_of.h"

namespace attest::catalogue::store {
namespace {

using google::protobuf::internal::WireFormatLite;

// Visits the fields of a message that are texts, bytes or messages, as parts
// of `message`. False when it is malformed.
bool VisitParts(std::string_view message,
                absl::FunctionRef<void(int field, std::string_view part)> see) {
  google::protobuf::io::CodedInputStream input(
      reinterpret_cast<const uint8_t*>(message.data()),
      static_cast<int>(message.size()));
  while (const uint32_t tag = input.ReadTag()) {
    if (WireFormatLite::GetTagWireType(tag) !=
        WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&input, tag)) return false;
      continue;
    }
    uint32_t size = 0;
    if (!input.ReadVarint32(&size)) return false;
    const auto begin = static_cast<size_t>(input.CurrentPosition());
    if (size > message.size() - begin) return false;
    if (!input.Skip(static_cast<int>(size))) return false;
    see(WireFormatLite::GetTagFieldNumber(tag), message.substr(begin, size));
  }
  return input.ConsumedEntireMessage();
}

bool IsDamaged(const v1::Criterion& criterion) {
  return criterion.text().status() == v1::INCOMPLETE_IN_SOURCE ||
         criterion.text().status() == v1::MISSING_IN_SOURCE;
}

}  // namespace

v1::SyllabusSummary SummaryOf(const v1::Syllabus& syllabus) {
  v1::SyllabusSummary summary;
  summary.set_name(syllabus.name());
  summary.set_version(syllabus.version());
  summary.set_document_date(syllabus.document_date());
  summary.set_units(syllabus.units_size());
  for (const v1::Unit& unit : syllabus.units()) {
    summary.set_outcomes(summary.outcomes() + unit.outcomes_size());
    for (const v1::LearningOutcome& outcome : unit.outcomes()) {
      summary.set_criteria(summary.criteria() + outcome.criteria_size());
      summary.set_damaged_criteria(
          summary.damaged_criteria() +
          static_cast<int>(std::count_if(outcome.criteria().begin(),
                                         outcome.criteria().end(), IsDamaged)));
    }
  }
  return summary;
}

absl::StatusOr<SyllabusPtr> PublishedSyllabus::FromBytes(std::string bytes) {
  google::protobuf::Arena arena;
  auto* parsed = google::protobuf::Arena::CreateMessage<v1::Syllabus>(&arena);
  // Not make_shared: the constructor is private.
  std::shared_ptr<PublishedSyllabus> syllabus(
      new PublishedSyllabus(std::move(bytes)));
  if (!parsed->ParseFromString(syllabus->bytes_) || parsed->name().empty() ||
      !syllabus->Index(*parsed)) {
    return absl::DataLossError("a stored syllabus cannot be read");
  }
  return syllabus;
}

bool PublishedSyllabus::Index(const v1::Syllabus& syllabus) {
  summary_ = SummaryOf(syllabus);
  combination_ = checks::CombinationOf(syllabus);
  evaluator_.emplace(combination_);
  if (!FindParts()) return false;
  if (units_.size() != static_cast<size_t>(syllabus.units_size())) return false;
  IndexUnits(syllabus);
  weight_ = Weigh();
  return true;
}

bool PublishedSyllabus::FindParts() {
  return VisitParts(bytes_, [&](int field, std::string_view part) {
    if (field == v1::Syllabus::kUnitsFieldNumber) {
      units_.push_back({.bytes = part, .group = {}});
    } else if (field == v1::Syllabus::kStandardsFieldNumber) {
      Standard& standard = standards_.emplace_back();
      standard.row = part;
      VisitParts(part, [&](int inner, std::string_view text) {
        if (inner == v1::StandardRow::kUnitFieldNumber) standard.unit = text;
        if (inner == v1::StandardRow::kCodeFieldNumber) standard.code = text;
      });
    }
  });
}

void PublishedSyllabus::IndexUnits(const v1::Syllabus& syllabus) {
  for (size_t i = 0; i < combination_.units.size(); ++i) {
    positions_.emplace(combination_.units[i].number, i);
    for (const auto& outcome : syllabus.units(static_cast<int>(i)).outcomes()) {
      units_[i].outcome_kinds |= 1U << (outcome.kind() & 31);
    }
  }
  groups_.reserve(static_cast<size_t>(syllabus.groups_size()));
  for (const v1::UnitGroup& group : syllabus.groups()) {
    groups_.push_back(group.group());
    for (const std::string& number : group.units()) {
      const auto position = Position(number);
      if (position) units_[*position].group = groups_.back();
    }
  }
}

size_t PublishedSyllabus::Weigh() const {
  constexpr size_t kUnitWeight = 160;  // facts, position, node of the map
  return sizeof(*this) + bytes_.capacity() + units_.size() * kUnitWeight +
         evaluator_->weight() + standards_.size() * sizeof(Standard) +
         summary_.ByteSizeLong();
}

std::optional<size_t> PublishedSyllabus::Position(
    std::string_view unit_number) const {
  const auto found = positions_.find(unit_number);
  if (found == positions_.end()) return std::nullopt;
  return found->second;
}

bool PublishedSyllabus::HasGroup(std::string_view group) const {
  return std::find(groups_.begin(), groups_.end(), group) != groups_.end();
}

v1::Syllabus PublishedSyllabus::Parse() const {
  v1::Syllabus syllabus;
  syllabus.ParseFromString(bytes_);
  return syllabus;
}

v1::Unit PublishedSyllabus::ParseUnit(size_t position) const {
  const std::string_view bytes = UnitBytes(position);
  v1::Unit unit;
  unit.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return unit;
}

}  // namespace attest::catalogue::store
