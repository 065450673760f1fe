#include "tests/bench/catalogue_node.h"

#include <unistd.h>

#include "gmock/gmock.h"
#include "libs/testing/matchers.h"

namespace attest::bench {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

TEST(Resident, IsReadFromTheKernelsText) {
  EXPECT_EQ(ResidentKibibytes("Name:\tx\nVmHWM:\t 99 kB\nVmRSS:\t  1234 kB\n"),
            1234);
}

TEST(Resident, IsUnknownInAnyOtherText) {
  for (const char* text : {"", "VmRSS: 1", "\nVmRSS:", "\nVmRSS:\t x kB\n"}) {
    EXPECT_EQ(ResidentKibibytes(text), -1) << text;
  }
}

TEST(Resident, OfThisProcessIsMoreThanAMegabyte) {
  EXPECT_GT(ResidentMegabytes(getpid()).value(), 1);
}

TEST(Resident, NeedsAProcess) {
  EXPECT_THAT(ResidentMegabytes(-1),
              FailsWith(absl::StatusCode::kNotFound, "NO_SUCH_PROCESS"));
}

TEST(CatalogueNode, NamesAProgramThatIsNotThere) {
  const auto workplace = Workplace::Open();
  ASSERT_THAT(workplace, IsOk());

  EXPECT_THAT(CatalogueNode::Start({.program = "/no/such/program", .name = "x"},
                                   **workplace),
              FailsWith(absl::StatusCode::kUnavailable, "CANNOT_RUN"));
}

}  // namespace
}  // namespace attest::bench
