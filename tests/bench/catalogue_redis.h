// What it costs when the Redis behind the catalogue freezes.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_REDIS_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_REDIS_H_

#include <vector>

#include "libs/status/status.h"
#include "libs/testing/redis_server.h"
#include "tests/bench/benchmark.h"
#include "tests/bench/catalogue_node.h"
#include "tests/bench/catalogue_progress.h"
#include "tests/bench/catalogue_verdict.h"

namespace attest::bench {

struct FrozenRedis {
  std::vector<Verdict> verdicts;
  Section section;
};

// Starts the server of `node` with `redis` and too little memory for
// `qualifications`, and loads it with a mix that misses memory now and then. In
// every round Redis first works and then is frozen (SIGSTOP) from the first
// call to the last.
//   The errors of CatalogueNode::Start and RunLoad.
absl::StatusOr<FrozenRedis> MeasureFrozenRedis(
    testing::RedisServer& redis, NodeOptions node, const Workplace& workplace,
    int qualifications, const Options& options, const Progress& progress);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_REDIS_H_
