#include "tools/attest/client/api.h"

#include "absl/time/clock.h"
#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest::client {
namespace {

using ::attest::testing::FailsWith;
using ::testing::HasSubstr;

TEST(FindMethod, KnowsShortAndFullNames) {
  for (const char* name :
       {"catalogue.GetUnit", "registration.RegisterLearner",
        "assessment.RecordDecisions", "verification.VerifyCertificate",
        "attest.catalogue.v1.CatalogueService/GetUnit"}) {
    EXPECT_THAT(FindMethod(name), ::attest::testing::IsOk()) << name;
  }
}

TEST(FindMethod, NamesWhatThereIs) {
  const auto found = FindMethod("catalogue.GetUnits");

  EXPECT_THAT(found, FailsWith(absl::StatusCode::kNotFound, "NO_SUCH_METHOD"));
  EXPECT_THAT(std::string(found.status().message()),
              HasSubstr("catalogue.BatchGetUnits"));
}

TEST(Api, GivesUpWhenNobodyAnswersWithinItsPatience) {
  Api api(Endpoints::One("127.0.0.1:1"), absl::ZeroDuration());
  catalogue::v1::GetUnitRequest request;

  const auto answer =
      api.Call<catalogue::v1::Unit>("catalogue.GetUnit", "", request);

  EXPECT_EQ(answer.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(api.calls_total(), 1);
}

TEST(Describe, HasALineForEveryRule) {
  const std::string text = Describe(
      BrokenRules("registration.attest", "SELECTION_REFUSED", "refused",
                  {{"LEVEL_7_CREDITS", "", "have 22, need 35, missing 13"},
                   {"TOTAL_CREDITS", "", "have 22, need 45, missing 23"}}));

  EXPECT_EQ(text,
            "SELECTION_REFUSED: refused\n"
            "  LEVEL_7_CREDITS: have 22, need 35, missing 13\n"
            "  TOTAL_CREDITS: have 22, need 45, missing 23");
}

}  // namespace
}  // namespace attest::client
