#include "services/assessment/domain/upload_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "services/assessment/testing/samples.h"

namespace attest::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::NamesFields;
using Names = std::vector<std::string>;

AnnouncedFile SampleFile() {
  return {.upload_id = "00000000-0000-4000-8000-000000000001",
          .file_name = "plan.pdf",
          .media_type = "application/pdf",
          .size_bytes = 100,
          .sha256 = std::string(64, 'a'),
          .offset = 0};
}

absl::Status Check(const AnnouncedFile& file) {
  FieldChecks check("assessment.attest");
  CheckAnnounced(file, check);
  return check.status();
}

TEST(CheckAnnounced, AcceptsOrdinaryNames) {
  AnnouncedFile file = SampleFile();
  for (const char* name : {"plan.pdf", "Plan (v2) – final.pdf", "計画.pdf",
                           "..hidden", "a", "...", "Bericht Köln.txt"}) {
    file.file_name = name;
    EXPECT_THAT(Check(file), testing::IsOk()) << name;
  }
}

TEST(CheckAnnounced, RefusesFoldersAndControlCharacters) {
  AnnouncedFile file = SampleFile();
  for (const std::string& name :
       {std::string(""), std::string("."), std::string(".."),
        std::string("../plan.pdf"), std::string("C:\\plan.pdf"),
        std::string("/etc/passwd"), std::string("a\0b", 3), std::string("a\nb"),
        std::string("a\x1b[31m"), std::string("fdp\xe2\x80\xae.exe"),
        std::string(201, 'a')}) {
    file.file_name = name;
    EXPECT_THAT(Check(file), NamesFields(Names{"start.file_name"})) << name;
  }
}

TEST(CheckAnnounced, BoundsSizeAndOffset) {
  AnnouncedFile file = SampleFile();
  file.offset = 100;
  EXPECT_THAT(Check(file), testing::IsOk());
  file.offset = 101;
  EXPECT_THAT(Check(file), NamesFields(Names{"start.offset"}));
  file = SampleFile();
  file.size_bytes = 0;
  EXPECT_THAT(Check(file), NamesFields(Names{"start.size_bytes"}));
  file.size_bytes = -5;
  file.offset = -5;
  EXPECT_THAT(Check(file),
              NamesFields(Names{"start.size_bytes", "start.offset"}));
}

TEST(CheckUpload, HasLimitsThatAreToldInTheError) {
  const Registration registration = SampleRegistration();
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  UploadLimits limits;
  EXPECT_EQ(limits.file_bytes_max, 209'715'200);
  EXPECT_THAT(CheckUpload(evidence, SampleFile(), limits, registration),
              IsEmpty());

  limits = {.file_bytes_max = 99, .files_max = 1, .media_types = {"image/png"}};
  evidence.files = {{.sha256 = std::string(64, 'b'),
                     .size_bytes = 1,
                     .media_type = "image/png",
                     .file_name = "a.png",
                     .upload = "",
                     .uploaded_by = ""}};
  evidence.state = EvidenceState::kSubmitted;
  const auto violations =
      CheckUpload(evidence, SampleFile(), limits, registration);
  EXPECT_THAT(TypesOf(violations),
              ElementsAre("NOT_A_DRAFT", "TOO_LARGE", "TYPE_NOT_ALLOWED",
                          "TOO_MANY_FILES"));
  EXPECT_THAT(violations[1].description, ::testing::HasSubstr("99"));
  EXPECT_THAT(violations[2].description, ::testing::HasSubstr("image/png"));
}

TEST(CheckUpload, LetsTheSameBytesReplaceThemselves) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  evidence.files = {{.sha256 = std::string(64, 'a'),
                     .size_bytes = 100,
                     .media_type = "application/pdf",
                     .file_name = "old.pdf",
                     .upload = "",
                     .uploaded_by = ""}};
  UploadLimits limits;
  limits.files_max = 1;
  EXPECT_THAT(CheckUpload(evidence, SampleFile(), limits, SampleRegistration()),
              IsEmpty());
}

}  // namespace
}  // namespace attest::assessment
