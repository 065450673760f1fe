#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

v1::CreateCentreRequest Northgate() {
  return Proto<v1::CreateCentreRequest>(R"pb(
    centre_id: "northgate"
    centre {
      display_name: "Northgate College"
      sites: "Main Street"
      sites: "Dock Road"
      agreement_start_date: "2020-01-01"
      agreement_end_date: "2029-12-31"
      quality_manager: "quinn"
      entry_criteria: "Three years in a senior post."
      entry_criteria_uri: "https://northgate.example/entry"
    })pb");
}

class CentresTest : public RegistrationTest {
 protected:
  absl::StatusOr<v1::Centre> Create(const v1::CreateCentreRequest& request) {
    return Change(awarding_, &Stub::CreateCentre, request);
  }
  absl::StatusOr<v1::Centre> GetCentre(const std::string& token,
                                       const std::string& name = kNorthgate) {
    v1::GetCentreRequest request;
    request.set_name(name);
    return Call(token, &Stub::GetCentre, request);
  }
};

TEST_F(CentresTest, AreCreatedAndRead) {
  const auto created = Create(Northgate());

  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->name(), kNorthgate);
  EXPECT_THAT(created->sites(), ElementsAre("Main Street", "Dock Road"));
  EXPECT_EQ(created->agreement_end_date(), "2029-12-31");
  EXPECT_EQ(created->create_time().seconds(),
            absl::ToUnixSeconds(fixture_.clock().Now()));
  EXPECT_FALSE(created->etag().empty());
  const auto read = GetCentre(admin_);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->SerializeAsString(), created->SerializeAsString());
  EXPECT_THAT(EventTypes(), ElementsAre("centre.created"));
  EXPECT_THAT(AuditTexts(kNorthgate),
              ElementsAre(HasSubstr("\"subject\":\"olga\"")));
}

TEST_F(CentresTest, AreNamedOnce) {
  ASSERT_THAT(Create(Northgate()), IsOk());

  const auto again = Create(Northgate());

  EXPECT_THAT(again,
              FailsWith(absl::StatusCode::kAlreadyExists, "CENTRE_EXISTS"));
  EXPECT_THAT(EventTypes(), SizeIs(1));
}

TEST_F(CentresTest, NameEveryWrongField) {
  const auto nothing =
      Call(awarding_, &Stub::CreateCentre, v1::CreateCentreRequest());
  EXPECT_THAT(nothing,
              NamesFields(Strings{
                  "request_id", "centre_id", "centre.display_name",
                  "centre.agreement_start_date", "centre.quality_manager"}));

  v1::CreateCentreRequest request = Northgate();
  request.set_centre_id("North Gate");
  request.mutable_centre()->set_display_name(std::string(201, 'x'));
  request.mutable_centre()->add_sites("Dock Road");
  request.mutable_centre()->add_sites("");
  request.mutable_centre()->set_agreement_end_date("2019-12-31");
  request.mutable_centre()->set_quality_manager("qu inn");
  request.mutable_centre()->set_entry_criteria(std::string(4001, 'x'));
  request.mutable_centre()->set_entry_criteria_uri("a\nb");
  EXPECT_THAT(
      Create(request),
      NamesFields(Strings{"centre_id", "centre.display_name", "centre.sites[2]",
                          "centre.sites[3]", "centre.agreement_end_date",
                          "centre.quality_manager", "centre.entry_criteria",
                          "centre.entry_criteria_uri"}));
}

