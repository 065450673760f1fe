// Checks the fields of a request and collects everything that is wrong.
#ifndef ATTEST_LIBS_NAMES_FIELD_CHECKS_H_
#define ATTEST_LIBS_NAMES_FIELD_CHECKS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/status/status.h"

namespace attest {

// Limits of text fields, in characters (Unicode code points).
inline constexpr size_t kShortTextMax = 200;  // names, titles
inline constexpr size_t kLongTextMax = 4000;  // statements, reasons, notes
inline constexpr size_t kListMax = 500;       // elements of a repeated field

// One for each request; not thread-safe. Usage:
//
//   FieldChecks check("registration.attest");
//   check.Uuid("request_id", request.request_id());
//   const auto birth = check.Date("learner.birth_date", learner.birth_date());
//   ATTEST_RETURN_IF_ERROR(check.status());
//
// Every text check also refuses malformed UTF-8, NUL and other control
// characters (IsControl in libs/status/utf8.h), and line breaks; long text may
// hold tabs and line breaks, but no carriage return.
//
// A field gets one finding a check, however much is wrong with it. Findings
// describe texts, dates and persons without repeating them, since they may be
// personal; resource names and numbers are repeated.
class FieldChecks {
 public:
  explicit FieldChecks(std::string_view domain);

  // Adds a finding of the caller's own.
  void Add(std::string_view field, std::string_view description);

  // Text that must be there and not only white space.
  void Text(std::string_view field, std::string_view text,
            size_t length_max = kShortTextMax);
  void OptionalText(std::string_view field, std::string_view text,
                    size_t length_max = kShortTextMax);
  // Long text: line feeds and tabs allowed, kLongTextMax.
  void LongText(std::string_view field, std::string_view text);
  void OptionalLongText(std::string_view field, std::string_view text);
  // A client's request id.
  void Uuid(std::string_view field, std::string_view text);
  // `YYYY-MM-DD`. The optional one accepts an empty text, without a finding.
  std::optional<absl::CivilDay> Date(std::string_view field,
                                     std::string_view text);
  std::optional<absl::CivilDay> OptionalDate(std::string_view field,
                                             std::string_view text);
  // A resource name. Gives its ids; as many empty ones when it is wrong.
  std::vector<std::string> Name(std::string_view field,
                                std::string_view pattern,
                                std::string_view name);
  std::vector<std::string> OptionalName(std::string_view field,
                                        std::string_view pattern,
                                        std::string_view name);
  // A person: the subject of their tokens, 1 to 128 of [A-Za-z0-9._@|:-].
  void Person(std::string_view field, std::string_view subject);
  // A number within bounds, inclusive.
  void Range(std::string_view field, int64_t value, int64_t least,
             int64_t most);
  // A list with 1 (or 0) to `size_max` elements.
  void List(std::string_view field, size_t size, size_t size_max = kListMax);
  void OptionalList(std::string_view field, size_t size,
                    size_t size_max = kListMax);
  // A condition, with what to say when it does not hold.
  void That(bool holds, std::string_view field, std::string_view description);

  bool ok() const { return violations_.empty(); }
  // OK, or INVALID_ARGUMENT naming every field.
  absl::Status status() const;

 private:
  void CheckText(std::string_view field, std::string_view text,
                 size_t length_max, bool long_text);

  std::string domain_;
  std::vector<FieldViolation> violations_;
};

// A value as findings repeat it: quoted, at most 60 characters of it, control
// characters and malformed bytes replaced.
std::string Quote(std::string_view value);

}  // namespace attest

#endif  // ATTEST_LIBS_NAMES_FIELD_CHECKS_H_
