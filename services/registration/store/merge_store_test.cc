// Learners that change and become one, and corrections, on a real database.
#include "services/registration/store/batch_store.h"
#include "services/registration/store/conflict_store.h"
#include "services/registration/store/correction_store.h"
#include "services/registration/testing/store_fixture.h"

namespace attest::registration::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MergeStoreTest : public StoreTest {
 protected:
  MergeStoreTest() {
    AddCentre();
    EXPECT_TRUE(Add(Person("l1", "1000000043")));
    EXPECT_TRUE(Add(Person("l2", "9276308686")));
    EXPECT_TRUE(Add(Of("r1", "l1")));
    Registration second = Of("r2", "l2");
    second.qualification = "BEE3";
    EXPECT_TRUE(Add(second));
  }

  Learner Get(const std::string& id) {
    return *Read<std::optional<Learner>>(
        [&](auto& tx) { return FindLearner(tx, id); });
  }
  absl::Status Update(const Learner& learner) {
    return Write(
        [&](auto& tx) { return UpdateLearner(tx, learner, clock_.Now()); });
  }
  void Move(const Learner& kept) {
    ASSERT_THAT(Update(kept), IsOk());
    ASSERT_THAT(Write([&](auto& tx) { return MoveToLearner(tx, kept, "l2"); }),
                IsOk());
  }
  Correction Of30(const std::string& id, const std::string& centre) {
    Correction correction;
    correction.learner = "l1";
    correction.id = id;
    correction.fields = {{"full_name", "Ann Example", "Ann Exemplar"},
                         {"birth_date", "1980-02-29", "1980-02-28"}};
    correction.reason = "Passport seen.";
    correction.centre = centre;
    correction.requested_by = "carol";
    correction.requested = clock_.Now();
    return correction;
  }
  std::vector<std::string> Listed(const CorrectionFilter& filter,
                                  const CreationKey& after = {}) {
    std::vector<std::string> ids;
    for (const Correction& one : Read<std::vector<Correction>>([&](auto& tx) {
           return ListCorrections(tx, filter, after, 10);
         })) {
      ids.push_back(one.id);
    }
    return ids;
  }
};

// D25
TEST_F(MergeStoreTest, KeepsWhatChangedOfALearner) {
  Learner learner = Get("l1");
  learner.full_name = "Ann Exemplar";
  learner.former_numbers = {"1000000051"};
  learner.former_organisation_numbers = {"P9"};
  learner.revision = 2;
  ASSERT_THAT(Update(learner), IsOk());

  const Learner read = Get("l1");
  EXPECT_EQ(read.full_name, "Ann Exemplar");
  EXPECT_EQ(read.revision, 2);
  EXPECT_THAT(read.former_numbers, ElementsAre("1000000051"));
  EXPECT_THAT(read.former_organisation_numbers, ElementsAre("P9"));
}

TEST_F(MergeStoreTest, GivesANumberToOneRecordOnly) {
  Learner learner = Get("l1");
  learner.unique_learner_number = "9276308686";
  EXPECT_TRUE(db::IsUniqueViolation(Update(learner)));
  ASSERT_THAT(Write([](auto& tx) { return ReleaseNumber(tx, "9276308686"); }),
              IsOk());
  EXPECT_THAT(Update(learner), IsOk());
  EXPECT_EQ(Holder("9276308686")->learner, "l1");
  EXPECT_FALSE(Holder("1000000043").has_value());
}

// Complaint 6: registrations go over, and the old number leads to who stays.
TEST_F(MergeStoreTest, MovesRegistrationsAndNumbers) {
  Learner kept = Get("l1");
  kept.subject = "ann";
  kept.former_numbers = {"9276308686"};
  Move(kept);

  EXPECT_EQ(Get("l2").merged_into, "l1");
  EXPECT_EQ(Find("r2")->learner, "l1");
  EXPECT_EQ(Find("r2")->learner_subject, "ann");
  EXPECT_EQ(Find("r1")->learner_subject, "ann");
  EXPECT_EQ(Holder("9276308686")->learner, "l1");
  EXPECT_TRUE(Holder("9276308686")->same_centre);
  EXPECT_FALSE(Add(Person("l3", "9276308686")));
}

// Whoever looks like the record that went is a duplicate of the one that stays.
TEST_F(MergeStoreTest, FindsDuplicatesOfBothRecordsOnce) {
  Move(Get("l1"));
  const auto found = Read<std::vector<DuplicateCandidate>>([&](auto& tx) {
    return FindDuplicates(tx, Person("", ""), "northgate");
  });

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].learner, "l1");
}

TEST_F(MergeStoreTest, FollowsAChainOfMerges) {
  ASSERT_TRUE(Add(Person("l0", "")));
  Move(Get("l1"));
  ASSERT_THAT(
      Write([&](auto& tx) { return MoveToLearner(tx, Get("l0"), "l1"); }),
      IsOk());

  EXPECT_EQ(Get("l2").merged_into, "l0");
  EXPECT_EQ(Find("r2")->learner, "l0");
}

