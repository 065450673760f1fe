#include "tests/bench/request_template.h"

#include "attest/assessment/v1/assessment_service.pb.h"
#include "gmock/gmock.h"
#include "libs/testing/matchers.h"

namespace attest::bench {
namespace {

using assessment::v1::ListEvidenceRequest;
using assessment::v1::MapEvidenceRequest;
using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

template <class Message>
Message Filled(std::string_view json, uint64_t number, IdSource& ids) {
  const auto request = RequestTemplate::Parse(*Message::descriptor(), json);
  EXPECT_THAT(request, IsOk());
  Message message;
  EXPECT_TRUE(message.ParseFromString(request->Fill(number, ids)));
  return message;
}

TEST(RequestTemplate, LeavesARequestWithoutPlacesAlone) {
  SequentialIds ids;

  const auto request = Filled<ListEvidenceRequest>(
      R"({"parent": "registrations/r1", "pageSize": 5})", 7, ids);

  EXPECT_EQ(request.parent(), "registrations/r1");
  EXPECT_EQ(request.page_size(), 5);
}

TEST(RequestTemplate, FillsInFreshIdsAndTheNumberOfTheCall) {
  SequentialIds ids;

  const auto request = Filled<MapEvidenceRequest>(
      R"({"requestId": "{{uuid}}", "name": "a/{{counter}}/b/{{uuid}}"})", 42,
      ids);

  EXPECT_EQ(request.request_id(), "00000000-0000-4000-8000-000000000001");
  EXPECT_EQ(request.name(),
            "a/0000000042/b/00000000-0000-4000-8000-000000000002");
}

TEST(RequestTemplate, IsTheSameEveryTimeButForThePlaces) {
  SequentialIds ids;
  const auto request = RequestTemplate::Parse(*MapEvidenceRequest::descriptor(),
                                              R"({"requestId": "{{uuid}}"})");
  ASSERT_THAT(request, IsOk());

  const std::string first = request->Fill(0, ids);
  const std::string second = request->Fill(1, ids);

  EXPECT_NE(first, second);
  EXPECT_EQ(first.size(), second.size());
}

TEST(RequestTemplate, KeepsANumberToTenDigits) {
  SequentialIds ids;

  const auto request = Filled<ListEvidenceRequest>(
      R"({"parent": "{{counter}}"})", 12'345'678'901, ids);

  EXPECT_EQ(request.parent(), "2345678901");
}

TEST(RequestTemplate, RefusesJsonThatIsNoSuchMessage) {
  for (const char* json :
       {"", "{", "[]", R"({"grade": 1})", R"({"pageSize": "many"})"}) {
    EXPECT_THAT(
        RequestTemplate::Parse(*ListEvidenceRequest::descriptor(), json),
        FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_JSON"))
        << json;
  }
}

TEST(RequestTemplate, RefusesAPlaceOutsideAString) {
  for (const char* json :
       {R"({"pageSize": {{counter}}})", R"({"parent": {{uuid}}})"}) {
    EXPECT_THAT(
        RequestTemplate::Parse(*ListEvidenceRequest::descriptor(), json),
        FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_JSON"))
        << json;
  }
}

}  // namespace
}  // namespace attest::bench
