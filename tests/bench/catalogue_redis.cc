#include "tests/bench/catalogue_redis.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "tests/bench/catalogue_contest.h"
#include "tests/bench/catalogue_messages.h"
#include "tests/bench/catalogue_scale.h"

namespace attest::bench {
namespace {

// Room for a few syllabi of the size of 7D27V2, and far more that are asked
// for: one call in ten is for one of these.
constexpr int64_t kMemory = 4'000'000;
constexpr int kAskedForMax = 200;
constexpr size_t kSeldom = 10;
// Redis has to be frozen for seconds, unless runs are shorter still.
constexpr double kLonger = 2;

Load MixedLoad(const CatalogueNode& node, const Workplace& workplace,
               int qualifications, const Options& options) {
  const std::vector<std::string> requests =
      UnitRequests(std::min(qualifications, kAskedForMax));
  Load load = LoadOf(options);
  load.method = CatalogueMethod("GetUnit");
  load.server = node.pid();
  load.token = workplace.token();
  load.duration *= kLonger;
  Mix(requests.front(), requests, kSeldom, load);
  return load;
}

// Redis works. What was forgotten while it did not has to come back first.
Contestant Working(const CatalogueNode& node, const Load& load) {
  Contestant working{"Redis works", node.address(), load};
  working.load.warm_up = std::max(load.warm_up, load.duration);
  return working;
}

// Redis is frozen as soon as the calls begin that count.
Contestant Frozen(const CatalogueNode& node, const Load& load,
                  testing::RedisServer& redis) {
  Contestant frozen{"Redis is frozen", node.address(), load};
  frozen.load.warm_up = absl::ZeroDuration();
  frozen.before = [&redis] { redis.Freeze(); };
  frozen.after = [&redis] { redis.Thaw(); };
  return frozen;
}

// A number of Redis's own statistics.
std::string StatisticOf(const std::string& statistics,
                        const std::string& name) {
  const size_t line = statistics.find(name + ":");
  if (line == std::string::npos) return "no";
  const size_t first = line + name.size() + 1;
  return statistics.substr(first, statistics.find('\r', first) - first);
}

std::string WhatRedisDid(testing::RedisServer& redis) {
  const std::string statistics = redis.Run({"INFO", "stats"});
  return fmt::format("Redis had {} answers, and had {} not.",
                     StatisticOf(statistics, "keyspace_hits"),
                     StatisticOf(statistics, "keyspace_misses"));
}

}  // namespace

absl::StatusOr<FrozenRedis> MeasureFrozenRedis(testing::RedisServer& redis,
                                               NodeOptions options_of_node,
                                               const Workplace& workplace,
                                               int qualifications,
                                               const Options& options,
                                               const Progress& progress) {
  options_of_node.redis = redis.address();
  options_of_node.cache_bytes_max = kMemory;
  ATTEST_ASSIGN_OR_RETURN(const auto node,
                          CatalogueNode::Start(options_of_node, workplace));
  const Load load = MixedLoad(*node, workplace, qualifications, options);
  Contest contest;
  const size_t working = contest.Add(Working(*node, load));
  const size_t frozen = contest.Add(Frozen(*node, load, redis));
  ATTEST_RETURN_IF_ERROR(contest.Run(options.runs, progress));
  return FrozenRedis{
      .verdicts = {{"GetUnit, Redis frozen, p99 against Redis working",
                    contest.Ratio(frozen, working, &Measurement::p99_us), "x",
                    Target{Target::Kind::kUnder, 3}},
                   {"GetUnit, Redis frozen, failed calls",
                    contest.Errors(frozen) + contest.Errors(working), "calls",
                    Target{Target::Kind::kAtMost, 0}}},
      .section = {.name = "catalogue_redis_loads",
                  .title = fmt::format(
                      "One unit, and one call in {} another of {} syllabi, "
                      "{} MB of memory",
                      kSeldom, std::min(qualifications, kAskedForMax),
                      kMemory / 1'000'000),
                  .table = contest.Rows(),
                  .notes = Joined<std::string>({WhatRedisDid(redis)},
                                               contest.Notes())}};
}

}  // namespace attest::bench