// D19: conflicts of interest stay with the person.
TEST_F(MergeStoreTest, MovesConflictsOfInterest) {
  Conflict conflict;
  conflict.centre = "northgate";
  conflict.id = "c1";
  conflict.person = "bob";
  conflict.learner = "l2";
  conflict.period = {.first = Day(2026, 1, 1), .last = {}};
  ASSERT_TRUE(Try([&](auto& tx) { return InsertConflict(tx, conflict); }));
  Move(Get("l1"));

  EXPECT_EQ(Read<std::optional<Conflict>>([](auto& tx) {
              return FindConflict(tx, "northgate", "c1");
            })->learner,
            "l1");
}

TEST_F(MergeStoreTest, KnowsWhoseSubjectIsTaken) {
  const auto taken = [&](const std::string& id, const std::string& subject) {
    Learner learner = Get(id);
    learner.subject = subject;
    return Read<bool>([&](auto& tx) { return SubjectIsTaken(tx, learner); });
  };
  ASSERT_TRUE(Add(Person("l3", "")));
  ASSERT_TRUE(Add(Of("r3", "l3", "zoe")));

  EXPECT_TRUE(taken("l1", "zoe"));
  EXPECT_FALSE(taken("l2", "zoe"));
  EXPECT_FALSE(taken("l3", "zoe"));
  EXPECT_FALSE(taken("l1", ""));
}

// D30
TEST_F(MergeStoreTest, KeepsCorrections) {
  Correction correction = Of30("c1", "northgate");
  ASSERT_THAT(Write([&](auto& tx) { return InsertCorrection(tx, correction); }),
              IsOk());
  correction.state = CorrectionState::kRefused;
  correction.decided_by = "olga";
  correction.decided = clock_.Now();
  correction.decide_reason = "No.";
  ASSERT_THAT(Write([&](auto& tx) { return UpdateCorrection(tx, correction); }),
              IsOk());

  const auto read = Read<std::optional<Correction>>(
      [](auto& tx) { return FindCorrection(tx, "l1", "c1"); });
  EXPECT_EQ(read->fields, correction.fields);
  EXPECT_EQ(read->state, CorrectionState::kRefused);
  EXPECT_EQ(read->decided_by, "olga");
  EXPECT_EQ(read->decide_reason, "No.");
  EXPECT_EQ(read->requested_by, "carol");
  EXPECT_FALSE(Read<std::optional<Correction>>([](auto& tx) {
                 return FindCorrection(tx, "l2", "c1");
               }).has_value());
}

TEST_F(MergeStoreTest, ListsCorrections) {
  for (const auto& [id, centre] :
       {std::pair{"c1", "northgate"}, std::pair{"c2", "southbank"},
        std::pair{"c3", "northgate"}}) {
    ASSERT_THAT(Write([&, id = id, centre = centre](auto& tx) {
                  return InsertCorrection(tx, Of30(id, centre));
                }),
                IsOk());
    clock_.Advance(absl::Seconds(1));
  }

  EXPECT_THAT(Listed({}), ElementsAre("c1", "c2", "c3"));
  EXPECT_THAT(Listed({.centres = {"northgate", "x"}}), ElementsAre("c1", "c3"));
  EXPECT_THAT(Listed({.learner = "l2"}), IsEmpty());
  EXPECT_THAT(Listed({.learner = "l1", .state = CorrectionState::kApproved}),
              IsEmpty());
  EXPECT_THAT(Listed({.state = CorrectionState::kRequested}), SizeIs(3));
}

TEST_F(MergeStoreTest, KeepsTheAnswersOfABatch) {
  const BatchKey key{"carol", "b1"};
  ASSERT_THAT(Write([&](auto& tx) {
                return InsertBatch(tx, key, "northgate", clock_.Now());
              }),
              IsOk());
  ASSERT_THAT(Write([&](auto& tx) -> absl::Status {
                ATTEST_RETURN_IF_ERROR(PutAnswer(tx, key, 2, {"f", "first"}));
                ATTEST_RETURN_IF_ERROR(PutAnswer(tx, key, 2, {"g", "later"}));
                ATTEST_RETURN_IF_ERROR(PutAnsweredTo(tx, key, 5));
                return PutAnsweredTo(tx, key, 3);
              }),
              IsOk());

  EXPECT_EQ(Read<int64_t>([&](auto& tx) { return AnsweredTo(tx, key); }), 5);
  EXPECT_EQ(Read<int64_t>([&](auto& tx) {
              return AnsweredTo(tx, BatchKey{"eve", "b1"});
            }),
            0);
  const auto kept = Read<std::optional<KeptAnswer>>(
      [&](auto& tx) { return FindAnswer(tx, key, 2); });
  EXPECT_EQ(kept->fingerprint, "f");
  EXPECT_EQ(kept->answer, "first");
  EXPECT_FALSE(Read<std::optional<KeptAnswer>>([&](auto& tx) {
                 return FindAnswer(tx, key, 1);
               }).has_value());
}

}  // namespace
}  // namespace attest::registration::store
