#include "services/catalogue/domain/key_dates.h"

#include "fmt/format.h"
#include "libs/clock/dates.h"

namespace attest::catalogue {
namespace {

struct Ordered {
  std::string_view name;
  std::optional<absl::CivilDay> date;
};

// Adds a violation when `later` comes before `earlier`.
void Order(std::string_view type, const Ordered& earlier, const Ordered& later,
           std::string_view subject, std::vector<RuleViolation>& violations) {
  if (!earlier.date || !later.date || *later.date >= *earlier.date) return;
  violations.push_back(
      {.type = std::string(type),
       .subject = std::string(subject),
       .description = fmt::format(
           "the {} {} comes before the {} {}; it must not", later.name,
           FormatDate(*later.date), earlier.name, FormatDate(*earlier.date))});
}

KeyDate ReadKeyDate(const std::string& field, const KeyDateEntry& entry,
                    absl::CivilDay today, FieldChecks& check) {
  KeyDate read{.kind = static_cast<KeyDateKind>(entry.kind),
               .date = check.OptionalDate(field + ".date", entry.date),
               .source = entry.source,
               .observed = {}};
  const std::string observed = field + ".observed_date";
  if (entry.date.empty()) {
    check.OptionalText(field + ".source", entry.source);
    read.observed = check.OptionalDate(observed, entry.observed_date);
  } else {
    check.Text(field + ".source", entry.source);
    read.observed = check.Date(observed, entry.observed_date);
  }
  check.That(!read.observed || *read.observed <= today, observed,
             fmt::format("must not be after today, {}", FormatDate(today)));
  return read;
}

}  // namespace

KeyDates NoKeyDates() {
  return {KeyDate{.kind = KeyDateKind::kOperationalEnd},
          KeyDate{.kind = KeyDateKind::kCertificationEnd},
          KeyDate{.kind = KeyDateKind::kReview}};
}

KeyDate& OfKind(KeyDates& dates, KeyDateKind kind) {
  return dates[static_cast<size_t>(kind) - 1];
}

std::string_view NameOf(KeyDateKind kind) {
  constexpr std::string_view kNames[] = {"operational_end", "certification_end",
                                         "review"};
  return kNames[static_cast<size_t>(kind) - 1];
}

std::vector<KeyDate> ReadKeyDates(std::string_view field,
                                  const std::vector<KeyDateEntry>& entries,
                                  absl::CivilDay today, FieldChecks& check) {
  std::vector<KeyDate> dates;
  std::array<bool, kKeyDateKinds> seen{};
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string element = fmt::format("{}[{}]", field, i);
    const int kind = entries[i].kind;
    const bool known = kind >= 1 && kind <= static_cast<int>(kKeyDateKinds);
    check.That(known, element + ".kind",
               "must be OPERATIONAL_END, CERTIFICATION_END or REVIEW");
    if (known) {
      bool& there = seen[static_cast<size_t>(kind) - 1];
      check.That(!there, element + ".kind", "is there twice; give it once");
      there = true;
    }
    dates.push_back(ReadKeyDate(element, entries[i], today, check));
  }
  return dates;
}

KeyDates WithDates(KeyDates dates, const std::vector<KeyDate>& set) {
  for (const KeyDate& date : set) OfKind(dates, date.kind) = date;
  return dates;
}

std::vector<RuleViolation> OrderViolations(
    std::optional<absl::CivilDay> operational_start, const KeyDates& dates,
    std::string_view subject) {
  const Ordered start{"operational start", operational_start};
  const Ordered end{"operational end", dates[0].date};
  const Ordered certification{"certification end", dates[1].date};
  std::vector<RuleViolation> violations;
  Order("OPERATIONAL_END_BEFORE_START", start, end, subject, violations);
  Order("CERTIFICATION_END_BEFORE_OPERATIONAL_END", end, certification, subject,
        violations);
  Order("CERTIFICATION_END_BEFORE_START", start, certification, subject,
        violations);
  return violations;
}

std::string NoteOf(const KeyDate& date, std::string_view where) {
  if (date.date) {
    return date.observed ? "" : "as the syllabus says; no other source yet";
  }
  std::string note = date.kind == KeyDateKind::kReview
                         ? "not configured"
                         : "not configured, which is not `no end`";
  if (date.observed) {
    note += fmt::format("; {} gave none on {}",
                        date.source.empty() ? "the source" : date.source,
                        FormatDate(*date.observed));
  }
  if (!where.empty()) note += fmt::format("; see {}", where);
  return note;
}

}  // namespace attest::catalogue
