// Learners and their numbers on a real database.
#include "services/registration/testing/store_fixture.h"

namespace attest::registration::store {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// D23, D24: unique, but for the temporary number and none.
TEST_F(StoreTest, LetsALearnerHaveANumberOfTheirOwn) {
  EXPECT_TRUE(Add(Person("l1", "1000000043")));
  EXPECT_FALSE(Add(Person("l2", "1000000043")));
  EXPECT_TRUE(Add(Person("l3", "9999999999")));
  EXPECT_TRUE(Add(Person("l4", "9999999999")));
  EXPECT_TRUE(Add(Person("l5", "")));
  EXPECT_TRUE(Add(Person("l6", "")));

  EXPECT_EQ(Holder("1000000043")->learner, "l1");
  EXPECT_FALSE(Holder("9999999999").has_value());
  EXPECT_FALSE(Holder("").has_value());
}

// D31: a number is held as long as one registration is not withdrawn.
TEST_F(StoreTest, KnowsWhetherTheHolderOfANumberStudies) {
  AddCentre();
  ASSERT_TRUE(Add(Person("l1", "1000000043")));
  EXPECT_TRUE(Holder("1000000043")->studies);
  ASSERT_TRUE(Add(Of("r1", "l1")));
  Registration second = Of("r2", "l1");
  second.qualification = "BEE3";
  ASSERT_TRUE(Add(second));
  EXPECT_TRUE(Holder("1000000043")->studies);
  EXPECT_TRUE(Holder("1000000043", "northgate")->same_centre);
  EXPECT_FALSE(Holder("1000000043", "southbank")->same_centre);

  EndAs("r1", RegistrationState::kWithdrawn);
  EXPECT_TRUE(Holder("1000000043")->studies);
  EndAs("r2", RegistrationState::kCompleted);
  EXPECT_TRUE(Holder("1000000043")->studies);
  EndAs("r2", RegistrationState::kWithdrawn);
  EXPECT_FALSE(Holder("1000000043")->studies);
}

// D23: a number that is released is free once, and its former row keeps it.
TEST_F(StoreTest, ReleasesANumber) {
  ASSERT_TRUE(Add(Person("l1", "1000000043")));
  ASSERT_THAT(Write([](auto& tx) { return ReleaseNumber(tx, "1000000043"); }),
              IsOk());

  EXPECT_FALSE(Holder("1000000043").has_value());
  EXPECT_TRUE(Add(Person("l2", "1000000043")));
  EXPECT_FALSE(Add(Person("l3", "1000000043")));
  EXPECT_EQ(Holder("1000000043")->learner, "l2");
  EXPECT_EQ(Read<std::optional<Learner>>([](auto& tx) {
              return FindLearner(tx, "l1");
            })->unique_learner_number,
            "1000000043");
}

TEST_F(StoreTest, FindsPossibleDuplicates) {
  AddCentre();
  ASSERT_TRUE(Add(Person("l1", "")));
  ASSERT_TRUE(Add(Of("r1", "l1")));
  const auto found = [&](const Learner& learner, const std::string& centre) {
    return Read<std::vector<DuplicateCandidate>>(
        [&](auto& tx) { return FindDuplicates(tx, learner, centre); });
  };
  Learner wanted = Person("", "");
  wanted.email = "";
  wanted.full_name = "ANN  EXAMPLE";

  ASSERT_THAT(found(wanted, "northgate"), SizeIs(1));
  EXPECT_TRUE(found(wanted, "northgate")[0].same_centre);
  EXPECT_TRUE(found(wanted, "northgate")[0].same_name);
  EXPECT_FALSE(found(wanted, "northgate")[0].same_email);
  EXPECT_FALSE(found(wanted, "southbank")[0].same_centre);
  wanted.full_name = "Bob";
  EXPECT_THAT(found(wanted, "northgate"), IsEmpty());
  wanted.email = "ANN@example.org";
  EXPECT_TRUE(found(wanted, "northgate")[0].same_email);
  wanted.birth_date = Day(1980, 3, 1);
  EXPECT_THAT(found(wanted, "northgate"), IsEmpty());
}

}  // namespace
}  // namespace attest::registration::store
