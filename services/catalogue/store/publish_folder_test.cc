#include "services/catalogue/store/publish_folder.h"

#include <filesystem>
#include <string>

#include "services/catalogue/store/testing/store_fixture.h"

namespace attest::catalogue::store {
namespace {

using attest::testing::FailsWith;
using attest::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::Replaced;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class PublishFolderTest : public StoreTest {
 protected:
  PublishFolderTest() { std::filesystem::create_directory(syllabi_); }

  void Put(const std::string& file, const std::string& text) {
    testing::WriteText(syllabi_ + "/" + file, text);
  }
  absl::Status Start() {
    return PublishFolder(syllabi_, *database_, *publication_);
  }
  // What a start that is refused says.
  std::string Refusal() {
    const absl::Status status = Start();
    EXPECT_THAT(status, FailsWith(kInvalid, "INVALID_CONFIG"));
    return std::string(status.message());
  }

  const std::string syllabi_ = folder_.File("syllabi");
};

TEST_F(PublishFolderTest, PublishesEveryFileInTheNameOfTheService) {
  Put("real.textproto", Real());
  Put("bee.textproto", Invented());
  Put("README.md", "not a syllabus");

  ASSERT_THAT(Start(), IsOk());

  EXPECT_EQ((*library_->FindSyllabus("7D27V2", "-"))->name(),
            "qualifications/7D27V2/syllabi/8");
  EXPECT_EQ((*library_->FindSyllabus("BEE3", "1"))->name(),
            "qualifications/BEE3/syllabi/1");
  const auto entries = journal_->Entries("organisation", 0, 10);
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_THAT(entries->front().text, HasSubstr("service:catalogue"));
  EXPECT_EQ(journal_->Events({}, 10)->events.size(), 2u);
}

TEST_F(PublishFolderTest, WritesNothingAtALaterStart) {
  Put("bee.textproto", Invented());
  ASSERT_THAT(Start(), IsOk());
  ASSERT_THAT(Start(), IsOk());
  // Another text of the same content is the same syllabus.
  Put("bee.textproto", "# Read once more\n" + Invented());
  ASSERT_THAT(Start(), IsOk());

  EXPECT_EQ(Count("syllabus"), 1);
  EXPECT_EQ(Count("audit_entry"), 1);
}

TEST_F(PublishFolderTest, PublishesWhatIsAdded) {
  Put("bee1.textproto", Invented());
  ASSERT_THAT(Start(), IsOk());
  Put("bee2.textproto", InventedVersion("2"));
  ASSERT_THAT(Start(), IsOk());

  EXPECT_EQ((*library_->FindQualification("BEE3"))->current_version(), "2");
}

TEST_F(PublishFolderTest, TheNewestFileSaysWhichVersionIsCurrent) {
  Put("a.textproto", InventedVersion("10"));
  Put("b.textproto", InventedVersion("9"));
  Put("c.textproto",
      Replaced(Replaced(InventedVersion("11"), "2024-03", "2025-01"),
               "current_version: \"11\"", "current_version: \"10\""));
  ASSERT_THAT(Start(), IsOk());

  const auto bees = *library_->FindQualification("BEE3");
  EXPECT_EQ(bees->current_version(), "10");
  EXPECT_EQ(bees->ParseSyllabi().syllabi_size(), 3);
  EXPECT_EQ(bees->ParseSyllabi().syllabi(0).version(), "11");
}

// R115
TEST_F(PublishFolderTest, RefusesAFileThatDiffersFromWhatIsPublished) {
  Put("bee.textproto", Invented());
  ASSERT_THAT(Start(), IsOk());
  Put("bee.textproto",
      Replaced(Invented(), "Could include smoke", "Could include a smoker"));

  EXPECT_THAT(Refusal(),
              AllOf(HasSubstr("bee.textproto: qualifications/BEE3/syllabi/1"),
                    HasSubstr("published with other content"),
                    HasSubstr("new version")));
}

TEST_F(PublishFolderTest, ReportsTheFindingsOfAllFilesAndPublishesNone) {
  Put("a.textproto", "unknown_field: 1\nversion: \"1");
  Put("b.textproto", Replaced(Invented(), "credits: 3", "credits: 4"));
  Put("c.textproto", Real());

  EXPECT_THAT(Refusal(), AllOf(HasSubstr("a.textproto:1:"),
                               HasSubstr("b.textproto"), HasSubstr("H1")));
  EXPECT_EQ(Count("syllabus"), 0);
}

TEST_F(PublishFolderTest, RefusesAFolderWithoutSyllabi) {
  EXPECT_THAT(Refusal(), HasSubstr("holds no syllabus"));
  EXPECT_THAT(PublishFolder(folder_.File("none"), *database_, *publication_),
              FailsWith(kInvalid, "INVALID_CONFIG"));
}

TEST_F(PublishFolderTest, RefusesWhatIsNoFile) {
  std::filesystem::create_directory(syllabi_ + "/folder.textproto");
  EXPECT_THAT(Refusal(), HasSubstr("folder.textproto"));
}

TEST_F(PublishFolderTest, RefusesAFileThatIsTooLarge) {
  Put("large.textproto", std::string(checks::kSourceBytesMax + 1, '#'));
  EXPECT_THAT(Refusal(), HasSubstr("must have at most"));
}

TEST_F(PublishFolderTest, RefusesOneVersionInTwoFiles) {
  Put("bee.textproto", Invented());
  Put("copy.textproto", Invented());

  const std::string refusal = Refusal();
  EXPECT_THAT(refusal,
              AllOf(HasSubstr("copy.textproto: qualifications/BEE3/syllabi/1"),
                    HasSubstr("bee.textproto holds it already")));
  EXPECT_EQ(Count("syllabus"), 0);
}

TEST_F(PublishFolderTest, RefusesOneNumberForTwoQualifications) {
  Put("bee.textproto", Invented());
  Put("wasp.textproto", Replaced(Invented(), "BEE3", "WASP3"));

  EXPECT_THAT(Refusal(), HasSubstr("belongs to BEE3 already"));
  EXPECT_EQ(Count("syllabus"), 0);
}

// A version that is not the current one says nothing of the qualification.
TEST_F(PublishFolderTest, ADraftClaimsNoNumber) {
  Put("bee.textproto", Invented());
  Put("draft.textproto",
      Replaced(Replaced(InventedVersion("2"), "current_version: \"2\"",
                        "current_version: \"1\""),
               "600/0001/6", "600/0500/2"));
  Put("wasp.textproto", Replaced(Replaced(Invented(), "BEE3", "WASP3"),
                                 "600/0001/6", "600/0500/2"));
  ASSERT_THAT(Start(), IsOk());

  EXPECT_EQ((*library_->FindByNumber("600/0001/6"))->code(), "BEE3");
  EXPECT_EQ((*library_->FindByNumber("600/0500/2"))->code(), "WASP3");
}

TEST_F(PublishFolderTest, RefusesACurrentVersionThatNobodyHas) {
  Put("bee.textproto",
      Replaced(Invented(), "current_version: \"1\"", "current_version: \"7\""));
  EXPECT_THAT(Refusal(), AllOf(HasSubstr("bee.textproto"),
                               HasSubstr("qualification, current_version")));
}

TEST_F(PublishFolderTest, PassesOnThatTheDatabaseFails) {
  Put("bee.textproto", Invented());
  database_->FailNext(absl::UnavailableError("down"));
  EXPECT_EQ(Start().code(), absl::StatusCode::kUnavailable);
  database_->FailNextCommit(absl::UnavailableError("down"));
  EXPECT_EQ(Start().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Count("syllabus"), 0);
}

}  // namespace
}  // namespace attest::catalogue::store
