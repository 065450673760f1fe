#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::BreaksRules;
using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class KeyDatesTest : public CatalogueTest {
 protected:
  v1::SetKeyDatesRequest Request(
      const std::string& name = "qualifications/7D27V2") {
    v1::SetKeyDatesRequest request;
    request.set_request_id(ids_.NewId());
    request.set_name(name);
    return request;
  }
  static void Add(
      v1::SetKeyDatesRequest& request, v1::KeyDateKind kind,
      const std::string& date,
      const std::string& source = "CMI Qualifications External List",
      const std::string& observed = "2026-11-20") {
    v1::KeyDate& added = *request.add_key_dates();
    added.set_kind(kind);
    added.set_date(date);
    added.set_source(source);
    added.set_observed_date(observed);
  }
  absl::StatusOr<v1::Qualification> Set(const v1::SetKeyDatesRequest& request) {
    return CallAs(admin_, &Stub::SetKeyDates, request);
  }
  absl::StatusOr<v1::Qualification> Get(
      const std::string& name = "qualifications/7D27V2") {
    v1::GetQualificationRequest request;
    request.set_name(name);
    return Call(&Stub::GetQualification, request);
  }
};

// R113, E15, E16: unset says so; the superseded 2022-08-31 is not built in.
TEST_F(KeyDatesTest, UnsetDatesSayThatTheyAre) {
  const auto found = Get();
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->key_dates_size(), 3);
  EXPECT_EQ(found->key_dates(0).kind(), v1::OPERATIONAL_END);
  EXPECT_EQ(found->key_dates(1).kind(), v1::CERTIFICATION_END);
  EXPECT_EQ(found->key_dates(2).kind(), v1::REVIEW);
  for (const v1::KeyDate& date : found->key_dates()) {
    EXPECT_THAT(date.date(), IsEmpty());
    EXPECT_THAT(date.note(), HasSubstr("not configured"));
  }
  EXPECT_THAT(found->operational_end_date(), IsEmpty());
}

TEST_F(KeyDatesTest, SetsDatedFactsWithTheirSource) {
  const std::string etag = Get()->etag();
  auto request = Request();
  request.set_etag(etag);
  Add(request, v1::OPERATIONAL_END, "2027-08-31");
  Add(request, v1::CERTIFICATION_END, "2030-08-31");

  const auto set = Set(request);

  ASSERT_THAT(set, IsOk());
  EXPECT_EQ(set->operational_end_date(), "2027-08-31");
  EXPECT_EQ(set->certification_end_date(), "2030-08-31");
  EXPECT_THAT(set->review_date(), IsEmpty());
  EXPECT_EQ(set->key_dates(0).source(), "CMI Qualifications External List");
  EXPECT_EQ(set->key_dates(0).observed_date(), "2026-11-20");
  EXPECT_THAT(set->key_dates(0).note(), IsEmpty());
  EXPECT_NE(set->etag(), etag);
  EXPECT_EQ(Get()->SerializeAsString(), set->SerializeAsString());

  v1::LookupQualificationRequest lookup;
  lookup.set_code("60137782");
  EXPECT_EQ(Call(&Stub::LookupQualification, lookup)->SerializeAsString(),
            set->SerializeAsString());
  const auto list =
      Call(&Stub::ListQualifications, v1::ListQualificationsRequest());
  EXPECT_EQ(list->qualifications(0).SerializeAsString(),
            set->SerializeAsString());
}

TEST_F(KeyDatesTest, LeavesWhatIsNotNamed) {
  auto first = Request();
  Add(first, v1::OPERATIONAL_END, "2027-08-31");
  ASSERT_THAT(Set(first), IsOk());
  auto second = Request();
  Add(second, v1::REVIEW, "2027-01-31");
  const auto set = Set(second);
  ASSERT_THAT(set, IsOk());
  EXPECT_EQ(set->operational_end_date(), "2027-08-31");
  EXPECT_EQ(set->review_date(), "2027-01-31");
}

// E15: a date that the source no longer gives is not configured again.
TEST_F(KeyDatesTest, UnsetsADate) {
  auto first = Request();
  Add(first, v1::OPERATIONAL_END, "2027-08-31");
  ASSERT_THAT(Set(first), IsOk());
  auto second = Request();
  Add(second, v1::OPERATIONAL_END, "");
  const auto set = Set(second);
  ASSERT_THAT(set, IsOk());
  EXPECT_THAT(set->operational_end_date(), IsEmpty());
  EXPECT_THAT(set->key_dates(0).note(), HasSubstr("not configured"));
  EXPECT_THAT(set->key_dates(0).note(), HasSubstr("2026-11-20"));
}

// A date of the file counts until another source says otherwise.
TEST_F(KeyDatesTest, KnowsADateOfTheSyllabus) {
  const auto bees = Get("qualifications/BEE3");
  EXPECT_EQ(bees->operational_end_date(), "2027-03-31");
  EXPECT_EQ(bees->key_dates(0).date(), "2027-03-31");
  EXPECT_EQ(bees->key_dates(0).source(), "the syllabus");

  auto request = Request("qualifications/BEE3");
  Add(request, v1::OPERATIONAL_END, "2028-03-31");
  EXPECT_EQ(Set(request)->operational_end_date(), "2028-03-31");
}

