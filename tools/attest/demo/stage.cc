#include "tools/attest/demo/stage.h"

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "libs/clock/dates.h"

namespace attest::demo {
namespace {

constexpr absl::Duration kTokenLifetime = absl::Hours(2);

std::string_view WordOf(auth::Role role) {
  switch (role) {
    case auth::v1::LEARNER:
      return "learner";
    case auth::v1::TUTOR:
      return "tutor";
    case auth::v1::ASSESSOR:
      return "assessor";
    case auth::v1::INTERNAL_VERIFIER:
      return "verifier";
    case auth::v1::CENTRE_ADMIN:
      return "programme.director";
    case auth::v1::QUALITY_MANAGER:
      return "quality.manager";
    case auth::v1::AWARDING_ADMIN:
      return "awarding.admin";
    case auth::v1::PARTNER:
      return "partner";
    case auth::v1::OPERATOR:
      return "operator";
    default:
      return "service";
  }
}

}  // namespace

Stage::Stage(client::Api& api, auth::SandboxIssuer& issuer, Report& report,
             std::string centre_id)
    : api_(api),
      issuer_(issuer),
      report_(report),
      centre_id_(std::move(centre_id)),
      centre_(fmt::format("centres/{}", centre_id_)) {
  const auto usual = [&](auth::Role role) {
    return Person{UsualSubject(role, centre_id_), role};
  };
  awarding_admin = {UsualSubject(auth::v1::AWARDING_ADMIN, ""),
                    auth::v1::AWARDING_ADMIN};
  quality_manager = usual(auth::v1::QUALITY_MANAGER);
  centre_admin = usual(auth::v1::CENTRE_ADMIN);
  assessor = usual(auth::v1::ASSESSOR);
  assessor_as_verifier = {assessor.subject, auth::v1::INTERNAL_VERIFIER};
  trainee = Somebody("trainee", auth::v1::ASSESSOR);
  verifier = usual(auth::v1::INTERNAL_VERIFIER);
  tutor = usual(auth::v1::TUTOR);
}

Person Stage::Somebody(std::string_view word, auth::Role role) const {
  return {fmt::format("{}.{}", word, centre_id_), role};
}

absl::StatusOr<std::string> Stage::Token(const Person& person) {
  std::string& token =
      tokens_[fmt::format("{} {}", person.subject, person.role)];
  if (token.empty()) {
    const bool everywhere = person.role == auth::v1::AWARDING_ADMIN;
    ATTEST_ASSIGN_OR_RETURN(
        token, issuer_.Mint(person.subject,
                            {{person.role, everywhere ? "" : centre_id_}},
                            kTokenLifetime));
  }
  return token;
}

void Stage::AddRequestId(google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
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

std::string UsualSubject(auth::Role role, std::string_view centre_id) {
  if (centre_id.empty()) return std::string(WordOf(role));
  return fmt::format("{}.{}", WordOf(role), centre_id);
}

std::string FreshCentreId() {
  return fmt::format("northgate-{}", RandomIds().NewId().substr(0, 8));
}

std::string Today(int days) { return FormatDate(DateOf(absl::Now()) + days); }

}  // namespace attest::demo
