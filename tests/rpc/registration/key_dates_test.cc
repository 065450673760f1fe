// Key dates that the catalogue is told count for registrations from then on.
#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class KeyDatesTest : public RegistrationTest {
 protected:
  // The catalogue is shared: what a test sets, it unsets.
  ~KeyDatesTest() override { SetEnd(""); }

  void SetEnd(const std::string& date) {
    catalogue::v1::SetKeyDatesRequest request;
    request.set_request_id(RandomIds().NewId());
    request.set_name("qualifications/7D27V2");
    catalogue::v1::KeyDate& end = *request.add_key_dates();
    end.set_kind(catalogue::v1::OPERATIONAL_END);
    end.set_date(date);
    end.set_source("External list");
    end.set_observed_date("2026-11-20");
    EXPECT_THAT(fixture_.Call<catalogue::v1::Qualification>(
                    fixture_.Token("alex", auth::v1::AWARDING_ADMIN),
                    [&](auto* context, auto* response) {
                      return stub_of_catalogue_->SetKeyDates(context, request,
                                                             response);
                    }),
                IsOk());
  }

  std::unique_ptr<catalogue::v1::CatalogueService::Stub> stub_of_catalogue_ =
      catalogue::v1::CatalogueService::NewStub(CatalogueChannel());
};

// R113, D10, E15
TEST_F(KeyDatesTest, AnEndThatIsSetRefusesLaterRegistrations) {
  MakeReadyCentre();
  SetEnd("2026-11-23");
  v1::RegisterLearnerRequest request = Ann();
  request.set_registration_date("2026-11-24");
  EXPECT_THAT(Register(request), BreaksRules(Strings{"AFTER_OPERATIONAL_END"}));

  SetEnd("2026-11-24");
  const auto on_the_last_day = Register(request);
  ASSERT_THAT(on_the_last_day, IsOk());
  EXPECT_THAT(on_the_last_day->registration().notes(), IsEmpty());
}

// R113, E15: an end that the source no longer gives is not configured.
TEST_F(KeyDatesTest, AnEndThatIsUnsetIsNoted) {
  MakeReadyCentre();
  SetEnd("2026-11-23");
  SetEnd("");
  const auto registered = Register(Ann());
  ASSERT_THAT(registered, IsOk());
  EXPECT_THAT(registered->registration().notes(),
              Contains(HasSubstr("end date not configured")));
}

}  // namespace
}  // namespace attest::registration
