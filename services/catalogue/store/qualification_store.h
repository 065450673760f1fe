// Qualifications and their key dates in the database.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_QUALIFICATION_STORE_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_QUALIFICATION_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/catalogue/v1/syllabus.pb.h"
#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/catalogue/domain/key_dates.h"
#include "services/catalogue/store/published_qualification.h"

namespace attest::catalogue::store {

// What changes about a qualification. A value.
struct QualificationState {
  std::string code;
  std::string number;           // the regulator's, with obliques
  std::string current_version;  // the one that says what it is
  int64_t revision = 0;         // counts changes, from 1

  std::string name() const;  // `qualifications/{code}`
  std::string etag() const;
};

// A qualification as it is answered, and which revision of it that is.
struct QualificationAnswer {
  QualificationPtr qualification;
  int64_t revision = 0;
};

// Errors of all are those of the database.
absl::StatusOr<std::optional<QualificationState>> FindState(
    db::Transaction& tx, std::string_view code);
// The code to which the regulator's number belongs.
absl::StatusOr<std::optional<std::string>> CodeOfNumber(
    db::Transaction& tx, std::string_view number);
// Inserts or replaces; the revision is the caller's to count.
absl::Status PutState(journal::WriteTransaction& tx,
                      const QualificationState& state);

// What was set; a kind that never was is not among them.
absl::StatusOr<std::vector<KeyDate>> SetDatesOf(db::Transaction& tx,
                                                std::string_view code);
absl::Status PutKeyDate(journal::WriteTransaction& tx, std::string_view code,
                        const KeyDate& date);

// The dates that `facts`, as published, say, with `set` in their place.
KeyDates DatesFrom(const v1::Qualification& facts,
                   const std::vector<KeyDate>& set);
// `facts` as they are answered: with the current version, dates and etag.
void Complete(v1::Qualification& facts, const QualificationState& state,
              const std::vector<KeyDate>& set);

// Everything that is answered about a qualification.
absl::StatusOr<std::optional<QualificationAnswer>> ReadAnswer(
    db::Transaction& tx, std::string_view code);
// At most `limit` qualifications behind the code `after`, by their codes.
absl::StatusOr<std::vector<v1::Qualification>> ListQualifications(
    db::Transaction& tx, std::string_view after, int limit);

// Whether `a` is the newer version of a syllabus: by the date of the document,
// then by the version.
bool IsNewer(const v1::SyllabusSummary& a, const v1::SyllabusSummary& b);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_QUALIFICATION_STORE_H_
