// Publishing: the one way by which a syllabus gets into the catalogue.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_PUBLICATION_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_PUBLICATION_H_

#include <string>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/clock/clock.h"
#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/catalogue/store/library.h"

namespace attest::catalogue::store {

// A syllabus that has passed its checks; its names are filled in. A value.
struct Draft {
  v1::Syllabus syllabus;
  std::vector<v1::Finding> warnings;  // to be answered with it
  std::string source_sha256;          // of the text that it was read from
};

// Thread-safe.
class Publication {
 public:
  // All must outlive it.
  Publication(db::Database& database, journal::Journal& journal,
              Library& library, const Clock& clock)
      : database_(database),
        journal_(journal),
        library_(library),
        clock_(clock) {}

  // Publishes `draft`, all or nothing. A version that is published with the
  // same content is answered the same, except for what is current now; only
  // the answer is remembered, under its request id (req R115).
  //   FAILED_PRECONDITION, `SYLLABUS_PUBLISHED` or `SYLLABUS_INVALID`: what
  //     only the catalogue knows stands against it.
  //   ALREADY_EXISTS, `REQUEST_ID_REUSED`; and those of the database.
  absl::StatusOr<v1::PublishSyllabusResponse> Publish(
      const journal::Author& author, const Draft& draft);

 private:
  db::Database& database_;
  journal::Journal& journal_;
  Library& library_;
  const Clock& clock_;
};

// What is answered when `syllabus` is published.
v1::SyllabusSummary PublishedSummary(const v1::Syllabus& syllabus);

// What keeps a syllabus from being published, as one violation.
RuleViolation ViolationOf(const v1::Finding& finding);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_PUBLICATION_H_
