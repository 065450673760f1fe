#include "services/catalogue/checks/text_check.h"

#include <vector>

#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "libs/status/utf8.h"

namespace attest::catalogue::checks {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// One value of a field; `index` is -1 for a field that is not repeated.
void CheckValue(const std::string& path, const Message& message,
                const FieldDescriptor& field, int index, Findings& findings) {
  const auto* values = message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    const std::string text =
        index < 0 ? values->GetString(message, &field)
                  : values->GetRepeatedString(message, &field, index);
    findings.That(ToValidUtf8(text) == text, path, "must be UTF-8");
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    CheckTexts(path,
               index < 0 ? values->GetMessage(message, &field)
                         : values->GetRepeatedMessage(message, &field, index),
               findings);
  }
}

}  // namespace

void CheckTexts(const std::string& path, const Message& message,
                Findings& findings) {
  const auto* values = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  values->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string name = path.empty()
                                 ? field->name()
                                 : fmt::format("{}.{}", path, field->name());
    if (!field->is_repeated()) {
      CheckValue(name, message, *field, -1, findings);
      continue;
    }
    for (int i = 0; i < values->FieldSize(message, field); ++i) {
      CheckValue(fmt::format("{}[{}]", name, i), message, *field, i, findings);
    }
  }
}

}  // namespace attest::catalogue::checks
