// What tests of the store share.
#ifndef ATTEST_SERVICES_REGISTRATION_TESTING_STORE_FIXTURE_H_
#define ATTEST_SERVICES_REGISTRATION_TESTING_STORE_FIXTURE_H_

#include <memory>
#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/clock/clock.h"
#include "libs/db/sqlite.h"
#include "libs/ids/ids.h"
#include "libs/journal/journal.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/registration/migrations.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/learner_store.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::store {

using attest::testing::IsOk;
using Day = absl::CivilDay;

// A store with the newest schema. Tests write to it as somebody of a centre.
class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    auto opened = db::OpenSqlite({.path = folder_.File("store.db")});
    EXPECT_THAT(opened, IsOk());
    database_ = *std::move(opened);
    EXPECT_THAT(db::Migrate(*database_, journal::WithJournal(Migrations())),
                IsOk());
    journal_ = std::make_unique<journal::Journal>(*database_, clock_);
  }

  // Runs `body` (Status(WriteTransaction&)) as one write.
  template <class Body>
  absl::Status Write(Body body) {
    const auto write =
        [&](journal::WriteTransaction& tx) -> absl::StatusOr<journal::Outcome> {
      ATTEST_RETURN_IF_ERROR(body(tx));
      journal::Change change;
      change.action = "test.written";
      return journal::Outcome{.response = "", .changes = {change}};
    };
    return journal_
        ->Write({.method = "test/Write",
                 .subject = "tester",
                 .role = "CENTRE_ADMIN",
                 .request_id = ids_.NewId(),
                 .fingerprint = "f"},
                write)
        .status();
  }
  // Runs `body` (StatusOr<T>(Transaction&)) and gives what it read.
  template <class T, class Body>
  T Read(Body body) {
    T value{};
    EXPECT_THAT(database_->Read([&](db::Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(value, body(tx));
      return absl::OkStatus();
    }),
                IsOk());
    return value;
  }
  // Writes what gives a bool, and gives that.
  template <class Body>
  bool Try(Body body) {
    bool result = false;
    EXPECT_THAT(Write([&](journal::WriteTransaction& tx) -> absl::Status {
                  ATTEST_ASSIGN_OR_RETURN(result, body(tx));
                  return absl::OkStatus();
                }),
                IsOk());
    return result;
  }
  Centre Northgate() {
    Centre centre;
    centre.id = "northgate";
    centre.display_name = "Northgate";
    centre.sites = {"B", "A"};
    centre.agreement = {.first = Day(2020, 1, 1), .last = Day(2029, 12, 31)};
    centre.quality_manager = "quinn";
    centre.created = clock_.Now();
    return centre;
  }
  void AddCentre() {
    ASSERT_TRUE(Try([&](auto& tx) { return InsertCentre(tx, Northgate()); }));
  }
  Learner Person(const std::string& id, const std::string& number) {
    return {.id = id,
            .full_name = "Ann Example",
            .birth_date = Day(1980, 2, 29),
            .email = "ann@example.org",
            .unique_learner_number = number,
            .subject = "",
            .job_role = "",
            .awarding_organisation_number = "",
            .created = clock_.Now()};
  }
  bool Add(const Learner& learner) {
    return Try([&](auto& tx) { return InsertLearner(tx, learner); });
  }
  Registration Of(const std::string& id, const std::string& learner,
                  const std::string& subject = "") {
    Registration registration;
    registration.id = id;
    registration.learner = learner;
    registration.centre = "northgate";
    registration.qualification = "7D27V2";
    registration.syllabus_version = "8";
    registration.registration_date = Day(2026, 11, 1);
    registration.learner_subject = subject;
    registration.notes = {"first", "second"};
    registration.created = clock_.Now();
    return registration;
  }
  bool Add(const Registration& registration) {
    return Try([&](auto& tx) { return InsertRegistration(tx, registration); });
  }
  void EndAs(const std::string& id, RegistrationState state) {
    Registration registration = *Find(id);
    registration.state = state;
    ASSERT_THAT(
        Write([&](auto& tx) { return UpdateRegistration(tx, registration); }),
        IsOk());
  }
  std::optional<NumberHolder> Holder(const std::string& number,
                                     const std::string& centre = "northgate") {
    return Read<std::optional<NumberHolder>>(
        [&](auto& tx) { return FindNumberHolder(tx, number, centre); });
  }
  std::optional<Registration> Find(const std::string& id) {
    return Read<std::optional<Registration>>(
        [&](auto& tx) { return FindRegistration(tx, id); });
  }

  attest::testing::TempDir folder_;
  FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  SequentialIds ids_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<journal::Journal> journal_;
};

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_TESTING_STORE_FIXTURE_H_
