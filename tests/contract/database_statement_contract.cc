// Statements: parameters, values, rows, errors.
#include <limits>
#include <string>

#include "tests/contract/database_contract.h"

namespace attest::db {
namespace {

TEST_P(DatabaseContract, AUniqueIndexIsNamed) {
  const absl::Status status = AddCentre("north", 1);

  ASSERT_THAT(status,
              testing::FailsWith(absl::StatusCode::kAlreadyExists, "UNIQUE"));
  EXPECT_TRUE(IsUniqueViolation(status));
  EXPECT_THAT(ErrorInfoOf(status)->metadata.at("constraint"),
              ::testing::HasSubstr("centre"));
}

TEST_P(DatabaseContract, OtherErrorsAreNoUniqueViolation) {
  EXPECT_FALSE(IsUniqueViolation(absl::AlreadyExistsError("centre")));
  EXPECT_FALSE(IsUniqueViolation(absl::OkStatus()));
  EXPECT_FALSE(IsUniqueViolation(AddCentre("south", -1)));
}

TEST_P(DatabaseContract, AForeignKeyIsHeld) {
  const absl::Status status =
      Write("INSERT INTO learner (id, centre) VALUES ('ann', 'nowhere')");

  EXPECT_THAT(status, testing::FailsWith(absl::StatusCode::kFailedPrecondition,
                                         "FOREIGN_KEY"));
}

TEST_P(DatabaseContract, ACheckIsHeld) {
  EXPECT_THAT(
      AddCentre("south", -1),
      testing::FailsWith(absl::StatusCode::kFailedPrecondition, "CHECK"));
}

TEST_P(DatabaseContract, NotNullIsHeld) {
  EXPECT_THAT(
      Write("INSERT INTO centre (id, size) VALUES ($1, 1)", kNull),
      testing::FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_NULL"));
}

TEST_P(DatabaseContract, ErrorTextsHoldNoValues) {
  for (const absl::Status& status :
       {AddCentre("north", 7531), AddCentre("secret", -7531),
        Write("INSERT INTO centre (id, size) VALUES ($1, $2)", "secret", kNull),
        Write("INSERT INTO learner (id, centre) VALUES ($1, $2)", "secret",
              "7531"),
        Write("INSERT INTO nothing (id) VALUES ($1)", "secret")}) {
    EXPECT_FALSE(status.ok());
    EXPECT_THAT(status.ToString(), ::testing::Not(::testing::AnyOf(
                                       ::testing::HasSubstr("7531"),
                                       ::testing::HasSubstr("secret"))));
  }
}

TEST_P(DatabaseContract, WrongSqlIsInternal) {
  const auto wrong = testing::FailsWith(absl::StatusCode::kInternal, "SQL");
  EXPECT_THAT(Write("SELEKT 1"), wrong);
  EXPECT_THAT(Write("SELECT * FROM nothing"), wrong);
  EXPECT_THAT(Write(""), wrong);
  EXPECT_THAT(Write("DELETE FROM learner; DELETE FROM centre"), wrong);
  EXPECT_EQ(Centres(), 1);
}

TEST_P(DatabaseContract, AsManyParametersAsPlaces) {
  const auto wrong = testing::FailsWith(absl::StatusCode::kInternal, "SQL");
  EXPECT_THAT(Write("UPDATE centre SET size = $1"), wrong);
  EXPECT_THAT(Write("UPDATE centre SET size = $1", 1, 2), wrong);
}

TEST_P(DatabaseContract, ParametersGoByNumberNotByPlace) {
  ASSERT_THAT(Write("INSERT INTO centre (size, id) VALUES ($2, $1)", "south",
                    int64_t{9}),
              testing::IsOk());

  const Rows rows =
      Read("SELECT size FROM centre WHERE id = $2 AND size > $1 AND id = $2", 5,
           "south");

  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Int(0), 9);
}

TEST_P(DatabaseContract, MoreThanNineParameters) {
  ASSERT_THAT(Write("INSERT INTO centre (id, size) VALUES ($1, $2), ($3, $4),"
                    " ($5, $6), ($7, $8), ($9, $10), ($11, $12)",
                    "a", 1, "b", 2, "c", 3, "d", 4, "e", 5, "f", 6),
              testing::IsOk());

  EXPECT_EQ(ReadInt("SELECT size FROM centre WHERE id = 'f'"), 6);
}

TEST_P(DatabaseContract, NullStaysNull) {
  ASSERT_THAT(AddLearner(kNull, kNull, kNull), testing::IsOk());

  const Rows rows = Read("SELECT note, photo, born FROM learner");

  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].size(), 3);
  EXPECT_TRUE(rows[0].IsNull(0) && rows[0].IsNull(1) && rows[0].IsNull(2));
  EXPECT_EQ(rows[0].Text(0), "");
  EXPECT_EQ(rows[0].Bytes(1), "");
  EXPECT_EQ(rows[0].IntOr(2, 7), 7);
}

TEST_P(DatabaseContract, EmptyIsNotNull) {
  ASSERT_THAT(AddLearner(std::string(), Blob{}, int64_t{0}), testing::IsOk());

  const Rows rows = Read("SELECT note, photo, born FROM learner");

  EXPECT_FALSE(rows[0].IsNull(0) || rows[0].IsNull(1) || rows[0].IsNull(2));
  EXPECT_EQ(rows[0].Bytes(1), "");
}

