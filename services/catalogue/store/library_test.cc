#include "services/catalogue/store/library.h"

#include "services/catalogue/store/testing/store_fixture.h"

namespace attest::catalogue::store {
namespace {

using attest::testing::IsOk;
using testing::Replaced;

class LibraryTest : public StoreTest {
 protected:
  // Fails when the database is asked during `body`.
  template <class Body>
  void WithoutDatabase(Body&& body) {
    database_->FailNext(absl::InternalError("was asked"));
    body();
    // Takes the fault that nobody met.
    EXPECT_FALSE(
        database_->Read([](db::Transaction&) { return absl::OkStatus(); })
            .ok());
  }
};

TEST_F(LibraryTest, HoldsNothingBeforeItIsPublished) {
  EXPECT_EQ(*library_->FindSyllabus("BEE3", "1"), nullptr);
  EXPECT_EQ(*library_->FindSyllabus("BEE3", "-"), nullptr);
  EXPECT_EQ(*library_->FindQualification("BEE3"), nullptr);
  EXPECT_EQ(*library_->FindByNumber("600/0001/6"), nullptr);

  // What was missing is found once it is there.
  ASSERT_THAT(Publish(Invented()), IsOk());
  EXPECT_NE(*library_->FindSyllabus("BEE3", "-"), nullptr);
  EXPECT_NE(*library_->FindByNumber("600/0001/6"), nullptr);
  EXPECT_EQ(*library_->FindSyllabus("BEE3", "2"), nullptr);
}

TEST_F(LibraryTest, PeeksOnlyIntoMemory) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  EXPECT_EQ(library_->PeekSyllabus("BEE3", "1"), nullptr);
  EXPECT_EQ(library_->PeekQualification("BEE3"), nullptr);
  EXPECT_EQ(library_->PeekByNumber("600/0001/6"), nullptr);

  ASSERT_THAT(library_->FindSyllabus("BEE3", "-"), IsOk());
  ASSERT_THAT(library_->FindByNumber("600/0001/6"), IsOk());
  WithoutDatabase([&] {
    EXPECT_NE(library_->PeekSyllabus("BEE3", "1"), nullptr);
    EXPECT_NE(library_->PeekSyllabus("BEE3", "-"), nullptr);
    EXPECT_NE(library_->PeekQualification("BEE3"), nullptr);
    EXPECT_NE(library_->PeekByNumber("600/0001/6"), nullptr);
    EXPECT_NE(*library_->FindSyllabus("BEE3", "-"), nullptr);
    EXPECT_NE(*library_->FindByNumber("600/0001/6"), nullptr);
  });
}

// Another replica's change is seen within seconds, also without a word of it.
TEST_F(LibraryTest, AsksForQualificationsAnewAndForSyllabiNeverAgain) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  ASSERT_THAT(library_->FindSyllabus("BEE3", "-"), IsOk());

  clock_.Advance(absl::Seconds(11));
  EXPECT_EQ(library_->PeekQualification("BEE3"), nullptr);
  EXPECT_NE(library_->PeekSyllabus("BEE3", "1"), nullptr);
  EXPECT_NE(*library_->FindQualification("BEE3"), nullptr);
}

TEST_F(LibraryTest, SeesAChangeAtOnce) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  ASSERT_EQ((*library_->FindQualification("BEE3"))->current_version(), "1");
  ASSERT_THAT(Publish(InventedVersion("2")), IsOk());
  EXPECT_EQ((*library_->FindQualification("BEE3"))->current_version(), "2");
}

TEST_F(LibraryTest, SaysWhenTheDatabaseFailsAndForgetsIt) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  database_->FailNext(absl::UnavailableError("down"));
  EXPECT_EQ(library_->FindSyllabus("BEE3", "1").status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_NE(*library_->FindSyllabus("BEE3", "1"), nullptr);
}

// A number that was given to another code is not the old one's any more.
TEST_F(LibraryTest, FollowsANumberToItsNewOwner) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  ASSERT_EQ((*library_->FindByNumber("600/0001/6"))->code(), "BEE3");

  ASSERT_THAT(
      Publish(Replaced(InventedVersion("2"), "600/0001/6", "600/0002/8")),
      IsOk());
  EXPECT_EQ(library_->PeekByNumber("600/0001/6"), nullptr);
  EXPECT_EQ(*library_->FindByNumber("600/0001/6"), nullptr);
  ASSERT_THAT(Publish(Replaced(Invented(), "BEE3", "WASP3")), IsOk());

  EXPECT_EQ((*library_->FindByNumber("600/0001/6"))->code(), "WASP3");
  EXPECT_EQ((*library_->FindByNumber("600/0002/8"))->code(), "BEE3");
}

}  // namespace
}  // namespace attest::catalogue::store