TEST_F(KeyDatesTest, NamesEveryWrongField) {
  auto request = Request("qualifications/a/b");
  request.set_request_id("x");
  request.set_etag(std::string(201, 'e'));
  Add(request, v1::KEY_DATE_KIND_UNSPECIFIED, "2027-02-30", "", "");
  Add(request, v1::REVIEW, "2027-01-01", "list", "2026-11-25");
  Add(request, v1::REVIEW, "", "");
  EXPECT_THAT(Set(request),
              NamesFields({"request_id", "name", "etag", "key_dates[0].kind",
                           "key_dates[0].date", "key_dates[0].source",
                           "key_dates[0].observed_date",
                           "key_dates[1].observed_date", "key_dates[2].kind"}));
  EXPECT_THAT(Set(Request()), NamesFields({"key_dates"}));
  auto many = Request();
  for (int i = 0; i < 501; ++i) Add(many, v1::REVIEW, "");
  EXPECT_THAT(Set(many), NamesFields({"key_dates"}));
}

// D10
TEST_F(KeyDatesTest, RefusesDatesThatRunBackwards) {
  auto request = Request();
  Add(request, v1::OPERATIONAL_END, "2014-08-31");
  Add(request, v1::CERTIFICATION_END, "2014-08-30");
  const auto refused = Set(request);
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "KEY_DATES_OUT_OF_ORDER"));
  EXPECT_THAT(refused, BreaksRules({"OPERATIONAL_END_BEFORE_START",
                                    "CERTIFICATION_END_BEFORE_OPERATIONAL_END",
                                    "CERTIFICATION_END_BEFORE_START"}));

  // Against what was set before, too.
  auto end = Request();
  Add(end, v1::OPERATIONAL_END, "2027-08-31");
  ASSERT_THAT(Set(end), IsOk());
  auto certification = Request();
  Add(certification, v1::CERTIFICATION_END, "2027-08-30");
  EXPECT_THAT(Set(certification),
              BreaksRules({"CERTIFICATION_END_BEFORE_OPERATIONAL_END"}));
  EXPECT_THAT(Get()->certification_end_date(), IsEmpty());
}

TEST_F(KeyDatesTest, RefusesAStaleEtag) {
  auto request = Request();
  request.set_etag(Get()->etag());
  Add(request, v1::REVIEW, "2027-01-31");
  ASSERT_THAT(Set(request), IsOk());
  request.set_request_id(ids_.NewId());
  EXPECT_THAT(Set(request),
              FailsWith(absl::StatusCode::kAborted, "STALE_ETAG"));
}

TEST_F(KeyDatesTest, KnowsNoOtherQualification) {
  auto request = Request("qualifications/NONE");
  Add(request, v1::REVIEW, "2027-01-31");
  EXPECT_THAT(Set(request), FailsWith(absl::StatusCode::kNotFound,
                                      "QUALIFICATION_NOT_FOUND"));
}

TEST_F(KeyDatesTest, AnswersARepeatedRequestTheSame) {
  auto request = Request();
  Add(request, v1::REVIEW, "2027-01-31");
  const auto first = Set(request);
  auto other = Request();
  Add(other, v1::REVIEW, "2028-01-31");
  ASSERT_THAT(Set(other), IsOk());

  EXPECT_EQ(Set(request)->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(Get()->review_date(), "2028-01-31");
  EXPECT_THAT(NewAuditEntries(), SizeIs(2));
  request.clear_key_dates();
  Add(request, v1::REVIEW, "2029-01-31");
  EXPECT_THAT(Set(request),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(KeyDatesTest, IsForTheAwardingOrganisationAlone) {
  auto request = Request();
  Add(request, v1::REVIEW, "2027-01-31");
  for (const auto role : {auth::v1::LEARNER, auth::v1::CENTRE_ADMIN}) {
    EXPECT_THAT(CallAs(fixture_.Token("x", role, "northgate"),
                       &Stub::SetKeyDates, request),
                FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  }
}

TEST_F(KeyDatesTest, WritesNothingWhenTheDatabaseFails) {
  auto request = Request();
  Add(request, v1::REVIEW, "2027-01-31");
  database_->FailNextCommit(absl::UnavailableError("down"));
  EXPECT_EQ(Set(request).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(Get()->review_date(), IsEmpty());
  EXPECT_THAT(NewAuditEntries(), IsEmpty());
}

TEST_F(KeyDatesTest, TellsTheAuditWhatChanged) {
  auto request = Request();
  Add(request, v1::REVIEW, "2027-01-31");
  ASSERT_THAT(Set(request), IsOk());
  const auto entries = NewAuditEntries();
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_THAT(entries[0].entry(), HasSubstr("key_dates.set"));
  EXPECT_THAT(entries[0].entry(), HasSubstr("2027-01-31"));
  EXPECT_THAT(entries[0].entry(), HasSubstr("2026-11-20"));
}

// A new version keeps the dates that were set.
TEST_F(KeyDatesTest, SurvivesANewVersion) {
  auto request = Request("qualifications/BEE3");
  Add(request, v1::OPERATIONAL_END, "2028-03-31");
  ASSERT_THAT(Set(request), IsOk());
  ASSERT_THAT(Publish(InventedTwo()), IsOk());
  const auto bees = Get("qualifications/BEE3");
  EXPECT_EQ(bees->current_version(), "2");
  EXPECT_EQ(bees->operational_end_date(), "2028-03-31");
}

// D10: a new version has to agree with the dates that were set.
TEST_F(KeyDatesTest, KeepsOutAVersionThatStartsBehindTheEnd) {
  auto request = Request("qualifications/BEE3");
  Add(request, v1::OPERATIONAL_END, "2026-12-31");
  ASSERT_THAT(Set(request), IsOk());
  const std::string late = testing::Replaced(
      testing::Replaced(InventedTwo(), "2024-04-01", "2027-01-01"),
      "  operational_end_date: \"2027-03-31\"\n", "");
  EXPECT_THAT(Publish(late), BreaksRules({"OPERATIONAL_END_BEFORE_START"}));
}

}  // namespace
}  // namespace attest::catalogue
