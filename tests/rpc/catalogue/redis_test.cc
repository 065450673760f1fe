// Two replicas of the catalogue on one database and one Redis: what one
// publishes the other serves, and whatever Redis does, not one answer is wrong
// or fails.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/ids/ids.h"
#include "libs/metrics/metrics.h"
#include "libs/testing/matchers.h"
#include "libs/testing/redis_server.h"
#include "libs/testing/rpc_fixture.h"
#include "services/catalogue/server.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::IsOk;
using ::attest::testing::RedisServer;
using ::attest::testing::RpcFixture;
using ::attest::testing::TempDir;
using ::testing::HasSubstr;
using Stub = v1::CatalogueService::Stub;
using std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience(20);
constexpr char kReal[] = "qualifications/7D27V2/syllabi/8";
constexpr char kCurrent[] = "qualifications/BEE3/syllabi/-";
constexpr char kBees[] = "qualifications/BEE3";

// One process of the catalogue, as far as it matters here.
class Replica {
 public:
  Replica(const std::string& database, const std::string& syllabi,
          const std::string& redis, int64_t cache_bytes_max) {
    config::v1::Config config;
    config.set_syllabi_folder(syllabi);
    config.mutable_database()->set_sqlite_path(database);
    config.mutable_redis()->set_address(redis);
    config.set_cache_bytes_max(cache_bytes_max);
    attest::config::Problems problems;
    CatalogueServer::CheckConfig(config, problems);
    EXPECT_THAT(problems.status(), IsOk());
    auto server = CatalogueServer::Create(config, {fixture_.runtime(),
                                                   fixture_.clock(),
                                                   ids_,
                                                   "a secret of the tests",
                                                   {},
                                                   &metrics_});
    EXPECT_THAT(server, IsOk());
    server_ = *std::move(server);
    fixture_.Serve({&server_->service()});
    stub_ = v1::CatalogueService::NewStub(fixture_.channel());
  }
  ~Replica() { fixture_.Stop(); }

