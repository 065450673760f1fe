#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Texts = std::vector<std::string>;

class QualificationsTest : public CatalogueTest {
 protected:
  absl::StatusOr<v1::Qualification> Get(const std::string& name) {
    v1::GetQualificationRequest request;
    request.set_name(name);
    return Call(&Stub::GetQualification, request);
  }
  absl::StatusOr<v1::Qualification> Lookup(const std::string& code) {
    v1::LookupQualificationRequest request;
    request.set_code(code);
    return Call(&Stub::LookupQualification, request);
  }
  absl::StatusOr<v1::ListQualificationsResponse> List(
      int page_size, const std::string& token = "") {
    v1::ListQualificationsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Call(&Stub::ListQualifications, request);
  }
  absl::StatusOr<v1::ListSyllabiResponse> ListSyllabi(
      const std::string& parent) {
    v1::ListSyllabiRequest request;
    request.set_parent(parent);
    return Call(&Stub::ListSyllabi, request);
  }
};

// R1, R7, R8, R11 to R14, R17, R19, R31, R32, R42, R43, R113
TEST_F(QualificationsTest, GetGivesTheFactsOfTheDocument) {
  const auto found = Get("qualifications/7D27V2");

  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->code(), "7D27V2");
  EXPECT_EQ(found->title(),
            "CMI Level 7 NVQ Diploma in Strategic Management and Leadership");
  EXPECT_EQ(found->qualification_number(), "601/3778/2");
  EXPECT_EQ(found->framework(), "RQF");
  EXPECT_EQ(found->level(), 7);
  EXPECT_EQ(found->total_qualification_time_hours(), 450);
  EXPECT_EQ(found->glh_minimum(), 223);
  EXPECT_EQ(found->credits_minimum(), 45);
  EXPECT_EQ(found->minimum_age_years(), 19);
  EXPECT_EQ(found->language(), "en");
  EXPECT_EQ(found->regulation_start_date(), "2014-06-30");
  EXPECT_EQ(found->operational_start_date(), "2014-09-01");
  EXPECT_THAT(found->operational_end_date(), IsEmpty());
  EXPECT_THAT(found->review_date(), IsEmpty());
  EXPECT_EQ(found->current_version(), "8");
  EXPECT_EQ(found->comparable_awards_size(), 5);
  EXPECT_EQ(found->progressions_size(), 2);
}

TEST_F(QualificationsTest, GetKnowsNoOther) {
  EXPECT_THAT(
      Get("qualifications/7D27V3"),
      FailsWith(absl::StatusCode::kNotFound, "QUALIFICATION_NOT_FOUND"));
  // The number is no name (R9).
  EXPECT_THAT(
      Get("qualifications/60137782"),
      FailsWith(absl::StatusCode::kNotFound, "QUALIFICATION_NOT_FOUND"));
}

TEST_F(QualificationsTest, GetRefusesWhatIsNoName) {
  for (const char* name : {"", "7D27V2", "qualifications/",
                           "qualifications/a/b", "qualifications/a b"}) {
    const auto found = Get(name);
    EXPECT_THAT(
        found, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
    EXPECT_THAT(found, NamesFields(Texts{"name"}));
  }
}

TEST_F(QualificationsTest, NeedATokenAndNoMore) {
  v1::GetQualificationRequest request;
  request.set_name("qualifications/7D27V2");
  EXPECT_THAT(CallAs("", &Stub::GetQualification, request),
              FailsWith(absl::StatusCode::kUnauthenticated, "NO_TOKEN"));
  EXPECT_THAT(CallAs("Bearer nonsense", &Stub::GetQualification, request),
              FailsWith(absl::StatusCode::kUnauthenticated, "INVALID_TOKEN"));
  for (const auth::Role role :
       {auth::v1::LEARNER, auth::v1::TUTOR, auth::v1::ASSESSOR,
        auth::v1::INTERNAL_VERIFIER, auth::v1::CENTRE_ADMIN,
        auth::v1::QUALITY_MANAGER, auth::v1::AWARDING_ADMIN, auth::v1::PARTNER,
        auth::v1::OPERATOR, auth::v1::SERVICE}) {
    EXPECT_THAT(CallAs(fixture_.Token("somebody", role),
                       &Stub::GetQualification, request),
                IsOk());
  }
}

// R11, D2
TEST_F(QualificationsTest, LookupTakesCodeAndNumberWithAndWithoutObliques) {
  const auto named = Get("qualifications/7D27V2");
  ASSERT_THAT(named, IsOk());
  for (const char* code : {"7D27V2", "601/3778/2", "60137782"}) {
    const auto found = Lookup(code);
    ASSERT_THAT(found, IsOk()) << code;
    EXPECT_EQ(found->SerializeAsString(), named->SerializeAsString());
  }
  EXPECT_EQ(Lookup("600/0001/6")->code(), "BEE3");
}

// R109
TEST_F(QualificationsTest, LookupNamesTheRightCheckCharacter) {
  for (const char* code : {"601/3778/3", "60137783", "601/3778/X"}) {
    const auto found = Lookup(code);
    EXPECT_THAT(found, FailsWith(absl::StatusCode::kInvalidArgument,
                                 "WRONG_CHECK_DIGIT"));
    const auto info = ErrorInfoOf(found.status());
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->domain, "catalogue.attest");
    EXPECT_EQ(info->metadata.at("check_character"), "2");
  }
}

