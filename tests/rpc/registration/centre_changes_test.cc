// What becomes of a centre after it was created: changes and approvals.
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class CentreChangesTest : public RegistrationTest {
 protected:
  CentreChangesTest() { MakeReadyCentre(); }

  static v1::UpdateCentreRequest Changing(const std::string& path,
                                          const std::string& centre) {
    auto request = Proto<v1::UpdateCentreRequest>(
        "centre { name: 'centres/northgate' " + centre + " }");
    request.mutable_update_mask()->add_paths(path);
    return request;
  }
  absl::StatusOr<v1::Centre> Update(const std::string& token,
                                    const v1::UpdateCentreRequest& request) {
    return Change(token, &Stub::UpdateCentre, request);
  }
  v1::ApproveQualificationRequest Approval(const std::string& start) {
    v1::ApproveQualificationRequest request;
    request.set_name(kNorthgate);
    request.set_qualification(kReal);
    request.set_start_date(start);
    return request;
  }
};

TEST_F(CentreChangesTest, TheCentreChangesItsSitesAndCriteria) {
  v1::UpdateCentreRequest request =
      Changing("sites",
               "sites: 'Main Street' sites: 'Mill Lane' "
               "entry_criteria: 'Five years.'");
  request.mutable_update_mask()->add_paths("entry_criteria");
  request.mutable_update_mask()->add_paths("entry_criteria_uri");

  const auto updated = Update(admin_, request);

  ASSERT_THAT(updated, IsOk());
  EXPECT_THAT(updated->sites(), ElementsAre("Main Street", "Mill Lane"));
  EXPECT_EQ(updated->entry_criteria(), "Five years.");
  EXPECT_EQ(updated->entry_criteria_uri(), "");
  EXPECT_EQ(updated->display_name(), "Northgate College");
  EXPECT_EQ(updated->approvals_size(), 1);
  EXPECT_THAT(EventTypes(), Contains("centre.updated"));
  // Before and after, the criteria as their hash only.
  EXPECT_THAT(AuditTexts(kNorthgate).back(),
              HasSubstr("\"sites\":\"Main Street; Mill Lane\""));
  EXPECT_THAT(AuditTexts(kNorthgate).back(), Not(HasSubstr("Five years")));
}

// R117, R123
TEST_F(CentreChangesTest, TheOrganisationAloneChangesNameAndAgreement) {
  v1::UpdateCentreRequest request = Changing("display_name",
                                             "display_name: 'Southgate' "
                                             "agreement_end_date: '2030-12-31' "
                                             "quality_manager: 'quentin'");
  request.mutable_update_mask()->add_paths("agreement_end_date");
  request.mutable_update_mask()->add_paths("quality_manager");

  const auto refused = Update(admin_, request);
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "CENTRE_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Strings{"ROLE_MISSING", "ROLE_MISSING",
                                           "ROLE_MISSING"}));

  const auto updated = Update(awarding_, request);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->display_name(), "Southgate");
  EXPECT_EQ(updated->agreement_end_date(), "2030-12-31");
  EXPECT_EQ(updated->quality_manager(), "quentin");
}

