// Transactions: all or nothing, one snapshot.
#include <thread>

#include "tests/contract/database_contract.h"

namespace attest::db {
namespace {

TEST_P(DatabaseContract, WriteCommitsWhenTheBodyIsOk) {
  ASSERT_THAT(AddCentre("south", 3), testing::IsOk());

  const Rows rows = Read("SELECT size FROM centre WHERE id = $1", "south");

  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Int(0), 3);
}

TEST_P(DatabaseContract, WhatIsCommittedIsSeenByAnotherProcess) {
  ASSERT_THAT(AddCentre("south", 3), testing::IsOk());

  database_ = Open(1, absl::Seconds(5));

  EXPECT_EQ(Centres(), 2);
}

TEST_P(DatabaseContract, WriteRollsBackAndReturnsTheBodysStatus) {
  const absl::Status refused = absl::NotFoundError("no");

  const absl::Status status =
      database_->Write([&](Transaction& tx) -> absl::Status {
        ATTEST_RETURN_IF_ERROR(tx.Execute(kGrow));
        return refused;
      });

  EXPECT_EQ(status, refused);
  EXPECT_EQ(Size(), 0);
}

TEST_P(DatabaseContract, AnAbortedOfTheBodyIsNotRetried) {
  int runs = 0;

  const absl::Status status = database_->Write([&](Transaction&) {
    ++runs;
    return absl::AbortedError("stale etag");
  });

  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(runs, 1);
}

TEST_P(DatabaseContract, AStatementErrorRollsBackThoughTheBodyIsOk) {
  const absl::Status status =
      database_->Write([](Transaction& tx) -> absl::Status {
        ATTEST_RETURN_IF_ERROR(tx.Execute(kGrow));
        tx.Execute("INSERT INTO centre (id, size) VALUES ('north', 1)")
            .IgnoreError();
        return absl::OkStatus();
      });

  EXPECT_THAT(status,
              testing::FailsWith(absl::StatusCode::kAlreadyExists, "UNIQUE"));
  EXPECT_EQ(Size(), 0);
}

TEST_P(DatabaseContract, NothingRunsBehindAStatementError) {
  absl::Status second;

  database_
      ->Write([&](Transaction& tx) {
        tx.Execute("INSERT INTO centre (id, size) VALUES ('north', 1)")
            .IgnoreError();
        second = tx.Execute(kGrow);
        return absl::OkStatus();
      })
      .IgnoreError();

  EXPECT_FALSE(second.ok());
}

TEST_P(DatabaseContract, ReadSeesOneSnapshot) {
  int64_t before = -1;
  int64_t after = -1;
  const auto count = [](Transaction& tx, int64_t& into) -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(const Rows rows,
                            tx.Query("SELECT COUNT(*) FROM centre"));
    into = rows[0].Int(0);
    return absl::OkStatus();
  };

  ASSERT_THAT(database_->Read([&](Transaction& tx) -> absl::Status {
    ATTEST_RETURN_IF_ERROR(count(tx, before));
    std::thread([&] {
      EXPECT_THAT(AddCentre("south", 1), testing::IsOk());
    }).join();
    return count(tx, after);
  }),
              testing::IsOk());

  EXPECT_EQ(before, 1);
  EXPECT_EQ(after, 1);
  EXPECT_EQ(Centres(), 2);
}

TEST_P(DatabaseContract, ReadDoesNotSeeWhatIsNotCommitted) {
  ASSERT_THAT(database_->Write([&](Transaction& tx) -> absl::Status {
    ATTEST_RETURN_IF_ERROR(tx.Execute(kGrow));
    std::thread([&] { EXPECT_EQ(Size(), 0); }).join();
    return absl::OkStatus();
  }),
              testing::IsOk());

  EXPECT_EQ(Size(), 1);
}

TEST_P(DatabaseContract, WritingInAReadIsRefused) {
  const absl::Status status =
      database_->Read([](Transaction& tx) { return tx.Execute(kGrow); });

  EXPECT_THAT(status, testing::FailsWith(absl::StatusCode::kInternal, "SQL"));
  EXPECT_EQ(Size(), 0);
  EXPECT_THAT(Write(kGrow), testing::IsOk());
}

TEST_P(DatabaseContract, ReturningGivesRowsAndHoldsUpNobody) {
  int64_t size = 0;
  ASSERT_THAT(database_->Write([&](Transaction& tx) -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(
        const Rows rows,
        tx.Query("UPDATE centre SET size = size + $1 RETURNING size", 5));
    size = rows[0].Int(0);
    return absl::OkStatus();
  }),
              testing::IsOk());

  EXPECT_EQ(size, 5);
  EXPECT_THAT(Write(kGrow), testing::IsOk());
  EXPECT_EQ(Size(), 6);
}

}  // namespace
}  // namespace attest::db
