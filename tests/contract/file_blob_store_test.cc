// The contract on files, and what only files have.
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "libs/ids/ids.h"
#include "libs/testing/temp_dir.h"
#include "tests/contract/blob_store_contract.h"

namespace attest::blob {
namespace {

using testing::FailsWith;
using testing::IsOk;

class FileHome : public BlobHome {
 public:
  absl::StatusOr<std::unique_ptr<BlobStore>> Open() override {
    return OpenFileBlobStore(folder_.File("evidence"));
  }

 private:
  testing::TempDir folder_;
};

INSTANTIATE_TEST_SUITE_P(Files, BlobStoreContract,
                         ::testing::Values(BlobStoreKind{
                             "files",
                             [] { return std::make_unique<FileHome>(); }}),
                         [](const auto& tested) { return tested.param.name; });

class FileBlobStoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<BlobStore> Open() {
    auto store = OpenFileBlobStore(folder_.path());
    EXPECT_THAT(store, IsOk());
    return *std::move(store);
  }
  std::string BlobFile(const std::string& sha256) const {
    return folder_.File("blobs/" + sha256.substr(0, 2) + "/" + sha256);
  }
  bool NoUploads() const {
    return std::filesystem::is_empty(folder_.File("uploads"));
  }

  testing::TempDir folder_;
};

TEST_F(FileBlobStoreTest, ABlobIsAFileNamedByItsHash) {
  const auto store = Open();
  const auto upload = *store->Open("u1");
  ASSERT_THAT(upload->Append("abc"), IsOk());
  ASSERT_TRUE(std::filesystem::exists(folder_.File("uploads/u1")));

  ASSERT_THAT(upload->Commit(), IsOk());

  EXPECT_EQ(std::filesystem::file_size(BlobFile(Sha256Hex("abc"))), 3u);
  EXPECT_TRUE(NoUploads());
}

TEST_F(FileBlobStoreTest, OnlyItsOwnerReadsABlob) {
  const auto store = Open();
  const auto upload = *store->Open("u1");
  ASSERT_THAT(upload->Commit(), IsOk());

  struct stat facts {};
  ASSERT_EQ(stat(BlobFile(Sha256Hex("")).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(FileBlobStoreTest, TheSameBytesLeaveNoUploadBehind) {
  const auto store = Open();
  for (const char* id : {"u1", "u2"}) {
    const auto upload = *store->Open(id);
    ASSERT_THAT(upload->Append("abc"), IsOk());
    ASSERT_THAT(upload->Commit(), IsOk());
  }

  EXPECT_TRUE(NoUploads());
}

TEST_F(FileBlobStoreTest, ALinkInPlaceOfAnUploadIsNotFollowed) {
  const auto store = Open();
  std::ofstream(folder_.File("outside")) << "secret";
  std::filesystem::create_symlink(folder_.File("outside"),
                                  folder_.File("uploads/u1"));

  EXPECT_THAT(store->Open("u1"),
              FailsWith(absl::StatusCode::kUnavailable, "STORE"));
}

TEST_F(FileBlobStoreTest, AFolderThatCannotBeMadeIsUnavailable) {
  std::ofstream(folder_.File("file")) << "x";

  EXPECT_THAT(OpenFileBlobStore(folder_.File("file/evidence")),
              FailsWith(absl::StatusCode::kUnavailable, "STORE"));
}

// What nobody goes on with is not kept for ever; what is being written is.
TEST_F(FileBlobStoreTest, AbandonedUploadsGoWhenItIsOpened) {
  const auto store = Open();
  for (const char* id : {"old", "fresh"}) {
    ASSERT_THAT((*store->Open(id))->Append("abc"), IsOk());
  }
  const auto held = *store->Open("held");
  const auto past = std::filesystem::file_time_type::clock::now() -
                    absl::ToChronoHours(kUploadAgeMax + absl::Hours(1));
  for (const char* id : {"uploads/old", "uploads/held"}) {
    std::filesystem::last_write_time(folder_.File(id), past);
  }

  Open();

  EXPECT_FALSE(std::filesystem::exists(folder_.File("uploads/old")));
  EXPECT_TRUE(std::filesystem::exists(folder_.File("uploads/fresh")));
  EXPECT_TRUE(std::filesystem::exists(folder_.File("uploads/held")));
}

TEST_F(FileBlobStoreTest, ADeadProcessHoldsNoUpload) {
  const auto store = Open();
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto upload = store->Open("u1");
    const bool written = upload.ok() && (*upload)->Append("ab").ok();
    const char answer = written ? '+' : '-';
    if (write(ends[1], &answer, 1) == 1) pause();
    _exit(1);
  }
  char answer = 0;
  ASSERT_EQ(read(ends[0], &answer, 1), 1);
  ASSERT_EQ(answer, '+');
  EXPECT_THAT(store->Open("u1"),
              FailsWith(absl::StatusCode::kAborted, "UPLOAD_IN_PROGRESS"));

  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);

  const auto upload = store->Open("u1");
  ASSERT_THAT(upload, IsOk());
  EXPECT_EQ((*upload)->offset(), 2);
  ASSERT_THAT((*upload)->Append("c"), IsOk());
  EXPECT_EQ((*upload)->Commit()->sha256, Sha256Hex("abc"));
}

// A disk with little room. Where mounting is not allowed, a limit on the size
// of files stands in for it: it fails in the same calls.
class SmallDisk {
 public:
  static constexpr size_t kBytes = 1 << 20;

  explicit SmallDisk(std::string path) : path_(std::move(path)) {
    std::filesystem::create_directories(path_);
    mounted_ = mount("tmpfs", path_.c_str(), "tmpfs", 0, "size=1m") == 0;
  }
  ~SmallDisk() {
    MakeRoom();
    if (mounted_) umount2(path_.c_str(), MNT_DETACH);
  }
  // Leaves room for about half of kBytes in any one file.
  void Fill() {
    if (mounted_) {
      std::ofstream(path_ + "/ballast") << std::string(kBytes / 2, 'x');
      return;
    }
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit lowered{kBytes / 2, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &lowered);
    limited_ = true;
  }
  void MakeRoom() {
    std::filesystem::remove(path_ + "/ballast");
    if (limited_) setrlimit(RLIMIT_FSIZE, &before_);
    limited_ = false;
  }

 private:
  const std::string path_;
  bool mounted_ = false;
  bool limited_ = false;
  rlimit before_{};
};

TEST_F(FileBlobStoreTest, AFullDiskIsToldAndGotOver) {
  SmallDisk disk(folder_.File("disk"));
  const auto store = *OpenFileBlobStore(folder_.File("disk/evidence"));
  const std::string piece(300'000, 'p');
  const auto full =
      FailsWith(absl::StatusCode::kResourceExhausted, "DISK_FULL");
  const auto upload = *store->Open("u1");
  disk.Fill();
  ASSERT_THAT(upload->Append(piece), IsOk());

  // Nothing of the piece that does not fit counts, nor stays.
  EXPECT_THAT(upload->Append(piece), full);
  EXPECT_EQ(upload->offset(), 300'000);
  EXPECT_EQ(
      std::filesystem::file_size(folder_.File("disk/evidence/uploads/u1")),
      300'000u);
  EXPECT_THAT(upload->Append(piece), full);

  // It goes on when there is room, and what is stored is what was taken.
  disk.MakeRoom();
  ASSERT_THAT(upload->Append(piece), IsOk());
  const auto info = upload->Commit();
  ASSERT_THAT(info, IsOk());
  EXPECT_EQ(info->sha256, Sha256Hex(piece + piece));
  EXPECT_TRUE(*store->Read(info->sha256, 0, 600'000) == piece + piece);
}

TEST_F(FileBlobStoreTest, AnUploadSurvivesAFullDisk) {
  SmallDisk disk(folder_.File("disk"));
  const auto store = *OpenFileBlobStore(folder_.File("disk/evidence"));
  const std::string piece(400'000, 'p');
  disk.Fill();
  {
    const auto upload = *store->Open("u1");
    ASSERT_THAT(upload->Append(piece), IsOk());
    ASSERT_FALSE(upload->Append(piece).ok());
  }
  disk.MakeRoom();

  const auto upload = *store->Open("u1");
  EXPECT_EQ(upload->offset(), 400'000);
  ASSERT_THAT(upload->Append("!"), IsOk());
  EXPECT_EQ(upload->Commit()->sha256, Sha256Hex(piece + "!"));
}

// The same on the limit alone, so that both ways are tried where mounting is
// allowed.
TEST_F(FileBlobStoreTest, AFileThatMayNotGrowIsAFullDisk) {
  const auto store = Open();
  const auto upload = *store->Open("u1");
  signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit lowered{1000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &lowered);

  const absl::Status status = upload->Append(std::string(1500, 'x'));

  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_THAT(status,
              FailsWith(absl::StatusCode::kResourceExhausted, "DISK_FULL"));
  EXPECT_EQ(upload->offset(), 0);
  EXPECT_EQ(std::filesystem::file_size(folder_.File("uploads/u1")), 0u);
}

}  // namespace
}  // namespace attest::blob
