#include "libs/rpc/raw.h"

#include <algorithm>
#include <random>
#include <stdexcept>

#include "libs/log/log.h"
#include "libs/rpc/client.h"
#include "libs/rpc/testing/raw_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

TEST_F(RawTest, AnswersAtOnceOnTheThreadOfTheCall) {
  std::thread::id answered;
  service_.on_call =
      [&](const Call&, const EchoRequest& request,
          Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
    EXPECT_EQ(patience, Patience::kNone);
    return Answer(request.text() + "!");
  };
  const auto response = Echo("hello");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), "hello!");
}

TEST_F(RawTest, ChecksThePolicyOfTheMethod) {
  EXPECT_THAT(Known(""), FailsWith(kUnauthenticated, "NO_TOKEN"));
  EXPECT_THAT(Known(fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED)), IsOk());
  EXPECT_THAT(Judge(fixture_.Token("ann", auth::v1::TUTOR, "northgate")),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

TEST_F(RawTest, RefusesABadOrExpiredToken) {
  for (const char* token : {"Bearer x", "Basic YTpi", "x", "Bearer "}) {
    EXPECT_THAT(Known(token), FailsWith(kUnauthenticated, "INVALID_TOKEN"));
    EXPECT_THAT(Echo("", token), FailsWith(kUnauthenticated, "INVALID_TOKEN"));
  }
  const std::string token = fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED);
  EXPECT_THAT(Known(token), IsOk());
  fixture_.clock().Advance(absl::Hours(24 * 366));
  EXPECT_THAT(Known(token), FailsWith(kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(RawTest, RefusesTwoTokensAndAFalseService) {
  const std::string ann = fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED);

  EXPECT_THAT(SendBytes("", {.headers = {{"authorization", ann},
                                         {"authorization", ann}}}),
              FailsWith(kUnauthenticated, "INVALID_TOKEN"));
  EXPECT_THAT(SendBytes("", {.headers = {{kServiceHeader, ann}}}),
              FailsWith(kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(RawTest, RefusesBytesThatAreNoMessage) {
  for (const std::string& bytes :
       {std::string("\x0b\xff\xff"), std::string("\x0a\x02\xc3\x28"),
        std::string("\x0a\x7f")}) {
    EXPECT_THAT(SendBytes(bytes), FailsWith(kInvalid, "MALFORMED_MESSAGE"));
  }
  EXPECT_THAT(SendBytes(""), IsOk());
}

TEST_F(RawTest, AnswersRandomBytes) {
  std::mt19937 random(20261124);
  for (int n = 0; n < 400; ++n) {
    std::string bytes(random() % 60, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    if (EchoRequest().ParseFromString(bytes)) {
      EXPECT_THAT(SendBytes(bytes), IsOk());
    } else {
      EXPECT_THAT(SendBytes(bytes), FailsWith(kInvalid, "MALFORMED_MESSAGE"));
    }
  }
}

TEST_F(RawTest, RefusesAMessageThatIsTooLong) {
  EchoRequest request;
  request.set_text(std::string(kMessageBytesMax, 'x'));

  const absl::Status status = SendBytes(request.SerializeAsString());

  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(Echo("still there"), IsOk());
}

TEST_F(RawTest, TakesAndGivesMessagesAsLongAsTheyMayBe) {
  const std::string text(kMessageBytesMax - 100, 'x');
  const auto response = Echo(text);

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), text);
}

TEST_F(RawTest, TakesCompressedRequests) {
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  EchoRequest request;
  request.set_text(std::string(10'000, 'x'));
  EchoResponse response;

  ASSERT_TRUE(stub_->Echo(&context, request, &response).ok());

  EXPECT_EQ(response.text(), request.text());
}

// A call may end before its message is there.
TEST_F(RawTest, RefusesACallWithoutAMessage) {
  grpc::GenericStub generic(channel_);
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  auto call =
      generic.PrepareCall(&context, "/attest.echo.EchoService/Echo", &queue);
  void* tag = nullptr;
  bool good = false;
  grpc::Status status;
  call->StartCall(nullptr);
  queue.Next(&tag, &good);
  call->WritesDone(nullptr);
  queue.Next(&tag, &good);
  call->Finish(&status, nullptr);
  queue.Next(&tag, &good);

  EXPECT_THAT(FromGrpc(status), FailsWith(kInvalid, "MALFORMED_MESSAGE"));
  EXPECT_THAT(Echo("still there"), IsOk());
}

TEST_F(RawTest, PassesTheErrorOfTheHandlerOnWithItsDetails) {
  for (const Patience wanted : {Patience::kNone, Patience::kSome}) {
    service_.on_call =
        [&](const Call&, const EchoRequest&,
            Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
      if (patience != wanted) return MustWait();
      return InvalidFields("x.attest", {{"text", "wrong"}});
    };
    const auto response = Echo("");
    EXPECT_THAT(response, FailsWith(kInvalid, "INVALID_FIELDS"));
    EXPECT_THAT(response,
                testing::NamesFields(std::vector<std::string>{"text"}));
  }
}

TEST_F(RawTest, TurnsWhatAHandlerThrowsIntoAnInternalErrorAndLogsIt) {
  for (const Patience wanted : {Patience::kNone, Patience::kSome}) {
    service_.on_call =
        [&](const Call&, const EchoRequest&,
            Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
      if (patience != wanted) return MustWait();
      throw std::runtime_error("boom");
    };
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(Echo("").status(), absl::InternalError("internal error"));
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("boom"));
  }
}

// ADR 0007.
TEST_F(RawTest, LogsFailuresAndWhatWaitedButNotWhatWasInMemory) {
  HoldMisses();
  Release();
  ::testing::internal::CaptureStderr();
  ASSERT_THAT(Echo("hit"), IsOk());
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");

  ::testing::internal::CaptureStderr();
  ASSERT_THAT(Echo("miss"), IsOk());
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              AllOf(HasSubstr("method=attest.echo.EchoService/Echo"),
                    HasSubstr("code=OK"), HasSubstr("micros=")));

  ::testing::internal::CaptureStderr();
  EXPECT_FALSE(SendBytes("\x0a\x0asecret\xff\xff\xff\xff").ok());
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, AllOf(HasSubstr("reason=MALFORMED_MESSAGE"),
                         Not(HasSubstr("secret"))));
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1);
}

TEST_F(RawTest, LogsWhatWasInMemoryWhenAskedFor) {
  attest::log::SetUp("attest", attest::log::Level::kDebug);
  ::testing::internal::CaptureStderr();
  ASSERT_THAT(Echo("hit"), IsOk());
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              AllOf(HasSubstr(" debug "), HasSubstr("code=OK")));
  attest::log::SetUp("attest", attest::log::Level::kInfo);
}

// What a service asks is not among the calls that Drain counts; the server
// waits for it all the same.
TEST_F(RawTest, ServesSynchronousMethodsBesides) {
  grpc::ClientContext context;
  EchoRequest request;
  request.set_text("again");
  request.set_number(3);
  const auto stream = stub_->Repeat(&context, request);
  EchoResponse response;
  int count = 0;
  while (stream->Read(&response)) ++count;

  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(count, 3);
}

// Slices that are shared are freed when they are sent, not before.
TEST_F(RawTest, SharesBytesUntilTheyAreSent) {
  auto text = std::make_shared<EchoResponse>();
  text->set_text(std::string(1'000'000, 'x'));
  auto bytes = std::make_shared<const std::string>(text->SerializeAsString());
  const std::weak_ptr<const std::string> left = bytes;
  service_.on_call = [&](const Call&, const EchoRequest&,
                         Patience) -> absl::StatusOr<grpc::ByteBuffer> {
    return ShareBytes(std::exchange(bytes, nullptr), *left.lock());
  };
  const auto response = Echo("");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), text->text());
  server_.reset();
  EXPECT_TRUE(left.expired());
}

}  // namespace
}  // namespace attest::rpc
