#include "services/catalogue/checks/text_check.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "libs/status/utf8.h"

namespace attest::catalogue::checks {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsAscii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= 0x20 && c < 0x7F; });
}

// Tabs are the borders of cells.
bool IsAllowed(char32_t code_point) {
  return code_point == '\t' || code_point == '\n' || !IsControl(code_point);
}

// Whether a field holds what stands above a text or beside it, as a string or
// as the reading of a passage.
bool IsTitle(const FieldDescriptor& field) {
  static const std::set<std::string_view> kTitles = {
      "abbreviation",   "code",    "group", "heading", "id",   "number",
      "printed_number", "rule_id", "term",  "title",   "unit", "version"};
  return kTitles.count(field.name()) > 0;
}

// Walks through the message once.
class TextCheck {
 public:
  TextCheck(const v1::Syllabus& syllabus, Findings& findings)
      : findings_(findings), source_lines_(syllabus.source_lines()) {
    for (const auto& erratum : syllabus.errata()) errata_.insert(erratum.id());
  }

  void Check(const Message& message, const Spot& spot) {
    const Reflection& values = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    values.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (!field->is_repeated()) {
        CheckValue(message, *field, -1, spot);
        continue;
      }
      for (int i = 0; i < values.FieldSize(message, field); ++i) {
        CheckValue(message, *field, i, spot);
      }
    }
  }

 private:
  // One value of a field; `index` is -1 for a field that is not repeated.
  void CheckValue(const Message& message, const FieldDescriptor& field,
                  int index, const Spot& spot) {
    const Reflection& values = *message.GetReflection();
    std::string scratch;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return CheckText(
            index < 0 ? values.GetStringReference(message, &field, &scratch)
                      : values.GetRepeatedStringReference(message, &field,
                                                          index, &scratch),
            field, index, spot);
      case FieldDescriptor::CPPTYPE_ENUM:
        return CheckEnum(values.GetEnumValue(message, &field), field, spot);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return CheckMessage(
            index < 0 ? values.GetMessage(message, &field)
                      : values.GetRepeatedMessage(message, &field, index),
            field, spot.Field(field, index));
      default:
        return;
    }
  }

  void CheckMessage(const Message& message, const FieldDescriptor& field,
                    const Spot& spot) {
    const auto* type = message.GetDescriptor();
    if (type == v1::Passage::descriptor()) {
      const auto& passage = static_cast<const v1::Passage&>(message);
      CheckPassage(passage, spot);
      if (IsTitle(field)) CheckTitle(passage.reading(), spot.Field("reading"));
    } else if (type == v1::Fragment::descriptor()) {
      CheckLine(static_cast<const v1::Fragment&>(message).line(), spot);
    }
    Check(message, spot);
  }

  void CheckText(const std::string& text, const FieldDescriptor& field,
                 int index, const Spot& spot) {
    if (field.name() == "errata" && errata_.count(text) == 0) {
      findings_.Add(kUnknownErratum, spot.Field(field, index),
                    fmt::format("erratum `{}` is not explained", Shown(text)),
                    "explain it under errata, or do not cite it");
    }
    if (text.size() > kTextBytesMax) {
      return findings_.Add(
          kTextTooLong, spot.Field(field, index),
          fmt::format("{} bytes in one text", text.size()),
          fmt::format("keep it within {} bytes", kTextBytesMax));
    }
    if (IsTitle(field)) CheckTitle(text, spot.Field(field, index));
    if (!IsAscii(text)) CheckCodePoints(text, spot.Field(field, index));
  }

  // What is too long for any text is found as such.
  void CheckTitle(std::string_view title, const Spot& spot) {
    if (title.size() <= kTitleBytesMax || title.size() > kTextBytesMax) return;
    findings_.Add(kTitleTooLong, spot,
                  fmt::format("{} bytes in one title", title.size()),
                  fmt::format("keep it within {} bytes", kTitleBytesMax));
  }

  void CheckCodePoints(std::string_view text, const Spot& spot) {
    while (!text.empty()) {
      const std::optional<char32_t> code_point = TakeCodePoint(text);
      if (!code_point) {
        return findings_.Add(kTextNotUtf8, spot, "an escape that is not UTF-8",
                             "write the characters themselves");
      }
      if (!IsAllowed(*code_point)) {
        return findings_.Add(kTextControl, spot,
                             fmt::format("control character U+{:04X}",
                                         static_cast<unsigned>(*code_point)),
                             "remove it; a tab is the border of two cells");
      }
    }
  }

  void CheckEnum(int value, const FieldDescriptor& field, const Spot& spot) {
    if (field.enum_type()->FindValueByNumber(value) != nullptr) return;
    findings_.Add(kUnknownValue, spot.Field(field, -1),
                  fmt::format("{} stands for nothing", value),
                  "write one of the names");
  }

  void CheckPassage(const v1::Passage& passage, const Spot& spot) {
    switch (passage.status()) {
      case v1::MISSING_IN_SOURCE:
        return findings_.Add(kLostText, spot, "the words are lost",
                             "ask the awarding organisation for them");
      case v1::INCOMPLETE_IN_SOURCE:
        findings_.Add(
            kLostText, spot,
            fmt::format("words are lost: `{}`", Shown(passage.reading())),
            "ask the awarding organisation for them");
        break;
      case v1::TEXT_STATUS_UNSPECIFIED:
        findings_.Add(kTextStatus, spot, "a text without status",
                      "say how far the source can be trusted, e.g. COMPLETE");
        break;
      default:
        break;
    }
    if (!passage.reading().empty()) return;
    findings_.Add(kTextEmpty, spot, "a text without words",
                  "write its reading, or MISSING_IN_SOURCE as its status");
  }

  void CheckLine(int line, const Spot& spot) {
    if (source_lines_ <= 0 || (line >= 1 && line <= source_lines_)) return;
    findings_.Add(kLineBeyondSource, spot,
                  fmt::format("line {} of {}", line, source_lines_),
                  "cite a line that the source has");
  }

  Findings& findings_;
  const int source_lines_;
  std::set<std::string> errata_;
};

}  // namespace

void CheckTexts(const v1::Syllabus& syllabus, const Spot& file,
                Findings& findings) {
  TextCheck(syllabus, findings).Check(syllabus, file);
}

}  // namespace attest::catalogue::checks