  template <class Request, class Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    return fixture_.Call<Response>(admin_, [&](auto* context, auto* response) {
      return (stub_.get()->*method)(context, request, response);
    });
  }

  absl::StatusOr<v1::Syllabus> GetSyllabus(const std::string& name) {
    v1::GetSyllabusRequest request;
    request.set_name(name);
    return Call(&Stub::GetSyllabus, request);
  }
  absl::StatusOr<v1::Unit> GetUnit(const std::string& name) {
    v1::GetUnitRequest request;
    request.set_name(name);
    return Call(&Stub::GetUnit, request);
  }
  absl::StatusOr<v1::Qualification> GetQualification() {
    v1::GetQualificationRequest request;
    request.set_name(kBees);
    return Call(&Stub::GetQualification, request);
  }
  absl::Status Publish(const std::string& source) {
    v1::PublishSyllabusRequest request;
    request.set_request_id(RandomIds().NewId());
    request.set_source(source);
    return Call(&Stub::PublishSyllabus, request).status();
  }
  absl::Status SetReview(const std::string& date) {
    v1::SetKeyDatesRequest request;
    request.set_request_id(RandomIds().NewId());
    request.set_name(kBees);
    v1::KeyDate& review = *request.add_key_dates();
    review.set_kind(v1::REVIEW);
    review.set_date(date);
    review.set_source("a list of the tests");
    review.set_observed_date("2026-11-24");
    return Call(&Stub::SetKeyDates, request).status();
  }

  std::string Metrics() const { return metrics_.Text(); }
  // Until a metric has a value.
  bool Shows(const std::string& line) const {
    const auto end = steady_clock::now() + kPatience;
    while (steady_clock::now() < end) {
      if (Metrics().find(line) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return false;
  }
  bool IsUp() const {
    return Shows("attest_cache_breaker_open 0\n") &&
           Shows("attest_cache_subscribed 1\n");
  }

 private:
  RpcFixture fixture_{{&CatalogueServer::Descriptor()}};
  metrics::Registry metrics_;
  RandomIds ids_;
  std::unique_ptr<CatalogueServer> server_;
  std::unique_ptr<Stub> stub_;
  const std::string admin_ =
      fixture_.Token("admin-1", auth::v1::AWARDING_ADMIN);
};

class CatalogueRedisTest : public ::testing::Test {
 protected:
  CatalogueRedisTest() {
    std::filesystem::create_directory(syllabi_);
    for (const std::string& file :
         {testing::RealSyllabusFile(), testing::InventedSyllabusFile()}) {
      std::filesystem::copy(file, syllabi_);
    }
  }

  // 1 byte of memory: every syllabus is read from Redis or the database.
  std::unique_ptr<Replica> Start(int64_t cache_bytes_max = 0,
                                 const std::string& database = "catalogue.db") {
    auto replica = std::make_unique<Replica>(folder_.File(database), syllabi_,
                                             redis_.address(), cache_bytes_max);
    EXPECT_TRUE(replica->IsUp());
    return replica;
  }
  // Until Redis has the real syllabus.
  bool IsShared() {
    const auto end = steady_clock::now() + kPatience;
    while (steady_clock::now() < end) {
      if (!redis_.Keys("attest:*:1:{syllabus.*7D27V2*}").empty()) return true;
    }
    return false;
  }

  TempDir folder_;
  const std::string syllabi_ = folder_.File("syllabi");
  RedisServer redis_;
};

TEST_F(CatalogueRedisTest, OneReplicaReadsWhatTheOtherLoaded) {
  const auto one = Start();
  const auto two = Start();
  const auto loaded = one->GetSyllabus(kReal);
  ASSERT_THAT(loaded, IsOk());
  ASSERT_TRUE(IsShared());

  const auto shared = two->GetSyllabus(kReal);

  ASSERT_THAT(shared, IsOk());
  EXPECT_EQ(shared->SerializeAsString(), loaded->SerializeAsString());
  EXPECT_THAT(two->Metrics(), HasSubstr("attest_cache_hits_total{cache="
                                        "\"syllabus\",tier=\"shared\"} 1\n"));
}

// The same version of the same code says something else in another database.
TEST_F(CatalogueRedisTest, ANewDatabaseIsNotServedWhatTheOldOneShared) {
  const auto old = Start(1);
  ASSERT_THAT(old->GetSyllabus(kReal), IsOk());
  ASSERT_THAT(old->GetSyllabus(kCurrent), IsOk());
  ASSERT_TRUE(IsShared());
  const std::string file = syllabi_ + "/BEE3-v1.textproto";
  testing::WriteText(
      file, testing::Replaced(testing::ReadText(file), "Could include smoke",
                              "Could include a smoker"));

  const auto anew = Start(1, "new.db");

  const auto served = anew->GetSyllabus(kCurrent);
  ASSERT_THAT(served, IsOk());
  EXPECT_THAT(served->DebugString(), HasSubstr("Could include a smoker"));
  EXPECT_THAT(anew->GetSyllabus(kReal), IsOk());
  EXPECT_THAT(anew->Metrics(),
              ::testing::Not(HasSubstr("attest_cache_hits_total{cache="
                                       "\"syllabus\",tier=\"shared\"} 1\n")));
}

// It hears of it long before the ten seconds are over after which it would ask
// the database.
TEST_F(CatalogueRedisTest, WhatOnePublishesTheOtherServesAtOnce) {
  const auto one = Start();
  const auto two = Start();
  std::string source = testing::ReadText(testing::InventedSyllabusFile());
  for (int version = 1; version < 4; ++version) {
    const std::string now = std::to_string(version);
    const std::string next = std::to_string(version + 1);
    ASSERT_EQ(two->GetSyllabus(kCurrent)->version(), now);
    source = testing::Replaced(source, "\nversion: \"" + now,
                               "\nversion: \"" + next);
    source = testing::Replaced(source, "current_version: \"" + now,
                               "current_version: \"" + next);
    const auto begun = steady_clock::now();
    ASSERT_THAT((version % 2 == 0 ? two : one)->Publish(source), IsOk());

    while (two->GetSyllabus(kCurrent)->version() != next) {
      ASSERT_LT(steady_clock::now() - begun, std::chrono::seconds(5));
    }
    EXPECT_EQ(one->GetQualification()->current_version(), next);
  }
}

TEST_F(CatalogueRedisTest, WhatOneDatesTheOtherSaysAtOnce) {
  const auto one = Start();
  const auto two = Start();
  for (const char* date : {"2027-01-31", "2027-02-28", "2027-03-31"}) {
    ASSERT_THAT(two->GetQualification(), IsOk());
    const auto begun = steady_clock::now();
    ASSERT_THAT(one->SetReview(date), IsOk());

    EXPECT_EQ(one->GetQualification()->review_date(), date);
    while (two->GetQualification()->review_date() != date) {
      ASSERT_LT(steady_clock::now() - begun, std::chrono::seconds(5));
    }
  }
}

TEST_F(CatalogueRedisTest, StartsAndServesWithoutRedis) {
  redis_.Kill();
  Replica replica(folder_.File("catalogue.db"), syllabi_, redis_.address(), 1);

  EXPECT_THAT(replica.GetSyllabus(kReal), IsOk());
  EXPECT_THAT(replica.SetReview("2027-01-31"), IsOk());
  EXPECT_EQ(replica.GetQualification()->review_date(), "2027-01-31");
}

// Calls without a pause: what they answer is compared with what was answered
// before, and how long each took is noted.
class Callers {
 public:
  Callers(std::vector<Replica*> replicas, std::string syllabus,
          std::string unit)
      : syllabus_(std::move(syllabus)), unit_(std::move(unit)) {
    for (size_t i = 0; i < 2 * replicas.size(); ++i) {
      threads_.emplace_back(
          [this, i, replica = replicas[i / 2]] { Run(*replica, i % 2 == 0); });
    }
  }
  ~Callers() { Stop(); }
  void Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }
  // Until so many more calls were answered and so much time has passed.
  void Continue(int calls, std::chrono::milliseconds time) {
    const auto begun = steady_clock::now();
    const int end = calls_ + calls;
    while (calls_ < end || steady_clock::now() < begun + time) {
      ASSERT_LT(steady_clock::now() - begun, kPatience);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  int wrong() const { return wrong_; }
  int failed() const { return failed_; }

 private:
  void Run(Replica& replica, bool whole) {
    while (!stop_) {
      if (whole) {
        Judge(replica.GetSyllabus(kReal), syllabus_);
      } else {
        Judge(replica.GetUnit(std::string(kReal) + "/units/57"), unit_);
      }
      ++calls_;
    }
  }
  template <class Answer>
  void Judge(const absl::StatusOr<Answer>& answer, const std::string& right) {
    if (!answer.ok()) {
      ++failed_;
    } else if (answer->SerializeAsString() != right) {
      ++wrong_;
    }
  }

  const std::string syllabus_;
  const std::string unit_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> calls_ = 0;
  std::atomic<int> wrong_ = 0;
  std::atomic<int> failed_ = 0;
  std::vector<std::thread> threads_;
};

void FillWithRubbish(RedisServer& redis) {
  const auto key = [&](const std::string& name) {
    const std::string keys = redis.Keys("attest:*:1:{" + name + "}");
    return keys.substr(0, keys.find('\n'));
  };
  const std::string real = key("syllabus.1:7D27V2/8");
  redis.Run({"COPY", key("syllabus.1:BEE3/1"), real, "REPLACE"});
  redis.Run({"SET", key("qualification.1:BEE3"), "rubbish"});
  redis.Run({"SET", real + ":floor", "9999999999999999999"});
}

TEST_F(CatalogueRedisTest, NothingIsWrongWhateverRedisDoes) {
  const auto one = Start(1);
  const auto two = Start();
  const auto syllabus = one->GetSyllabus(kReal);
  const auto unit = one->GetUnit(std::string(kReal) + "/units/57");
  ASSERT_THAT(syllabus, IsOk());
  ASSERT_THAT(unit, IsOk());
  ASSERT_TRUE(IsShared());
  Callers callers({one.get(), two.get()}, syllabus->SerializeAsString(),
                  unit->SerializeAsString());
  int month = 0;
  // What one replica changes it says itself at once, with and without Redis.
  const auto date = [&] {
    const std::string day = "2027-0" + std::to_string(++month) + "-15";
    EXPECT_THAT(one->SetReview(day), IsOk());
    EXPECT_EQ(one->GetQualification()->review_date(), day);
  };

  callers.Continue(20, std::chrono::milliseconds(100));
  date();
  FillWithRubbish(redis_);
  callers.Continue(20, std::chrono::milliseconds(100));
  date();
  redis_.Freeze();
  date();
  callers.Continue(20, std::chrono::milliseconds(2000));
  redis_.Thaw();
  date();
  callers.Continue(20, std::chrono::milliseconds(100));
  redis_.Kill();
  date();
  callers.Continue(20, std::chrono::milliseconds(500));
  redis_.Start();
  date();
  callers.Continue(20, std::chrono::milliseconds(100));
  callers.Stop();

  EXPECT_EQ(callers.failed(), 0);
  EXPECT_EQ(callers.wrong(), 0);
  EXPECT_TRUE(one->IsUp());
  EXPECT_TRUE(two->IsUp());
}

// How long the slowest but one in a hundred of many calls takes.
steady_clock::duration SlowestOf(Replica& replica) {
  std::vector<steady_clock::duration> took(500);
  for (auto& each : took) {
    const auto begun = steady_clock::now();
    EXPECT_THAT(replica.GetUnit(std::string(kReal) + "/units/57"), IsOk());
    each = steady_clock::now() - begun;
  }
  std::sort(took.begin(), took.end());
  return took[took.size() * 99 / 100];
}

// Bounded by the three failures after which Redis is left alone, even if every
// call would ask it. (`./run bench catalogue` measures it under load.)
TEST_F(CatalogueRedisTest, AFrozenRedisSlowsAHandfulOfCallsAtMost) {
  const auto replica = Start(1);
  const auto usual = SlowestOf(*replica);

  redis_.Freeze();
  const auto frozen = SlowestOf(*replica);

  EXPECT_LT(frozen, std::max<steady_clock::duration>(
                        3 * usual, std::chrono::milliseconds(45)));
}

}  // namespace
}  // namespace attest::catalogue
