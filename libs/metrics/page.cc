#include "libs/metrics/page.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/log/log.h"
#include "prometheus/exposer.h"
#include "prometheus/registry.h"

namespace attest::metrics {
namespace {

constexpr char kDomain[] = "metrics.attest";

// A few threads and a short time for each request: who connects and says
// nothing does not keep Prometheus out for long.
std::vector<std::string> Options(const std::string& address) {
  return {"listening_ports",    address, "num_threads",       "4",
          "request_timeout_ms", "2000",  "enable_keep_alive", "no"};
}

absl::Status Unusable(const std::string& address) {
  return MakeError(
      absl::StatusCode::kUnavailable, kDomain, "METRICS_ADDRESS_UNUSABLE",
      fmt::format("cannot serve metrics at {}: the address is taken, or none "
                  "of this machine (server.metrics_address)",
                  address));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Page>> Page::Serve(const std::string& address,
                                                  const Registry& registry) {
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(Options(address));
    exposer->RegisterCollectable(registry.registry_);
    std::unique_ptr<Page> page(new Page(std::move(exposer)));
    log::Write(log::Level::kInfo, "metrics",
               {{"address", address}, {"port", std::to_string(page->port())}});
    return page;
  } catch (const std::runtime_error&) {
    return Unusable(address);
  }
}

Page::Page(std::unique_ptr<prometheus::Exposer> exposer)
    : exposer_(std::move(exposer)) {}

Page::~Page() = default;

int Page::port() const {
  const std::vector<int> ports = exposer_->GetListeningPorts();
  return ports.empty() ? 0 : ports.front();
}

}  // namespace attest::metrics
