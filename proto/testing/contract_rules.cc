#include "proto/testing/contract_rules.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

#include "attest/auth/v1/policy.pb.h"
#include "fmt/format.h"

namespace attest::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::SourceLocation;

// The first words of methods that change nothing. Any other changes something,
// so that a new method is held to more until it is named here.
const std::set<std::string_view> kReading = {
    "Batch",  "Check",   "Compare", "Download", "Evaluate", "Get",  "List",
    "Lookup", "Propose", "Search",  "Validate", "Verify",   "Watch"};

// Lists that are given whole, and why they stay short.
const std::set<std::string_view> kGivenWhole = {
    // The versions of one qualification.
    "attest.catalogue.v1.ListSyllabiRequest",
    // The units of one syllabus: at most 500.
    "attest.catalogue.v1.ListUnitsRequest",
    // The moderations of one centre or registration: a few a year.
    "attest.verification.v1.ListModerationsRequest",
};

const std::set<std::string_view> kGradeWords = {
    "grade",  "grades", "mark",    "marks",      "score",
    "scores", "merit",  "percent", "percentage", "distinction"};

// Visits a message and those within it; entries of maps are no messages of
// ours.
template <class Visit>
void VisitMessage(const Descriptor& message, const Visit& visit) {
  if (message.options().map_entry()) return;
  visit(message);
  for (int i = 0; i < message.nested_type_count(); ++i) {
    VisitMessage(*message.nested_type(i), visit);
  }
}

template <class Visit>
void VisitMessages(const FileDescriptor& file, const Visit& visit) {
  for (int i = 0; i < file.message_type_count(); ++i) {
    VisitMessage(*file.message_type(i), visit);
  }
}

template <class Visit>
void VisitFields(const FileDescriptor& file, const Visit& visit) {
  VisitMessages(file, [&](const Descriptor& message) {
    for (int i = 0; i < message.field_count(); ++i) visit(*message.field(i));
  });
  for (int i = 0; i < file.extension_count(); ++i) visit(*file.extension(i));
}

template <class Visit>
void VisitEnums(const FileDescriptor& file, const Visit& visit) {
  for (int i = 0; i < file.enum_type_count(); ++i) visit(*file.enum_type(i));
  VisitMessages(file, [&](const Descriptor& message) {
    for (int i = 0; i < message.enum_type_count(); ++i) {
      visit(*message.enum_type(i));
    }
  });
}

template <class Visit>
void VisitMethods(const FileDescriptor& file, const Visit& visit) {
  for (int i = 0; i < file.service_count(); ++i) {
    for (int j = 0; j < file.service(i)->method_count(); ++j) {
      visit(*file.service(i)->method(j));
    }
  }
}

// `GetUnit` -> `Get`.
std::string FirstWord(std::string_view name) {
  const auto end = std::find_if(
      name.begin() + 1, name.end(),
      [](unsigned char letter) { return std::isupper(letter) != 0; });
  return std::string(name.begin(), end);
}

// `min_score` and `MinScore` -> `min`, `score`.
std::set<std::string> WordsOf(std::string_view name) {
  std::set<std::string> words;
  std::string word;
  for (size_t i = 0; i < name.size(); ++i) {
    const auto letter = static_cast<unsigned char>(name[i]);
    const bool camel = std::isupper(letter) && i > 0 &&
                       std::islower(static_cast<unsigned char>(name[i - 1]));
    if (letter == '_' || camel) words.insert(std::exchange(word, ""));
    if (letter != '_') word += static_cast<char>(std::tolower(letter));
  }
  words.insert(word);
  return words;
}

bool IsUnary(const MethodDescriptor& method) {
  return !method.client_streaming() && !method.server_streaming();
}

bool HasRequestId(const Descriptor& request) {
  const FieldDescriptor* field = request.FindFieldByName("request_id");
  return field != nullptr && field->number() == 1 && !field->is_repeated() &&
         field->type() == FieldDescriptor::TYPE_STRING;
}

template <class Element>
void NoteMissingComment(const Element& element, Faults& faults) {
  SourceLocation location;
  const bool found = element.GetSourceLocation(&location);
  const auto says_something = [](const std::string& text) {
    return text.find_first_not_of(" \n") != std::string::npos;
  };
  if (!found || (!says_something(location.leading_comments) &&
                 !says_something(location.trailing_comments))) {
    faults.push_back(fmt::format("{}: no comment", element.full_name()));
  }
}

template <class Element>
void NoteGradeWord(const Element& element, Faults& faults) {
  // How much is sampled says nothing of how well somebody did.
  if (element.name().ends_with("rate_percent")) return;
  for (const std::string& word : WordsOf(element.name())) {
    if (kGradeWords.contains(word)) {
      faults.push_back(
          fmt::format("{}: '{}' (req R84)", element.full_name(), word));
    }
  }
}

void NoteWrongZero(const EnumDescriptor& type, Faults& faults) {
  const auto& first = *type.value(0);
  if (first.number() != 0 || !first.name().ends_with("_UNSPECIFIED")) {
    faults.push_back(fmt::format("{}: the first value is {} = {}",
                                 type.full_name(), first.name(),
                                 first.number()));
  }
}

