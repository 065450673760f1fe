#include "libs/status/status.h"

#include "attest/rpc/v1/error.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest {
namespace {

using ::attest::testing::BreaksRules;
using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

constexpr char kDomain[] = "registration.attest";

absl::Status NotFound() {
  return MakeError(absl::StatusCode::kNotFound, kDomain, "CENTRE_NOT_FOUND",
                   "no such centre", {{"centre", "northgate"}});
}

// The payload of `status` under the type URL that client libraries look for.
template <class Message>
Message Payload(const absl::Status& status, const std::string& name) {
  Message message;
  const auto payload = status.GetPayload("type.googleapis.com/" + name);
  EXPECT_TRUE(payload.has_value()) << name;
  EXPECT_TRUE(
      message.ParseFromString(std::string(payload.value_or(absl::Cord()))));
  return message;
}

TEST(MakeError, SaysWhichErrorItIs) {
  const absl::Status status = NotFound();

  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "no such centre");
  const std::optional<ErrorInfo> info = ErrorInfoOf(status);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->domain, kDomain);
  EXPECT_EQ(info->reason, "CENTRE_NOT_FOUND");
  EXPECT_THAT(info->metadata, ElementsAre(Pair("centre", "northgate")));
  EXPECT_EQ(ReasonOf(status), "CENTRE_NOT_FOUND");
}

TEST(MakeError, UsesTheStandardTypeUrl) {
  const auto info =
      Payload<google::rpc::ErrorInfo>(NotFound(), "google.rpc.ErrorInfo");

  EXPECT_EQ(info.reason(), "CENTRE_NOT_FOUND");
  EXPECT_EQ(info.domain(), kDomain);
}

TEST(MakeError, GivesEqualErrorsEqualBytes) {
  ErrorMetadata metadata;
  for (int i = 0; i < 100; ++i) metadata[std::to_string(i)] = "x";
  const auto make = [&] {
    return MakeError(absl::StatusCode::kAborted, kDomain, "STALE", "stale",
                     metadata);
  };

  EXPECT_EQ(make(), make());
}

// A malformed byte in a payload would keep clients from decoding all of it.
TEST(MakeError, MendsMalformedText) {
  const absl::Status status = MakeError(absl::StatusCode::kNotFound, "d\xFF",
                                        "R\xFF", "m\xFF", {{"k\xFF", "v\xFF"}});

  EXPECT_EQ(status.message(), "m\uFFFD");
  ASSERT_TRUE(ErrorInfoOf(status).has_value());
  EXPECT_EQ(ErrorInfoOf(status)->reason, "R\uFFFD");
  EXPECT_THAT(ErrorInfoOf(status)->metadata,
              ElementsAre(Pair("k\uFFFD", "v\uFFFD")));
}

