#include "services/assessment/store/sign_offs.h"

#include "services/assessment/testing/store_fixture.h"

namespace attest::assessment::store {
namespace {

using attest::testing::IsOk;
using ::testing::ElementsAre;

class SignOffStoreTest : public StoreTest {
 protected:
  SignOff Sample(const std::string& registration, const std::string& unit,
                 int64_t revision = 1) {
    return {.registration = registration,
            .unit = unit,
            .revision = revision,
            .centre = "northgate",
            .assessor = "amir",
            .sign_time = clock_.Now(),
            .state = UnitState::kSignedOff,
            .credits = 5,
            .learner_declared_date = "2026-11-24",
            .syllabus_version = "8",
            .involved_people = {"amir", "tom"}};
  }
  absl::Status Insert(const SignOff& sign_off) {
    return Write([&](auto& sql) { return InsertSignOff(sql, sign_off); });
  }
  std::optional<SignOff> Find(const std::string& unit) {
    return Read([&](auto& sql) { return FindSignOff(sql, "r1", unit); });
  }
  bool Return(const std::string& unit, int64_t revision) {
    bool returned = false;
    EXPECT_THAT(Write([&](auto& sql) -> absl::Status {
                  ATTEST_ASSIGN_OR_RETURN(
                      returned, ReturnUnit(sql, "r1", unit, revision));
                  return absl::OkStatus();
                }),
                IsOk());
    return returned;
  }
};

TEST_F(SignOffStoreTest, GivesBackTheLastOfAUnit) {
  ASSERT_THAT(Insert(Sample("r1", "57")), IsOk());
  EXPECT_EQ(Find("57")->revision, 1);
  EXPECT_EQ(Find("57")->credits, 5);
  EXPECT_EQ(Find("57")->sign_time, clock_.Now());
  EXPECT_EQ(Find("57")->learner_declared_date, "2026-11-24");
  EXPECT_THAT(Find("57")->involved_people, ElementsAre("amir", "tom"));
  EXPECT_FALSE(Find("67").has_value());

  ASSERT_THAT(Insert(Sample("r1", "57", 2)), IsOk());
  EXPECT_EQ(Find("57")->revision, 2);
  EXPECT_TRUE(db::IsUniqueViolation(Insert(Sample("r1", "57", 2))));
}

// Once, and only the revision that was looked at.
TEST_F(SignOffStoreTest, ReturnsTheRevisionInForce) {
  ASSERT_THAT(Insert(Sample("r1", "57")), IsOk());
  const auto signed_off = [&] {
    return Read([](auto& sql) { return SignedOffUnits(sql, "r1"); });
  };
  EXPECT_THAT(signed_off(), ElementsAre("57"));
  EXPECT_FALSE(Return("57", 2));
  EXPECT_TRUE(Return("57", 1));
  EXPECT_THAT(signed_off(), ::testing::IsEmpty());
  EXPECT_FALSE(Return("57", 1));
  EXPECT_EQ(Find("57")->state, UnitState::kReturned);

  ASSERT_THAT(Insert(Sample("r1", "57", 2)), IsOk());
  EXPECT_FALSE(Return("57", 1));
  EXPECT_EQ(Find("57")->state, UnitState::kSignedOff);
}

TEST_F(SignOffStoreTest, ListsByRegistrationAndUnit) {
  for (const auto& [registration, unit] :
       {std::pair("r2", "57"), std::pair("r1", "67"), std::pair("r1", "57")}) {
    ASSERT_THAT(Insert(Sample(registration, unit)), IsOk());
  }
  ASSERT_THAT(Insert(Sample("r1", "57", 2)), IsOk());
  SignOff elsewhere = Sample("r9", "57");
  elsewhere.centre = "southport";
  ASSERT_THAT(Insert(elsewhere), IsOk());
  const auto names = [](const std::vector<SignOff>& all) {
    std::vector<std::string> text;
    for (const auto& one : all) {
      text.push_back(one.registration + " " + one.unit);
    }
    return text;
  };

  EXPECT_THAT(names(Read([](auto& sql) {
                return ListSignOffsOfCentre(sql, "northgate", {}, 10);
              })),
              ElementsAre("r1 57", "r1 67", "r2 57"));
  EXPECT_THAT(names(Read([](auto& sql) {
                return ListSignOffsOfCentre(sql, "northgate", {"r1", "57"}, 1);
              })),
              ElementsAre("r1 67"));
  EXPECT_THAT(names(Read([](auto& sql) {
                return ListSignOffsOfRegistration(sql, "r1", {}, 10);
              })),
              ElementsAre("r1 57", "r1 67"));
  EXPECT_THAT(names(Read([](auto& sql) {
                return ListSignOffsOfRegistration(sql, "r1", {"r1", "57"}, 10);
              })),
              ElementsAre("r1 67"));
}

}  // namespace
}  // namespace attest::assessment::store
