#include "services/verification/domain/sampling.h"

#include <algorithm>
#include <map>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "services/verification/domain/names.h"

namespace attest::verification {
namespace {

// The first 8 bytes of HMAC-SHA-256(seed, key) as a big-endian number.
uint64_t FractionOf(std::string_view seed, const SignOffKey& key) {
  uint64_t fraction = 0;
  for (const char byte : HmacSha256(seed, key.text()).substr(0, 8)) {
    fraction = fraction << 8 | static_cast<unsigned char>(byte);
  }
  return fraction;
}

}  // namespace

std::string SamplingPlan::name() const { return PlanName(centre, id); }

std::string SamplingPlan::commitment() const { return Sha256Hex(seed); }

std::string SignOffKey::text() const {
  return fmt::format("{}@{}", UnitName(registration, unit), revision);
}

bool FallsUnder(std::string_view seed, const SignOffKey& key,
                int rate_percent) {
  // fraction / 2^64 < rate / 100, without rounding.
  using Wide = unsigned __int128;
  return Wide{FractionOf(seed, key)} * 100 < static_cast<Wide>(rate_percent)
                                                 << 64;
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

std::vector<std::optional<SampleReason>> ChooseAmong(
    const SamplingPlan& plan, const std::vector<Candidate>& candidates,
    const std::set<std::string>& sampled) {
  std::vector<std::optional<SampleReason>> reasons;
  std::set<std::string> served = sampled;
  for (const Candidate& candidate : candidates) {
    reasons.push_back(Choose(plan, candidate));
    if (reasons.back().has_value()) served.insert(candidate.key.registration);
  }
  std::map<std::string, size_t> lowest;  // by registration that has nothing
  for (size_t i = 0; i < candidates.size(); ++i) {
    const SignOffKey& key = candidates[i].key;
    if (served.contains(key.registration)) continue;
    const auto [it, first] = lowest.try_emplace(key.registration, i);
    const SignOffKey& best = candidates[it->second].key;
    if (!first && FractionOf(plan.seed, key) < FractionOf(plan.seed, best)) {
      it->second = i;
    }
  }
  for (const auto& [registration, i] : lowest) {
    reasons[i] = SampleReason::kDrawn;
  }
  return reasons;
}

std::string Sample::name() const { return SampleName(centre, id); }

bool Sample::VerifiesRevision(int64_t revision) const {
  const bool verified =
      state == SampleState::kAgreed || state == SampleState::kClosed;
  return verified && verified_revision == revision;
}

}  // namespace attest::verification
