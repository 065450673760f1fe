#include "tools/attest/learners/columns.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>

#include "fmt/format.h"
#include "libs/status/utf8.h"

namespace attest::learners {
namespace {

using Request = registration::v1::RegisterLearnerRequest;

constexpr size_t kRowBytesMax = 64 << 10;

enum class Kind { kText, kDate, kFlag };

// A field, what platforms call it, and where it goes: a path in the request.
struct Field {
  std::string_view name;
  Kind kind;
  std::string_view path;
  std::vector<std::string_view> called;  // lower case, letters and digits only
};

const std::vector<Field>& Fields() {
  static const auto& fields = *new std::vector<Field>{
      {"full_name",
       Kind::kText,
       "learner.full_name",
       {"fullname", "name", "displayname", "learner", "learnername"}},
      {"first_name",
       Kind::kText,
       "",
       {"firstname", "givenname", "forename", "first"}},
      {"last_name",
       Kind::kText,
       "",
       {"lastname", "surname", "familyname", "last"}},
      {"birth_date",
       Kind::kDate,
       "learner.birth_date",
       {"birthdate", "dateofbirth", "dob", "birthday"}},
      {"email",
       Kind::kText,
       "learner.email",
       {"email", "emailaddress", "mail"}},
      {"unique_learner_number",
       Kind::kText,
       "learner.unique_learner_number",
       {"uniquelearnernumber", "uln"}},
      {"subject", Kind::kText, "learner.subject", {"subject"}},
      {"job_role",
       Kind::kText,
       "learner.job_role",
       {"jobrole", "jobtitle", "position"}},
      {"awarding_organisation_number",
       Kind::kText,
       "learner.awarding_organisation_number",
       {"awardingorganisationnumber", "pnumber", "cminumber"}},
      {"qualification_code",
       Kind::kText,
       "qualification_code",
       {"qualificationcode", "qualification"}},
      {"registration_date",
       Kind::kDate,
       "registration_date",
       {"registrationdate", "enrolmentdate", "enrollmentdate"}},
      {"programme_start_date",
       Kind::kDate,
       "programme_start_date",
       {"programmestartdate", "startdate"}},
      {"language", Kind::kText, "language", {"language"}},
      {"site", Kind::kText, "site", {"site", "location"}},
      {"already_member", Kind::kFlag, "already_member", {"alreadymember"}},
      {"duplicate_reason",
       Kind::kText,
       "duplicate_reason",
       {"duplicatereason"}},
      {"capability",
       Kind::kText,
       "recruitment.capability.text",
       {"capability"}},
      {"capability_by",
       Kind::kText,
       "recruitment.capability.stated_by",
       {"capabilityby"}},
      {"capability_date",
       Kind::kDate,
       "recruitment.capability.stated_date",
       {"capabilitydate"}},
      {"meets_needs",
       Kind::kFlag,
       "recruitment.integrity.meets_needs",
       {"meetsneeds"}},
      {"enables_achievement",
       Kind::kFlag,
       "recruitment.integrity.enables_achievement",
       {"enablesachievement"}},
      {"enables_progression",
       Kind::kFlag,
       "recruitment.integrity.enables_progression",
       {"enablesprogression"}},
      {"advice", Kind::kText, "recruitment.advice.text", {"advice"}},
      {"advice_date",
       Kind::kDate,
       "recruitment.advice.given_date",
       {"advicedate"}},
      {"identity_document",
       Kind::kText,
       "recruitment.identity.document_kind",
       {"identitydocument"}},
      {"identity_by",
       Kind::kText,
       "recruitment.identity.checked_by",
       {"identityby"}},
      {"identity_date",
       Kind::kDate,
       "recruitment.identity.checked_date",
       {"identitydate"}}};
  return fields;
}

const Field* FindField(std::string_view name) {
  for (const Field& field : Fields()) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

absl::Status Wrong(std::string_view reason, const std::string& message) {
  return MakeError(absl::StatusCode::kInvalidArgument, "client.attest", reason,
                   message);
}

// Letters and digits, lower case; what is not ASCII stays.
std::string Plain(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0) {
      plain += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
    }
  }
  return plain;
}

std::string Trimmed(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool IsTrue(const std::string& text) {
  const std::string plain = Plain(text);
  return plain == "yes" || plain == "y" || plain == "true" || plain == "1" ||
         plain == "x";
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    if (!TakeCodePoint(text)) return false;
  }
  return true;
}

// Puts a value at a path of messages, e.g. `learner.email`.
void Put(google::protobuf::Message& message, std::string_view path, Kind kind,
         const std::string& value) {
  const size_t dot = path.find('.');
  const auto* field = message.GetDescriptor()->FindFieldByName(
      std::string(path.substr(0, dot)));
  const auto* reflection = message.GetReflection();
  if (dot != std::string_view::npos) {
    return Put(*reflection->MutableMessage(&message, field),
               path.substr(dot + 1), kind, value);
  }
  if (kind == Kind::kFlag) {
    reflection->SetBool(&message, field, IsTrue(value));
  } else {
    reflection->SetString(&message, field, value);
  }
}

absl::StatusOr<size_t> PlaceOf(const std::vector<std::string>& header,
                               const std::string& column) {
  const auto found = std::find(header.begin(), header.end(), column);
  if (found != header.end()) {
    return static_cast<size_t>(found - header.begin());
  }
  return Wrong("COLUMNS", fmt::format("the file has no column '{}'; it has: {}",
                                      column, fmt::join(header, ", ")));
}

// All columns that may be the field by what they are called.
std::vector<size_t> Candidates(const std::vector<std::string>& header,
                               const Field& field) {
  std::vector<size_t> places;
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string plain = Plain(header[i]);
    if (std::find(field.called.begin(), field.called.end(), plain) !=
        field.called.end()) {
      places.push_back(i);
    }
  }
  return places;
}

