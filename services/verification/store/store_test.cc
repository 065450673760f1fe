// The tables on a real database: what goes in comes out, and what must be
// unique is.
#include <memory>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/db/sqlite.h"
#include "libs/ids/ids.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/verification/migrations.h"
#include "services/verification/store/awards.h"
#include "services/verification/store/claims.h"
#include "services/verification/store/moderations.h"
#include "services/verification/store/plans.h"
#include "services/verification/store/samples.h"

namespace attest::verification::store {
namespace {

using attest::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    db::SqliteOptions options;
    options.path = folder_.File("store.db");
    database_ = *db::OpenSqlite(options);
    EXPECT_THAT(db::Migrate(*database_, journal::WithJournal(Migrations())),
                IsOk());
    journal_ = std::make_unique<journal::Journal>(*database_, clock_);
  }

  absl::Status Write(
      absl::FunctionRef<absl::Status(journal::WriteTransaction&)> body) {
    return journal_
        ->Write({"test", "tess", "TESTER", ids_.NewId(), "f"},
                [&](journal::WriteTransaction& sql)
                    -> absl::StatusOr<journal::Outcome> {
                  ATTEST_RETURN_IF_ERROR(body(sql));
                  journal::Change change;
                  change.action = "tested";
                  return journal::Outcome{"", {change}};
                })
        .status();
  }
  template <class T>
  T Read(absl::FunctionRef<absl::StatusOr<T>(db::Transaction&)> body) {
    T result{};
    EXPECT_THAT(database_->Read([&](db::Transaction& sql) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(result, body(sql));
      return absl::OkStatus();
    }),
                IsOk());
    return result;
  }

  static SamplingPlan Plan(const std::string& id) {
    return {.centre = "northgate",
            .id = id,
            .qualification = "7D27V2",
            .strategy = {15, 50, {"57", "46"}},
            .seed = std::string("\0\xff seed", 7),
            .create_time = absl::FromUnixMicros(1'234'567)};
  }
  static Sample NewSample(const std::string& id, int64_t revision) {
    Sample sample;
    sample.centre = "northgate";
    sample.id = id;
    sample.plan = "p1";
    sample.key = {"r1", "57", revision};
    sample.assessor = "ann";
    sample.create_time = absl::FromUnixMicros(1'000 + revision);
    return sample;
  }
  void AddPlan() {
    ASSERT_THAT(Write([](auto& sql) { return InsertPlan(sql, Plan("p1")); }),
                IsOk());
  }
  static Claim NewClaim(const std::string& id) {
    Claim claim;
    claim.registration = "r1";
    claim.id = id;
    claim.centre = "northgate";
    claim.claimed_by = "adam";
    claim.syllabus = "qualifications/7D27V2/syllabi/8";
    claim.create_time = absl::FromUnixMicros(99);
    claim.units = {{"57", "A title", 7, 6, 30, 2}, {"46", "B", 5, 5, 20, 1}};
    return claim;
  }

  attest::testing::TempDir folder_;
  FakeClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  RandomIds ids_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<journal::Journal> journal_;
};

TEST_F(StoreTest, PlanComesBackAsItWentIn) {
  AddPlan();

  const auto found = Read<std::optional<SamplingPlan>>(
      [](auto& sql) { return FindPlan(sql, "northgate", "p1"); });

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->seed, Plan("p1").seed);
  EXPECT_EQ(found->strategy.rate_percent, 15);
  EXPECT_EQ(found->strategy.new_assessor_rate_percent, 50);
  EXPECT_THAT(found->strategy.must_sample_units, ElementsAre("57", "46"));
  EXPECT_EQ(found->create_time, Plan("p1").create_time);
}

TEST_F(StoreTest, OneOpenPlanForEachCentreAndQualification) {  // D49
  AddPlan();

  EXPECT_TRUE(db::IsUniqueViolation(
      Write([](auto& sql) { return InsertPlan(sql, Plan("p2")); })));
  const auto elsewhere = Read<std::optional<SamplingPlan>>(
      [](auto& sql) { return FindOpenPlan(sql, "southgate", "7D27V2"); });
  EXPECT_FALSE(elsewhere.has_value());
}

TEST_F(StoreTest, WhatAPlanDecidedStaysDecided) {  // D53
  AddPlan();
  bool first = false;
  bool second = true;

  ASSERT_THAT(
      Write([&](auto& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(
            first, InsertConsidered(sql, "northgate", "p1", {"r1", "57", 1},
                                    false, absl::UnixEpoch()));
        ATTEST_ASSIGN_OR_RETURN(
            second, InsertConsidered(sql, "northgate", "p1", {"r1", "57", 1},
                                     true, absl::UnixEpoch()));
        return absl::OkStatus();
      }),
      IsOk());

  EXPECT_TRUE(first);
  EXPECT_FALSE(second);
  EXPECT_THAT(Read<std::set<SignOffKey>>([](auto& sql) {
                return ConsideredBy(sql, "northgate", "p1");
              }),
              SizeIs(1));
}

