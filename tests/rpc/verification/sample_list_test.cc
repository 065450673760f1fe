// Lists of samples: pages, filters, size.
#include <set>

#include "tests/rpc/verification/verification_fixture.h"

namespace attest::verification {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SampleListTest : public VerificationTest {
 protected:
  std::vector<v1::Sample> All(v1::SampleState state) {
    v1::ListSamplesRequest request;
    request.set_parent("centres/northgate");
    request.set_state(state);
    const auto page = Call(ivy_, &Stub::ListSamples, request);
    EXPECT_THAT(page, IsOk());
    return {page->samples().begin(), page->samples().end()};
  }
};

TEST_F(SampleListTest, ListsInPagesAndByState) {
  const auto samples = Draw(CreatePlan(100).name());
  Agree(samples[0].name());
  v1::ListSamplesRequest request;
  request.set_parent("centres/northgate");
  request.set_page_size(3);
  std::set<std::string> seen;
  int pages = 0;
  do {
    const auto page = Call(ivy_, &Stub::ListSamples, request);
    ASSERT_THAT(page, IsOk());
    for (const auto& sample : page->samples()) seen.insert(sample.name());
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());

  EXPECT_EQ(pages, 3);
  EXPECT_THAT(seen, SizeIs(kSelection.size()));
  EXPECT_THAT(All(v1::SAMPLE_AGREED), SizeIs(1));
  EXPECT_THAT(All(v1::SAMPLE_CLOSED), IsEmpty());
}

TEST_F(SampleListTest, APageEndsWhenItGrowsTooLarge) {
  for (const auto& sample : Draw(CreatePlan(100).name())) {
    const std::string id = sample.name().substr(sample.name().rfind('/') + 1);
    const std::string text(10'000, 't');
    ASSERT_THAT(database_->Write([&](db::Transaction& sql) -> absl::Status {
      for (int i = 0; i < 20; ++i) {  // 400 kB of text
        ATTEST_RETURN_IF_ERROR(sql.Execute(
            "INSERT INTO disagreement (centre, sample, position, criterion,"
            " reason, action) VALUES ('northgate', $1, $2, '1.1', $3, $3)",
            id, i, text));
      }
      return absl::OkStatus();
    }),
                IsOk());
  }
  v1::ListSamplesRequest request;
  request.set_parent("centres/northgate");
  request.set_page_size(1000);
  std::vector<int> pages;
  do {
    const auto page = Call(ivy_, &Stub::ListSamples, request);
    ASSERT_THAT(page, IsOk());
    pages.push_back(page->samples_size());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());

  EXPECT_THAT(pages, ElementsAre(3, 3, 2));
}

TEST_F(SampleListTest, ListsOneRegistration) {
  AddRegistration("r2", "northgate");
  assessment_.SignOff("r2", "57");
  Draw(CreatePlan(100).name());
  v1::ListSamplesRequest request;
  request.set_parent("centres/northgate");
  request.set_registration("registrations/r2");

  EXPECT_THAT(Call(adam_, &Stub::ListSamples, request)->samples(), SizeIs(1));
}

TEST_F(SampleListTest, ListRefusesWrongFieldsAndForeignTokens) {
  v1::ListSamplesRequest request;
  request.set_page_size(-1);
  request.set_registration("r1");
  request.set_state(static_cast<v1::SampleState>(77));
  EXPECT_THAT(
      Call(ivy_, &Stub::ListSamples, request),
      NamesFields(Names{"parent", "page_size", "registration", "state"}));

  v1::ListSamplesRequest forged;
  forged.set_parent("centres/northgate");
  forged.set_page_token("made up");
  EXPECT_THAT(Call(ivy_, &Stub::ListSamples, forged),
              NamesFields(Names{"page_token"}));
}

}  // namespace
}  // namespace attest::verification