TEST_F(QualificationsTest, LookupKnowsNoOther) {
  for (const char* code : {"100/0512/2", "7D27V3", "7d27v2", "601/37782"}) {
    EXPECT_THAT(Lookup(code), FailsWith(absl::StatusCode::kNotFound,
                                        "QUALIFICATION_NOT_FOUND"));
  }
}

TEST_F(QualificationsTest, LookupRefusesWhatIsNoCode) {
  for (const std::string& code :
       {std::string(), std::string(" "), std::string(201, '7'),
        std::string("7D\n27V2")}) {
    EXPECT_THAT(Lookup(code), NamesFields(Texts{"code"}));
  }
}

TEST_F(QualificationsTest, ListGoesThroughThePages) {
  const auto all = List(0);
  ASSERT_THAT(all, IsOk());
  ASSERT_EQ(all->qualifications_size(), 2);
  EXPECT_EQ(all->qualifications(0).code(), "7D27V2");
  EXPECT_EQ(all->qualifications(1).code(), "BEE3");
  EXPECT_THAT(all->next_page_token(), IsEmpty());

  const auto first = List(1);
  ASSERT_EQ(first->qualifications_size(), 1);
  EXPECT_EQ(first->qualifications(0).code(), "7D27V2");
  const auto second = List(1, first->next_page_token());
  ASSERT_EQ(second->qualifications_size(), 1);
  EXPECT_EQ(second->qualifications(0).code(), "BEE3");
  EXPECT_THAT(second->next_page_token(), IsEmpty());
}

TEST_F(QualificationsTest, ListRefusesWrongPages) {
  EXPECT_THAT(List(-1), NamesFields(Texts{"page_size"}));
  EXPECT_THAT(List(1, "forged"), NamesFields(Texts{"page_token"}));
}

// R112, R114
TEST_F(QualificationsTest, ListSyllabiGivesVersionsAndRevisions) {
  const auto syllabi = ListSyllabi("qualifications/7D27V2");

  ASSERT_THAT(syllabi, IsOk());
  ASSERT_EQ(syllabi->syllabi_size(), 1);
  const v1::SyllabusSummary& current = syllabi->syllabi(0);
  EXPECT_EQ(current.name(), kReal);
  EXPECT_EQ(current.version(), "8");
  EXPECT_EQ(current.document_date(), "2022-07");
  EXPECT_TRUE(current.current());
  EXPECT_EQ(current.units(), 18);             // R3
  EXPECT_EQ(current.outcomes(), 58);          // R99
  EXPECT_EQ(current.criteria(), 273);         // R99
  EXPECT_EQ(current.damaged_criteria(), 12);  // R107
  Texts versions;
  for (const auto& row : syllabi->revisions())
    versions.push_back(row.version());
  EXPECT_THAT(versions, ElementsAre("Version 8", "Version 7", "Version 6",
                                    "Version 5", "Version 1"));
}

TEST_F(QualificationsTest, ListSyllabiNeedsAQualification) {
  EXPECT_THAT(
      ListSyllabi("qualifications/none"),
      FailsWith(absl::StatusCode::kNotFound, "QUALIFICATION_NOT_FOUND"));
  EXPECT_THAT(ListSyllabi(kReal), NamesFields(Texts{"parent"}));
}

}  // namespace
}  // namespace attest::catalogue
