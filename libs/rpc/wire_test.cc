#include "libs/rpc/wire.h"

#include "attest/rpc/v1/error.pb.h"
#include "fmt/format.h"
#include "libs/testing/matchers.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::NamesFields;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;

google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

std::vector<RuleViolation> ManyViolations(int count) {
  std::vector<RuleViolation> violations;
  for (int i = 0; i < count; ++i) {
    violations.push_back({"CRITERION_OPEN", fmt::format("units/57/{}", i),
                          "found: not yet met; needed: met by a decision that "
                          "counts, with a reason and evidence"});
  }
  return violations;
}

TEST(Wire, CarriesEveryCode) {
  EXPECT_TRUE(ToGrpc(absl::OkStatus()).ok());
  EXPECT_TRUE(FromGrpc(grpc::Status::OK).ok());
  for (int code = 1; code <= 16; ++code) {
    const auto status = ToGrpc(MakeError(static_cast<absl::StatusCode>(code),
                                         "x.attest", "WHY", "message"));
    EXPECT_EQ(static_cast<int>(status.error_code()), code);
    EXPECT_EQ(static_cast<int>(FromGrpc(status).code()), code);
  }
}

TEST(Wire, CarriesWhatAnErrorSaysBothWays) {
  const absl::Status error = WithResource(
      WithRetry(BrokenRules("verification.attest", "CLAIM_INCOMPLETE",
                            "three rules are broken", ManyViolations(3)),
                absl::Seconds(2)),
      "claim", "claims/1");

  EXPECT_EQ(FromGrpc(ToGrpc(error)), error);
}

// Any gRPC client library decodes these.
TEST(Wire, UsesTheStandardNamesOfDetails) {
  const auto status = ToGrpc(
      InvalidFields("registration.attest", {{"request_id", "must be a UUID"}}));
  const google::rpc::Status details = DetailsOf(status);

  EXPECT_EQ(details.code(), 3);
  EXPECT_EQ(details.message(), status.error_message());
  ASSERT_THAT(details.details(), SizeIs(2));
  EXPECT_EQ(details.details(0).type_url(),
            "type.googleapis.com/google.rpc.ErrorInfo");
  EXPECT_EQ(details.details(1).type_url(),
            "type.googleapis.com/google.rpc.BadRequest");
}

TEST(Wire, HidesWhatIsOurFault) {
  for (const auto code :
       {absl::StatusCode::kInternal, absl::StatusCode::kUnknown}) {
    const auto status = ToGrpc(MakeError(code, "db.attest", "SQL",
                                         "SELECT secret", {{"k", "secret"}}));

    EXPECT_EQ(FromGrpc(status), absl::Status(code, "internal error"));
    EXPECT_EQ(status.error_details().find("secret"), std::string::npos);
    // It has details all the same: that is how it differs from gRPC's own.
    EXPECT_FALSE(status.error_details().empty());
  }
}

TEST(Wire, LivesWithDetailsThatAreNone) {
  const absl::Status status = FromGrpc(
      grpc::Status(grpc::StatusCode::NOT_FOUND, "gone", "\xff\xff\xff"));

  EXPECT_EQ(status, absl::NotFoundError("gone"));
}

// Most clients lose the whole answer beyond 8 KiB of metadata.
TEST(Wire, LeavesOutViolationsThatDoNotFitAndSaysSo) {
  const auto status = ToGrpc(
      BrokenRules("x.attest", "CLAIM_INCOMPLETE", "many", ManyViolations(273)));

  EXPECT_LE(status.error_details().size(), kDetailsBytesDefault);
  const absl::Status read = FromGrpc(status);
  EXPECT_THAT(read, FailsWith(kFailed, "CLAIM_INCOMPLETE"));
  const auto violations = RuleViolationsOf(read);
  ASSERT_GT(violations.size(), 20u);
  EXPECT_EQ(violations.front().subject, "units/57/0");
  EXPECT_EQ(violations.back().description,
            fmt::format("and {} more, left out for their length",
                        273 - (violations.size() - 1)));
}

TEST(Wire, CarriesAllOfThemToAClientThatTakesMore) {
  const absl::Status error =
      BrokenRules("x.attest", "CLAIM_INCOMPLETE", "many", ManyViolations(273));

  EXPECT_EQ(FromGrpc(ToGrpc(error, kDetailsBytesMax)), error);
}

TEST(Wire, ShortensWrongFieldsToo) {
  std::vector<FieldViolation> fields;
  for (int i = 0; i < 500; ++i) {
    fields.push_back({fmt::format("criteria[{}]", i), "must be set"});
  }
  const auto status = ToGrpc(InvalidFields("x.attest", fields));

  EXPECT_LE(status.error_details().size(), kDetailsBytesDefault);
  const auto read = FieldViolationsOf(FromGrpc(status));
  EXPECT_EQ(read.front().field, "criteria[0]");
  EXPECT_THAT(read.back().description, HasSubstr("left out"));
}

TEST(Wire, DropsWhatCannotBeShortened) {
  const auto status = ToGrpc(BrokenRules(
      "x.attest", "HUGE", "one", {{"T", "s", std::string(50'000, 'x')}}));

  EXPECT_LE(status.error_details().size(), kDetailsBytesDefault);
  EXPECT_THAT(FromGrpc(status), FailsWith(kFailed, "HUGE"));
}

TEST(Wire, CutsALongMessageBetweenCharacters) {
  std::string message;
  while (message.size() < 20'000) message += "\u00e9\u4e2d";
  const auto status = ToGrpc(MakeError(kFailed, "x.attest", "LONG", message));

  EXPECT_LE(status.error_message().size(), kDetailsBytesDefault / 9);
  EXPECT_THAT(status.error_message(), EndsWith("..."));
  EXPECT_THAT(FromGrpc(status), FailsWith(kFailed, "LONG"));
}

TEST(Wire, RepairsTextThatIsNotUtf8) {
  const auto status =
      ToGrpc(MakeError(kFailed, "x.attest", "BYTES", "a\xff\x80z"));

  EXPECT_THAT(FromGrpc(status), FailsWith(kFailed, "BYTES"));
}

TEST(Wire, NamesMalformedMessages) {
  EXPECT_THAT(MalformedMessage(), FailsWith(absl::StatusCode::kInvalidArgument,
                                            "MALFORMED_MESSAGE"));
}

}  // namespace
}  // namespace attest::rpc
