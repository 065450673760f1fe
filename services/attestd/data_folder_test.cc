#include "services/attestd/data_folder.h"

#include <sys/stat.h>

#include <fstream>
#include <optional>

#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace attest::attestd {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::TempDir;

TEST(DataFolder, IsMadeForItsOwnerOnly) {
  const TempDir dir;

  const auto folder = DataFolder::Take(dir.File("a/b"));

  ASSERT_THAT(folder, IsOk());
  struct stat made;
  ASSERT_EQ(stat(folder->path().c_str(), &made), 0);
  EXPECT_EQ(made.st_mode & 0777, 0700u);
  EXPECT_EQ(folder->File("x.db"), dir.File("a/b/x.db"));
}

TEST(DataFolder, BelongsToOneAtATime) {
  const TempDir dir;
  std::optional<DataFolder> first;
  {
    auto taken = DataFolder::Take(dir.path());
    ASSERT_THAT(taken, IsOk());
    first.emplace(*std::move(taken));
  }

  EXPECT_THAT(
      DataFolder::Take(dir.path()),
      FailsWith(absl::StatusCode::kFailedPrecondition, "DATA_FOLDER_TAKEN"));

  first.reset();
  EXPECT_THAT(DataFolder::Take(dir.path()), IsOk());
}

TEST(DataFolder, HasToBeAFolder) {
  const TempDir dir;
  std::ofstream(dir.File("file")) << "text";

  EXPECT_THAT(
      DataFolder::Take(dir.File("file")),
      FailsWith(absl::StatusCode::kUnavailable, "DATA_FOLDER_UNUSABLE"));
  EXPECT_THAT(
      DataFolder::Take(dir.File("file/below")),
      FailsWith(absl::StatusCode::kUnavailable, "DATA_FOLDER_UNUSABLE"));
}

}  // namespace
}  // namespace attest::attestd
