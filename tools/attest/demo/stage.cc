#include "tools/attest/demo/stage.h"

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "libs/clock/dates.h"

namespace attest::demo {
namespace {

constexpr absl::Duration kTokenLifetime = absl::Hours(2);
constexpr std::string_view kCentres = "centres/";

}  // namespace

Stage::Stage(client::Api& api, auth::SandboxIssuer& issuer, Report& report)
    : api_(api), issuer_(issuer), report_(report) {
  run_ = ids_.NewId().substr(0, 8);
  centre_ = fmt::format("{}northgate-{}", kCentres, run_);
  awarding_admin = {"awarding.admin", auth::v1::AWARDING_ADMIN};
  quality_manager = Somebody("quality.manager", auth::v1::QUALITY_MANAGER);
  centre_admin = Somebody("programme.director", auth::v1::CENTRE_ADMIN);
  assessor = Somebody("assessor", auth::v1::ASSESSOR);
  assessor_as_verifier = {assessor.subject, auth::v1::INTERNAL_VERIFIER};
  trainee = Somebody("trainee.assessor", auth::v1::ASSESSOR);
  verifier = Somebody("verifier", auth::v1::INTERNAL_VERIFIER);
  tutor = Somebody("tutor", auth::v1::TUTOR);
}

std::string Stage::centre_id() const {
  return centre_.substr(kCentres.size());
}

Person Stage::Somebody(std::string_view word, auth::Role role) const {
  return {fmt::format("{}.{}", word, run_), role};
}

absl::StatusOr<std::string> Stage::Token(const Person& person) {
  std::string& token =
      tokens_[fmt::format("{} {}", person.subject, person.role)];
  if (token.empty()) {
    const bool everywhere = person.role == auth::v1::AWARDING_ADMIN;
    ATTEST_ASSIGN_OR_RETURN(
        token, issuer_.Mint(person.subject,
                            {{person.role, everywhere ? "" : centre_id()}},
                            kTokenLifetime));
  }
  return token;
}

void Stage::AddRequestId(google::protobuf::Message& request) {
  const auto* field =
      request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr) return;
  RandomIds ids;
  request.GetReflection()->SetString(&request, field, ids.NewId());
}

absl::Status Stage::Refused(const absl::Status& status, std::string_view what,
                            std::string_view rule, std::string_view reason) {
  if (ReasonOf(status) != reason) {
    return absl::InternalError(
        fmt::format("{} should be refused with {}, but: {}", what, reason,
                    client::Describe(status)));
  }
  report_.Refused(what, rule, status);
  return absl::OkStatus();
}

std::string Today(int days) {
  return FormatDate(DateOf(absl::Now()) + days);
}

}  // namespace attest::demo
