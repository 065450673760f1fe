#include "services/catalogue/domain/errors.h"

#include <string>

#include "fmt/format.h"
#include "libs/status/status.h"

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

}  // namespace attest::catalogue::errors
