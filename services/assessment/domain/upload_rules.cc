#include "services/assessment/domain/upload_rules.h"

#include <algorithm>
#include <limits>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace attest::assessment {
namespace {

bool HasFolders(std::string_view name) {
  return name == "." || name == ".." ||
         name.find_first_of("/\\") != std::string_view::npos;
}

}  // namespace

bool IsSha256(std::string_view text) {
  return text.size() == 64 &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void CheckAnnounced(const AnnouncedFile& file, FieldChecks& check) {
  check.Uuid("start.upload_id", file.upload_id);
  check.Text("start.file_name", file.file_name);
  check.That(!HasFolders(file.file_name), "start.file_name",
             "must be the name of a file without folders");
  check.Text("start.media_type", file.media_type);
  check.Range("start.size_bytes", file.size_bytes, 1,
              std::numeric_limits<int64_t>::max());
  check.That(IsSha256(file.sha256), "start.sha256",
             "must be a SHA-256 as 64 lower-case hex digits");
  check.That(file.offset >= 0 && file.offset <= file.size_bytes, "start.offset",
             "must be from 0 to size_bytes");
}

std::vector<RuleViolation> CheckUpload(const Evidence& evidence,
                                       const AnnouncedFile& file,
                                       const UploadLimits& limits,
                                       const Registration& registration) {
  std::vector<RuleViolation> violations;
  const std::string name = evidence.name();
  if (const auto inactive = CheckActive(registration)) {
    violations.push_back(*inactive);
  }
  if (!evidence.editable()) {
    violations.push_back(
        {"NOT_A_DRAFT", name,
         fmt::format("it is {}; files belong to a draft or to what was sent "
                     "back",
                     StateWord(evidence.state))});
  }
  if (file.size_bytes > limits.file_bytes_max) {
    violations.push_back({"TOO_LARGE", name,
                          fmt::format("{} bytes; a file has at most {}",
                                      file.size_bytes, limits.file_bytes_max)});
  }
  if (std::find(limits.media_types.begin(), limits.media_types.end(),
                file.media_type) == limits.media_types.end()) {
    violations.push_back(
        {"TYPE_NOT_ALLOWED", name,
         fmt::format("{} is not among: {}", Quote(file.media_type),
                     fmt::join(limits.media_types, ", "))});
  }
  if (static_cast<int64_t>(evidence.files.size()) >= limits.files_max &&
      evidence.FindFile(file.sha256) == nullptr) {
    violations.push_back(
        {"TOO_MANY_FILES", name,
         fmt::format("it has {} files, the most there may be; create another "
                     "piece of evidence",
                     evidence.files.size())});
  }
  return violations;
}

RuleViolation TypeMismatch(const Evidence& evidence,
                           const AnnouncedFile& file) {
  return {"TYPE_MISMATCH", evidence.name(),
          fmt::format("the bytes are not {}; they were thrown away, send them "
                      "with their true type",
                      file.media_type)};
}

}  // namespace attest::assessment
