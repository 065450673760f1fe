// What a process counts and measures, for Prometheus.
#ifndef ATTEST_LIBS_METRICS_METRICS_H_
#define ATTEST_LIBS_METRICS_METRICS_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace prometheus {
class Collectable;
class Counter;
class Gauge;
class Histogram;
class Registry;
}  // namespace prometheus

namespace attest::metrics {

// Handles are made once and kept: making one is slow, using one takes some ten
// nanoseconds. They are copied freely, are thread-safe, and live as long as
// their registry. One that no registry made does nothing.

// Something that only grows.
class Counter {
 public:
  Counter() = default;
  void Add(double count = 1) const;

 private:
  friend class Registry;
  explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
  prometheus::Counter* counter_ = nullptr;
};

// Something that is as it is.
class Gauge {
 public:
  Gauge() = default;
  void Set(double value) const;

 private:
  friend class Registry;
  explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}
  prometheus::Gauge* gauge_ = nullptr;
};

// How long something takes, in seconds.
class Histogram {
 public:
  Histogram() = default;
  void Observe(absl::Duration duration) const;

 private:
  friend class Registry;
  explicit Histogram(prometheus::Histogram& histogram)
      : histogram_(&histogram) {}
  prometheus::Histogram* histogram_ = nullptr;
};

// Few values each, known beforehand: nothing that a caller sends, nothing of a
// learner.
using Labels = std::map<std::string, std::string>;

// The metrics of a process. Thread-safe.
//
// A name is `attest_<thing>_<unit>`, a counter's ends in `_total`; one name is
// of one kind, everywhere with the same help. The same name and labels give the
// same metric again.
class Registry {
 public:
  Registry();
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  Counter AddCounter(const std::string& name, const std::string& help,
                     const Labels& labels);
  Gauge AddGauge(const std::string& name, const std::string& help,
                 const Labels& labels);
  // `bounds` are the upper ends of the buckets, ascending; beyond the last
  // there is one more.
  Histogram AddHistogram(const std::string& name, const std::string& help,
                         const Labels& labels,
                         const std::vector<absl::Duration>& bounds);

  // The page as Prometheus reads it.
  std::string Text() const;

 private:
  friend class Page;
  const std::shared_ptr<prometheus::Registry> registry_;
};

}  // namespace attest::metrics

#endif  // ATTEST_LIBS_METRICS_METRICS_H_