absl::Status CheckNames(const std::map<std::string, std::string>& options) {
  for (const auto& [name, value] : options) {
    if (FindField(name) != nullptr) continue;
    return Wrong("COLUMNS",
                 fmt::format("there is no field '{}'; there are:\n{}", name,
                             FieldsHelp()));
  }
  return absl::OkStatus();
}

std::string FindingOf(const std::vector<std::string>& fields, size_t width) {
  if (fields.size() != width) {
    return fmt::format("has {} fields, the header has {}", fields.size(),
                       width);
  }
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!IsUtf8(fields[i])) {
      return fmt::format("field {} is not UTF-8; save the file as UTF-8",
                         i + 1);
    }
  }
  return "";
}

}  // namespace

std::string FieldsHelp() {
  std::string help;
  for (const Field& field : Fields()) {
    help += fmt::format("  {:<30} also found as: {}\n", field.name,
                        fmt::join(field.called, ", "));
  }
  return help;
}

absl::StatusOr<Columns> Columns::Find(const std::vector<std::string>& header,
                                      const ColumnOptions& options) {
  ATTEST_RETURN_IF_ERROR(CheckNames(options.columns));
  ATTEST_RETURN_IF_ERROR(CheckNames(options.constants));
  Columns columns;
  columns.width_ = header.size();
  columns.options_ = options;
  for (const Field& field : Fields()) {
    const std::string name(field.name);
    if (const auto named = options.columns.find(name);
        named != options.columns.end()) {
      ATTEST_ASSIGN_OR_RETURN(columns.places_[name],
                              PlaceOf(header, named->second));
      continue;
    }
    const std::vector<size_t> places = Candidates(header, field);
    if (places.size() > 1) {
      return Wrong(
          "COLUMNS",
          fmt::format("the columns '{}' and '{}' may both be {}; "
                      "choose one with --map {}=COLUMN",
                      header[places[0]], header[places[1]], name, name));
    }
    if (!places.empty()) columns.places_[name] = places.front();
  }
  const auto has = [&](const char* name) {
    return columns.places_.count(name) > 0;
  };
  const bool named =
      has("full_name") || (has("first_name") && has("last_name"));
  if (named && has("birth_date")) return columns;
  return Wrong(
      "COLUMNS",
      fmt::format("no column for the {}; the file has: {}; name one "
                  "with --map {}=COLUMN",
                  named ? "birth date" : "name", fmt::join(header, ", "),
                  named ? "birth_date" : "full_name"));
}

absl::StatusOr<Request> Columns::Read(
    const std::vector<std::string>& fields) const {
  const std::string finding = FindingOf(fields, width_);
  if (!finding.empty()) return Wrong("ROW", finding);
  std::map<std::string, std::string> values = options_.constants;
  for (const auto& [name, place] : places_) {
    std::string value = Trimmed(fields[place]);
    if (!value.empty()) values[name] = std::move(value);
  }
  if (values.count("full_name") == 0) {
    values["full_name"] =
        Trimmed(values["first_name"] + " " + values["last_name"]);
  }
  Request request;
  for (const auto& [name, value] : values) {
    const Field& field = *FindField(name);
    if (field.path.empty()) continue;
    Put(request, field.path, field.kind,
        field.kind == Kind::kDate ? IsoDate(value, options_.dates) : value);
  }
  if (request.ByteSizeLong() <= kRowBytesMax) return request;
  return Wrong("ROW", fmt::format("takes {} bytes; {} are more than enough",
                                  request.ByteSizeLong(), kRowBytesMax));
}

std::string IsoDate(const std::string& text, DateOrder order) {
  if (order == DateOrder::kIso) return text;
  std::array<std::string, 3> parts;
  size_t part = 0;
  for (const char c : text) {
    if (c == '/' || c == '.' || c == '-') {
      if (++part == parts.size()) return text;
    } else if (c >= '0' && c <= '9') {
      parts[part] += c;
    } else {
      return text;
    }
  }
  if (order == DateOrder::kMonthFirst) std::swap(parts[0], parts[1]);
  if (parts[0].empty() || parts[0].size() > 2 || parts[1].empty() ||
      parts[1].size() > 2 || parts[2].size() != 4) {
    return text;
  }
  return fmt::format("{}-{:0>2}-{:0>2}", parts[2], parts[1], parts[0]);
}

}  // namespace attest::learners
