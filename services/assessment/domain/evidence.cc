#include "services/assessment/domain/evidence.h"

#include <algorithm>

namespace attest::assessment {

bool Evidence::IsMappedTo(const CriterionRef& criterion) const {
  return std::find(criteria.begin(), criteria.end(), criterion) !=
         criteria.end();
}

const EvidenceFile* Evidence::FindFile(std::string_view sha256) const {
  const auto found =
      std::find_if(files.begin(), files.end(),
                   [&](const auto& file) { return file.sha256 == sha256; });
  return found == files.end() ? nullptr : &*found;
}

std::string_view StateWord(EvidenceState state) {
  switch (state) {
    case EvidenceState::kDraft:
      return "draft";
    case EvidenceState::kSubmitted:
      return "submitted";
    case EvidenceState::kReturned:
      return "returned";
    case EvidenceState::kWithdrawn:
      return "withdrawn";
  }
  return "unknown";
}

}  // namespace attest::assessment
