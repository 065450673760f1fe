#include "tests/bench/catalogue_guarded.h"

#include "gmock/gmock.h"
#include "libs/auth/policies.h"
#include "libs/testing/matchers.h"
#include "tests/bench/echo.pb.h"

namespace attest::bench {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

TEST(GuardedService, DiffersInItsPoliciesAlone) {
  const auto policies = auth::Policies::FromServices(
      {EchoMessage::descriptor()->file()->FindServiceByName("GuardedService")});
  ASSERT_THAT(policies, IsOk());
  const auth::Caller nobody;

  EXPECT_THAT(policies->Check(kOpenMethod + 1, nobody), IsOk());
  EXPECT_THAT(policies->Check(kGuardedMethod + 1, nobody),
              FailsWith(absl::StatusCode::kUnauthenticated, "NO_TOKEN"));
}

}  // namespace
}  // namespace attest::bench
