// Award and certificate (req R7, R8, R115; D64).
#include <cctype>

#include "tests/rpc/verification/verification_fixture.h"

namespace attest::verification {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class AwardRpcTest : public VerificationTest {
 protected:
  v1::IssueAwardRequest Issuing(const std::string& claim) {
    v1::IssueAwardRequest request;
    request.set_request_id(NewRequestId());
    request.set_claim(claim);
    return request;
  }
  absl::StatusOr<v1::VerifyCertificateResponse> Verify(
      const std::string& number) {
    v1::VerifyCertificateRequest request;
    request.set_certificate_number(number);
    return Call("", &Stub::VerifyCertificate, request);
  }
  absl::StatusOr<v1::Award> Get(const std::string& token,
                                const std::string& name) {
    v1::GetAwardRequest request;
    request.set_name(name);
    return Call(token, &Stub::GetAward, request);
  }
  std::string Claimed() {
    MakeReady();
    return Claim().name();
  }
};

TEST_F(AwardRpcTest, CarriesTheTitleByteForByte) {  // R7, R8
  const v1::Award award = Award(Claimed());

  EXPECT_EQ(award.title(),
            "CMI Level 7 NVQ Diploma in Strategic Management and Leadership");
  EXPECT_EQ(award.qualification_code(), "7D27V2");
  EXPECT_EQ(award.qualification_number(), "601/3778/2");
  EXPECT_EQ(award.awarding_organisation(), "Chartered Management Institute");
}

TEST_F(AwardRpcTest, ShowsWhatACertificateShows) {  // R115, D64
  const v1::Award award = Award(Claimed());

  EXPECT_EQ(award.learner_name(), "Lee Å. O'Learner");
  EXPECT_EQ(award.award_date(), "2026-11-24");
  EXPECT_THAT(award.units(), SizeIs(kSelection.size()));
  EXPECT_EQ(award.credits(), 45);
  EXPECT_EQ(award.guided_learning_hours(), 223);
  EXPECT_GE(award.credits_at_level(), 35);
  EXPECT_EQ(award.syllabus(), "qualifications/7D27V2/syllabi/8");
  EXPECT_EQ(award.state(), v1::AWARD_VALID);
}

TEST_F(AwardRpcTest, AClaimIsAwardedOnce) {
  const std::string claim = Claimed();
  const v1::Award award = Award(claim);

  const auto second = Call(alma_, &Stub::IssueAward, Issuing(claim));

  EXPECT_THAT(second, FailsWith(absl::StatusCode::kFailedPrecondition,
                                "CLAIM_NOT_ACCEPTED"));
  EXPECT_EQ(ErrorInfoOf(second.status())->metadata.at("award"), award.name());
  EXPECT_THAT(Missing(), Contains("ALREADY_CLAIMED"));
}

TEST_F(AwardRpcTest, IssueIsIdempotentAfterTheRegistrationIsCompleted) {
  const auto request = Issuing(Claimed());
  const auto first = Call(alma_, &Stub::IssueAward, request);
  registration_.registrations["registrations/r1"].set_state(reg::COMPLETED);

  const auto again = Call(alma_, &Stub::IssueAward, request);

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
}

TEST_F(AwardRpcTest, WhatWasClaimedMustStillHold) {  // D61
  const std::string claim = Claimed();
  assessment_.Return("r1", "57");
  EXPECT_THAT(
      Call(alma_, &Stub::IssueAward, Issuing(claim)),
      FailsWith(absl::StatusCode::kFailedPrecondition, "CLAIM_OVERTAKEN"));
  EXPECT_THAT(Call(alma_, &Stub::IssueAward, Issuing(claim)),
              BreaksRules(Names{"UNIT_NOT_SIGNED_OFF", "NO_UNIT_VERIFIED",
                                "SIGN_OFF_MOVED"}));

  assessment_.SignOff("r1", "57");
  EXPECT_THAT(Call(alma_, &Stub::IssueAward, Issuing(claim)),
              BreaksRules(Names{"UNIT_NOT_VERIFIED", "SAMPLE_NOT_DRAWN",
                                "NO_UNIT_VERIFIED", "MODERATION_NOT_CONFIRMED",
                                "SIGN_OFF_MOVED"}));
}

TEST_F(AwardRpcTest, AWithdrawnRegistrationIsNotAwarded) {  // D61
  const std::string claim = Claimed();
  registration_.registrations["registrations/r1"].set_state(reg::WITHDRAWN);

  EXPECT_THAT(Call(alma_, &Stub::IssueAward, Issuing(claim)),
              BreaksRules(Names{"REGISTRATION_NOT_ACTIVE"}));
}

TEST_F(AwardRpcTest, NotWhenWithdrawnWhileTheFactsWereGathered) {  // D61
  const std::string claim = Claimed();
  registration_.withdraws_meanwhile = true;

  EXPECT_THAT(Call(alma_, &Stub::IssueAward, Issuing(claim)),
              BreaksRules(Names{"REGISTRATION_NOT_ACTIVE"}));
}

TEST_F(AwardRpcTest, NotWhileAHoldRuns) {  // D68
  const std::string claim = Claimed();
  registration_.registrations["registrations/r1"].add_holds()->set_name(
      "holds/h1");

  EXPECT_THAT(Call(alma_, &Stub::IssueAward, Issuing(claim)),
              BreaksRules(Names{"ON_HOLD"}));
}

TEST_F(AwardRpcTest, NobodyAwardsThemselves) {  // R87
  const std::string claim = Claimed();
  registration_.registrations["registrations/r1"].set_learner_subject("alma");

  const auto refused = Call(alma_, &Stub::IssueAward, Issuing(claim));

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "CLAIM_OVERTAKEN"));
  EXPECT_THAT(refused, BreaksRules(Names{"OWN_WORK"}));
}

