// What every blob::BlobStore does. The tests are in blob_store_contract.cc:
// link it into one test per implementation, and there instantiate
// BlobStoreContract with its kind.
#ifndef ATTEST_TESTS_CONTRACT_BLOB_STORE_CONTRACT_H_
#define ATTEST_TESTS_CONTRACT_BLOB_STORE_CONTRACT_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/blob/blob_store.h"
#include "libs/testing/matchers.h"

namespace attest::blob {

// One fresh, empty place to keep blobs; gone on destruction. Every Open is as
// another process would see it.
class BlobHome {
 public:
  virtual ~BlobHome() = default;
  virtual absl::StatusOr<std::unique_ptr<BlobStore>> Open() = 0;
};

// An implementation; its name shows in the names of the tests.
struct BlobStoreKind {
  std::string name;
  std::function<std::unique_ptr<BlobHome>()> make;
};

inline void PrintTo(const BlobStoreKind& kind, std::ostream* out) {
  *out << kind.name;
}

class BlobStoreContract : public ::testing::TestWithParam<BlobStoreKind> {
 protected:
  std::unique_ptr<BlobStore> OpenStore() {
    auto store = home_->Open();
    EXPECT_THAT(store, testing::IsOk());
    return *std::move(store);
  }

  std::unique_ptr<Upload> Begin(std::string_view upload_id) {
    auto upload = store_->Open(upload_id);
    EXPECT_THAT(upload, testing::IsOk());
    return *std::move(upload);
  }

  // Stores `bytes` in one go.
  BlobInfo Put(std::string_view upload_id, std::string_view bytes) {
    const auto upload = Begin(upload_id);
    EXPECT_THAT(upload->Append(bytes), testing::IsOk());
    const auto info = upload->Commit();
    EXPECT_THAT(info, testing::IsOk());
    return info.value_or(BlobInfo{});
  }

  // Everything that is stored under a hash.
  std::string Get(const std::string& sha256) {
    const auto bytes = store_->Read(sha256, 0, int64_t{1} << 40);
    EXPECT_THAT(bytes, testing::IsOk());
    return bytes.value_or("");
  }

  const std::unique_ptr<BlobHome> home_ = GetParam().make();
  std::unique_ptr<BlobStore> store_ = OpenStore();
};

}  // namespace attest::blob

#endif  // ATTEST_TESTS_CONTRACT_BLOB_STORE_CONTRACT_H_
