// How reads are served that are answered from memory (ADR 0007).
#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <thread>

#include "tests/rpc/catalogue/catalogue_fixture.h"

namespace attest::catalogue {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

// The bytes of an answer, whatever the method, with a token.
using Ask = std::function<absl::StatusOr<std::string>(const std::string&)>;

class ServingTest : public CatalogueTest {
 protected:
  template <class Request, class Response>
  Ask Asking(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                          Response*),
             const Request& request) {
    return [=, this](const std::string& token) -> absl::StatusOr<std::string> {
      const auto response = CallAs(token, method, request);
      if (!response.ok()) return response.status();
      return response->SerializeAsString();
    };
  }
  template <class Request>
  static Request Named(const std::string& name) {
    Request request;
    request.set_name(name);
    return request;
  }
  template <class Request>
  static Request Of(const std::string& parent) {
    Request request;
    request.set_parent(parent);
    return request;
  }

  // Every method that is served from memory, with a good request.
  std::map<std::string, Ask> Reads() {
    v1::LookupQualificationRequest lookup;
    lookup.set_code("60137782");
    auto batch = Of<v1::BatchGetUnitsRequest>(kReal);
    batch.add_units("57");
    v1::EvaluateSelectionRequest evaluate;
    evaluate.set_syllabus(kReal);
    evaluate.add_units("57");
    const std::string qualification = "qualifications/7D27V2";
    return {
        {"GetQualification",
         Asking(&Stub::GetQualification,
                Named<v1::GetQualificationRequest>(qualification))},
        {"LookupQualification", Asking(&Stub::LookupQualification, lookup)},
        {"ListSyllabi",
         Asking(&Stub::ListSyllabi, Of<v1::ListSyllabiRequest>(qualification))},
        {"GetSyllabus",
         Asking(&Stub::GetSyllabus, Named<v1::GetSyllabusRequest>(kReal))},
        {"GetUnit",
         Asking(&Stub::GetUnit,
                Named<v1::GetUnitRequest>(std::string(kReal) + "/units/57"))},
        {"BatchGetUnits", Asking(&Stub::BatchGetUnits, batch)},
        {"ListUnits",
         Asking(&Stub::ListUnits, Of<v1::ListUnitsRequest>(kReal))},
        {"LookupStandards",
         Asking(&Stub::LookupStandards, Of<v1::LookupStandardsRequest>(kReal))},
        {"EvaluateSelection", Asking(&Stub::EvaluateSelection, evaluate)}};
  }
};

TEST_F(ServingTest, GivesTheSameAnswerFromTheDatabaseAndFromMemory) {
  for (const auto& [method, ask] : Reads()) {
    const auto first = ask(learner_);
    ASSERT_THAT(first, IsOk()) << method;
    EXPECT_NE(*first, "") << method;
    EXPECT_EQ(ask(learner_), first) << method;
  }
}

TEST_F(ServingTest, NeedsNoDatabaseForWhatIsInMemory) {
  const auto reads = Reads();
  for (const auto& [method, ask] : reads) EXPECT_THAT(ask(learner_), IsOk());
  database_->FailNext(absl::UnavailableError("not asked"));

  for (const auto& [method, ask] : reads) {
    EXPECT_THAT(ask(learner_), IsOk()) << method;
  }
}

TEST_F(ServingTest, SaysThatTheDatabaseFailsAndAsksItAgain) {
  for (const auto& [method, ask] : Reads()) {
    // A new server has nothing in memory.
    fixture_.Stop();
    config::v1::Config config;
    server_ = *CatalogueServer::CreateOn(*database_, config,
                                         {fixture_.runtime(),
                                          fixture_.clock(),
                                          ids_,
                                          "a secret of the tests",
                                          {}});
    fixture_.Serve({&server_->service()});
    stub_ = v1::CatalogueService::NewStub(fixture_.channel());
    database_->FailNext(MakeError(absl::StatusCode::kUnavailable, "db.attest",
                                  "DATABASE_UNAVAILABLE", "away"));

    EXPECT_THAT(ask(learner_), FailsWith(absl::StatusCode::kUnavailable,
                                         "DATABASE_UNAVAILABLE"))
        << method;
    EXPECT_THAT(ask(learner_), IsOk()) << method;
  }
}

TEST_F(ServingTest, NeedsAGoodTokenInMemoryOrNot) {
  for (const auto& [method, ask] : Reads()) {
    for (int round = 0; round < 2; ++round) {
      EXPECT_THAT(ask(""), FailsWith(kUnauthenticated, "NO_TOKEN")) << method;
      EXPECT_THAT(ask("Bearer a.b.c"),
                  FailsWith(kUnauthenticated, "INVALID_TOKEN"))
          << method;
      EXPECT_THAT(ask(learner_), IsOk()) << method;
    }
  }
  fixture_.clock().Advance(absl::Hours(24 * 366));
  for (const auto& [method, ask] : Reads()) {
    EXPECT_THAT(ask(learner_), FailsWith(kUnauthenticated, "INVALID_TOKEN"))
        << method;
  }
}

TEST_F(ServingTest, LogsOnlyWhatWaitedOrFailed) {
  const auto reads = Reads();
  for (const auto& [method, ask] : reads) EXPECT_THAT(ask(learner_), IsOk());
  CaptureStderr();
  for (const auto& [method, ask] : reads) EXPECT_THAT(ask(learner_), IsOk());
  EXPECT_EQ(GetCapturedStderr(), "");

  for (const auto& [method, ask] : reads) {
    CaptureStderr();
    EXPECT_FALSE(ask("").ok());
    const std::string log = GetCapturedStderr();
    EXPECT_THAT(log, AllOf(HasSubstr("CatalogueService/" + method),
                           HasSubstr("reason=NO_TOKEN")));
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1);
  }
}

TEST_F(ServingTest, ServesManyCallersWhileAVersionIsPublished) {
  const auto reads = Reads();
  std::atomic<bool> stop = false;
  std::vector<std::jthread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      while (!stop) {
        for (const auto& [method, ask] : reads) {
          EXPECT_THAT(ask(learner_), IsOk()) << method;
        }
      }
    });
  }
  const auto published = Publish(InventedTwo());
  v1::GetSyllabusRequest current;
  current.set_name("qualifications/BEE3/syllabi/-");
  const auto syllabus = Call(&Stub::GetSyllabus, current);
  stop = true;

  EXPECT_THAT(published, IsOk());
  ASSERT_THAT(syllabus, IsOk());
  EXPECT_EQ(syllabus->version(), "2");
}

}  // namespace
}  // namespace attest::catalogue
