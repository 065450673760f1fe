#include "libs/auth/caller.h"

#include "gmock/gmock.h"

namespace attest::auth {
namespace {

Caller With(std::vector<Grant> grants) {
  return Caller("p1", std::move(grants), absl::InfiniteFuture());
}

TEST(Caller, IsNobodyWithoutAToken) {
  EXPECT_TRUE(Caller().anonymous());
  EXPECT_FALSE(Caller().Has(v1::ASSESSOR));
  EXPECT_FALSE(With({}).anonymous());
}

TEST(Caller, HoldsARoleOnlyAtTheCentreOfTheGrant) {
  const Caller caller = With({{v1::ASSESSOR, "northgate"}});

  EXPECT_TRUE(caller.Has(v1::ASSESSOR));
  EXPECT_TRUE(caller.HasAt(v1::ASSESSOR, "northgate"));
  EXPECT_FALSE(caller.HasAt(v1::ASSESSOR, "southgate"));
  EXPECT_FALSE(caller.HasAt(v1::ASSESSOR, "northgate2"));
  EXPECT_FALSE(caller.HasAt(v1::ASSESSOR, ""));
  EXPECT_FALSE(caller.HasAt(v1::TUTOR, "northgate"));
}

// A grant without a centre is not a grant for every centre.
TEST(Caller, ReachesEveryCentreOnlyInTheRolesOfTheOrganisation) {
  for (int role = v1::Role_MIN; role <= v1::Role_MAX; ++role) {
    const Caller caller = With({{static_cast<Role>(role), ""}});
    const bool everywhere = role == v1::AWARDING_ADMIN ||
                            role == v1::OPERATOR || role == v1::SERVICE;
    EXPECT_EQ(caller.HasAt(static_cast<Role>(role), "northgate"), everywhere)
        << v1::Role_Name(role);
    EXPECT_EQ(caller.HasAt(static_cast<Role>(role), ""), everywhere);
  }
}

TEST(Caller, HoldsAnyOfSeveralRoles) {
  const Caller caller =
      With({{v1::TUTOR, "northgate"}, {v1::ASSESSOR, "southgate"}});

  EXPECT_TRUE(caller.HasAnyAt({v1::ASSESSOR, v1::TUTOR}, "northgate"));
  EXPECT_FALSE(caller.HasAnyAt({v1::ASSESSOR}, "northgate"));
  EXPECT_FALSE(caller.HasAnyAt({}, "northgate"));
}

}  // namespace
}  // namespace attest::auth
