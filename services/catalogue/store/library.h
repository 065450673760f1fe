// Everything that is published, by name: from memory, from the cache that
// replicas share, or from the database.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_LIBRARY_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_LIBRARY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "libs/cache/cache.h"
#include "libs/clock/clock.h"
#include "libs/db/db.h"
#include "services/catalogue/store/published_qualification.h"
#include "services/catalogue/store/published_syllabus.h"

namespace attest::catalogue::store {

// Thread-safe. Peek... never waits: null when it is not in memory (which says
// nothing of whether it exists). Find... may wait for Redis or the database,
// never longer than their limits; null when there is no such thing.
// The version `-` is the current one.
//
// Published syllabi never change and stay as long as there is room. What a
// qualification says is asked anew every few seconds, for changes that another
// replica made.
//   UNAVAILABLE and RESOURCE_EXHAUSTED of db::Database.
class Library {
 public:
  struct Options {
    size_t bytes_max = size_t{64} << 20;   // of syllabi in memory
    cache::SharedTier* shared = nullptr;   // outlives it; null: memory alone
    const Clock* clock = nullptr;          // outlives it; null: the machine's
    metrics::Registry* metrics = nullptr;  // outlives it; null: none
  };

  // `database` must outlive it.
  Library(db::Database& database, const Options& options);

  SyllabusPtr PeekSyllabus(std::string_view code, std::string_view version);
  absl::StatusOr<SyllabusPtr> FindSyllabus(std::string_view code,
                                           std::string_view version);

  QualificationPtr PeekQualification(std::string_view code);
  absl::StatusOr<QualificationPtr> FindQualification(std::string_view code);
  // By the regulator's number with obliques.
  QualificationPtr PeekByNumber(std::string_view number);
  absl::StatusOr<QualificationPtr> FindByNumber(std::string_view number);

  // After the commit of whatever changed a qualification.
  void Changed(std::string_view code, int64_t revision);

 private:
  // The code that a number belonged to when it was first asked for.
  absl::StatusOr<std::string> CodeOf(std::string_view number);
  absl::StatusOr<cache::Loaded> LoadSyllabus(std::string_view code,
                                             std::string_view version);
  absl::StatusOr<cache::Loaded> LoadQualification(std::string_view code);

  db::Database& database_;
  cache::Cache<PublishedSyllabus> syllabi_;
  cache::Cache<PublishedQualification> qualifications_;
  cache::Cache<std::string> codes_;  // by number
};

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_LIBRARY_H_
