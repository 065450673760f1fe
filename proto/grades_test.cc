// What may be said of work: nothing that orders one piece above another. That
// no field is named like a grade, contract_test.cc proves.

#include <string>
#include <vector>

#include "attest/assessment/v1/assessment.pb.h"
#include "attest/verification/v1/verification.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest {
namespace {

using google::protobuf::EnumDescriptor;
using ::testing::ElementsAre;

// All but the first, which says that nothing is said.
std::vector<std::string> ValuesOf(const EnumDescriptor& kind) {
  std::vector<std::string> values;
  for (int i = 1; i < kind.value_count(); ++i) {
    values.push_back(kind.value(i)->name());
  }
  return values;
}

// R84
TEST(Grades, AreNoOutcomeOfADecision) {
  EXPECT_THAT(ValuesOf(*assessment::v1::Outcome_descriptor()),
              ElementsAre("MET", "NOT_YET_MET"));
}

// R85
TEST(Grades, AreNoOutcomeOfAModeration) {
  EXPECT_THAT(ValuesOf(*verification::v1::ModerationOutcome_descriptor()),
              ElementsAre("CONFIRMED", "NOT_CONFIRMED"));
}

// R65: a decision is on one criterion of one unit.
TEST(Grades, AreNotGivenToUnits) {
  const auto& decision = *assessment::v1::Decision::descriptor();
  for (const char* field : {"unit", "criterion"}) {
    ASSERT_NE(decision.FindFieldByName(field), nullptr) << field;
    EXPECT_FALSE(decision.FindFieldByName(field)->is_repeated()) << field;
  }
  EXPECT_EQ(assessment::v1::SignOff::descriptor()->FindFieldByName("outcome"),
            nullptr);
}

}  // namespace
}  // namespace attest
