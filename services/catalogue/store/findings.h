// What is wrong with one file of the catalogue.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_FINDINGS_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_FINDINGS_H_

#include <string>
#include <string_view>
#include <utility>

#include "fmt/format.h"
#include "libs/config/config.h"

namespace attest::catalogue::store {

// Adds findings on one file to the problems of all, each with file and place.
// Not thread-safe. `problems` must outlive it.
class Findings {
 public:
  Findings(std::string file, config::Problems& problems)
      : file_(std::move(file)), problems_(problems) {}

  // `place` as a reader finds it, e.g. `unit 57, criterion 2.3`.
  void Add(std::string_view place, std::string_view what) {
    empty_ = false;
    problems_.Add(fmt::format("{}: {}", file_, place), what);
  }
  // Adds `what` unless `holds`.
  void That(bool holds, std::string_view place, std::string_view what) {
    if (!holds) Add(place, what);
  }

  // Whether nothing was found in this file.
  bool empty() const { return empty_; }

 private:
  const std::string file_;
  config::Problems& problems_;
  bool empty_ = true;
};

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_FINDINGS_H_
