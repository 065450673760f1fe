#include "libs/cache/cache_metrics.h"

#include <vector>

namespace attest::cache {
namespace {

// From a Redis next door to one that does not answer.
std::vector<absl::Duration> WaitBounds() {
  std::vector<absl::Duration> bounds;
  for (const double ms : {0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0, 50.0,
                          100.0, 250.0, 1000.0}) {
    bounds.push_back(absl::Milliseconds(ms));
  }
  return bounds;
}

metrics::Counter ErrorCounter(metrics::Registry& registry,
                              const std::string& kind) {
  return registry.AddCounter(
      "attest_cache_errors_total",
      "Trouble with the shared tier; never an error of a call.",
      {{"kind", kind}});
}

}  // namespace

CacheMetrics CacheMetrics::Of(const std::string& cache,
                              metrics::Registry* registry) {
  CacheMetrics made;
  if (registry == nullptr) return made;
  const auto hits = [&](const std::string& tier) {
    return registry->AddCounter("attest_cache_hits_total",
                                "Answers found, by where.",
                                {{"cache", cache}, {"tier", tier}});
  };
  const auto loads = [&](const std::string& outcome) {
    return registry->AddCounter("attest_cache_loads_total",
                                "Times the owner was asked.",
                                {{"cache", cache}, {"outcome", outcome}});
  };
  made.memory_hits = hits("memory");
  made.shared_hits = hits("shared");
  made.misses = registry->AddCounter("attest_cache_misses_total",
                                     "Answers that were not in memory.",
                                     {{"cache", cache}});
  made.loads = loads("ok");
  made.failed_loads = loads("error");
  made.evictions = registry->AddCounter(
      "attest_cache_evictions_total",
      "Answers that left memory for want of room.", {{"cache", cache}});
  made.memory_bytes = registry->AddGauge(
      "attest_cache_memory_bytes", "Bytes in memory.", {{"cache", cache}});
  return made;
}

TierMetrics TierMetrics::Of(metrics::Registry* registry) {
  TierMetrics made;
  if (registry == nullptr) return made;
  made.timeouts = ErrorCounter(*registry, "timeout");
  made.connection_errors = ErrorCounter(*registry, "connection");
  made.refusals = ErrorCounter(*registry, "refused");
  made.rubbish = ErrorCounter(*registry, "rubbish");
  made.unwritten = registry->AddCounter(
      "attest_cache_unwritten_total",
      "Values and messages that did not get into the shared tier.", {});
  made.wait = registry->AddHistogram("attest_cache_wait_seconds",
                                     "What calls waited for the shared tier.",
                                     {}, WaitBounds());
  made.breaker_is_open =
      registry->AddGauge("attest_cache_breaker_open",
                         "1 while the shared tier is left alone.", {});
  made.breaker_is_open.Set(1);
  made.is_subscribed =
      registry->AddGauge("attest_cache_subscribed",
                         "1 while messages of other replicas are heard.", {});
  return made;
}

void TierMetrics::CountError(const absl::Status& error) const {
  switch (error.code()) {
    case absl::StatusCode::kDeadlineExceeded:
      return timeouts.Add();
    case absl::StatusCode::kFailedPrecondition:
      return refusals.Add();
    case absl::StatusCode::kDataLoss:
      return rubbish.Add();
    default:
      return connection_errors.Add();
  }
}

}  // namespace attest::cache
