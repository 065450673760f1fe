#include "services/catalogue/checks/spot.h"

#include <array>
#include <optional>
#include <vector>

#include "fmt/format.h"
#include "libs/status/utf8.h"

namespace attest::catalogue::checks {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What people call a part of a syllabus, and the field that they know it by; a
// part without one is known by its position.
struct Word {
  std::string_view message;
  std::string_view word;
  std::string_view known_by;
};

constexpr std::array kWords = {
    Word{"Unit", "unit", "number"},
    Word{"LearningOutcome", "outcome", ""},
    Word{"Criterion", "criterion", "number"},
    Word{"UnitGroup", "group", "group"},
    Word{"Rule", "rule", "rule_id"},
    Word{"Section", "section", "title"},
    Word{"Definition", "definition", "term"},
    Word{"Erratum", "erratum", "id"},
};

const Word* WordOf(std::string_view message) {
  for (const Word& word : kWords) {
    if (word.message == message) return &word;
  }
  return nullptr;
}

std::string TextOf(const Message& message, std::string_view field) {
  if (field.empty()) return {};
  return message.GetReflection()->GetString(
      message, message.GetDescriptor()->FindFieldByName(std::string(field)));
}

}  // namespace

Spot Spot::Field(std::string_view name, int index) const {
  return Field(*message_->GetDescriptor()->FindFieldByName(std::string(name)),
               index);
}

Spot Spot::Field(const FieldDescriptor& field, int index) const {
  Spot spot = *this;
  spot.parent_ = this;
  spot.field_ = &field;
  spot.index_ = index;
  spot.message_ = nullptr;
  if (field.is_repeated() && index < 0) return spot;  // of no value
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    const auto* values = message_->GetReflection();
    spot.message_ = index < 0
                        ? &values->GetMessage(*message_, &field)
                        : &values->GetRepeatedMessage(*message_, &field, index);
    if (tree_ != nullptr) spot.tree_ = tree_->GetTreeForNested(&field, index);
  }
  if (tree_ == nullptr) return spot;
  const Location location = Locate(*tree_, spot);
  if (location.line >= 0) {
    spot.line_ = location.line + 1;
    spot.column_ = location.column + 1;
  }
  return spot;
}

// The parser notes one location for each `name: value`, so that there are fewer
// of them than values when values are listed in [brackets].
Spot::Location Spot::Locate(const Tree& tree, const Spot& value) const {
  if (value.index_ < 0) return tree.GetLocation(value.field_, -1);
  const int size =
      message_->GetReflection()->FieldSize(*message_, value.field_);
  const bool listed = tree.GetLocation(value.field_, size - 1).line < 0;
  if (!listed) return tree.GetLocation(value.field_, value.index_);
  if (value.message_ != nullptr && value.tree_ != nullptr) {
    std::vector<const FieldDescriptor*> fields;
    value.message_->GetReflection()->ListFields(*value.message_, &fields);
    if (!fields.empty()) {
      return value.tree_->GetLocation(fields[0],
                                      fields[0]->is_repeated() ? 0 : -1);
    }
  }
  return tree.GetLocation(value.field_, 0);
}

std::string Spot::Place() const {
  if (parent_ == nullptr) return "file";
  const bool starts = parent_->parent_ == nullptr || Is("Rule");
  // Criteria are numbered within their unit.
  const Spot& above = Is("Criterion") && parent_->Is("LearningOutcome")
                          ? *parent_->parent_
                          : *parent_;
  return starts ? Label() : fmt::format("{}, {}", above.Place(), Label());
}

bool Spot::Is(std::string_view message_name) const {
  return message_ != nullptr &&
         message_->GetDescriptor()->name() == message_name;
}

std::string Spot::Label() const {
  const Word* word =
      message_ == nullptr ? nullptr : WordOf(message_->GetDescriptor()->name());
  const std::string id = word ? Shown(TextOf(*message_, word->known_by)) : "";
  if (!id.empty()) return fmt::format("{} {}", word->word, id);
  if (index_ < 0) return field_->name();
  return fmt::format("{} {}", word ? word->word : field_->name(), index_ + 1);
}

std::string Shown(std::string_view text, size_t length_max) {
  std::string shown;
  while (!text.empty()) {
    if (shown.size() >= length_max) return shown + "...";
    const std::string_view before = text;
    const std::optional<char32_t> code_point = TakeCodePoint(text);
    if (code_point && !IsControl(*code_point)) {
      shown += before.substr(0, before.size() - text.size());
    } else {
      shown += "\uFFFD";
    }
  }
  return shown;
}

}  // namespace attest::catalogue::checks
