// The store of a catalogue on a database of its own, for tests.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_TESTING_STORE_FIXTURE_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_TESTING_STORE_FIXTURE_H_

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/clock/clock.h"
#include "libs/db/sqlite.h"
#include "libs/ids/ids.h"
#include "libs/journal/journal.h"
#include "libs/testing/faulty_database.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/catalogue/checks/syllabus_file.h"
#include "services/catalogue/migrations.h"
#include "services/catalogue/store/library.h"
#include "services/catalogue/store/publication.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::catalogue::store {

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    auto opened = db::OpenSqlite({.path = folder_.File("catalogue.db")});
    EXPECT_THAT(opened, attest::testing::IsOk());
    real_ = *std::move(opened);
    database_ = std::make_unique<attest::testing::FaultyDatabase>(*real_);
    EXPECT_THAT(db::Migrate(*database_, journal::WithJournal(Migrations())),
                attest::testing::IsOk());
    journal_ = std::make_unique<journal::Journal>(*database_, clock_);
    library_ = std::make_unique<Library>(
        *database_, Library::Options{.bytes_max = size_t{64} << 20,
                                     .shared = nullptr,
                                     .clock = &clock_});
    publication_ =
        std::make_unique<Publication>(*database_, *journal_, *library_, clock_);
  }

  static Draft DraftOf(const std::string& source) {
    checks::CheckedSyllabus checked = checks::CheckSource(source);
    for (const auto& finding : checked.findings) {
      EXPECT_NE(finding.severity(), v1::ERROR) << finding.ShortDebugString();
    }
    return {.syllabus = std::move(checked.syllabus),
            .warnings = std::move(checked.findings),
            .source_sha256 = Sha256Hex(source)};
  }
  // A new request each time, unless `request` is named.
  absl::StatusOr<v1::PublishSyllabusResponse> Publish(
      const std::string& source, std::string request = "") {
    if (request.empty()) request = ids_.NewId();
    return publication_->Publish({.method = "Publish",
                                  .subject = "alex",
                                  .role = "AWARDING_ADMIN",
                                  .request_id = request,
                                  .fingerprint = Sha256Hex(source)},
                                 DraftOf(source));
  }

  static std::string Invented() {
    return testing::ReadText(testing::InventedSyllabusFile());
  }
  static std::string Real() {
    return testing::ReadText(testing::RealSyllabusFile());
  }
  // The invented syllabus as another version, which is to be the current one.
  static std::string InventedVersion(const std::string& version) {
    return testing::Replaced(testing::Replaced(Invented(), "version: \"1\"",
                                               "version: \"" + version + "\""),
                             "current_version: \"1\"",
                             "current_version: \"" + version + "\"");
  }

  // The rows of a table, or what else `sql` counts.
  int64_t Count(const std::string& sql) {
    int64_t count = -1;
    EXPECT_THAT(real_->Read([&](db::Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                              tx.Query("SELECT COUNT(*) FROM " + sql));
      count = rows.front().Int(0);
      return absl::OkStatus();
    }),
                attest::testing::IsOk());
    return count;
  }

  attest::testing::TempDir folder_;
  FakeClock clock_{absl::FromUnixSeconds(1'795'510'800)};
  RandomIds ids_;
  std::unique_ptr<db::Database> real_;
  std::unique_ptr<attest::testing::FaultyDatabase> database_;
  std::unique_ptr<journal::Journal> journal_;
  std::unique_ptr<Library> library_;
  std::unique_ptr<Publication> publication_;
};

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_TESTING_STORE_FIXTURE_H_
