// What is sampled, and why: a draw that nobody can steer and anybody can check
// once the seed is known (D49 to D53).
#ifndef ATTEST_SERVICES_VERIFICATION_DOMAIN_SAMPLING_H_
#define ATTEST_SERVICES_VERIFICATION_DOMAIN_SAMPLING_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace attest::verification {

// How much of what is signed off is sampled. Rates are 0 to 100.
struct SamplingStrategy {
  int rate_percent = 0;
  int new_assessor_rate_percent = 0;
  std::vector<std::string> must_sample_units;
};

// The least rates that a strategy may have (D51). Percent.
struct LeastRates {
  int rate_percent = 0;
  int new_assessor_rate_percent = 0;
};

// A centre's plan for one qualification. The seed stays secret while the plan
// is open; its commitment is published.
struct SamplingPlan {
  std::string centre;  // id
  std::string id;
  std::string qualification;  // id
  SamplingStrategy strategy;
  std::string seed;  // 32 bytes
  absl::Time create_time;

  std::string name() const;
  // SHA-256 of the seed, lower-case hex.
  std::string commitment() const;
};

inline constexpr size_t kSeedBytes = 32;

// One sign-off of one unit: what is drawn. Ids.
struct SignOffKey {
  std::string registration;
  std::string unit;
  int64_t revision = 0;

  auto operator<=>(const SignOffKey&) const = default;
  // `registrations/{registration}/units/{unit}@{revision}`: what is hashed.
  std::string text() const;
};

// Why a sign-off is in the sample. Numbers as in the contract.
enum class SampleReason {
  kDrawn = 1,
  kMustSample = 2,
  kAdded = 3,
  kResampled = 4,
};

// A sign-off that the plan has not looked at.
struct Candidate {
  SignOffKey key;
  std::string assessor;
  // A decision in the unit needed countersigning, or its assessor is a trainee.
  bool new_assessor = false;
  // An earlier revision of this unit was in the sample.
  bool sampled_before = false;
};

// Whether the first 8 bytes of HMAC-SHA-256(seed, key), read as a big-endian
// fraction of 2^64, are below the rate.
bool FallsUnder(std::string_view seed, const SignOffKey& key, int rate_percent);

// Why the plan chooses `candidate`; nothing when it does not. A unit that was
// sampled once is sampled again at every later revision, so that signing off
// again is no way round verification.
std::optional<SampleReason> Choose(const SamplingPlan& plan,
                                   const Candidate& candidate);

// Why the plan chooses each of `candidates`, in their order. Of a registration
// that is not in `sampled` (ids) and of which nothing is chosen, the candidate
// with the lowest fraction is drawn: of every learner something is verified,
// and the seed still proves what.
std::vector<std::optional<SampleReason>> ChooseAmong(
    const SamplingPlan& plan, const std::vector<Candidate>& candidates,
    const std::set<std::string>& sampled);

// How a sample stands. Numbers as in the contract.
enum class SampleState {
  kPending = 1,
  kAgreed = 2,
  kDisagreed = 3,
  kClosed = 4,
};

// What a verifier disagrees with (D55).
struct Disagreement {
  std::string criterion;
  std::string reason;
  std::string action;
};

// One sign-off to be verified.
struct Sample {
  std::string centre;  // id
  std::string id;
  std::string plan;  // id
  SignOffKey key;
  std::string assessor;
  SampleReason reason = SampleReason::kDrawn;
  std::string added_reason;
  SampleState state = SampleState::kPending;
  std::string verifier;
  std::optional<absl::Time> verify_time;
  std::vector<Disagreement> disagreements;
  std::string comment;
  std::string close_comment;
  int64_t verified_revision = 0;
  absl::Time create_time;

  std::string name() const;
  // The unit was verified at this revision.
  bool VerifiesRevision(int64_t revision) const;
};

}  // namespace attest::verification

#endif  // ATTEST_SERVICES_VERIFICATION_DOMAIN_SAMPLING_H_
