#include "services/catalogue/api/publishing.h"

#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "services/catalogue/checks/syllabus_file.h"
#include "services/catalogue/domain/errors.h"

namespace attest::catalogue::api {
namespace {

void CheckSize(const std::string& source, FieldChecks& check) {
  check.That(!source.empty(), "source", "must be the text of a syllabus file");
  check.That(source.size() <= checks::kSourceBytesMax, "source",
             fmt::format("must have at most {} bytes, has {}",
                         checks::kSourceBytesMax, source.size()));
}

absl::Status Refused(const std::vector<v1::Finding>& findings) {
  std::vector<RuleViolation> violations;
  for (const v1::Finding& finding : findings) {
    if (finding.severity() != v1::ERROR) continue;
    violations.push_back(store::ViolationOf(finding));
  }
  return errors::SyllabusInvalid(violations);
}

}  // namespace

absl::StatusOr<v1::ValidateSyllabusResponse> Publishing::Validate(
    const v1::ValidateSyllabusRequest& request) const {
  FieldChecks check(errors::kDomain);
  CheckSize(request.source(), check);
  ATTEST_RETURN_IF_ERROR(check.status());

  const checks::CheckedSyllabus checked = checks::CheckSource(request.source());
  v1::ValidateSyllabusResponse response;
  response.mutable_findings()->Add(checked.findings.begin(),
                                   checked.findings.end());
  response.set_publishable(checked.publishable());
  if (checked.readable) {
    *response.mutable_syllabus() = store::PublishedSummary(checked.syllabus);
  }
  return response;
}

absl::StatusOr<v1::PublishSyllabusResponse> Publishing::Publish(
    const rpc::Call& call, const v1::PublishSyllabusRequest& request) const {
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  CheckSize(request.source(), check);
  ATTEST_RETURN_IF_ERROR(check.status());

  checks::CheckedSyllabus checked = checks::CheckSource(request.source());
  if (!checked.publishable()) return Refused(checked.findings);

  return tools_.publication.Publish(
      call.Author(auth::v1::AWARDING_ADMIN, request.request_id(), request),
      {.syllabus = std::move(checked.syllabus),
       .warnings = std::move(checked.findings),
       .source_sha256 = Sha256Hex(request.source())});
}

}  // namespace attest::catalogue::api
