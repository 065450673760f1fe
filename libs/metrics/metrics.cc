#include "libs/metrics/metrics.h"

#include "prometheus/counter.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"
#include "prometheus/text_serializer.h"

namespace attest::metrics {

void Counter::Add(double count) const {
  if (counter_ != nullptr) counter_->Increment(count);
}

void Gauge::Set(double value) const {
  if (gauge_ != nullptr) gauge_->Set(value);
}

void Histogram::Observe(absl::Duration duration) const {
  if (histogram_ != nullptr) {
    histogram_->Observe(absl::ToDoubleSeconds(duration));
  }
}

Registry::Registry() : registry_(std::make_shared<prometheus::Registry>()) {}

Registry::~Registry() = default;

Counter Registry::AddCounter(const std::string& name, const std::string& help,
                             const Labels& labels) {
  return Counter(prometheus::BuildCounter()
                     .Name(name)
                     .Help(help)
                     .Register(*registry_)
                     .Add(labels));
}

Gauge Registry::AddGauge(const std::string& name, const std::string& help,
                         const Labels& labels) {
  return Gauge(prometheus::BuildGauge()
                   .Name(name)
                   .Help(help)
                   .Register(*registry_)
                   .Add(labels));
}

Histogram Registry::AddHistogram(const std::string& name,
                                 const std::string& help, const Labels& labels,
                                 const std::vector<absl::Duration>& bounds) {
  prometheus::Histogram::BucketBoundaries seconds;
  for (const absl::Duration bound : bounds) {
    seconds.push_back(absl::ToDoubleSeconds(bound));
  }
  return Histogram(prometheus::BuildHistogram()
                       .Name(name)
                       .Help(help)
                       .Register(*registry_)
                       .Add(labels, seconds));
}

std::string Registry::Text() const {
  return prometheus::TextSerializer().Serialize(registry_->Collect());
}

}  // namespace attest::metrics
