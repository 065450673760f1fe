#include "libs/cache/floors.h"

#include "gtest/gtest.h"

namespace attest::cache {
namespace {

constexpr absl::Time kNow = absl::UnixEpoch();

TEST(Floors, RiseAndNeverSink) {
  Floors floors(absl::Minutes(1));
  EXPECT_EQ(floors.Of("a"), 0);

  floors.Raise("a", 7, kNow);
  floors.Raise("a", 5, kNow);

  EXPECT_EQ(floors.Of("a"), 7);
  EXPECT_EQ(floors.Of("b"), 0);
}

TEST(Floors, AreForgottenWhenNothingOlderCanComeBack) {
  Floors floors(absl::Minutes(1));
  floors.Raise("a", 7, kNow);
  floors.Raise("b", 1, kNow);
  floors.Raise("a", 8, kNow + absl::Seconds(30));

  floors.Raise("c", 1, kNow + absl::Seconds(60));
  EXPECT_EQ(floors.Of("a"), 8);
  EXPECT_EQ(floors.Of("b"), 0);

  floors.Raise("c", 2, kNow + absl::Seconds(90));
  EXPECT_EQ(floors.Of("a"), 0);
  EXPECT_EQ(floors.size(), 1u);
}

TEST(Floors, OfWhatLivesForEverAreKeptForEver) {
  Floors floors(absl::InfiniteDuration());
  floors.Raise("a", 7, kNow);
  floors.Raise("b", 7, absl::InfiniteFuture());

  EXPECT_EQ(floors.Of("a"), 7);
}

}  // namespace
}  // namespace attest::cache
