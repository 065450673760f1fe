#include <thread>

#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Replaced;
using ::testing::SizeIs;

constexpr auto kRefused = absl::StatusCode::kFailedPrecondition;
constexpr size_t kTooLarge = (size_t{3} << 20) + 1;

class PublishingTest : public CatalogueTest {
 protected:
  absl::StatusOr<v1::ValidateSyllabusResponse> Validate(
      const std::string& source) {
    v1::ValidateSyllabusRequest request;
    request.set_source(source);
    return CallAs(admin_, &Stub::ValidateSyllabus, request);
  }
  absl::StatusOr<v1::Syllabus> Get(const std::string& name) {
    v1::GetSyllabusRequest request;
    request.set_name(name);
    return Call(&Stub::GetSyllabus, request);
  }
  absl::StatusOr<v1::ListSyllabiResponse> Versions() {
    v1::ListSyllabiRequest request;
    request.set_parent("qualifications/BEE3");
    return Call(&Stub::ListSyllabi, request);
  }
};

TEST_F(PublishingTest, PublishesAVersionThatIsCurrentFromThenOn) {
  ASSERT_EQ(Get("qualifications/BEE3/syllabi/-")->version(), "1");

  const auto published = Publish(InventedTwo());

  ASSERT_THAT(published, IsOk());
  EXPECT_EQ(published->syllabus().name(), "qualifications/BEE3/syllabi/2");
  EXPECT_TRUE(published->syllabus().current());
  EXPECT_EQ(published->syllabus().units(), 5);
  EXPECT_EQ(Get("qualifications/BEE3/syllabi/-")->version(), "2");
  EXPECT_EQ(Get("qualifications/BEE3/syllabi/1")->version(), "1");  // R115
  const auto versions = Versions();
  ASSERT_EQ(versions->syllabi_size(), 2);
  EXPECT_TRUE(versions->syllabi(0).current());
  EXPECT_FALSE(versions->syllabi(1).current());
}

// R115: who published which bytes.
TEST_F(PublishingTest, LeavesAnAuditEntry) {
  ASSERT_THAT(Publish(InventedTwo()), IsOk());

  const auto entries = NewAuditEntries();
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_THAT(entries[0].entry(), HasSubstr("syllabus.published"));
  EXPECT_THAT(entries[0].entry(), HasSubstr("qualifications/BEE3/syllabi/2"));
  EXPECT_THAT(entries[0].entry(), HasSubstr("alex"));
  EXPECT_THAT(entries[0].entry(), HasSubstr(Sha256Hex(InventedTwo())));
}

// R115
TEST_F(PublishingTest, TheSameContentIsTheSameAnswer) {
  const std::string request_id = ids_.NewId();
  const auto first = Publish(InventedTwo(), request_id);
  ASSERT_THAT(first, IsOk());

  const auto replayed = Publish(InventedTwo(), request_id);
  const auto again = Publish(InventedTwo());
  const auto rewritten = Publish("# once more\n" + InventedTwo());

  for (const auto& answer : {replayed, again, rewritten}) {
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->syllabus().SerializeAsString(),
              first->syllabus().SerializeAsString());
  }
  EXPECT_THAT(NewAuditEntries(), SizeIs(1));
}

// R115: also for what the folder of the start published.
TEST_F(PublishingTest, APublishedVersionNeverChanges) {
  const std::string before = Get(kInvented)->SerializeAsString();

  EXPECT_THAT(Publish(Invented()), IsOk());
  EXPECT_THAT(Publish(Replaced(Invented(), "smoke", "smoke and water")),
              FailsWith(kRefused, "SYLLABUS_PUBLISHED"));

  EXPECT_EQ(Get(kInvented)->SerializeAsString(), before);
  EXPECT_THAT(NewAuditEntries(), IsEmpty());
}