TEST_F(StoreTest, SampleComesBackWithItsDisagreements) {
  AddPlan();
  Sample sample = NewSample("s1", 1);
  sample.added_reason = "Why";
  sample.reason = SampleReason::kAdded;
  ASSERT_THAT(Write([&](auto& sql) { return InsertSample(sql, sample); }),
              IsOk());
  sample.state = SampleState::kDisagreed;
  sample.verifier = "ivy";
  sample.verify_time = absl::FromUnixMicros(77);
  sample.comment = "Seen";
  sample.disagreements = {{"1.1", "r", "a"}, {"1.2", "r2", "a2"}};
  ASSERT_THAT(Write([&](auto& sql) { return UpdateSample(sql, sample); }),
              IsOk());

  const auto found = Read<std::optional<Sample>>(
      [](auto& sql) { return FindSample(sql, "northgate", "s1"); });

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->state, SampleState::kDisagreed);
  EXPECT_EQ(found->verifier, "ivy");
  EXPECT_EQ(found->verify_time, sample.verify_time);
  EXPECT_EQ(found->added_reason, "Why");
  ASSERT_THAT(found->disagreements, SizeIs(2));
  EXPECT_EQ(found->disagreements[1].action, "a2");
}

TEST_F(StoreTest, ASignOffIsInTheSampleOnce) {  // D53
  AddPlan();
  ASSERT_THAT(
      Write([](auto& sql) { return InsertSample(sql, NewSample("s1", 1)); }),
      IsOk());

  EXPECT_TRUE(db::IsUniqueViolation(
      Write([](auto& sql) { return InsertSample(sql, NewSample("s2", 1)); })));
  EXPECT_THAT(
      Write([](auto& sql) { return InsertSample(sql, NewSample("s3", 2)); }),
      IsOk());
}

TEST_F(StoreTest, SamplesAreListedOldestFirstBehindAKey) {
  AddPlan();
  for (int revision = 3; revision >= 1; --revision) {
    ASSERT_THAT(Write([&](auto& sql) {
                  return InsertSample(
                      sql, NewSample("s" + std::to_string(revision), revision));
                }),
                IsOk());
  }

  const auto list = [&](const std::string& after) {
    std::vector<std::string> ids;
    for (const Sample& sample : Read<std::vector<Sample>>([&](auto& sql) {
           return ListSamples(sql, {"northgate", 0, "", after}, 2);
         })) {
      ids.push_back(sample.id);
    }
    return ids;
  };

  EXPECT_THAT(list(""), ElementsAre("s1", "s2"));
  EXPECT_THAT(list(PageKey(NewSample("s2", 2))), ElementsAre("s3"));
  EXPECT_THAT(list(PageKey(NewSample("s3", 3))), IsEmpty());
}

TEST_F(StoreTest, KnowsSampledUnitsAndOpenActions) {  // D54
  AddPlan();
  Sample open = NewSample("s1", 1);
  open.state = SampleState::kDisagreed;
  Sample agreed = NewSample("s2", 1);
  agreed.key.unit = "46";
  agreed.state = SampleState::kAgreed;
  ASSERT_THAT(Write([&](auto& sql) -> absl::Status {
                ATTEST_RETURN_IF_ERROR(InsertSample(sql, open));
                return InsertSample(sql, agreed);
              }),
              IsOk());

  const auto units = Read<SampledUnits>(
      [](auto& sql) { return SampledUnitsOf(sql, "northgate"); });

  EXPECT_THAT(units.sampled, UnorderedElementsAre(SignOffKey{"r1", "57", 0},
                                                  SignOffKey{"r1", "46", 0}));
  EXPECT_THAT(units.open_action, ElementsAre(SignOffKey{"r1", "57", 0}));
}

TEST_F(StoreTest, ModerationComesBackAndIsOneAtATime) {  // R85
  Moderation moderation;
  moderation.registration = "r1";
  moderation.id = "m1";
  moderation.sequence = 1;
  moderation.centre = "northgate";
  moderation.moderator = "quinn";
  moderation.units = {{"57", 2, ModerationOutcome::kNone, "", ""},
                      {"46", 1, ModerationOutcome::kNone, "", ""}};
  ASSERT_THAT(
      Write([&](auto& sql) { return InsertModeration(sql, moderation); }),
      IsOk());
  Moderation second = moderation;
  second.id = "m2";
  second.sequence = 2;
  EXPECT_TRUE(db::IsUniqueViolation(
      Write([&](auto& sql) { return InsertModeration(sql, second); })));
  moderation.units[0].outcome = ModerationOutcome::kNotConfirmed;
  moderation.units[0].reason = "Why";
  moderation.state = ModerationState::kClosed;
  ASSERT_THAT(Write([&](auto& sql) -> absl::Status {
                ATTEST_RETURN_IF_ERROR(UpdateModeration(sql, moderation));
                return InsertModeration(sql, second);
              }),
              IsOk());

  const auto all = Read<std::vector<Moderation>>(
      [](auto& sql) { return ModerationsOf(sql, "r1"); });

  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].state, ModerationState::kClosed);
  EXPECT_EQ(all[0].units[0].outcome, ModerationOutcome::kNotConfirmed);
  EXPECT_EQ(all[0].units[0].reason, "Why");
  EXPECT_EQ(all[0].units[0].revision, 2);
  EXPECT_EQ(all[1].id, "m2");
}

