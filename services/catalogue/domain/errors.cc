#include "services/catalogue/domain/errors.h"

#include <string>

#include "fmt/format.h"

namespace attest::catalogue::errors {
namespace {

absl::Status NotFound(std::string_view reason, std::string_view type,
                      std::string_view name) {
  return WithResource(
      MakeError(absl::StatusCode::kNotFound, kDomain, reason,
                fmt::format("the catalogue holds no {} `{}`", type, name)),
      type, name);
}

}  // namespace

absl::Status QualificationNotFound(std::string_view name) {
  return NotFound("QUALIFICATION_NOT_FOUND", "qualification", name);
}

absl::Status SyllabusNotFound(std::string_view name) {
  return NotFound("SYLLABUS_NOT_FOUND", "syllabus", name);
}

absl::Status UnitNotFound(std::string_view name) {
  return NotFound("UNIT_NOT_FOUND", "unit", name);
}

absl::Status WrongCheckDigit(std::string_view number, char right) {
  return MakeError(
      absl::StatusCode::kInvalidArgument, kDomain, "WRONG_CHECK_DIGIT",
      fmt::format("{} is no qualification number: a digit is wrong, or its "
                  "last character, which would be {}",
                  number, right),
      {{"number", std::string(number)},
       {"check_character", std::string(1, right)}});
}

absl::Status SyllabusInvalid(const std::vector<RuleViolation>& violations) {
  return BrokenRules(kDomain, "SYLLABUS_INVALID",
                     "the syllabus cannot be published; nothing was",
                     violations);
}

RuleViolation QualificationNumberTaken(std::string_view number,
                                       std::string_view owner) {
  return {.type = "QUALIFICATION_NUMBER_TAKEN",
          .subject = "qualification, qualification_number",
          .description = fmt::format(
              "{} belongs to qualifications/{}; correct the number or the code",
              number, owner)};
}

RuleViolation CurrentVersionUnpublished(std::string_view version) {
  return {.type = "CURRENT_VERSION_UNPUBLISHED",
          .subject = "qualification, current_version",
          .description = fmt::format(
              "names version {}, which is not published; name this version, "
              "or publish the other first",
              version)};
}

absl::Status SyllabusPublished(std::string_view name) {
  return WithResource(
      MakeError(absl::StatusCode::kFailedPrecondition, kDomain,
                "SYLLABUS_PUBLISHED",
                fmt::format("{} is published with other content and never "
                            "changes; give the syllabus a new version",
                            name)),
      "syllabus", name);
}

absl::Status KeyDatesOutOfOrder(const std::vector<RuleViolation>& violations) {
  return BrokenRules(kDomain, "KEY_DATES_OUT_OF_ORDER",
                     "the key dates run backwards; none was set", violations);
}

absl::Status StaleEtag(std::string_view type, std::string_view name) {
  return WithResource(
      MakeError(absl::StatusCode::kAborted, kDomain, "STALE_ETAG",
                "somebody else changed it since you read it; read it again"),
      type, name);
}

absl::Status SelectionTooComplex(std::string_view syllabus) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, kDomain, "SELECTION_TOO_COMPLEX",
      fmt::format("the rules of `{}` are too intricate to find the best "
                  "selections; keep or avoid more units, to try the same "
                  "again is no use",
                  syllabus),
      {{"syllabus", std::string(syllabus)}});
}

absl::Status ComparisonTooLarge(std::string_view from, std::string_view to) {
  return MakeError(
      absl::StatusCode::kResourceExhausted, kDomain, "COMPARISON_TOO_LARGE",
      fmt::format("`{}` and `{}` differ in more than one answer can hold; read "
                  "both with GetSyllabus and compare their units",
                  from, to),
      {{"from", std::string(from)}, {"to", std::string(to)}});
}

}  // namespace attest::catalogue::errors
