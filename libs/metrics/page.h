// The page with the metrics.
#ifndef ATTEST_LIBS_METRICS_PAGE_H_
#define ATTEST_LIBS_METRICS_PAGE_H_

#include <memory>
#include <string>

#include "libs/metrics/metrics.h"
#include "libs/status/status.h"

namespace prometheus {
class Exposer;
}  // namespace prometheus

namespace attest::metrics {

// Serves `/metrics` over HTTP, on threads of its own, until it is destroyed.
class Page {
 public:
  // Listens at `address`, e.g. `0.0.0.0:9090` or `[::]:9090`; port 0 picks a
  // free one.
  //   UNAVAILABLE, `METRICS_ADDRESS_UNUSABLE`: taken, or none of this machine.
  static absl::StatusOr<std::unique_ptr<Page>> Serve(const std::string& address,
                                                     const Registry& registry);
  ~Page();
  int port() const;

 private:
  explicit Page(std::unique_ptr<prometheus::Exposer> exposer);
  const std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace attest::metrics

#endif  // ATTEST_LIBS_METRICS_PAGE_H_
