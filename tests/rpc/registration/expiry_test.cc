// Registrations expire by themselves (D32).
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class ExpiryTest : public RegistrationTest {
 protected:
  ExpiryTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
  }

  void PassDays(int days) { fixture_.clock().Advance(absl::Hours(24 * days)); }
  // Past the last day, 2029-10-31.
  void Expire() {
    fixture_.clock().Set(
        absl::FromCivil(absl::CivilDay(2029, 11, 1), absl::UTCTimeZone()));
  }
  // A look for what has expired, as a server makes when it starts.
  void Sweep() {
    server_->StopFollowing();
    server_->Connect(CatalogueChannel(), nullptr, nullptr);
  }
  std::string AdminToken() { return Token("carol", auth::v1::CENTRE_ADMIN); }
  absl::StatusOr<v1::Registration> Extend(const std::string& day) {
    v1::ExtendRegistrationRequest request;
    request.set_name(registration_);
    request.set_expiry_date(day);
    request.set_reason("Illness.");
    return Change(Token("olga", auth::v1::AWARDING_ADMIN, ""),
                  &Stub::ExtendRegistration, request);
  }
  v1::Registration See() {
    v1::GetRegistrationRequest request;
    request.set_name(registration_);
    const auto answer = Call(AdminToken(), &Stub::GetRegistration, request);
    EXPECT_THAT(answer, IsOk());
    return answer.value_or(v1::Registration());
  }

  std::string registration_;
};

// The last day counts; the day after, it has expired, written down or not.
TEST_F(ExpiryTest, IsSeenAsSoonAsTheDayHasPassed) {
  fixture_.clock().Set(
      absl::FromCivil(absl::CivilDay(2029, 10, 31), absl::UTCTimeZone()));
  EXPECT_EQ(See().state(), v1::ACTIVE);
  Expire();
  const auto expired = See();
  EXPECT_EQ(expired.state(), v1::EXPIRED);
  EXPECT_EQ(expired.end_date(), "2029-10-31");
  EXPECT_EQ(expired.membership(), v1::AFFILIATE);
}

TEST_F(ExpiryTest, NothingIsWrittenAfterIt) {
  Expire();
  v1::SelectUnitsRequest select;
  select.set_name(registration_);
  select.add_units("57");
  EXPECT_THAT(
      Violations(Change(AdminToken(), &Stub::SelectUnits, select).status()),
      Contains(HasSubstr("NOT_ACTIVE: the registration is expired")));
}

TEST_F(ExpiryTest, IsWrittenDownWithItsEvent) {
  Expire();
  Sweep();
  grpc::ClientContext context;
  context.AddMetadata("authorization",
                      Token("olga", auth::v1::AWARDING_ADMIN, ""));
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(10));
  events::v1::WatchEventsRequest request;
  request.add_types("registration.expired");
  const auto reader = stub_->WatchEvents(&context, request);
  events::v1::WatchEventsResponse response;
  while (reader->Read(&response) && !response.has_event()) {
  }
  EXPECT_EQ(response.event().registration(), registration_);
  EXPECT_EQ(response.event().attributes().at("expiry_date"), "2029-10-31");
  EXPECT_EQ(See().state(), v1::EXPIRED);
}

TEST_F(ExpiryTest, IsUndoneByAnExtension) {
  Expire();
  const auto extended = Extend("2030-10-31");
  ASSERT_THAT(extended, IsOk());
  EXPECT_EQ(extended->state(), v1::ACTIVE);
  EXPECT_EQ(extended->end_date(), "");
  EXPECT_EQ(See().state(), v1::ACTIVE);
}

TEST_F(ExpiryTest, EndsInWithdrawalToo) {
  Expire();
  v1::WithdrawRegistrationRequest request;
  request.set_name(registration_);
  request.set_reason("So it goes.");
  const auto withdrawn =
      Change(AdminToken(), &Stub::WithdrawRegistration, request);
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->state(), v1::WITHDRAWN);
  EXPECT_EQ(withdrawn->membership(), v1::AFFILIATE_ENDED);
}

}  // namespace
}  // namespace attest::registration
