#include "services/catalogue/syllabi/messages.h"

#include <vector>

#include "fmt/format.h"

namespace attest::catalogue::syllabi {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What a message is called by, or its index among its like.
std::string Key(const Message& message, int index) {
  for (const char* name : {"number", "unit", "group", "rule_id", "id"}) {
    const FieldDescriptor* field =
        message.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      return message.GetReflection()->GetString(message, field);
    }
    return std::to_string(message.GetReflection()->GetInt32(message, field));
  }
  return std::to_string(index);
}

void Visit(const Message& message, const std::string& path,
           const MessageVisitor& visitor) {
  visitor(message, path);
  std::vector<const FieldDescriptor*> fields;
  const auto& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  const std::string prefix = path.empty() ? "" : path + ".";
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      Visit(reflection.GetMessage(message, field), prefix + field->name(),
            visitor);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      const Message& child = reflection.GetRepeatedMessage(message, field, i);
      Visit(child,
            fmt::format("{}{}[{}]", prefix, field->name(), Key(child, i)),
            visitor);
    }
  }
}

}  // namespace

void VisitMessages(const Message& root, const MessageVisitor& visitor) {
  Visit(root, "", visitor);
}

}  // namespace attest::catalogue::syllabi