// R120: from then on the new one decides, and the old one sees nothing.
TEST_F(CentreChangesTest, AnotherQualityManagerTakesOver) {
  EXPECT_THAT(Update(awarding_,
                     Changing("quality_manager", "quality_manager: 'carol'")),
              BreaksRules(Strings{"QUALITY_MANAGER_IS_STAFF"}));
  ASSERT_THAT(Update(awarding_,
                     Changing("quality_manager", "quality_manager: 'quentin'")),
              IsOk());

  v1::GetCentreRequest get;
  get.set_name(kNorthgate);
  EXPECT_THAT(Call(quinn_, &Stub::GetCentre, get),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(
      Call(Token("quentin", auth::v1::QUALITY_MANAGER), &Stub::GetCentre, get),
      IsOk());
}

TEST_F(CentreChangesTest, KeepsWhatIsInUse) {
  v1::RegisterLearnerRequest ann = Ann();
  ann.set_site("Main Street");
  ASSERT_THAT(Register(ann), IsOk());

  v1::UpdateCentreRequest request = Changing("sites", "sites: 'Mill Lane'");
  request.mutable_update_mask()->add_paths("entry_criteria");
  EXPECT_THAT(Update(admin_, request),
              BreaksRules(Strings{"SITE_IN_USE", "NO_ENTRY_CRITERIA"}));
}

TEST_F(CentreChangesTest, RefusesAStaleEtag) {
  v1::UpdateCentreRequest request =
      Changing("entry_criteria", "entry_criteria: 'Five.' etag: 'r2'");
  ASSERT_THAT(Update(admin_, request), IsOk());

  EXPECT_THAT(Update(admin_, request),
              FailsWith(absl::StatusCode::kAborted, "STALE_ETAG"));
}

TEST_F(CentreChangesTest, NamesEveryWrongField) {
  EXPECT_THAT(Call(admin_, &Stub::UpdateCentre, v1::UpdateCentreRequest()),
              NamesFields(Strings{"request_id", "centre.name", "update_mask"}));
  EXPECT_THAT(Update(awarding_, Changing("approvals", "")),
              NamesFields(Strings{"update_mask"}));

  v1::UpdateCentreRequest request =
      Changing("agreement_end_date",
               "agreement_end_date: '2013-12-31' sites: 'A' sites: 'A'");
  request.mutable_update_mask()->add_paths("sites");
  request.mutable_update_mask()->add_paths("display_name");
  EXPECT_THAT(Update(awarding_, request),
              NamesFields(Strings{"centre.display_name", "centre.sites[1]",
                                  "centre.agreement_end_date"}));
}

TEST_F(CentreChangesTest, IsNotThereForOthers) {
  const auto request = Changing("entry_criteria", "entry_criteria: 'Five.'");
  EXPECT_THAT(Update(elsewhere_, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Update(quinn_, request),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

// R24: the programme may have criteria of its own.
TEST_F(CentreChangesTest, ApprovalsBringCriteriaAndQualityManager) {
  MakeCentre("westfield");
  v1::UpdateCentreRequest bare = Changing("entry_criteria", "");
  bare.mutable_centre()->set_name("centres/westfield");
  ASSERT_THAT(Update(awarding_, bare), IsOk());
  v1::ApproveQualificationRequest request = Approval("2020-01-01");
  request.set_name("centres/westfield");
  EXPECT_THAT(Change(awarding_, &Stub::ApproveQualification, request),
              BreaksRules(Strings{"NO_ENTRY_CRITERIA"}));

  request.set_entry_criteria("Two years.");
  request.set_entry_criteria_uri("https://example.org/entry");
  request.set_quality_manager("quentin");
  request.set_end_date("2028-12-31");
  const auto approved = Change(awarding_, &Stub::ApproveQualification, request);

  ASSERT_THAT(approved, IsOk());
  EXPECT_EQ(approved->quality_manager(), "quentin");
  ASSERT_EQ(approved->approvals_size(), 1);
  const v1::QualificationApproval& approval = approved->approvals(0);
  EXPECT_EQ(approval.entry_criteria(), "Two years.");
  EXPECT_EQ(approval.entry_criteria_uri(), "https://example.org/entry");
  EXPECT_EQ(approval.quality_manager(), "quentin");
  EXPECT_EQ(approval.end_date(), "2028-12-31");
}

TEST_F(CentreChangesTest, ApprovalsAreRefusedWithEveryReason) {
  v1::ApproveQualificationRequest request = Approval("2010-01-01");
  request.set_qualification("qualifications/NOPE");
  request.set_quality_manager("carol");

  EXPECT_THAT(Change(awarding_, &Stub::ApproveQualification, request),
              BreaksRules(Strings{"NO_AGREEMENT", "UNKNOWN_QUALIFICATION",
                                  "QUALITY_MANAGER_IS_STAFF"}));

  request.set_entry_criteria_uri(std::string(3000, 'x'));
  request.set_quality_manager("not a subject");
  EXPECT_THAT(Change(awarding_, &Stub::ApproveQualification, request),
              NamesFields(Strings{"entry_criteria_uri", "quality_manager"}));
}

}  // namespace
}  // namespace attest::registration
