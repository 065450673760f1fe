#include <fstream>

#include "absl/time/clock.h"
#include "attest/audit/v1/audit.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "fmt/format.h"
#include "tools/attest/client/trail.h"
#include "tools/attest/demo/steps.h"

namespace attest::demo {
namespace {

namespace ver = verification::v1;

absl::Status CheckCertificates(Stage& stage) {
  for (const LearnerResult& learner : stage.report().learners()) {
    if (learner.certificate.empty()) continue;
    ver::VerifyCertificateRequest ask;
    ask.set_certificate_number(learner.certificate);
    ATTEST_ASSIGN_OR_RETURN(
        const ver::VerifyCertificateResponse answer,
        stage.api().Call<ver::VerifyCertificateResponse>(
            "verification.VerifyCertificate", /*token=*/"", ask));
    if (answer.status() != ver::CERTIFICATE_VALID) {
      return absl::InternalError("a certificate is not valid");
    }
    stage.report().Did(fmt::format("a stranger without a token: {} is valid",
                                   learner.certificate));
  }
  return absl::OkStatus();
}

absl::Status CheckTrailOnline(Stage& stage, const CohortLearner& learner) {
  for (const char* service : {"registration", "assessment", "verification"}) {
    audit::v1::VerifyAuditTrailRequest ask;
    ask.set_parent(learner.registration);
    ATTEST_ASSIGN_OR_RETURN(
        const audit::v1::VerifyAuditTrailResponse answer,
        stage.Call<audit::v1::VerifyAuditTrailResponse>(
            stage.quality_manager, fmt::format("{}.VerifyAuditTrail", service),
            ask));
    if (!answer.intact()) return absl::InternalError("the trail is broken");
  }
  return absl::OkStatus();
}

// `text` with one letter of an entry changed, as a forger would.
std::string Forge(std::string text) {
  const size_t at = text.find("unit.signed_off");
  text[at == std::string::npos ? text.size() / 2 : at] ^= 1;
  return text;
}

absl::Status CheckTrailOffline(Stage& stage, const CohortLearner& learner,
                               const std::string& folder) {
  ATTEST_ASSIGN_OR_RETURN(const std::string token,
                          stage.Token(stage.quality_manager));
  ATTEST_ASSIGN_OR_RETURN(
      const std::string text,
      client::ExportTrail(stage.api(), token, learner.registration));
  const std::string file = folder + "/trail.jsonl";
  std::ofstream(file, std::ios::binary) << text;
  const client::TrailCheck whole = client::CheckTrail(text);
  const client::TrailCheck forged = client::CheckTrail(Forge(text));
  if (!whole.intact || forged.intact) {
    return absl::InternalError("the check of the trail does not tell");
  }
  stage.report().Did(fmt::format(
      "{}'s trail: {} entries in three chains verified, online and from the "
      "export {}",
      learner.first_name, whole.entries, file));
  stage.report().Did("the same export with one byte changed is found out:");
  for (const std::string& finding : forged.findings) {
    stage.report().Detail(finding);
  }
  stage.report().facts()["trail_entries"] = whole.entries;
  return absl::OkStatus();
}

}  // namespace

absl::Status Check(Stage& stage, const std::string& folder) {
  stage.report().Step(7, "Checked by strangers");
  ATTEST_RETURN_IF_ERROR(CheckCertificates(stage));
  ATTEST_RETURN_IF_ERROR(CheckTrailOnline(stage, stage.cohort[0]));
  return CheckTrailOffline(stage, stage.cohort[0], folder);
}

absl::Status PlayJourney(Stage& stage, const std::string& folder) {
  const absl::Time start = absl::Now();
  ATTEST_RETURN_IF_ERROR(PrepareCentre(stage));
  ATTEST_RETURN_IF_ERROR(RegisterCohort(stage));
  ATTEST_RETURN_IF_ERROR(GatherEvidence(stage));
  ATTEST_RETURN_IF_ERROR(Assess(stage));
  ATTEST_RETURN_IF_ERROR(Verify(stage));
  ATTEST_RETURN_IF_ERROR(Award(stage));
  ATTEST_RETURN_IF_ERROR(Check(stage, folder));
  stage.report().Step(8, "Summary");
  auto& facts = stage.report().facts();
  facts["rpcs"] = stage.api().calls_total();
  facts["rpcs_tried_again"] = stage.api().retries();
  facts["rpcs_by_method"] = stage.api().calls();
  stage.report().Finish(absl::Now() - start);
  return absl::OkStatus();
}

}  // namespace attest::demo
