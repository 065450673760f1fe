// Many at once.
#include <thread>
#include <vector>

#include "tests/contract/database_contract.h"

namespace attest::db {
namespace {

TEST_P(DatabaseContract, OfManyThatInsertOneKeyExactlyOneWins) {
  std::vector<absl::Status> results(16);

  InThreads(16, [&](int i) { results[i] = AddCentre("south", i); });

  int won = 0;
  for (const absl::Status& status : results) {
    won += status.ok() ? 1 : 0;
    EXPECT_TRUE(status.ok() || IsUniqueViolation(status)) << status;
  }
  EXPECT_EQ(won, 1);
}

TEST_P(DatabaseContract, NoIncrementOfManyWritersIsLost) {
  InThreads(32, [&](int) {
    for (int i = 0; i < 20; ++i) EXPECT_THAT(Write(kGrow), testing::IsOk());
  });

  EXPECT_EQ(Size(), 32 * 20);
}

// What a body read is still so when it commits: services compare etags.
TEST_P(DatabaseContract, NoWriteOverlooksWhatItRead) {
  InThreads(8, [&](int) {
    for (int i = 0; i < 10; ++i) {
      EXPECT_THAT(database_->Write([](Transaction& tx) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(const Rows rows,
                                tx.Query("SELECT size FROM centre"));
        return tx.Execute("UPDATE centre SET size = $1", rows[0].Int(0) + 1);
      }),
                  testing::IsOk());
    }
  });

  EXPECT_EQ(Size(), 80);
}

TEST_P(DatabaseContract, ProcessesDoNotLoseEachOthersWrites) {
  const auto other = Open(4, absl::Seconds(20));

  InThreads(8, [&](int thread) {
    Database& mine = thread % 2 == 0 ? *database_ : *other;
    for (int i = 0; i < 10; ++i) {
      EXPECT_THAT(mine.Write([](Transaction& tx) { return tx.Execute(kGrow); }),
                  testing::IsOk());
    }
  });

  EXPECT_EQ(Size(), 80);
}

TEST_P(DatabaseContract, AWriterThatWaitsTooLongForAnotherIsToldOfTheConflict) {
  const auto other = Open(1, absl::Milliseconds(50));
  absl::Status status;

  ASSERT_THAT(database_->Write([&](Transaction& tx) -> absl::Status {
    ATTEST_RETURN_IF_ERROR(tx.Execute(kGrow));
    status = other->Write([](Transaction& tx2) { return tx2.Execute(kGrow); });
    return absl::OkStatus();
  }),
              testing::IsOk());

  EXPECT_THAT(status,
              testing::FailsWith(absl::StatusCode::kAborted, "CONFLICT"));
  EXPECT_EQ(Size(), 1);
  EXPECT_THAT(other->Write([](Transaction& tx) { return tx.Execute(kGrow); }),
              testing::IsOk());
}

TEST_P(DatabaseContract, AFullPoolRefusesAfterTheWait) {
  const auto small = Open(1, absl::Milliseconds(30));
  absl::Status read;
  absl::Status write;
  const auto nothing = [](Transaction&) { return absl::OkStatus(); };

  ASSERT_THAT(small->Read([&](Transaction&) {
    read = small->Read(nothing);
    write = small->Write(nothing);
    return absl::OkStatus();
  }),
              testing::IsOk());

  const auto full = testing::FailsWith(absl::StatusCode::kResourceExhausted,
                                       "POOL_EXHAUSTED");
  EXPECT_THAT(read, full);
  EXPECT_THAT(write, full);
  EXPECT_THAT(small->Read(nothing), testing::IsOk());
  EXPECT_THAT(small->Write(nothing), testing::IsOk());
}

TEST_P(DatabaseContract, AFullPoolIsWaitedFor) {
  const auto small = Open(2, absl::Seconds(20));

  InThreads(16, [&](int) {
    for (int i = 0; i < 20; ++i) {
      EXPECT_THAT(small->Read([](Transaction& tx) {
        return tx.Execute("SELECT * FROM centre");
      }),
                  testing::IsOk());
    }
  });
}

TEST_P(DatabaseContract, ReadersFindAConnectionHoweverManyWrite) {
  const auto two = Open(2, absl::Seconds(20));
  std::vector<std::thread> writers;
  const auto grow = [](Transaction& tx) { return tx.Execute(kGrow); };

  ASSERT_THAT(two->Write([&](Transaction& tx) -> absl::Status {
    for (int i = 0; i < 4; ++i) {
      writers.emplace_back(
          [&] { EXPECT_THAT(two->Write(grow), testing::IsOk()); });
    }
    EXPECT_THAT(two->Read([](Transaction& tx2) {
      return tx2.Execute("SELECT * FROM centre");
    }),
                testing::IsOk());
    return tx.Execute(kGrow);
  }),
              testing::IsOk());

  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(Size(), 5);
}

}  // namespace
}  // namespace attest::db
