// A cache of texts, for tests.
#ifndef ATTEST_LIBS_CACHE_TESTING_TEXT_CACHE_H_
#define ATTEST_LIBS_CACHE_TESTING_TEXT_CACHE_H_

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "libs/cache/cache.h"

namespace attest::cache {

using TextCache = Cache<std::string>;
using Text = absl::StatusOr<std::shared_ptr<const std::string>>;

// Bytes that begin with `!` cannot be read.
inline TextCache::Options TextOptions(const Clock* clock) {
  return {.name = "text",
          .bytes_max = 100'000,
          .life = absl::Seconds(5),
          .read = [](std::string bytes) -> Text {
            if (bytes.starts_with('!')) return absl::DataLossError("rubbish");
            return std::make_shared<const std::string>(std::move(bytes));
          },
          .weigh = [](const std::string& text) { return text.size(); },
          .clock = clock};
}

// The text, or what went wrong.
inline std::string TextOf(const Text& got) {
  return got.ok() ? **got : std::string(got.status().message());
}

// A load that a test lets begin and end.
class SlowLoad {
 public:
  absl::StatusOr<Loaded> operator()() {
    begun_.set_value();
    return answer_.get_future().get();
  }
  void WaitUntilBegun() { begun_.get_future().wait(); }
  void End(absl::StatusOr<Loaded> answer) {
    answer_.set_value(std::move(answer));
  }

 private:
  std::promise<void> begun_;
  std::promise<absl::StatusOr<Loaded>> answer_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_TESTING_TEXT_CACHE_H_
