// What may be uploaded to a piece of evidence.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_UPLOAD_RULES_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_UPLOAD_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/names/field_checks.h"
#include "libs/status/status.h"
#include "services/assessment/domain/evidence.h"
#include "services/assessment/domain/media_types.h"
#include "services/assessment/domain/registration.h"

namespace attest::assessment {

// Configured; told in the errors.
struct UploadLimits {
  int64_t file_bytes_max = int64_t{200} << 20;
  int64_t files_max = 20;  // of one piece of evidence
  std::vector<std::string> media_types = KnownMediaTypes();
  absl::Duration idle_max = absl::Seconds(30);  // without a message
};

// What is announced to come.
struct AnnouncedFile {
  std::string upload_id;
  std::string file_name;
  std::string media_type;
  int64_t size_bytes = 0;
  std::string sha256;
  int64_t offset = 0;
};

// Checks the announcement. Fields are named below `start`. File names hold no
// folders: they are shown to others, and saved by them.
void CheckAnnounced(const AnnouncedFile& file, FieldChecks& check);

// `TOO_LARGE`, `TYPE_NOT_ALLOWED`, `TOO_MANY_FILES`, `NOT_A_DRAFT`,
// `REGISTRATION_NOT_ACTIVE`.
std::vector<RuleViolation> CheckUpload(const Evidence& evidence,
                                       const AnnouncedFile& file,
                                       const UploadLimits& limits,
                                       const Registration& registration);

// The violation `TYPE_MISMATCH`.
RuleViolation TypeMismatch(const Evidence& evidence, const AnnouncedFile& file);

// Whether `text` is a SHA-256 as the contract writes it.
bool IsSha256(std::string_view text);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_UPLOAD_RULES_H_
