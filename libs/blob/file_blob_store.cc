#include <fcntl.h>

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "libs/blob/blob_store.h"
#include "libs/blob/errors.h"
#include "libs/blob/file.h"
#include "libs/blob/hasher.h"

namespace attest::blob {
namespace {

constexpr size_t kUploadIdMax = 64;
constexpr size_t kSha256HexSize = 64;
constexpr int64_t kRehashPiece = 1 << 20;

bool IsUploadId(std::string_view id) {
  return !id.empty() && id.size() <= kUploadIdMax &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') || c == '-';
         });
}

bool IsSha256(std::string_view text) {
  return text.size() == kSha256HexSize &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Where things are.
struct Places {
  std::string folder;

  std::string Blobs() const { return folder + "/blobs"; }
  std::string Uploads() const { return folder + "/uploads"; }
  std::string Shelf(std::string_view sha256) const {
    return fmt::format("{}/blobs/{}", folder, sha256.substr(0, 2));
  }
  std::string Blob(std::string_view sha256) const {
    return fmt::format("{}/{}", Shelf(sha256), sha256);
  }
  std::string Upload(std::string_view id) const {
    return fmt::format("{}/uploads/{}", folder, id);
  }
};

class FileUpload : public Upload {
 public:
  FileUpload(const Places& places, std::string path, File file)
      : places_(places), path_(std::move(path)), file_(std::move(file)) {}

  // Takes in what an earlier call left.
  absl::Status Resume() {
    ATTEST_ASSIGN_OR_RETURN(const int64_t size, file_.Size());
    while (offset_ < size) {
      ATTEST_ASSIGN_OR_RETURN(const std::string piece,
                              file_.ReadAt(offset_, kRehashPiece));
      if (piece.empty()) break;
      Count(piece);
    }
    return absl::OkStatus();
  }

  int64_t offset() const override { return offset_; }
  std::string Sha256() const override { return hasher_.Hex(); }

  absl::StatusOr<std::string> Read(int64_t offset,
                                   int64_t length) const override {
    if (closed_) return errors::UploadClosed();
    if (offset < 0 || length < 0) return errors::NegativeRange();
    if (offset >= offset_) return std::string();
    return file_.ReadAt(offset, std::min(length, offset_ - offset));
  }

  absl::Status Append(std::string_view bytes) override {
    if (closed_) return errors::UploadClosed();
    const absl::Status written = file_.WriteAt(offset_, bytes);
    if (!written.ok()) {
      // What did get written must not count; Commit cuts it again, should this
      // fail.
      file_.Truncate(offset_).IgnoreError();
      return written;
    }
    Count(bytes);
    return absl::OkStatus();
  }

  absl::StatusOr<BlobInfo> Commit() override {
    if (closed_) return errors::UploadClosed();
    ATTEST_RETURN_IF_ERROR(file_.Truncate(offset_));
    ATTEST_RETURN_IF_ERROR(file_.Sync());
    BlobInfo info{hasher_.Hex(), offset_};
    ATTEST_RETURN_IF_ERROR(Shelve(info.sha256));
    closed_ = true;
    return info;
  }

  absl::Status Discard() override {
    if (closed_) return errors::UploadClosed();
    ATTEST_RETURN_IF_ERROR(Remove(path_));
    closed_ = true;
    return absl::OkStatus();
  }

 private:
  void Count(std::string_view bytes) {
    hasher_.Add(bytes);
    offset_ += static_cast<int64_t>(bytes.size());
  }

  // The folders are synced also when blob or shelf were there before: whoever
  // put them there may not have come to that yet. In a second try the name of
  // this upload may be somebody else's already.
  absl::Status Shelve(std::string_view sha256) {
    ATTEST_RETURN_IF_ERROR(MakeFolder(places_.Shelf(sha256)));
    if (!Exists(places_.Blob(sha256))) {
      ATTEST_RETURN_IF_ERROR(Rename(path_, places_.Blob(sha256)));
    } else if (file_.IsAt(path_)) {
      ATTEST_RETURN_IF_ERROR(Remove(path_));
    }
    ATTEST_RETURN_IF_ERROR(SyncFolder(places_.Shelf(sha256)));
    return SyncFolder(places_.Blobs());
  }

  const Places places_;
  const std::string path_;
  File file_;
  Hasher hasher_;
  int64_t offset_ = 0;
  bool closed_ = false;
};

class FileBlobStore : public BlobStore {
 public:
  explicit FileBlobStore(Places places) : places_(std::move(places)) {}

  absl::Status MakeFolders() {
    ATTEST_RETURN_IF_ERROR(MakeFolder(places_.Uploads()));
    ATTEST_RETURN_IF_ERROR(MakeFolder(places_.Blobs()));
    return SyncFolder(places_.folder);
  }

  // Leaves alone what is being written, by whatever process.
  absl::Status RemoveAbandoned() {
    ATTEST_ASSIGN_OR_RETURN(const auto names, NamesIn(places_.Uploads()));
    for (const std::string& name : names) {
      const std::string path = places_.Upload(name);
      auto file = File::Open(path, O_RDWR | O_NOFOLLOW);
      if (!file.ok() || !file->TryLock().value_or(false)) continue;
      const auto changed = file->ChangeTime();
      if (!changed.ok() || *changed > absl::Now() - kUploadAgeMax) continue;
      ATTEST_RETURN_IF_ERROR(Remove(path));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::unique_ptr<Upload>> Open(
      std::string_view upload_id) override {
    if (!IsUploadId(upload_id)) return errors::MalformedUploadId();
    ATTEST_ASSIGN_OR_RETURN(File file, OpenLocked(upload_id));
    auto upload = std::make_unique<FileUpload>(
        places_, places_.Upload(upload_id), std::move(file));
    ATTEST_RETURN_IF_ERROR(upload->Resume());
    return upload;
  }

  absl::StatusOr<std::string> Read(std::string_view sha256, int64_t offset,
                                   int64_t length) override {
    if (offset < 0 || length < 0) return errors::NegativeRange();
    ATTEST_ASSIGN_OR_RETURN(const File file, OpenBlob(sha256));
    ATTEST_ASSIGN_OR_RETURN(const int64_t size, file.Size());
    if (offset >= size) return std::string();
    return file.ReadAt(offset, std::min(length, size - offset));
  }

  absl::StatusOr<BlobInfo> Stat(std::string_view sha256) override {
    ATTEST_ASSIGN_OR_RETURN(const File file, OpenBlob(sha256));
    ATTEST_ASSIGN_OR_RETURN(const int64_t size, file.Size());
    return BlobInfo{std::string(sha256), size};
  }

 private:
  // Between opening and locking, whoever held the lock may have moved the file
  // away; then the name is free and the next round makes a new file.
  absl::StatusOr<File> OpenLocked(std::string_view upload_id) {
    const std::string path = places_.Upload(upload_id);
    while (true) {
      ATTEST_ASSIGN_OR_RETURN(File file,
                              File::Open(path, O_RDWR | O_CREAT | O_NOFOLLOW));
      ATTEST_ASSIGN_OR_RETURN(const bool locked, file.TryLock());
      if (!locked) return errors::UploadInProgress(upload_id);
      if (file.IsAt(path)) return file;
    }
  }

  absl::StatusOr<File> OpenBlob(std::string_view sha256) {
    if (!IsSha256(sha256) || !Exists(places_.Blob(sha256))) {
      return errors::BlobNotFound(sha256);
    }
    return File::Open(places_.Blob(sha256), O_RDONLY | O_NOFOLLOW);
  }

  const Places places_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<BlobStore>> OpenFileBlobStore(
    const std::string& folder) {
  auto store = std::make_unique<FileBlobStore>(Places{folder});
  ATTEST_RETURN_IF_ERROR(store->MakeFolders());
  ATTEST_RETURN_IF_ERROR(store->RemoveAbandoned());
  return store;
}

}  // namespace attest::blob
