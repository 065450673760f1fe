#include "services/registration/api/read_learners.h"

#include <array>

#include "fmt/format.h"
#include "services/registration/domain/unique_learner_number.h"

namespace attest::registration::api {
namespace {

bool LooksLikeMail(const std::string& text) {
  const size_t at = text.find('@');
  return at != std::string::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string::npos &&
         text.find(' ') == std::string::npos;
}

void CheckMail(std::string_view field, const std::string& mail,
               FieldChecks& check) {
  check.OptionalText(field, mail, kEmailMax);
  check.That(mail.empty() || LooksLikeMail(mail), field,
             "must be a mail address, e.g. name@example.org");
}

void CheckUniqueNumber(std::string_view field, const std::string& number,
                       FieldChecks& check) {
  if (number.empty()) return;
  const std::string finding = UniqueLearnerNumberFinding(number);
  check.That(finding.empty(), field, finding);
}

// Checks one field; gives its text.
std::string ReadValue(const v1::Learner& proto, std::string_view name,
                      absl::CivilDay today, FieldChecks& check) {
  const std::string field = Path("learner", name);
  const auto* descriptor =
      v1::Learner::descriptor()->FindFieldByName(std::string(name));
  const std::string value =
      v1::Learner::GetReflection()->GetString(proto, descriptor);
  if (name == "full_name") {
    check.Text(field, value);
  } else if (name == "birth_date") {
    ReadPastDate(field, value, today, check);
  } else if (name == "email") {
    CheckMail(field, value, check);
  } else if (name == "unique_learner_number") {
    CheckUniqueNumber(field, value, check);
  } else if (name == "subject") {
    if (!value.empty()) check.Person(field, value);
  } else if (name == "awarding_organisation_number") {
    check.OptionalText(field, value, kNumberMax);
  } else {
    check.OptionalText(field, value);
  }
  return value;
}

std::optional<IdentityCheck> ReadIdentity(const v1::Recruitment& proto,
                                          absl::CivilDay registration_date,
                                          FieldChecks& check) {
  if (!proto.has_identity()) return std::nullopt;
  constexpr char kDate[] = "recruitment.identity.checked_date";
  const v1::IdentityCheck& identity = proto.identity();
  check.Text("recruitment.identity.document_kind", identity.document_kind());
  check.Person("recruitment.identity.checked_by", identity.checked_by());
  const auto day = check.Date(kDate, identity.checked_date());
  check.That(!day || *day <= registration_date, kDate,
             "must not come after the registration date");
  return IdentityCheck{.document_kind = identity.document_kind(),
                       .checked_by = identity.checked_by(),
                       .checked_date = day.value_or(absl::CivilDay())};
}

}  // namespace

Learner ReadLearner(const v1::Learner& proto, absl::CivilDay today,
                    FieldChecks& check) {
  LearnerValues values;
  for (const std::string_view field : kIdentityFields) {
    values[std::string(field)] = ReadValue(proto, field, today, check);
  }
  for (const std::string_view field : kContactFields) {
    values[std::string(field)] = ReadValue(proto, field, today, check);
  }
  return WithValues({}, values);
}

LearnerValues ReadLearnerValues(const v1::Learner& proto,
                                const google::protobuf::FieldMask& mask,
                                absl::CivilDay today, FieldChecks& check) {
  LearnerValues values;
  for (const std::string& field : mask.paths()) {
    const auto* known = v1::Learner::descriptor()->FindFieldByName(field);
    if (known == nullptr || known->is_repeated() ||
        known->type() != google::protobuf::FieldDescriptor::TYPE_STRING) {
      continue;  // the check of the mask says so
    }
    values[field] = ReadValue(proto, field, today, check);
  }
  return values;
}

Recruitment ReadRecruitment(const v1::Recruitment& proto,
                            absl::CivilDay registration_date,
                            FieldChecks& check) {
  const v1::CapabilityStatement& capability = proto.capability();
  const v1::IntegrityConfirmations& integrity = proto.integrity();
  const v1::AdviceRecord& advice = proto.advice();
  check.OptionalLongText("recruitment.capability.text", capability.text());
  if (!capability.stated_by().empty()) {
    check.Person("recruitment.capability.stated_by", capability.stated_by());
  }
  check.OptionalLongText("recruitment.advice.text", advice.text());
  return {.capability = {.text = capability.text(),
                         .stated_by = capability.stated_by(),
                         .stated_date = check.OptionalDate(
                             "recruitment.capability.stated_date",
                             capability.stated_date())},
          .integrity = {.meets_needs = integrity.meets_needs(),
                        .enables_achievement = integrity.enables_achievement(),
                        .enables_progression = integrity.enables_progression()},
          .advice = {.text = advice.text(),
                     .given_date = check.OptionalDate(
                         "recruitment.advice.given_date", advice.given_date())},
          .identity = ReadIdentity(proto, registration_date, check)};
}

}  // namespace attest::registration::api
