// A catalogue with the real syllabus and an invented one, on the wire.
#ifndef ATTEST_TESTS_RPC_CATALOGUE_CATALOGUE_FIXTURE_H_
#define ATTEST_TESTS_RPC_CATALOGUE_CATALOGUE_FIXTURE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/db/sqlite.h"
#include "libs/ids/ids.h"
#include "libs/testing/faulty_database.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"
#include "services/catalogue/server.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::catalogue {

inline constexpr char kReal[] = "qualifications/7D27V2/syllabi/8";
inline constexpr char kInvented[] = "qualifications/BEE3/syllabi/1";

class CatalogueTest : public ::testing::Test {
 protected:
  using Stub = v1::CatalogueService::Stub;

  CatalogueTest() {
    const std::string folder = fixture_.folder() + "/syllabi";
    std::filesystem::create_directory(folder);
    for (const std::string& file :
         {testing::RealSyllabusFile(), testing::InventedSyllabusFile()}) {
      std::filesystem::copy(file, folder);
    }
    auto opened = db::OpenSqlite({.path = fixture_.folder() + "/store.db"});
    EXPECT_THAT(opened, attest::testing::IsOk());
    real_ = *std::move(opened);
    database_ = std::make_unique<attest::testing::FaultyDatabase>(*real_);
    config::v1::Config config;
    config.set_syllabi_folder(folder);
    auto server = CatalogueServer::CreateOn(*database_, config,
                                            {fixture_.runtime(),
                                             fixture_.clock(),
                                             ids_,
                                             "a secret of the tests",
                                             {}});
    EXPECT_THAT(server, attest::testing::IsOk());
    server_ = *std::move(server);
    fixture_.Serve({&server_->service()});
    stub_ = v1::CatalogueService::NewStub(fixture_.channel());
  }
  ~CatalogueTest() override { fixture_.Stop(); }

  // Calls a method of the stub as a learner: any valid token will do.
  //   Call(&Stub::GetUnit, request)
  template <class Request, class Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    return CallAs(learner_, method, request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> CallAs(
      const std::string& token,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    return fixture_.Call<Response>(token, [&](auto* context, auto* response) {
      return (stub_.get()->*method)(context, request, response);
    });
  }

  // What happened behind the two syllabi of the start.
  std::vector<audit::v1::AuditEntry> NewAuditEntries() {
    audit::v1::ListAuditEntriesRequest request;
    request.set_parent("organisation");
    const auto list = CallAs(admin_, &Stub::ListAuditEntries, request);
    EXPECT_THAT(list, attest::testing::IsOk());
    if (!list.ok() || list->entries_size() < 2) return {};
    return {list->entries().begin() + 2, list->entries().end()};
  }
  static std::string Invented() {
    return testing::ReadText(testing::InventedSyllabusFile());
  }
  // The invented syllabus as a version 2 that is to be the current one.
  static std::string InventedTwo() {
    return testing::Replaced(
        testing::Replaced(Invented(), "version: \"1\"", "version: \"2\""),
        "current_version: \"1\"", "current_version: \"2\"");
  }
  absl::StatusOr<v1::PublishSyllabusResponse> Publish(
      const std::string& source, std::string request_id = "") {
    v1::PublishSyllabusRequest request;
    request.set_request_id(request_id.empty() ? ids_.NewId() : request_id);
    request.set_source(source);
    return CallAs(admin_, &Stub::PublishSyllabus, request);
  }

  attest::testing::RpcFixture fixture_{{&CatalogueServer::Descriptor()}};
  SequentialIds ids_;
  std::unique_ptr<db::Database> real_;
  std::unique_ptr<attest::testing::FaultyDatabase> database_;
  std::unique_ptr<CatalogueServer> server_;
  std::unique_ptr<Stub> stub_;
  const std::string learner_ =
      fixture_.Token("learner-1", auth::v1::LEARNER, "northgate");
  const std::string admin_ = fixture_.Token("alex", auth::v1::AWARDING_ADMIN);
};

// A syllabus's unit numbers, in the order of `units`.
template <class Units>
std::vector<std::string> NumbersOf(const Units& units) {
  std::vector<std::string> numbers;
  for (const auto& unit : units) numbers.push_back(unit.number());
  return numbers;
}

}  // namespace attest::catalogue

#endif  // ATTEST_TESTS_RPC_CATALOGUE_CATALOGUE_FIXTURE_H_