TEST_F(StoreTest, OneLiveClaimForEachRegistration) {  // D61
  ASSERT_THAT(Write([](auto& sql) { return InsertClaim(sql, NewClaim("c1")); }),
              IsOk());

  EXPECT_TRUE(db::IsUniqueViolation(
      Write([](auto& sql) { return InsertClaim(sql, NewClaim("c2")); })));
  const auto record = Read<OwnRecord>(
      [](auto& sql) { return OwnRecordOf(sql, "northgate", "r1", "7D27V2"); });
  ASSERT_TRUE(record.claim.has_value());
  EXPECT_EQ(record.claim->id, "c1");
  EXPECT_THAT(record.claim->units, SizeIs(2));
  EXPECT_FALSE(record.plan.has_value());
}

TEST_F(StoreTest, ALapsedClaimGivesWay) {  // D61
  bool awarded = true;
  ASSERT_THAT(Write([&](auto& sql) -> absl::Status {
                ATTEST_RETURN_IF_ERROR(InsertClaim(sql, NewClaim("c1")));
                ATTEST_RETURN_IF_ERROR(MarkLapsed(sql, "r1", "c1").status());
                ATTEST_ASSIGN_OR_RETURN(awarded, MarkAwarded(sql, "r1", "c1"));
                return InsertClaim(sql, NewClaim("c2"));
              }),
              IsOk());

  EXPECT_FALSE(awarded);
  const auto record = Read<OwnRecord>(
      [](auto& sql) { return OwnRecordOf(sql, "northgate", "r1", "7D27V2"); });
  ASSERT_TRUE(record.claim.has_value());
  EXPECT_EQ(record.claim->id, "c2");
}

TEST_F(StoreTest, AClaimIsAwardedOnceAndItsCertificateFound) {  // D64
  Award award;
  award.id = "a1";
  award.registration = "r1";
  award.claim = "c1";
  award.centre = "northgate";
  award.certificate_number = "222222-222222-222222";
  award.title = "A title";
  award.learner_name = "Lee Å. O'Learner";
  award.award_date = absl::CivilDay(2026, 2, 28);
  award.credits = 45;
  bool first = false;
  bool second = true;
  ASSERT_THAT(Write([&](auto& sql) -> absl::Status {
                ATTEST_RETURN_IF_ERROR(InsertClaim(sql, NewClaim("c1")));
                ATTEST_ASSIGN_OR_RETURN(first, MarkAwarded(sql, "r1", "c1"));
                ATTEST_ASSIGN_OR_RETURN(second, MarkAwarded(sql, "r1", "c1"));
                return InsertAward(sql, award);
              }),
              IsOk());

  const auto found = Read<std::optional<Award>>([&](auto& sql) {
    return FindAwardByNumber(sql, award.certificate_number);
  });

  EXPECT_TRUE(first);
  EXPECT_FALSE(second);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->learner_name, award.learner_name);
  EXPECT_EQ(found->award_date, award.award_date);
  ASSERT_THAT(found->units, SizeIs(2));
  EXPECT_EQ(found->units[0].title, "A title");
  EXPECT_EQ(found->units[0].revision, 2);
  award.id = "a2";
  award.certificate_number = "333333-333333-333333";
  EXPECT_TRUE(db::IsUniqueViolation(
      Write([&](auto& sql) { return InsertAward(sql, award); })));
}

TEST_F(StoreTest, NothingIsFoundWhereNothingIs) {
  EXPECT_FALSE(Read<std::optional<Sample>>([](auto& sql) {
                 return FindSample(sql, "northgate", "none");
               }).has_value());
  EXPECT_FALSE(Read<std::optional<Claim>>([](auto& sql) {
                 return FindClaim(sql, "r1", "none");
               }).has_value());
  EXPECT_FALSE(Read<std::optional<Award>>([](auto& sql) {
                 return FindAward(sql, "none");
               }).has_value());
  EXPECT_FALSE(Read<std::optional<Moderation>>([](auto& sql) {
                 return FindModeration(sql, "r1", "none");
               }).has_value());
}

}  // namespace
}  // namespace attest::verification::store
