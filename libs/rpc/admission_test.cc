#include "libs/rpc/admission.h"

#include <future>
#include <optional>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

constexpr auto kUnary = CallKind::kUnary;
constexpr auto kWaiting = CallKind::kWaiting;
constexpr auto kStream = CallKind::kStream;
constexpr auto kPatience = std::chrono::seconds(20);

auto Overloaded() {
  return FailsWith(absl::StatusCode::kResourceExhausted, "OVERLOADED");
}

class AdmissionTest : public ::testing::Test {
 protected:
  // Keeps a place.
  absl::Status Hold(CallKind kind, const std::string& subject) {
    auto place = admission_.Enter(kind, subject);
    if (!place.ok()) return place.status();
    places_.push_back(*std::move(place));
    return absl::OkStatus();
  }

  Admission admission_{
      {.unary = 2, .waiting = 1, .streams = 3, .streams_per_subject = 2}};
  std::vector<Admission::Place> places_;
};

TEST_F(AdmissionTest, RefusesMoreCallsThanItHasPlaces) {
  EXPECT_THAT(Hold(kUnary, "ann"), IsOk());
  EXPECT_THAT(Hold(kUnary, "ann"), IsOk());

  const absl::Status third = Hold(kUnary, "ben");

  EXPECT_THAT(third, Overloaded());
  EXPECT_TRUE(third.GetPayload("type.googleapis.com/google.rpc.RetryInfo"));
}

TEST_F(AdmissionTest, FreesAPlaceWhenItsCallEnds) {
  EXPECT_THAT(Hold(kUnary, "ann"), IsOk());
  EXPECT_THAT(Hold(kUnary, "ann"), IsOk());
  for (int i = 0; i < 3; ++i) {
    places_.pop_back();
    EXPECT_THAT(Hold(kUnary, "ben"), IsOk());
    EXPECT_THAT(Hold(kUnary, "ben"), Overloaded());
  }
}

TEST_F(AdmissionTest, CountsStreamsApart) {
  for (const char* subject : {"ann", "ben", "cid"}) {
    EXPECT_THAT(Hold(kStream, subject), IsOk());
  }

  EXPECT_THAT(Hold(kStream, "dot"), Overloaded());
  EXPECT_THAT(Hold(kUnary, "dot"), IsOk());
}

TEST_F(AdmissionTest, GivesNobodyTheStreamsOfAll) {
  EXPECT_THAT(Hold(kStream, "ann"), IsOk());
  EXPECT_THAT(Hold(kStream, "ann"), IsOk());

  EXPECT_THAT(Hold(kStream, "ann"), Overloaded());
  EXPECT_THAT(Hold(kStream, "ben"), IsOk());
  places_.clear();
  EXPECT_THAT(Hold(kStream, "ann"), IsOk());
}

TEST_F(AdmissionTest, CountsCallsThatWaitApart) {
  EXPECT_THAT(Hold(kWaiting, "ann"), IsOk());

  EXPECT_THAT(Hold(kWaiting, "ben"), Overloaded());
  EXPECT_THAT(Hold(kUnary, "ben"), IsOk());
  EXPECT_FALSE(admission_.Close(absl::ZeroDuration()));
  places_.clear();
  EXPECT_TRUE(admission_.Close(absl::ZeroDuration()));
}

TEST_F(AdmissionTest, SaysWhetherItIsOpen) {
  EXPECT_THAT(Hold(kUnary, "ann"), IsOk());
  EXPECT_THAT(Hold(kUnary, "ann"), IsOk());
  EXPECT_THAT(admission_.CheckOpen(), IsOk());

  admission_.Close(absl::ZeroDuration());

  EXPECT_THAT(admission_.CheckOpen(),
              FailsWith(absl::StatusCode::kUnavailable, "DRAINING"));
}

TEST_F(AdmissionTest, TakesNoCallOnceClosed) {
  EXPECT_TRUE(admission_.Close(absl::ZeroDuration()));

  const absl::Status late = Hold(kUnary, "ann");

  EXPECT_THAT(late, FailsWith(absl::StatusCode::kUnavailable, "DRAINING"));
  EXPECT_TRUE(late.GetPayload("type.googleapis.com/google.rpc.RetryInfo"));
}

TEST_F(AdmissionTest, WaitsForTheCallsInFlight) {
  EXPECT_THAT(Hold(kUnary, "ann"), IsOk());
  EXPECT_THAT(Hold(kStream, "ben"), IsOk());
  auto closed = std::async(std::launch::async, [&] {
    return admission_.Close(absl::FromChrono(kPatience));
  });

  EXPECT_EQ(closed.wait_for(std::chrono::milliseconds(50)),
            std::future_status::timeout);
  places_.clear();

  ASSERT_EQ(closed.wait_for(kPatience), std::future_status::ready);
  EXPECT_TRUE(closed.get());
}

TEST_F(AdmissionTest, WaitsNoLongerThanItIsGiven) {
  EXPECT_THAT(Hold(kStream, "ann"), IsOk());

  EXPECT_FALSE(admission_.Close(absl::Milliseconds(10)));
}

}  // namespace
}  // namespace attest::rpc