TEST_F(PublishingTest, ARequestIdIsForOneFile) {
  const std::string request_id = ids_.NewId();
  ASSERT_THAT(Publish(InventedTwo(), request_id), IsOk());
  EXPECT_THAT(Publish(Invented(), request_id),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

// R39, R99: every error with check, place, line and fix; nothing is written.
TEST_F(PublishingTest, RefusesASyllabusWithErrors) {
  const auto refused =
      Publish(Replaced(Replaced(InventedTwo(), "credits: 3", "credits: 4"),
                       "number: \"1.2\"", "number: \"1.3\""));

  EXPECT_THAT(refused, FailsWith(kRefused, "SYLLABUS_INVALID"));
  const auto violations = RuleViolationsOf(refused.status());
  EXPECT_GE(violations.size(), 2u);
  for (const RuleViolation& violation : violations) {
    EXPECT_THAT(violation.type, Not(IsEmpty()));
    EXPECT_THAT(violation.subject, HasSubstr("H1"));
    EXPECT_THAT(violation.description, HasSubstr("line "));
  }
  EXPECT_THAT(NewAuditEntries(), IsEmpty());
  EXPECT_EQ(Versions()->syllabi_size(), 1);
}

TEST_F(PublishingTest, RefusesWhatIsNoSyllabus) {
  for (const std::string& source :
       {std::string("rubbish {"), std::string("version: \"9\""),
        std::string("\xff\xfe\0", 3), InventedTwo().substr(0, 2000)}) {
    EXPECT_THAT(Publish(source), FailsWith(kRefused, "SYLLABUS_INVALID"));
    const auto findings = Validate(source);
    ASSERT_THAT(findings, IsOk());
    EXPECT_FALSE(findings->publishable());
    EXPECT_GT(findings->findings_size(), 0);
  }
}

TEST_F(PublishingTest, RefusesTheNumberOfAnotherQualification) {
  const auto refused = Publish(Replaced(Invented(), "BEE3", "WASP3"));
  EXPECT_THAT(refused,
              attest::testing::BreaksRules({"QUALIFICATION_NUMBER_TAKEN"}));
}

TEST_F(PublishingTest, NamesEveryWrongField) {
  EXPECT_THAT(Publish("", "x"), NamesFields({"request_id", "source"}));
  EXPECT_THAT(Publish(std::string(kTooLarge, '#')), NamesFields({"source"}));
  EXPECT_THAT(Validate(""), NamesFields({"source"}));
  EXPECT_THAT(Validate(std::string(kTooLarge, '#')), NamesFields({"source"}));
}

TEST_F(PublishingTest, IsForTheAwardingOrganisationAlone) {
  v1::PublishSyllabusRequest publish;
  publish.set_request_id(ids_.NewId());
  publish.set_source(InventedTwo());
  v1::ValidateSyllabusRequest validate;
  validate.set_source(Invented());
  for (const auto role : {auth::v1::LEARNER, auth::v1::CENTRE_ADMIN,
                          auth::v1::PARTNER, auth::v1::QUALITY_MANAGER}) {
    const std::string token = fixture_.Token("x", role, "northgate");
    EXPECT_THAT(CallAs(token, &Stub::PublishSyllabus, publish),
                FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
    EXPECT_THAT(CallAs(token, &Stub::ValidateSyllabus, validate),
                FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  }
  EXPECT_THAT(CallAs("", &Stub::PublishSyllabus, publish),
              FailsWith(absl::StatusCode::kUnauthenticated, "NO_TOKEN"));
}

TEST_F(PublishingTest, WritesNothingWhenTheDatabaseFails) {
  database_->FailNext(absl::UnavailableError("down"));
  EXPECT_EQ(Publish(InventedTwo()).status().code(),
            absl::StatusCode::kUnavailable);
  database_->FailNextCommit(absl::UnavailableError("down"));
  EXPECT_EQ(Publish(InventedTwo()).status().code(),
            absl::StatusCode::kUnavailable);

  EXPECT_EQ(Versions()->syllabi_size(), 1);
  EXPECT_THAT(NewAuditEntries(), IsEmpty());
  EXPECT_THAT(Publish(InventedTwo()), IsOk());
}

TEST_F(PublishingTest, OneOfManyAtOncePublishes) {
  constexpr int kCallers = 16;
  std::vector<std::thread> callers;
  std::vector<std::string> answers(kCallers);
  for (int i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      const auto published = Publish(InventedTwo());
      EXPECT_THAT(published, IsOk());
      if (published.ok()) answers[i] = published->SerializeAsString();
    });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_THAT(answers, ::testing::Each(answers.front()));
  EXPECT_THAT(NewAuditEntries(), SizeIs(1));
}

TEST_F(PublishingTest, ValidatesWithoutPublishing) {
  const auto good = Validate(InventedTwo());
  ASSERT_THAT(good, IsOk());
  EXPECT_TRUE(good->publishable());
  EXPECT_EQ(good->syllabus().name(), "qualifications/BEE3/syllabi/2");
  EXPECT_EQ(good->syllabus().units(), 5);

  const auto bad = Validate(Replaced(Invented(), "credits: 3", "credits: 4"));
  ASSERT_THAT(bad, IsOk());
  EXPECT_FALSE(bad->publishable());
  EXPECT_THAT(bad->findings(), ::testing::Contains(::testing::Property(
                                   &v1::Finding::place, HasSubstr("H1"))));

  EXPECT_EQ(Versions()->syllabi_size(), 1);
  EXPECT_THAT(NewAuditEntries(), IsEmpty());
}

TEST_F(PublishingTest, IsReadyWhileTheDatabaseAnswers) {
  EXPECT_THAT(server_->Check(), IsOk());
  database_->FailNext(absl::UnavailableError("down"));
  EXPECT_THAT(server_->Check(), Not(IsOk()));
}

}  // namespace
}  // namespace attest::catalogue
