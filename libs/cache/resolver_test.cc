#include "libs/cache/resolver.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::cache {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Resolver, ReadsAddresses) {
  Resolver four("127.0.0.1:6379");
  EXPECT_FALSE(four.is_socket());
  EXPECT_EQ(four.port(), 6379);
  EXPECT_THAT(four.Resolve(Deadline(absl::ZeroDuration())),
              ElementsAre("127.0.0.1"));

  Resolver six("[::1]:6380");
  EXPECT_EQ(six.port(), 6380);
  EXPECT_THAT(six.Resolve(Deadline(absl::ZeroDuration())), ElementsAre("::1"));

  Resolver socket("/run/redis:1/redis.sock");
  EXPECT_TRUE(socket.is_socket());
  EXPECT_EQ(socket.path(), "/run/redis:1/redis.sock");
}

TEST(Resolver, LooksUpNamesAgainAndAgain) {
  Resolver local("localhost:6379");
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(local.Resolve(Deadline(absl::Seconds(20))), Not(IsEmpty()));
  }
}

// The look-up goes on; who comes next takes what it found.
TEST(Resolver, WaitsNoLongerThanItMay) {
  Resolver local("localhost:6379");
  local.Resolve(Deadline(absl::ZeroDuration()));

  EXPECT_THAT(local.Resolve(Deadline(absl::Seconds(20))), Not(IsEmpty()));
}

}  // namespace
}  // namespace attest::cache