TEST_F(AwardRpcTest, IssueRefusesWrongFieldsAndUnknownClaims) {
  EXPECT_THAT(Call(alma_, &Stub::IssueAward, v1::IssueAwardRequest()),
              NamesFields(Names{"request_id", "claim"}));
  EXPECT_THAT(
      Call(alma_, &Stub::IssueAward, Issuing("registrations/r1/claims/none")),
      FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(AwardRpcTest, OnlyTheAwardingOrganisationIssues) {  // R123
  const std::string claim = Claimed();

  for (const std::string& token : {adam_, quinn_, ivy_, lee_}) {
    EXPECT_THAT(Call(token, &Stub::IssueAward, Issuing(claim)),
                FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  }
}

TEST_F(AwardRpcTest, TellsRegistrationWithoutTheLearnersName) {
  const v1::Award award = Award(Claimed());

  EXPECT_THAT(Actions("registrations/r1"), Contains("award.issued"));
  EXPECT_THAT(TrailText("registrations/r1"),
              AllOf(HasSubstr(award.name()), Not(HasSubstr("Learner")),
                    Not(HasSubstr(award.certificate_number()))));
}

TEST_F(AwardRpcTest, TheLearnersNameIsInOnePlace) {
  const v1::Award award = Award(Claimed());
  std::string responses;
  ASSERT_THAT(database_->Read([&](db::Transaction& sql) -> absl::Status {
    const auto rows = sql.Query("SELECT response FROM idempotency");
    if (!rows.ok()) return rows.status();
    for (const db::Row& row : *rows) responses += row.Bytes(0);
    return absl::OkStatus();
  }),
              IsOk());

  EXPECT_THAT(responses, Not(HasSubstr(award.learner_name())));
}

TEST_F(AwardRpcTest, IsSeenByThoseWhomItConcerns) {
  const v1::Award award = Award(Claimed());

  for (const std::string& token : {lee_, adam_, quinn_, alma_}) {
    EXPECT_THAT(Get(token, award.name()), IsOk());
  }
  EXPECT_EQ(Get(lee_, award.name())->SerializeAsString(),
            award.SerializeAsString());
}

TEST_F(AwardRpcTest, DoesNotExistForOthers) {
  const v1::Award award = Award(Claimed());
  const std::string stranger =
      fixture_.Token("sam", auth::v1::LEARNER, "northgate");
  const std::string foreign =
      fixture_.Token("adam", auth::v1::CENTRE_ADMIN, "southgate");

  for (const std::string& token : {stranger, foreign}) {
    const auto hidden = Get(token, award.name());
    EXPECT_THAT(hidden, FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
    EXPECT_EQ(hidden.status().message(),
              Get(token, "awards/none").status().message());
  }
  EXPECT_THAT(Get(alma_, "award"), NamesFields(Names{"name"}));
}

TEST_F(AwardRpcTest, AnybodyMayCheckACertificate) {  // D64
  const v1::Award award = Award(Claimed());
  std::string typed;
  for (const char c : award.certificate_number()) {
    if (c != '-') typed += static_cast<char>(std::tolower(c));
  }

  for (const std::string& number : {award.certificate_number(), typed}) {
    const auto response = Verify(number);
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->status(), v1::CERTIFICATE_VALID);
    EXPECT_EQ(response->certificate_number(), award.certificate_number());
    EXPECT_EQ(response->learner_name(), award.learner_name());
    EXPECT_EQ(response->title(), award.title());
    EXPECT_EQ(response->qualification_number(), "601/3778/2");
    EXPECT_EQ(response->award_date(), "2026-11-24");
    EXPECT_EQ(response->credits(), 45);
    EXPECT_THAT(response->units(), SizeIs(kSelection.size()));
  }
}

TEST_F(AwardRpcTest, OfAnUnknownCertificateNothingIsTold) {
  v1::VerifyCertificateResponse only_unknown;
  only_unknown.set_status(v1::CERTIFICATE_UNKNOWN);

  // `2` counts 0, so this number fits its check character.
  const auto response = Verify("222222-222222-222222");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->SerializeAsString(), only_unknown.SerializeAsString());
}

TEST_F(AwardRpcTest, AMistypedNumberIsToldApartFromAnUnknownOne) {  // D64
  const std::string number = Award(Claimed()).certificate_number();
  std::string wrong = number;
  wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
  std::string swapped = number;
  for (size_t i = 0; i + 1 < swapped.size(); ++i) {
    if (swapped[i] == swapped[i + 1] || swapped[i] == '-' ||
        swapped[i + 1] == '-') {
      continue;
    }
    std::swap(swapped[i], swapped[i + 1]);
    break;
  }

  for (const std::string& mistyped : {wrong, swapped}) {
    const auto refused = Verify(mistyped);
    ASSERT_THAT(refused, NamesFields(Names{"certificate_number"}));
    EXPECT_THAT(FieldViolationsOf(refused.status())[0].description,
                HasSubstr("check character does not fit"));
  }
}

TEST_F(AwardRpcTest, AnythingElseIsNoCertificateNumber) {
  for (const std::string& number :
       {std::string(), std::string("ABC"), std::string(5000, 'A'),
        std::string("' OR 1=1 --"), std::string("000000-000000-000000")}) {
    EXPECT_THAT(Verify(number), NamesFields(Names{"certificate_number"}));
  }
}

TEST_F(AwardRpcTest, SilenceOfAnOwnerIssuesNothing) {
  const std::string claim = Claimed();
  registration_.failure = {grpc::StatusCode::UNAVAILABLE, "gone"};

  EXPECT_EQ(Call(alma_, &Stub::IssueAward, Issuing(claim)).status().code(),
            absl::StatusCode::kUnavailable);
  registration_.failure = grpc::Status::OK;
  EXPECT_THAT(Call(alma_, &Stub::IssueAward, Issuing(claim)), IsOk());
}

}  // namespace
}  // namespace attest::verification
