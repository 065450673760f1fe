#include "services/verification/domain/sampling.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "services/verification/domain/names.h"

namespace attest::verification {

std::string SamplingPlan::name() const { return PlanName(centre, id); }

std::string SamplingPlan::commitment() const { return Sha256Hex(seed); }

std::string SignOffKey::text() const {
  return fmt::format("{}@{}", UnitName(registration, unit), revision);
}

bool FallsUnder(std::string_view seed, const SignOffKey& key,
                int rate_percent) {
  uint64_t fraction = 0;
  for (const char byte : HmacSha256(seed, key.text()).substr(0, 8)) {
    fraction = fraction << 8 | static_cast<unsigned char>(byte);
  }
  // fraction / 2^64 < rate / 100, without rounding.
  using Wide = unsigned __int128;
  return Wide{fraction} * 100 < static_cast<Wide>(rate_percent) << 64;
}

std::optional<SampleReason> Choose(const SamplingPlan& plan,
                                   const Candidate& candidate) {
  const auto& must = plan.strategy.must_sample_units;
  if (std::find(must.begin(), must.end(), candidate.key.unit) != must.end()) {
    return SampleReason::kMustSample;
  }
  if (candidate.sampled_before) return SampleReason::kResampled;
  const int rate = candidate.new_assessor
                       ? plan.strategy.new_assessor_rate_percent
                       : plan.strategy.rate_percent;
  if (!FallsUnder(plan.seed, candidate.key, rate)) return std::nullopt;
  return SampleReason::kDrawn;
}

std::string Sample::name() const { return SampleName(centre, id); }

bool Sample::VerifiesRevision(int64_t revision) const {
  const bool verified =
      state == SampleState::kAgreed || state == SampleState::kClosed;
  return verified && verified_revision == revision;
}

}  // namespace attest::verification