TEST(InvalidFields, NamesEveryField) {
  const absl::Status status =
      InvalidFields(kDomain, {{"learner.birth_date", "must be a date"},
                              {"request_id", "must be a UUID"},
                              {"learner.name", "must not be empty"}});

  EXPECT_THAT(status,
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(status, NamesFields({"request_id", "learner.name",
                                   "learner.birth_date"}));
  EXPECT_EQ(FieldViolationsOf(status)[0].description, "must be a date");
  EXPECT_EQ(status.message(),
            "learner.birth_date: must be a date (and 2 more fields)");
}

TEST(InvalidFields, CountsInItsMessage) {
  EXPECT_EQ(InvalidFields(kDomain, {{"a", "x"}}).message(), "a: x");
  EXPECT_EQ(InvalidFields(kDomain, {{"a", "x"}, {"b", "y"}}).message(),
            "a: x (and 1 more field)");
}

TEST(InvalidFields, UsesTheStandardTypeUrl) {
  const auto bad = Payload<google::rpc::BadRequest>(
      InvalidFields(kDomain, {{"a", "x\xFF"}}), "google.rpc.BadRequest");

  ASSERT_EQ(bad.field_violations_size(), 1);
  EXPECT_EQ(bad.field_violations(0).field(), "a");
  EXPECT_EQ(bad.field_violations(0).description(), "x\uFFFD");
}

// A precondition that fails reports every broken rule, not the first alone.
TEST(BrokenRules, SaysEveryRule) {
  const absl::Status status = BrokenRules(
      kDomain, "NOT_ELIGIBLE", "2 rules are broken",
      {{"MINIMUM_AGE", "learners/1", "is 18, must be 19"},
       {"ULN_CHECK_DIGIT", "learners/1", "check digit is 4, must be 7"}});

  EXPECT_THAT(status,
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ELIGIBLE"));
  EXPECT_THAT(status, BreaksRules({"ULN_CHECK_DIGIT", "MINIMUM_AGE"}));
  const RuleViolation first = RuleViolationsOf(status)[0];
  EXPECT_EQ(first.type, "MINIMUM_AGE");
  EXPECT_EQ(first.subject, "learners/1");
  EXPECT_EQ(first.description, "is 18, must be 19");
}

TEST(BrokenRules, UsesTheStandardTypeUrl) {
  const auto failure = Payload<google::rpc::PreconditionFailure>(
      BrokenRules(kDomain, "R", "m", {{"T", "s", "d"}}),
      "google.rpc.PreconditionFailure");

  ASSERT_EQ(failure.violations_size(), 1);
  EXPECT_EQ(failure.violations(0).type(), "T");
}

TEST(WithResource, AddsTheResourceAndKeepsTheRest) {
  const absl::Status status =
      WithResource(NotFound(), "centre", "centres/north\xFFgate");

  EXPECT_EQ(ReasonOf(status), "CENTRE_NOT_FOUND");
  const auto resource =
      Payload<google::rpc::ResourceInfo>(status, "google.rpc.ResourceInfo");
  EXPECT_EQ(resource.resource_type(), "centre");
  EXPECT_EQ(resource.resource_name(), "centres/north\uFFFDgate");
}

TEST(WithRetry, SaysWhenToTryAgain) {
  const absl::Status status = WithRetry(NotFound(), absl::Milliseconds(1'250));

  const auto retry =
      Payload<google::rpc::RetryInfo>(status, "google.rpc.RetryInfo");
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 250'000'000);
}

TEST(WithRetry, TakesDelaysOfEverySize) {
  for (const absl::Duration delay :
       {absl::ZeroDuration(), absl::Hours(-1), absl::Hours(1),
        absl::InfiniteDuration(), -absl::InfiniteDuration()}) {
    const auto retry = Payload<google::rpc::RetryInfo>(
        WithRetry(NotFound(), delay), "google.rpc.RetryInfo");
    EXPECT_GE(retry.retry_delay().seconds(), 0) << delay;
    EXPECT_LE(retry.retry_delay().seconds(), 24 * 60 * 60) << delay;
  }
}

TEST(Reading, GivesNothingForAStatusThatCarriesNothing) {
  for (const absl::Status& status :
       {absl::OkStatus(), absl::InternalError("disk")}) {
    EXPECT_FALSE(ErrorInfoOf(status).has_value());
    EXPECT_EQ(ReasonOf(status), "");
    EXPECT_THAT(FieldViolationsOf(status), IsEmpty());
    EXPECT_THAT(RuleViolationsOf(status), IsEmpty());
  }
}

TEST(Reading, GivesNothingForAPayloadThatIsRubbish) {
  absl::Status status = absl::NotFoundError("x");
  for (const char* name : {"ErrorInfo", "BadRequest", "PreconditionFailure"}) {
    status.SetPayload(std::string("type.googleapis.com/google.rpc.") + name,
                      absl::Cord("\xFF\xFF\xFF rubbish"));
  }

  EXPECT_FALSE(ErrorInfoOf(status).has_value());
  EXPECT_EQ(ReasonOf(status), "");
  EXPECT_THAT(FieldViolationsOf(status), IsEmpty());
  EXPECT_THAT(RuleViolationsOf(status), IsEmpty());
}

absl::StatusOr<int> Half(int number) {
  if (number % 2 != 0) return NotFound();
  return number / 2;
}

absl::StatusOr<int> Quarter(int number) {
  ATTEST_ASSIGN_OR_RETURN(const int half, Half(number));
  ATTEST_ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

absl::Status RequireEven(int number) {
  ATTEST_RETURN_IF_ERROR(Half(number).status());
  return absl::OkStatus();
}

TEST(Macros, PassErrorsOnAndValuesThrough) {
  EXPECT_THAT(Quarter(8), IsOk());
  EXPECT_EQ(*Quarter(8), 2);
  EXPECT_THAT(Quarter(6),
              FailsWith(absl::StatusCode::kNotFound, "CENTRE_NOT_FOUND"));
  EXPECT_THAT(RequireEven(2), IsOk());
  EXPECT_EQ(RequireEven(3), NotFound());
}

TEST(Matchers, TellErrorsApart) {
  EXPECT_THAT(NotFound(), Not(IsOk()));
  EXPECT_THAT(NotFound(), Not(FailsWith(absl::StatusCode::kNotFound, "OTHER")));
  EXPECT_THAT(NotFound(),
              Not(FailsWith(absl::StatusCode::kAborted, "CENTRE_NOT_FOUND")));
  EXPECT_THAT(InvalidFields(kDomain, {{"a", "x"}, {"b", "y"}}),
              Not(NamesFields({"a"})));
  EXPECT_THAT(BrokenRules(kDomain, "R", "m", {{"T", "s", "d"}}),
              Not(BreaksRules({"T", "U"})));
}

}  // namespace
}  // namespace attest
