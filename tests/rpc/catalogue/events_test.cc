#include "libs/rpc/wire.h"
#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using events::v1::WatchEventsRequest;
using events::v1::WatchEventsResponse;
using ::testing::ElementsAre;

class EventsTest : public CatalogueTest {
 protected:
  // The events up to the first heartbeat, as `type resource`.
  std::vector<std::string> Watch(const std::string& token,
                                 const WatchEventsRequest& request) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", token);
    const auto stream = stub_->WatchEvents(&context, request);
    std::vector<std::string> events;
    WatchEventsResponse response;
    while (stream->Read(&response) && response.has_event()) {
      events.push_back(response.event().type() + " " +
                       response.event().resource());
    }
    context.TryCancel();
    stream->Finish();
    return events;
  }
};

TEST_F(EventsTest, TellsEveryCallerWhatIsPublishedAndDated) {
  ASSERT_THAT(Publish(InventedTwo()), IsOk());
  v1::SetKeyDatesRequest request;
  request.set_request_id(ids_.NewId());
  request.set_name("qualifications/7D27V2");
  request.add_key_dates()->set_kind(v1::REVIEW);
  ASSERT_THAT(CallAs(admin_, &Stub::SetKeyDates, request), IsOk());

  for (const std::string& token :
       {learner_, admin_, fixture_.Token("lms", auth::v1::PARTNER, "east"),
        fixture_.Token("nobody", auth::v1::ROLE_UNSPECIFIED)}) {
    EXPECT_THAT(
        Watch(token, {}),
        ElementsAre("syllabus.published qualifications/7D27V2/syllabi/8",
                    "syllabus.published qualifications/BEE3/syllabi/1",
                    "syllabus.published qualifications/BEE3/syllabi/2",
                    "key_dates.set qualifications/7D27V2"));
  }
  WatchEventsRequest behind;
  behind.set_after_cursor(2);
  behind.add_types("key_dates.set");
  EXPECT_THAT(Watch(learner_, behind),
              ElementsAre("key_dates.set qualifications/7D27V2"));
}

TEST_F(EventsTest, NeedsAToken) {
  grpc::ClientContext context;
  rpc::AnnounceDetailsMax(context);
  const auto stream = stub_->WatchEvents(&context, WatchEventsRequest());
  WatchEventsResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_THAT(rpc::FromGrpc(stream->Finish()),
              FailsWith(absl::StatusCode::kUnauthenticated, "NO_TOKEN"));
}

// D74
TEST_F(EventsTest, KeepsOneChainOfTheOrganisation) {
  ASSERT_THAT(Publish(InventedTwo()), IsOk());
  audit::v1::VerifyAuditTrailRequest verify;
  verify.set_parent("organisation");
  const auto verified = CallAs(admin_, &Stub::VerifyAuditTrail, verify);
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->intact());
  EXPECT_EQ(verified->entries(), 3);

  verify.set_parent("centres/northgate");
  EXPECT_THAT(CallAs(admin_, &Stub::VerifyAuditTrail, verify),
              NamesFields({"parent"}));
  audit::v1::ListAuditEntriesRequest list;
  list.set_parent("registrations/1");
  list.set_page_size(-1);
  EXPECT_THAT(CallAs(admin_, &Stub::ListAuditEntries, list),
              NamesFields({"parent", "page_size"}));
}

TEST_F(EventsTest, TheTrailIsForTheAwardingOrganisationAlone) {
  audit::v1::ListAuditEntriesRequest list;
  list.set_parent("organisation");
  EXPECT_THAT(CallAs(learner_, &Stub::ListAuditEntries, list),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  audit::v1::VerifyAuditTrailRequest verify;
  verify.set_parent("organisation");
  EXPECT_THAT(CallAs(learner_, &Stub::VerifyAuditTrail, verify),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

}  // namespace
}  // namespace attest::catalogue
