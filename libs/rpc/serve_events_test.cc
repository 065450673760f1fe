#include "libs/rpc/follower.h"
#include "libs/rpc/server.h"
#include "libs/rpc/testing/echo_service.h"
#include "libs/rpc/testing/noted_journal.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::NamesFields;
using events::v1::WatchEventsRequest;
using events::v1::WatchEventsResponse;
using ::testing::ElementsAre;
using Fields = std::vector<std::string>;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kNotFound = absl::StatusCode::kNotFound;

class ServeEventsTest : public ::testing::Test {
 protected:
  ServeEventsTest() {
    fixture_.Serve({&service_});
    stub_ = echo::EchoService::NewStub(fixture_.channel());
    noted_.Happen("thing.made", "centres/northgate", 1);
    noted_.Happen("thing.broken", "centres/southgate", 2);
    noted_.Happen("thing.made", "centres/southgate", 3);
    noted_.Happen("thing.made", "", 4);
  }
  ~ServeEventsTest() override { fixture_.Stop(); }

  // The resources of the events up to the first heartbeat, or why there are
  // none.
  absl::StatusOr<std::vector<std::string>> Watch(
      const std::string& token, const WatchEventsRequest& request) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", token);
    const auto stream = stub_->WatchEvents(&context, request);
    std::vector<std::string> resources;
    WatchEventsResponse response;
    while (stream->Read(&response)) {
      if (!response.has_event()) {
        EXPECT_EQ(response.cursor(), 4);
        context.TryCancel();
        stream->Finish();
        return resources;
      }
      EXPECT_EQ(response.cursor(), response.event().cursor());
      resources.push_back(response.event().resource());
    }
    return FromGrpc(stream->Finish());
  }
  std::string Service() {
    return fixture_.Token("service:x", auth::v1::SERVICE);
  }
  std::string At(auth::Role role, const std::string& centre) {
    return fixture_.Token("ann", role, centre);
  }
  static WatchEventsRequest Of(const std::string& centre) {
    WatchEventsRequest request;
    request.set_centre(centre);
    return request;
  }

  testing::RpcFixture fixture_{EchoService::Descriptors()};
  NotedJournal noted_{fixture_.folder() + "/journal.db", fixture_.clock()};
  EchoService service_{fixture_.runtime(), &noted_.journal()};
  std::unique_ptr<EchoStub> stub_;
};

TEST_F(ServeEventsTest, ShowsAllToWhoActsForTheOrganisation) {
  for (const auto role : {auth::v1::SERVICE, auth::v1::AWARDING_ADMIN}) {
    EXPECT_THAT(*Watch(At(role, ""), {}),
                ElementsAre("things/1", "things/2", "things/3", "things/4"));
  }
}

TEST_F(ServeEventsTest, GoesOnBehindACursor) {
  WatchEventsRequest request;
  request.set_after_cursor(2);
  EXPECT_THAT(*Watch(Service(), request), ElementsAre("things/3", "things/4"));
  request.set_after_cursor(4);
  EXPECT_THAT(*Watch(Service(), request), ElementsAre());
}

TEST_F(ServeEventsTest, FiltersByCentreAndType) {
  WatchEventsRequest request = Of("centres/southgate");
  EXPECT_THAT(*Watch(Service(), request), ElementsAre("things/2", "things/3"));
  request.add_types("thing.made");
  request.add_types("thing.lost");
  EXPECT_THAT(*Watch(Service(), request), ElementsAre("things/3"));
}

TEST_F(ServeEventsTest, ShowsOneCentreToWhoWorksThere) {
  EXPECT_THAT(
      *Watch(At(auth::v1::PARTNER, "northgate"), Of("centres/northgate")),
      ElementsAre("things/1"));
}

TEST_F(ServeEventsTest, AsksThoseOfACentreToNameIt) {
  const auto result = Watch(At(auth::v1::PARTNER, "northgate"), {});

  EXPECT_THAT(result, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(result, NamesFields(Fields{"centre"}));
}

TEST_F(ServeEventsTest, KnowsNoCentreOfOthers) {
  const std::string token = At(auth::v1::PARTNER, "northgate");

  EXPECT_THAT(Watch(token, Of("centres/southgate")),
              FailsWith(kNotFound, "CENTRE_NOT_FOUND"));
  EXPECT_EQ(Watch(token, Of("centres/southgate")).status(),
            Watch(token, Of("centres/nowhere")).status());
}

// A learner sees their own record only, even where they may call the method
// for work that they do elsewhere.
TEST_F(ServeEventsTest, ShowsALearnerNothingOfTheirCentre) {
  EXPECT_THAT(
      Watch(At(auth::v1::LEARNER, "northgate"), Of("centres/northgate")),
      FailsWith(kNotFound, "CENTRE_NOT_FOUND"));
  const std::string both = fixture_.Token(
      "ann",
      {{auth::v1::LEARNER, "northgate"}, {auth::v1::ASSESSOR, "southgate"}});
  EXPECT_THAT(Watch(both, Of("centres/northgate")),
              FailsWith(kNotFound, "CENTRE_NOT_FOUND"));
}

TEST_F(ServeEventsTest, NamesEveryWrongField) {
  WatchEventsRequest request = Of("northgate");
  request.set_after_cursor(-1);
  for (int i = 0; i < 101; ++i) request.add_types("t");

  const auto result = Watch(Service(), request);

  EXPECT_THAT(result, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(result, NamesFields(Fields{"after_cursor", "types", "centre"}));
}

TEST_F(ServeEventsTest, TellsWhatHappensMeanwhileInOrder) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", Service());
  WatchEventsRequest request;
  request.set_after_cursor(4);
  const auto stream = stub_->WatchEvents(&context, request);
  WatchEventsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_FALSE(response.has_event());

  for (int n = 5; n <= 9; ++n) {
    noted_.Happen("thing.made", "", n);
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.event().resource(), "things/" + std::to_string(n));
  }
  context.TryCancel();
  stream->Finish();
}

TEST_F(ServeEventsTest, EndsWithTheToken) {
  const std::string token = Service();
  fixture_.clock().Advance(absl::Hours(24 * 365) - absl::Milliseconds(300));
  grpc::ClientContext context;
  context.AddMetadata("authorization", token);
  const auto stream = stub_->WatchEvents(&context, WatchEventsRequest());
  WatchEventsResponse response;
  while (stream->Read(&response)) {
  }

  EXPECT_EQ(response.cursor(), 4);
  EXPECT_THAT(FromGrpc(stream->Finish()),
              FailsWith(absl::StatusCode::kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(ServeEventsTest, EndsWhenTheServerDrains) {
  config::v1::Server config;
  config.mutable_listen()->set_address("127.0.0.1:0");
  config.mutable_listen()->set_drain_seconds(30);
  const auto server = *Server::Start(config, {&service_});
  const auto stub = echo::EchoService::NewStub(
      Dial("127.0.0.1:" + std::to_string(server->port())));
  grpc::ClientContext context;
  context.AddMetadata("authorization", Service());
  const auto stream = stub->WatchEvents(&context, WatchEventsRequest());
  WatchEventsResponse response;
  ASSERT_TRUE(stream->Read(&response));

  const absl::Time start = absl::Now();
  server->Drain();

  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
  while (stream->Read(&response)) {
  }
  EXPECT_TRUE(stream->Finish().ok());
}

}  // namespace
}  // namespace attest::rpc