TEST_F(CentresTest, AreSeenByTheirPeople) {
  MakeCentre();
  for (const auth::Role role :
       {auth::v1::CENTRE_ADMIN, auth::v1::TUTOR, auth::v1::ASSESSOR,
        auth::v1::INTERNAL_VERIFIER, auth::v1::PARTNER}) {
    EXPECT_THAT(GetCentre(Token("p", role)), IsOk());
    EXPECT_THAT(GetCentre(Token("p", role, "southbank")),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
    EXPECT_THAT(GetCentre(Token("p", role, "")),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
  EXPECT_THAT(GetCentre(service_), IsOk());
}

// R120: the allocated Quality Manager sees the centre without a grant for it.
TEST_F(CentresTest, AreSeenByTheirQualityManager) {
  MakeCentre();

  EXPECT_THAT(GetCentre(Token("quinn", auth::v1::QUALITY_MANAGER, "other")),
              IsOk());
  EXPECT_THAT(GetCentre(Token("quinn", auth::v1::TUTOR, "other")),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  // A grant for the centre does not make anybody its Quality Manager.
  EXPECT_THAT(GetCentre(Token("quentin", auth::v1::QUALITY_MANAGER)),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(CentresTest, OfOthersLookLikeNone) {
  MakeCentre();

  const auto theirs = GetCentre(elsewhere_);
  const auto none = GetCentre(elsewhere_, "centres/nowhere");

  EXPECT_THAT(theirs, FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_EQ(theirs.status().message(), "there is no centre centres/northgate");
  EXPECT_EQ(none.status().message(), "there is no centre centres/nowhere");
  EXPECT_THAT(GetCentre(admin_, "centres/a/b"), NamesFields(Strings{"name"}));
}

// D12
TEST_F(CentresTest, AreApprovedForAQualification) {
  ASSERT_THAT(Create(Northgate()), IsOk());
  v1::ApproveQualificationRequest request;
  request.set_name(kNorthgate);
  request.set_qualification(kReal);
  request.set_start_date("2024-01-01");

  const auto approved = Change(awarding_, &Stub::ApproveQualification, request);

  ASSERT_THAT(approved, IsOk());
  ASSERT_EQ(approved->approvals_size(), 1);
  EXPECT_EQ(approved->approvals(0).qualification(), kReal);
  EXPECT_EQ(approved->approvals(0).start_date(), "2024-01-01");
  EXPECT_NE(approved->etag(), GetCentre(admin_)->name());

  // Approving again gives it new dates.
  request.set_end_date("2025-12-31");
  const auto again = Change(awarding_, &Stub::ApproveQualification, request);
  ASSERT_THAT(again, IsOk());
  ASSERT_EQ(again->approvals_size(), 1);
  EXPECT_EQ(again->approvals(0).end_date(), "2025-12-31");
  EXPECT_NE(again->etag(), approved->etag());
  EXPECT_THAT(EventTypes(),
              ElementsAre("centre.created", "centre.qualification_approved",
                          "centre.qualification_approved"));
}

// R24, D12: every rule in one answer.
TEST_F(CentresTest, AreRefusedWithEveryReason) {
  v1::CreateCentreRequest request = Northgate();
  request.mutable_centre()->clear_entry_criteria();
  ASSERT_THAT(Create(request), IsOk());

  const auto refused = Approve("northgate", "60137782");

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "APPROVAL_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Strings{"NO_ENTRY_CRITERIA", "NO_AGREEMENT",
                                           "UNKNOWN_QUALIFICATION"}));
  EXPECT_EQ(GetCentre(admin_)->approvals_size(), 0);
}

TEST_F(CentresTest, AreApprovedWithWholeRequests) {
  EXPECT_THAT(Call(awarding_, &Stub::ApproveQualification,
                   v1::ApproveQualificationRequest()),
              NamesFields(Strings{"request_id", "name", "qualification",
                                  "start_date"}));
  EXPECT_THAT(Approve("nowhere"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

// R117: a centre does not approve itself.
TEST_F(CentresTest, AreApprovedByTheAwardingOrganisationAlone) {
  MakeCentre();
  auto request = Proto<v1::ApproveQualificationRequest>(R"pb(
    name: "centres/northgate"
    qualification: "qualifications/7D27V2"
    start_date: "2024-01-01")pb");

  for (const std::string& token : {admin_, quinn_, partner_, service_}) {
    EXPECT_THAT(Change(token, &Stub::ApproveQualification, request),
                FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
    EXPECT_THAT(Change(token, &Stub::CreateCentre, Northgate()),
                FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  }
}

}  // namespace
}  // namespace attest::registration
