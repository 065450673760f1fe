// Bytes of evidence on the wire, going out.
#include "tests/rpc/assessment/files_fixture.h"

namespace attest::assessment {
namespace {

class DownloadsTest : public FilesTest {};

TEST_F(DownloadsTest, AreReadInRanges) {
  const std::string evidence = Created();
  const std::string bytes = PdfOf(700'000);
  const auto start = StartFor(evidence, bytes);
  ASSERT_THAT(Upload(learner_, start, bytes), IsOk());

  EXPECT_EQ(*Download(learner_, evidence, start.sha256(), 0, 5), "%PDF-");
  EXPECT_EQ(*Download(learner_, evidence, start.sha256(), 699'999), "x");
  EXPECT_EQ(*Download(learner_, evidence, start.sha256(), 700'000), "");
  EXPECT_EQ(Download(learner_, evidence, start.sha256(), 1, 650'000)->size(),
            650'000u);
  EXPECT_EQ(Download(learner_, evidence, start.sha256(), 10, 900'000)->size(),
            699'990u);
  EXPECT_THAT(Download(learner_, evidence, start.sha256(), 700'001),
              NamesFields(Names{"offset"}));
  EXPECT_THAT(Download(learner_, evidence, "abc", -1, -1),
              NamesFields(Names{"sha256", "offset", "length"}));
}

// Reads are checked each time and are in the trail.
TEST_F(DownloadsTest, AreReadOnlyByThoseWhoMayAndIntoTheTrail) {
  const std::string evidence = Created();
  const auto start = StartFor(evidence, kPdfBytes);
  ASSERT_THAT(Upload(learner_, start, kPdfBytes), IsOk());

  ASSERT_THAT(Download(verifier_, evidence, start.sha256()), IsOk());
  EXPECT_EQ(Actions().back(), "evidence.read");
  EXPECT_NE(LastEntry().find("\"subject\":\"vera\""), std::string::npos);
  const size_t entries = Actions().size();
  for (const auto& token : {other_learner_, stranger_}) {
    EXPECT_THAT(Download(token, evidence, start.sha256()),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
  EXPECT_THAT(Download(verifier_, evidence, std::string(64, '0')),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Download(service_, evidence, start.sha256()),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_EQ(Actions().size(), entries);
  // The right to read ends with the role: asked anew each time.
  learner_record().set_centre("centres/southport");
  PutRecord();
  EXPECT_THAT(Download(verifier_, evidence, start.sha256()),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::assessment
