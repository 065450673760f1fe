// What caches count. The table in README.md says what each means.
#ifndef ATTEST_LIBS_CACHE_CACHE_METRICS_H_
#define ATTEST_LIBS_CACHE_CACHE_METRICS_H_

#include <string>

#include "libs/metrics/metrics.h"
#include "libs/status/status.h"

namespace attest::cache {

// Of one cache.
struct CacheMetrics {
  // `registry` may be null: then nothing is counted.
  static CacheMetrics Of(const std::string& cache, metrics::Registry* registry);

  metrics::Counter memory_hits;
  metrics::Counter shared_hits;
  metrics::Counter misses;
  metrics::Counter loads;
  metrics::Counter failed_loads;
  metrics::Counter evictions;
  metrics::Gauge memory_bytes;
};

// Of the tier that replicas share.
struct TierMetrics {
  static TierMetrics Of(metrics::Registry* registry);

  // Counts an error of RedisConnection or RedisPool under its kind.
  void CountError(const absl::Status& error) const;

  metrics::Counter timeouts;
  metrics::Counter connection_errors;
  metrics::Counter refusals;
  metrics::Counter rubbish;
  metrics::Counter unwritten;
  metrics::Histogram wait;
  metrics::Gauge breaker_is_open;
  metrics::Gauge is_subscribed;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_CACHE_METRICS_H_