bool IsDigit(char letter) { return letter >= '0' && letter <= '9'; }
bool IsLower(char letter) { return letter >= 'a' && letter <= 'z'; }
bool IsUpper(char letter) { return letter >= 'A' && letter <= 'Z'; }

// Words of letters of one case and digits, with one underscore between them.
bool IsSnake(std::string_view name, bool (*is_letter)(char)) {
  return is_letter(name.front()) && name.back() != '_' &&
         name.find("__") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(), [&](char letter) {
           return is_letter(letter) || IsDigit(letter) || letter == '_';
         });
}

bool IsLowerSnake(std::string_view name) { return IsSnake(name, IsLower); }
bool IsUpperSnake(std::string_view name) { return IsSnake(name, IsUpper); }

bool IsUpperCamel(std::string_view name) {
  return IsUpper(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char letter) {
           return IsLower(letter) || IsUpper(letter) || IsDigit(letter);
         });
}

template <class Element>
void NoteWrongName(const Element& element, bool (*has_shape)(std::string_view),
                   Faults& faults) {
  if (!has_shape(element.name())) {
    faults.push_back(fmt::format("{}: wrong shape", element.full_name()));
  }
}

}  // namespace

Faults WithoutComment(const FileDescriptor& file) {
  Faults faults;
  const auto note = [&](const auto& element) {
    NoteMissingComment(element, faults);
  };
  VisitMessages(file, [&](const Descriptor& message) {
    note(message);
    for (int i = 0; i < message.real_oneof_decl_count(); ++i) {
      note(*message.oneof_decl(i));
    }
  });
  VisitFields(file, note);
  VisitEnums(file, [&](const EnumDescriptor& type) {
    note(type);
    for (int i = 0; i < type.value_count(); ++i) note(*type.value(i));
  });
  for (int i = 0; i < file.service_count(); ++i) note(*file.service(i));
  VisitMethods(file, note);
  return faults;
}

Faults WithoutPolicy(const FileDescriptor& file) {
  Faults faults;
  VisitMethods(file, [&](const MethodDescriptor& method) {
    const auto& policy = method.options().GetExtension(auth::v1::policy);
    if (policy.scope() == auth::v1::SCOPE_UNSPECIFIED) {
      faults.push_back(fmt::format("{}: no policy", method.full_name()));
    }
  });
  return faults;
}

Faults WrongRequestIds(const FileDescriptor& file) {
  Faults faults;
  VisitMethods(file, [&](const MethodDescriptor& method) {
    const bool changes =
        IsUnary(method) && !kReading.contains(FirstWord(method.name()));
    const Descriptor& request = *method.input_type();
    if (changes && !HasRequestId(request)) {
      faults.push_back(fmt::format("{}: needs `string request_id = 1`",
                                   request.full_name()));
    }
    if (!changes && request.FindFieldByName("request_id") != nullptr) {
      faults.push_back(
          fmt::format("{}: needs no request_id", request.full_name()));
    }
  });
  return faults;
}

Faults WithoutPages(const FileDescriptor& file) {
  Faults faults;
  VisitMethods(file, [&](const MethodDescriptor& method) {
    const Descriptor& request = *method.input_type();
    if (FirstWord(method.name()) != "List" ||
        kGivenWhole.contains(request.full_name())) {
      return;
    }
    if (request.FindFieldByName("page_size") == nullptr ||
        request.FindFieldByName("page_token") == nullptr ||
        method.output_type()->FindFieldByName("next_page_token") == nullptr) {
      faults.push_back(fmt::format("{}: no pages", method.full_name()));
    }
  });
  return faults;
}

Faults NamedLikeAGrade(const FileDescriptor& file) {
  Faults faults;
  const auto note = [&](const auto& element) {
    NoteGradeWord(element, faults);
  };
  VisitMessages(file, note);
  VisitFields(file, note);
  VisitEnums(file, [&](const EnumDescriptor& type) {
    note(type);
    for (int i = 0; i < type.value_count(); ++i) note(*type.value(i));
  });
  VisitMethods(file, note);
  return faults;
}

Faults WrongNames(const FileDescriptor& file) {
  Faults faults;
  VisitMessages(file, [&](const Descriptor& message) {
    NoteWrongName(message, IsUpperCamel, faults);
  });
  VisitFields(file, [&](const FieldDescriptor& field) {
    NoteWrongName(field, IsLowerSnake, faults);
  });
  VisitMethods(file, [&](const MethodDescriptor& method) {
    NoteWrongName(method, IsUpperCamel, faults);
  });
  VisitEnums(file, [&](const EnumDescriptor& type) {
    NoteWrongName(type, IsUpperCamel, faults);
    NoteWrongZero(type, faults);
    for (int i = 0; i < type.value_count(); ++i) {
      NoteWrongName(*type.value(i), IsUpperSnake, faults);
    }
  });
  return faults;
}

}  // namespace attest::testing
