#include "services/catalogue/checks/qualification_check.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "services/catalogue/checks/fact_check.h"
#include "services/catalogue/domain/check_character.h"

namespace attest::catalogue::checks {
namespace {

constexpr int kHoursOfCredit = 10;  // E5
constexpr size_t kDigestLength = 64;

void CheckNumber(const std::string& number, const Spot& spot,
                 Findings& findings) {
  const auto canonical = CanonicalNumber(number);
  if (!canonical || *canonical != number) {
    return findings.Add(kBadNumber, spot, fmt::format("`{}`", Shown(number)),
                        "write a number like 601/3778/2");
  }
  const char right = RightCheckDigit(number);
  if (number.back() == right) return;
  findings.Add(
      kCheckCharacter, spot, fmt::format("`{}`", number),
      fmt::format("a digit is wrong, or the last character must be {}", right));
}

// Dates in the order in which they have to follow each other.
struct DateField {
  std::string_view field;
  const std::string& date;
  bool required;
};

void CheckDate(const DateField& checked, const Spot& spot, Findings& findings) {
  if (checked.date.empty() && checked.required) {
    findings.Add(kFactMissing, spot.Field(checked.field), "missing",
                 "write a date, YYYY-MM-DD");
  } else if (checked.date.empty()) {
    findings.Add(kKeyDateNotSet, spot.Field(checked.field), "not configured",
                 "set it when the awarding organisation publishes it");
  } else if (!ParseDate(checked.date)) {
    findings.Add(kBadDate, spot.Field(checked.field),
                 fmt::format("`{}`", Shown(checked.date)),
                 "write a date, YYYY-MM-DD");
  }
}

void CheckDates(const v1::Qualification& facts, const Spot& spot,
                Findings& findings) {
  const DateField in_order[] = {
      {"regulation_start_date", facts.regulation_start_date(), true},
      {"operational_start_date", facts.operational_start_date(), true},
      {"operational_end_date", facts.operational_end_date(), false},
      {"certification_end_date", facts.certification_end_date(), false}};
  std::string_view latest;
  for (const DateField& checked : in_order) {
    CheckDate(checked, spot, findings);
    if (!ParseDate(checked.date)) continue;
    if (checked.date < latest) {
      findings.Add(kDatesOutOfOrder, spot.Field(checked.field),
                   fmt::format("{} lies before {}", checked.date, latest),
                   "dates follow each other: regulation, operational start, "
                   "operational end, certification end");
    }
    latest = std::max<std::string_view>(latest, checked.date);
  }
  CheckDate({"review_date", facts.review_date(), false}, spot, findings);
}

void CheckHours(const v1::Qualification& facts, const Spot& spot,
                Findings& findings) {
  CheckQuantity(facts.total_qualification_time_hours(), 1, spot,
                "total_qualification_time_hours", findings);
  const int64_t hours = int64_t{facts.credits_minimum()} * kHoursOfCredit;
  if (hours == 0 || hours == facts.total_qualification_time_hours()) return;
  findings.Add(kQualificationTime, spot.Field("total_qualification_time_hours"),
               fmt::format("{} hours, but {} credits",
                           facts.total_qualification_time_hours(),
                           facts.credits_minimum()),
               fmt::format("one credit is {} hours, which makes {}",
                           kHoursOfCredit, hours));
}

// What the service adds to its answers.
void CheckAnswersOnly(const v1::Qualification& facts, const Spot& spot,
                      Findings& findings) {
  constexpr std::string_view kFix = "remove it; the service adds it";
  if (!facts.key_dates().empty()) {
    findings.Add(kNotPartOfAFile, spot.Field("key_dates", 0), "key_dates",
                 kFix);
  }
  if (!facts.etag().empty()) {
    findings.Add(kNotPartOfAFile, spot.Field("etag"), "etag", kFix);
  }
}

void CheckFacts(const v1::Qualification& facts, const Spot& spot,
                Findings& findings) {
  CheckId(facts.code(), spot, "code", findings);
  CheckId(facts.current_version(), spot, "current_version", findings);
  CheckThere(facts.title(), "the title on the certificate", spot, "title",
             findings);
  CheckThere(facts.language(), "the language of assessment, e.g. en", spot,
             "language", findings);
  CheckNumber(facts.qualification_number(), spot.Field("qualification_number"),
              findings);
  CheckQuantity(facts.level(), 1, spot, "level", findings);
  CheckQuantity(facts.minimum_age_years(), 0, spot, "minimum_age_years",
                findings);
  CheckQuantity(facts.credits_minimum(), 0, spot, "credits_minimum", findings);
  CheckQuantity(facts.glh_minimum(), 0, spot, "glh_minimum", findings);
}

// `YYYY-MM`, or `YYYY-MM-DD` where a day is printed as well (E19).
bool IsMonth(const std::string& text) {
  return ParseDate(text + "-01").has_value();
}

void CheckVersion(const v1::Syllabus& syllabus, const Spot& file,
                  Findings& findings) {
  CheckId(syllabus.version(), file, "version", findings);
  if (!IsMonth(syllabus.document_date())) {
    findings.Add(kBadDate, file.Field("document_date"),
                 fmt::format("`{}`", Shown(syllabus.document_date())),
                 "write a month, YYYY-MM");
  }
  for (int i = 0; i < syllabus.revisions_size(); ++i) {
    const std::string& date = syllabus.revisions(i).date();
    if (IsMonth(date) || ParseDate(date)) continue;
    findings.Add(kBadDate, file.Field("revisions", i).Field("date"),
                 fmt::format("`{}`", Shown(date)),
                 "write a date, YYYY-MM-DD or YYYY-MM");
  }
}

bool IsHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

void CheckSourceNamed(const v1::Syllabus& syllabus, const Spot& file,
                      Findings& findings) {
  if (syllabus.source_lines() < 0) {
    findings.Add(kFactOutOfRange, file.Field("source_lines"),
                 fmt::format("{}", syllabus.source_lines()),
                 "write how many lines the source has");
  }
  const std::string& digest = syllabus.source_sha256();
  if (digest.empty()) {
    return findings.Add(kSourceNotNamed, file.Field("source_sha256"), "missing",
                        "write the SHA-256 of the source document");
  }
  if (digest.size() == kDigestLength &&
      std::all_of(digest.begin(), digest.end(), IsHex)) {
    return;
  }
  findings.Add(
      kBadDigest, file.Field("source_sha256"),
      fmt::format("`{}`", Shown(digest)),
      fmt::format("write {} lower-case hexadecimal digits", kDigestLength));
}

}  // namespace

void CheckQualification(const v1::Syllabus& syllabus, const Spot& file,
                        Findings& findings) {
  CheckVersion(syllabus, file, findings);
  CheckSourceNamed(syllabus, file, findings);
  const Spot spot = file.Field("qualification");
  const v1::Qualification& facts = syllabus.qualification();
  CheckFacts(facts, spot, findings);
  CheckDates(facts, spot, findings);
  CheckHours(facts, spot, findings);
  CheckAnswersOnly(facts, spot, findings);
}

}  // namespace attest::catalogue::checks
