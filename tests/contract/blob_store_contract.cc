#include "tests/contract/blob_store_contract.h"

#include <thread>
#include <vector>

#include "libs/ids/ids.h"

namespace attest::blob {
namespace {

using testing::FailsWith;
using testing::IsOk;

// SHA-256 of "abc", from FIPS 180-2.
constexpr char kAbc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST_P(BlobStoreContract, KeepsBytesUnderTheirHash) {
  const BlobInfo info = Put("u1", "abc");

  EXPECT_EQ(info.sha256, kAbc);
  EXPECT_EQ(info.size_bytes, 3);
  EXPECT_EQ(Get(kAbc), "abc");
  EXPECT_EQ(store_->Stat(kAbc)->size_bytes, 3);
  EXPECT_EQ(store_->Stat(kAbc)->sha256, kAbc);
}

TEST_P(BlobStoreContract, AnotherProcessSeesThem) {
  Put("u1", "abc");

  store_ = OpenStore();

  EXPECT_EQ(Get(kAbc), "abc");
}

TEST_P(BlobStoreContract, KeepsAnyBytes) {
  std::string bytes;
  for (int i = 0; i < 3 << 20; ++i) bytes.push_back(static_cast<char>(i * 7));

  const BlobInfo info = Put("u1", bytes);

  EXPECT_EQ(info.sha256, Sha256Hex(bytes));
  EXPECT_TRUE(Get(info.sha256) == bytes);
}

TEST_P(BlobStoreContract, KeepsNothingAtAll) {
  const BlobInfo info = Put("u1", "");

  EXPECT_EQ(info.sha256, Sha256Hex(""));
  EXPECT_EQ(info.size_bytes, 0);
  EXPECT_EQ(Get(info.sha256), "");
}

TEST_P(BlobStoreContract, ReadsRanges) {
  const std::string sha256 = Put("u1", "0123456789").sha256;

  EXPECT_EQ(*store_->Read(sha256, 0, 4), "0123");
  EXPECT_EQ(*store_->Read(sha256, 8, 4), "89");
  EXPECT_EQ(*store_->Read(sha256, 10, 4), "");
  EXPECT_EQ(*store_->Read(sha256, 1000, 4), "");
  EXPECT_EQ(*store_->Read(sha256, 3, 0), "");
}

TEST_P(BlobStoreContract, RefusesNegativeRanges) {
  const std::string sha256 = Put("u1", "abc").sha256;
  const auto refused =
      FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS");

  EXPECT_THAT(store_->Read(sha256, -1, 4), refused);
  EXPECT_THAT(store_->Read(sha256, 0, -4), refused);
  EXPECT_THAT(Begin("u2")->Read(-1, 4), refused);
}

TEST_P(BlobStoreContract, WhatIsNotStoredIsNotFound) {
  const auto missing = FailsWith(absl::StatusCode::kNotFound, "BLOB_NOT_FOUND");
  for (const std::string& name :
       {Sha256Hex("never stored"), std::string(), std::string("..."),
        std::string("../../etc/passwd"), std::string(64, '/'),
        std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'),
        std::string(64, '\0')}) {
    EXPECT_THAT(store_->Read(name, 0, 1), missing);
    EXPECT_THAT(store_->Stat(name), missing);
  }
}

TEST_P(BlobStoreContract, WhatIsNotCommittedIsNotFound) {
  const auto upload = Begin("u1");
  ASSERT_THAT(upload->Append("abc"), IsOk());

  EXPECT_THAT(store_->Stat(kAbc),
              FailsWith(absl::StatusCode::kNotFound, "BLOB_NOT_FOUND"));
}

TEST_P(BlobStoreContract, TheSameBytesAreStoredOnce) {
  Put("u1", "abc");
  Put("u2", "abc");

  EXPECT_EQ(Get(kAbc), "abc");
}

TEST_P(BlobStoreContract, AnUploadGoesOnWhereItStopped) {
  {
    const auto upload = Begin("u1");
    EXPECT_EQ(upload->offset(), 0);
    ASSERT_THAT(upload->Append("a"), IsOk());
    EXPECT_EQ(upload->offset(), 1);
  }
  store_ = OpenStore();

  const auto upload = Begin("u1");
  EXPECT_EQ(upload->offset(), 1);
  ASSERT_THAT(upload->Append("bc"), IsOk());

  EXPECT_EQ(upload->Commit()->sha256, kAbc);
}

TEST_P(BlobStoreContract, AnUploadTellsWhatItHolds) {
  const auto upload = Begin("u1");
  ASSERT_THAT(upload->Append("ab"), IsOk());
  EXPECT_EQ(upload->Sha256(), Sha256Hex("ab"));
  ASSERT_THAT(upload->Append("c"), IsOk());

  EXPECT_EQ(upload->Sha256(), kAbc);
  EXPECT_EQ(*upload->Read(1, 1), "b");
  EXPECT_EQ(*upload->Read(1, 100), "bc");
  EXPECT_EQ(*upload->Read(3, 1), "");
}

TEST_P(BlobStoreContract, ACommittedUploadIsGone) {
  Put("u1", "abc");

  EXPECT_EQ(Begin("u1")->offset(), 0);
}

TEST_P(BlobStoreContract, ADiscardedUploadIsGone) {
  {
    const auto upload = Begin("u1");
    ASSERT_THAT(upload->Append("abc"), IsOk());
    ASSERT_THAT(upload->Discard(), IsOk());
  }

  EXPECT_EQ(Begin("u1")->offset(), 0);
  EXPECT_FALSE(store_->Stat(kAbc).ok());
}

TEST_P(BlobStoreContract, AnUploadThatIsOverTakesNothing) {
  const auto over =
      FailsWith(absl::StatusCode::kFailedPrecondition, "UPLOAD_CLOSED");
  const auto committed = Begin("u1");
  ASSERT_THAT(committed->Commit(), IsOk());
  const auto discarded = Begin("u2");
  ASSERT_THAT(discarded->Discard(), IsOk());

  for (Upload* upload : {committed.get(), discarded.get()}) {
    EXPECT_THAT(upload->Append("x"), over);
    EXPECT_THAT(upload->Read(0, 1), over);
    EXPECT_THAT(upload->Commit(), over);
    EXPECT_THAT(upload->Discard(), over);
  }
}

TEST_P(BlobStoreContract, OneWritesAtATime) {
  const auto busy = FailsWith(absl::StatusCode::kAborted, "UPLOAD_IN_PROGRESS");
  auto upload = Begin("u1");

  EXPECT_THAT(store_->Open("u1"), busy);
  EXPECT_THAT(OpenStore()->Open("u1"), busy);
  EXPECT_THAT(store_->Open("u2"), IsOk());

  upload.reset();
  EXPECT_THAT(store_->Open("u1"), IsOk());
}

TEST_P(BlobStoreContract, AnUploadThatIsOverHoldsUpNobody) {
  const auto first = Begin("u1");
  ASSERT_THAT(first->Append("abc"), IsOk());
  ASSERT_THAT(first->Commit(), IsOk());

  const auto second = Begin("u1");
  ASSERT_THAT(second->Append("xyz"), IsOk());
  ASSERT_THAT(second->Commit(), IsOk());

  EXPECT_EQ(Get(Sha256Hex("xyz")), "xyz");
}

TEST_P(BlobStoreContract, HostileIdsAreRefused) {
  for (const std::string& id :
       {std::string(), std::string("."), std::string(".."),
        std::string("../u1"), std::string("/etc/passwd"), std::string("a/b"),
        std::string("a\0b", 3), std::string("a b"), std::string("a\n"),
        std::string("ü"), std::string("a_b"), std::string("a.b"),
        std::string(65, 'a')}) {
    const auto upload = store_->Open(id);
    EXPECT_THAT(upload, FailsWith(absl::StatusCode::kInvalidArgument,
                                  "INVALID_FIELDS"));
    EXPECT_THAT(upload,
                testing::NamesFields(std::vector<std::string>{"upload_id"}));
  }
  EXPECT_THAT(store_->Open(std::string(64, 'a')), IsOk());
  EXPECT_THAT(store_->Open("0A-z9"), IsOk());
}

TEST_P(BlobStoreContract, ManyThatStoreTheSameBytesAllSucceed) {
  const std::string bytes(100'000, 'x');
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 5; ++k) {
        EXPECT_EQ(Put(std::to_string(i), bytes).sha256, Sha256Hex(bytes));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_TRUE(Get(Sha256Hex(bytes)) == bytes);
}

TEST_P(BlobStoreContract, OfManyWithOneIdNoneMixesItsBytes) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const std::string bytes(10'000, static_cast<char>('a' + i));
      for (int k = 0; k < 20; ++k) {
        auto upload = store_->Open("u1");
        if (!upload.ok()) {
          EXPECT_THAT(upload, FailsWith(absl::StatusCode::kAborted,
                                        "UPLOAD_IN_PROGRESS"));
          continue;
        }
        EXPECT_EQ((*upload)->offset(), 0);
        EXPECT_THAT((*upload)->Append(bytes), IsOk());
        const auto info = (*upload)->Commit();
        ASSERT_THAT(info, IsOk());
        EXPECT_EQ(info->sha256, Sha256Hex(bytes));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace attest::blob
