#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::HasSubstr;

class TrailTest : public RegistrationTest {
 protected:
  TrailTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
  }
  absl::StatusOr<audit::v1::ListAuditEntriesResponse> List(
      const std::string& token, const std::string& parent) {
    audit::v1::ListAuditEntriesRequest request;
    request.set_parent(parent);
    return Call(token, &Stub::ListAuditEntries, request);
  }
  absl::StatusOr<audit::v1::VerifyAuditTrailResponse> Verify(
      const std::string& token, const std::string& parent) {
    audit::v1::VerifyAuditTrailRequest request;
    request.set_parent(parent);
    return Call(token, &Stub::VerifyAuditTrail, request);
  }

  std::string registration_;
};

// D74
TEST_F(TrailTest, HoldsWhatHappenedToARegistration) {
  const auto entries = List(admin_, registration_);

  ASSERT_THAT(entries, IsOk());
  ASSERT_EQ(entries->entries_size(), 2);
  EXPECT_THAT(entries->entries(0).entry(),
              HasSubstr("\"action\":\"registration.created\""));
  EXPECT_THAT(entries->entries(0).entry(),
              HasSubstr("\"role\":\"CENTRE_ADMIN\""));
  EXPECT_THAT(entries->entries(1).entry(), HasSubstr("membership.created"));
  const auto check = Verify(quinn_, registration_);
  ASSERT_THAT(check, IsOk());
  EXPECT_TRUE(check->intact());
  EXPECT_EQ(check->entries(), 2);
  EXPECT_TRUE(Verify(admin_, kNorthgate)->intact());
}

TEST_F(TrailTest, ShowsAnEntryThatWasAltered) {
  ASSERT_THAT(real_database_->Write([&](db::Transaction& tx) {
    return tx.Execute(
        "UPDATE audit_entry SET entry = entry || ' ' WHERE chain = $1 AND "
        "sequence = 1",
        registration_);
  }),
              IsOk());

  const auto check = Verify(awarding_, registration_);

  ASSERT_THAT(check, IsOk());
  EXPECT_FALSE(check->intact());
  EXPECT_EQ(check->first_broken_sequence(), 1);
}

TEST_F(TrailTest, IsShownToItsCentreOnly) {
  const auto not_found = FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND");
  for (const std::string& parent :
       {registration_, std::string(kNorthgate),
        std::string("registrations/none"), std::string("centres/nowhere")}) {
    EXPECT_THAT(List(elsewhere_, parent), not_found);
    EXPECT_THAT(Verify(elsewhere_, parent), not_found);
  }
  EXPECT_THAT(List(tutor_, registration_),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  for (const char* parent : {"", "learners/x", "registrations/a/b"}) {
    EXPECT_THAT(List(admin_, parent), NamesFields(Strings{"parent"}));
    EXPECT_THAT(Verify(admin_, parent), NamesFields(Strings{"parent"}));
  }
}

// Partners follow their own centre, and no other.
TEST_F(TrailTest, EventsAreStreamedByCentre) {
  const auto first = [&](const std::string& token, const std::string& centre) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", token);
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(10)));
    events::v1::WatchEventsRequest request;
    request.set_centre(centre);
    const auto reader = stub_->WatchEvents(&context, request);
    events::v1::WatchEventsResponse response;
    if (reader->Read(&response)) return response.event().type();
    return std::string(ReasonOf(rpc::FromGrpc(reader->Finish())));
  };

  EXPECT_EQ(first(partner_, kNorthgate), "centre.created");
  EXPECT_EQ(first(partner_, "centres/southbank"), "CENTRE_NOT_FOUND");
  EXPECT_EQ(first(partner_, ""), "INVALID_FIELDS");
  EXPECT_EQ(first(service_, ""), "centre.created");
  EXPECT_EQ(first(tutor_, kNorthgate), "ROLE_MISSING");
}

TEST_F(TrailTest, TheServerIsReadyWhileTheDatabaseAnswers) {
  EXPECT_THAT(server_->Check(), IsOk());
  database_->FailNext(absl::UnavailableError("gone"));
  EXPECT_EQ(server_->Check().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace attest::registration
