// Who may do what, read from the contract and asked of what enforces it: each
// role with each method that writes.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "attest/assessment/v1/assessment_service.pb.h"
#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/auth/policies.h"

namespace attest {
namespace {

using auth::v1::Role;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using ::testing::Contains;
using ::testing::IsSubsetOf;
using ::testing::IsSupersetOf;
using ::testing::Not;

using Roles = std::set<Role>;
using Names = std::set<std::string>;

constexpr Role kAll[] = {auth::v1::LEARNER,      auth::v1::TUTOR,
                         auth::v1::ASSESSOR,     auth::v1::INTERNAL_VERIFIER,
                         auth::v1::CENTRE_ADMIN, auth::v1::QUALITY_MANAGER,
                         auth::v1::PARTNER,      auth::v1::AWARDING_ADMIN,
                         auth::v1::OPERATOR,     auth::v1::SERVICE};

std::vector<const ServiceDescriptor*> Services() {
  return {catalogue::v1::GetUnitRequest::descriptor()->file()->service(0),
          registration::v1::GetCentreRequest::descriptor()->file()->service(0),
          assessment::v1::GetProgressRequest::descriptor()->file()->service(0),
          verification::v1::GetAwardRequest::descriptor()->file()->service(0)};
}

// What writes carries an id of the request, or of the upload.
bool Writes(const MethodDescriptor& method) {
  return method.client_streaming() ||
         method.input_type()->FindFieldByName("request_id") != nullptr;
}

// Full names, for the policies, by simple names, which are unique among what
// writes.
std::map<std::string, std::string> Writing() {
  std::map<std::string, std::string> methods;
  for (const ServiceDescriptor* service : Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      if (!Writes(method)) continue;
      const bool added = methods
                             .emplace(method.name(), service->full_name() +
                                                         "/" + method.name())
                             .second;
      EXPECT_TRUE(added) << method.name();
    }
  }
  return methods;
}

// Somebody who holds that role and no other, where it is held.
auth::Caller Holder(Role role) {
  const bool everywhere = role == auth::v1::AWARDING_ADMIN ||
                          role == auth::v1::OPERATOR ||
                          role == auth::v1::SERVICE;
  return auth::Caller("p1", {{role, everywhere ? "" : "c1"}},
                      absl::InfiniteFuture());
}

class Permissions : public ::testing::Test {
 protected:
  bool Allows(const std::string& name, const auth::Caller& caller) {
    return policies_.Check(writing_.at(name), caller).ok();
  }

  // Everything that a role may write.
  Names Of(Role role) {
    Names names;
    for (const auto& [name, full_name] : writing_) {
      if (Allows(name, Holder(role))) names.insert(name);
    }
    return names;
  }

  // Everybody who may call a method.
  Roles WhoMay(const std::string& name) {
    Roles roles;
    for (const Role role : kAll) {
      if (Allows(name, Holder(role))) roles.insert(role);
    }
    return roles;
  }