TEST_P(DatabaseContract, BytesAreKeptAsTheyAre) {
  std::string bytes;
  for (int i = 0; i < 512; ++i) bytes.push_back(static_cast<char>(i));
  ASSERT_THAT(AddLearner(kNull, Blob{bytes}, kNull), testing::IsOk());

  EXPECT_EQ(Read("SELECT photo FROM learner")[0].Bytes(0), bytes);
  EXPECT_EQ(Read("SELECT id FROM learner WHERE photo = $1", Blob{bytes}).size(),
            1u);
}

TEST_P(DatabaseContract, LargeValuesAreKept) {
  const std::string large(8 << 20, 'x');
  ASSERT_THAT(AddLearner(large, Blob{large}, kNull), testing::IsOk());

  const Rows rows = Read("SELECT note, photo FROM learner");

  EXPECT_TRUE(rows[0].Text(0) == large);
  EXPECT_TRUE(rows[0].Bytes(1) == large);
}

TEST_P(DatabaseContract, TheWholeRangeOfIntegersIsKept) {
  for (const int64_t number :
       {std::numeric_limits<int64_t>::min(), int64_t{-1}, int64_t{0},
        std::numeric_limits<int64_t>::max()}) {
    ASSERT_THAT(Write("DELETE FROM learner"), testing::IsOk());
    ASSERT_THAT(AddLearner(kNull, kNull, number), testing::IsOk());
    EXPECT_EQ(ReadInt("SELECT born FROM learner"), number);
  }
}

TEST_P(DatabaseContract, TextIsUtf8) {
  const std::string name =
      "Zoë Ångström \xE5\xB1\xB1\xE7\x94\xB0 \xF0\x9F\x8E\x93";
  ASSERT_THAT(AddLearner(name, kNull, kNull), testing::IsOk());

  EXPECT_EQ(Read("SELECT note FROM learner")[0].Text(0), name);
}

TEST_P(DatabaseContract, TextThatIsNoneIsRefused) {
  const auto refused =
      testing::FailsWith(absl::StatusCode::kInvalidArgument, "TEXT_ENCODING");
  EXPECT_THAT(AddLearner(std::string("a\0b", 3), kNull, kNull), refused);
  EXPECT_THAT(AddLearner(std::string("\xFF"), kNull, kNull), refused);
  EXPECT_THAT(AddLearner(std::string("\xC0\x80"), kNull, kNull), refused);
  EXPECT_THAT(AddLearner(std::string("\xED\xA0\x80"), kNull, kNull), refused);
}

TEST_P(DatabaseContract, HostileTextIsAValueAndNothingElse) {
  const std::string hostile = "'; DROP TABLE learner; --";
  ASSERT_THAT(AddLearner(hostile, kNull, kNull), testing::IsOk());

  EXPECT_EQ(Read("SELECT id FROM learner WHERE note = $1", hostile).size(), 1u);
}

TEST_P(DatabaseContract, RowsComeInOrder) {
  for (const char* id : {"south", "east", "west"}) {
    ASSERT_THAT(AddCentre(id, 1), testing::IsOk());
  }

  const Rows rows = Read("SELECT id FROM centre ORDER BY id");

  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].Text(0), "east");
  EXPECT_EQ(rows[3].Text(0), "west");
}

TEST_P(DatabaseContract, ChangesCountsTheRowsOfTheLastStatement) {
  ASSERT_THAT(AddCentre("south", 1), testing::IsOk());
  std::vector<int64_t> changes;

  ASSERT_THAT(database_->Write([&](Transaction& tx) -> absl::Status {
    for (const char* sql :
         {"UPDATE centre SET size = 2", "SELECT * FROM centre",
          "UPDATE centre SET size = 3 WHERE id = 'nowhere'",
          "INSERT INTO centre (id, size) VALUES ('south', 1)"
          " ON CONFLICT (id) DO NOTHING",
          "DELETE FROM centre WHERE id = 'south'"}) {
      ATTEST_RETURN_IF_ERROR(tx.Execute(sql));
      if (!std::string_view(sql).starts_with("SELECT")) {
        changes.push_back(tx.changes());
      }
    }
    return absl::OkStatus();
  }),
              testing::IsOk());

  EXPECT_THAT(changes, ::testing::ElementsAre(2, 0, 0, 1));
}

TEST_P(DatabaseContract, OneStatementManyTimesInOneTransaction) {
  ASSERT_THAT(database_->Write([](Transaction& tx) -> absl::Status {
    for (int i = 0; i < 1000; ++i) {
      ATTEST_RETURN_IF_ERROR(
          tx.Execute("INSERT INTO centre (id, size) VALUES ($1, $2)",
                     std::to_string(i), i));
    }
    return absl::OkStatus();
  }),
              testing::IsOk());

  EXPECT_EQ(ReadInt("SELECT SUM(size) FROM centre"), 499500);
}

TEST_P(DatabaseContract, ManyDifferentStatements) {
  ASSERT_THAT(database_->Read([](Transaction& tx) -> absl::Status {
    for (int i = 0; i < 1000; ++i) {
      ATTEST_ASSIGN_OR_RETURN(
          const Rows rows,
          tx.Query("SELECT size + " + std::to_string(i) + " FROM centre"));
      EXPECT_EQ(rows[0].Int(0), i);
    }
    return absl::OkStatus();
  }),
              testing::IsOk());
}

}  // namespace
}  // namespace attest::db
