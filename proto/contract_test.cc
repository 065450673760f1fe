// The contract keeps its own rules (proto/README.md).
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "attest/assessment/v1/assessment_service.pb.h"
#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.pb.h"
#include "libs/auth/policies.h"
#include "libs/testing/matchers.h"
#include "proto/testing/contract_rules.h"

namespace attest::testing {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// Proto files of packages that begin with `package`, with their comments, as
// protoc read them in this build.
class Contract {
 public:
  Contract(const std::string& path, const std::string& package) {
    std::ifstream stream(path, std::ios::binary);
    FileDescriptorSet set;
    set.ParseFromIstream(&stream);
    for (const FileDescriptorProto& file : set.file()) {
      const FileDescriptor* built = pool_.BuildFile(file);
      if (built != nullptr && file.package().starts_with(package)) {
        files_.push_back(built);
      }
    }
  }

  const std::vector<const FileDescriptor*>& files() const { return files_; }
  // What `rule` finds in all of them.
  Faults Check(Faults (*rule)(const FileDescriptor&)) const {
    Faults all;
    for (const FileDescriptor* file : files_) {
      const Faults faults = rule(*file);
      all.insert(all.end(), faults.begin(), faults.end());
    }
    return all;
  }

 private:
  DescriptorPool pool_;
  std::vector<const FileDescriptor*> files_;
};

const Contract& TheContract() {
  static const auto& contract = *new Contract(ATTEST_CONTRACT_FILE, "attest.");
  return contract;
}

// The faults planted in testing/planted_<what>.proto.
Contract Planted(const std::string& what) {
  return Contract(ATTEST_PLANTED_FILE, "attest.planted." + what);
}

TEST(Contract, HoldsTheFourServices) {
  std::vector<std::string> services;
  for (const FileDescriptor* file : TheContract().files()) {
    for (int i = 0; i < file->service_count(); ++i) {
      services.push_back(file->service(i)->name());
    }
  }

  EXPECT_THAT(services,
              UnorderedElementsAre("CatalogueService", "RegistrationService",
                                   "AssessmentService", "VerificationService"));
}

TEST(Contract, ExplainsEveryElement) {
  EXPECT_THAT(TheContract().Check(WithoutComment), IsEmpty());
}

TEST(Contract, SaysWhoMayCallEveryMethod) {
  EXPECT_THAT(TheContract().Check(WithoutPolicy), IsEmpty());
}

// What a server does before it starts, with the descriptors compiled in.
TEST(Contract, HasPoliciesThatAServerStartsWith) {
  EXPECT_THAT(
      auth::Policies::FromServices(
          {catalogue::v1::GetUnitRequest::descriptor()->file()->service(0),
           registration::v1::GetCentreRequest::descriptor()->file()->service(0),
           assessment::v1::GetEvidenceRequest::descriptor()->file()->service(0),
           verification::v1::GetAwardRequest::descriptor()->file()->service(
               0)}),
      IsOk());
}

TEST(Contract, MakesEveryChangeIdempotent) {
  EXPECT_THAT(TheContract().Check(WrongRequestIds), IsEmpty());
}

TEST(Contract, GivesListsInPages) {
  EXPECT_THAT(TheContract().Check(WithoutPages), IsEmpty());
}

// R84, D43.
TEST(Contract, HasNoPlaceForAGrade) {
  EXPECT_THAT(TheContract().Check(NamedLikeAGrade), IsEmpty());
}

TEST(Contract, NamesThingsAlike) {
  EXPECT_THAT(TheContract().Check(WrongNames), IsEmpty());
}

// The rules themselves: each finds what is planted.

TEST(ContractRules, FindWhatHasNoComment) {
  EXPECT_THAT(Planted("comments").Check(WithoutComment),
              UnorderedElementsAre(
                  "attest.planted.comments.Said.unsaid: no comment",
                  "attest.planted.comments.Unsaid: no comment",
                  "attest.planted.comments.UNSAID: no comment",
                  "attest.planted.comments.Services.GetSaid: no comment"));
}

TEST(ContractRules, FindAMethodWithoutAPolicy) {
  EXPECT_THAT(
      Planted("methods").Check(WithoutPolicy),
      ElementsAre("attest.planted.methods.Services.GetIt: no policy",
                  "attest.planted.methods.Services.UploadIt: no policy"));
}

TEST(ContractRules, FindChangesWithoutARequestId) {
  EXPECT_THAT(Planted("methods").Check(WrongRequestIds),
              ElementsAre("attest.planted.methods.CreateRequest: needs `string "
                          "request_id = 1`",
                          "attest.planted.methods.EraseRequest: needs `string "
                          "request_id = 1`",
                          "attest.planted.methods.GetRequest: needs no "
                          "request_id"));
}

TEST(ContractRules, FindListsWithoutPages) {
  EXPECT_THAT(
      Planted("methods").Check(WithoutPages),
      ElementsAre("attest.planted.methods.Services.ListHalf: no pages",
                  "attest.planted.methods.Services.ListOnce: no pages"));
}

TEST(ContractRules, FindGradesWhateverTheyAreCalled) {
  EXPECT_THAT(
      Planted("names").Check(NamedLikeAGrade),
      UnorderedElementsAre(
          "attest.planted.names.Decision.final_grade: 'grade' (req R84)",
          "attest.planted.names.Decision.ScoreCard: 'score' (req R84)",
          "attest.planted.names.Decision.ScoreCard.percentage: 'percentage' "
          "(req R84)",
          "attest.planted.names.Decision.PASS_WITH_MERIT: 'merit' (req R84)"));
}

TEST(ContractRules, FindNamesOfAnotherShape) {
  EXPECT_THAT(Planted("names").Check(WrongNames),
              UnorderedElementsAre(
                  "attest.planted.names.snake_message: wrong shape",
                  "attest.planted.names.snake_message.camelField: wrong shape",
                  "attest.planted.names.Kind: the first value is NOTHING = 0",
                  "attest.planted.names.lower: wrong shape"));
}

}  // namespace
}  // namespace attest::testing