  const auth::Policies policies_ = *auth::Policies::FromServices(Services());
  const std::map<std::string, std::string> writing_ = Writing();
};

// R116 to R125: what is not listed here is refused.
TEST_F(Permissions, GiveEachRoleThisAndNoMore) {
  const std::map<Role, Names> kExpected = {
      {auth::v1::LEARNER,
       {"CreateEvidence", "UploadEvidence", "MapEvidence", "SubmitEvidence",
        "RequestAdjustment", "RequestExemption"}},
      {auth::v1::TUTOR,
       {"RecordInduction", "PutLearningPlan", "RecordReview", "SelectUnits",
        "DeclareConflict", "CreateEvidence", "UploadEvidence", "MapEvidence"}},
      {auth::v1::ASSESSOR,
       {"DeclareConflict", "CreateEvidence", "UploadEvidence", "MapEvidence",
        "ReturnEvidence", "RecordDecisions", "CountersignDecision",
        "SignOffUnit"}},
      {auth::v1::INTERNAL_VERIFIER,
       {"DeclareConflict", "CreateSamplingPlan", "DrawSample", "AddSample",
        "RecordSampleOutcome", "CloseAction"}},
      {auth::v1::CENTRE_ADMIN,
       {"UpdateCentre",       "AppointStaff",         "UpdateStaff",
        "EndAppointment",     "DeclareConflict",      "PutDeliveryPlan",
        "SubmitDeliveryPlan", "RegisterLearner",      "BatchRegisterLearners",
        "UpdateLearner",      "RequestCorrection",    "RecordInduction",
        "PutLearningPlan",    "RecordReview",         "SelectUnits",
        "AllocateStaff",      "WithdrawRegistration", "StartBreak",
        "ReturnFromBreak",    "RequestTransfer",      "DecideTransfer",
        "RequestAdjustment",  "NotifyAdjustment",     "RequestExemption",
        "PutAssessmentPlan",  "SubmitAssessmentPlan", "CreateEvidence",
        "UploadEvidence",     "MapEvidence",          "SubmitClaim"}},
      {auth::v1::QUALITY_MANAGER,
       {"DeclareConflict", "DecideDeliveryPlan", "DecideAssessmentPlan",
        "AddSample", "OpenModeration", "RecordModerationOutcome",
        "CloseModeration"}},
      {auth::v1::PARTNER,
       {"RegisterLearner", "BatchRegisterLearners", "UpdateLearner",
        "RequestCorrection", "RecordInduction", "PutLearningPlan",
        "RecordReview", "SelectUnits", "StartBreak", "ReturnFromBreak",
        "RequestAdjustment", "RequestExemption", "CreateEvidence",
        "UploadEvidence", "MapEvidence", "SubmitEvidence"}},
      {auth::v1::AWARDING_ADMIN,
       {"CreateCentre",       "UpdateCentre",      "ApproveQualification",
        "PlaceHold",          "LiftHold",          "AppointStaff",
        "UpdateStaff",        "EndAppointment",    "DecideMitigation",
        "EndConflict",        "UpdateLearner",     "DecideCorrection",
        "MergeLearners",      "EraseLearner",      "WithdrawRegistration",
        "ExtendRegistration", "UpgradeMembership", "DecideAdjustment",
        "DecideExemption",    "IssueAward",        "PublishSyllabus",
        "SetKeyDates"}},
      {auth::v1::OPERATOR, {}},
      {auth::v1::SERVICE, {}}};
  for (const Role role : kAll) {
    EXPECT_EQ(Of(role), kExpected.at(role)) << auth::v1::Role_Name(role);
  }
}

// R64, R86, R122, R124, R125: tutors, assessors and verifiers are roles.
// Witnesses, the regulator and those who were consulted are not.
TEST_F(Permissions, KnowTheseRoles) {
  Names names;
  for (const Role role : kAll) names.insert(auth::v1::Role_Name(role));

  EXPECT_EQ(auth::v1::Role_descriptor()->value_count(), 1 + std::ssize(kAll));
  EXPECT_THAT(names, IsSupersetOf({"TUTOR", "ASSESSOR", "INTERNAL_VERIFIER"}));
  EXPECT_THAT(names, Not(Contains("WITNESS")));
  EXPECT_THAT(names, Not(Contains("REGULATOR")));
}

// R66, R116, R117, R119, R120, R121
TEST_F(Permissions, LetAssessorsAloneJudge) {
  for (const char* method : {"RecordDecisions", "CountersignDecision",
                             "SignOffUnit", "ReturnEvidence"}) {
    EXPECT_EQ(WhoMay(method), Roles{auth::v1::ASSESSOR}) << method;
  }
}

// R63, R68, R117, R120: a centre writes its plans and approves none.
TEST_F(Permissions, LetQualityManagersAloneDecideOnPlans) {
  for (const char* plan : {"DeliveryPlan", "AssessmentPlan"}) {
    EXPECT_EQ(WhoMay(std::string("Put") + plan), Roles{auth::v1::CENTRE_ADMIN});
    EXPECT_EQ(WhoMay(std::string("Submit") + plan),
              Roles{auth::v1::CENTRE_ADMIN});
    EXPECT_EQ(WhoMay(std::string("Decide") + plan),
              Roles{auth::v1::QUALITY_MANAGER});
  }
}

// R87, R118, R119
TEST_F(Permissions, LetInternalVerifiersAloneVerify) {
  for (const char* method : {"RecordSampleOutcome", "CloseAction"}) {
    EXPECT_EQ(WhoMay(method), Roles{auth::v1::INTERNAL_VERIFIER}) << method;
  }
}

// R85, R120
TEST_F(Permissions, LetQualityManagersAloneModerate) {
  for (const char* method :
       {"OpenModeration", "RecordModerationOutcome", "CloseModeration"}) {
    EXPECT_EQ(WhoMay(method), Roles{auth::v1::QUALITY_MANAGER}) << method;
  }
}

// R117, R120, R123: who claims cannot award, and who moderates does neither.
TEST_F(Permissions, KeepClaimAndAwardApart) {
  EXPECT_EQ(WhoMay("SubmitClaim"), Roles{auth::v1::CENTRE_ADMIN});
  for (const char* method :
       {"IssueAward", "CreateCentre", "ApproveQualification"}) {
    EXPECT_EQ(WhoMay(method), Roles{auth::v1::AWARDING_ADMIN}) << method;
  }
}

// D30, D32, D45, D46, D68, R94, R123: what the awarding organisation decides,
// it alone decides.
TEST_F(Permissions, LeaveDecisionsOfTheOrganisationToIt) {
  for (const char* method :
       {"PlaceHold", "LiftHold", "DecideMitigation", "EndConflict",
        "DecideCorrection", "MergeLearners", "EraseLearner",
        "ExtendRegistration", "UpgradeMembership", "DecideAdjustment",
        "DecideExemption"}) {
    EXPECT_EQ(WhoMay(method), Roles{auth::v1::AWARDING_ADMIN}) << method;
  }
}

// R123: an award is the organisation's, not for a grant at some centre.
TEST_F(Permissions, RefuseAnAwardingAdminOfOneCentre) {
  const auth::Caller caller("p1", {{auth::v1::AWARDING_ADMIN, "c1"}},
                            absl::InfiniteFuture());

  EXPECT_FALSE(Allows("IssueAward", caller));
  EXPECT_FALSE(Allows("CreateCentre", caller));
}

// R116, R122: a witness has no account, nor has anybody else without a token.
TEST_F(Permissions, LetNobodyWithoutARoleWrite) {
  const auth::Caller stranger;
  const auth::Caller nobody("p1", {}, absl::InfiniteFuture());
  for (const auto& [name, full_name] : writing_) {
    EXPECT_FALSE(Allows(name, stranger)) << name;
    EXPECT_FALSE(Allows(name, nobody)) << name;
  }
}

// A platform acts for the learners and the office of a centre, for nobody else.
TEST_F(Permissions, GivePartnersNothingOfTheirOwn) {
  Names office = Of(auth::v1::CENTRE_ADMIN);
  office.merge(Of(auth::v1::LEARNER));

  EXPECT_THAT(Of(auth::v1::PARTNER), IsSubsetOf(office));
}

// What the catalogue serves is for every caller alike; its files and its trail
// are the awarding organisation's.
TEST_F(Permissions, OpenTheCatalogueToEveryCaller) {
  const Names kOfTheOffice = {"ValidateSyllabus", "ListAuditEntries",
                              "VerifyAuditTrail"};
  const ServiceDescriptor& catalogue = *Services().front();
  for (int i = 0; i < catalogue.method_count(); ++i) {
    const MethodDescriptor& method = *catalogue.method(i);
    if (Writes(method) || kOfTheOffice.count(method.name()) > 0) continue;
    const std::string name = catalogue.full_name() + "/" + method.name();
    EXPECT_EQ(policies_.Find(name)->scope(), auth::v1::AUTHENTICATED) << name;
  }
}

}  // namespace
}  // namespace attest
