// The audit trail, events, who may call what, and what happens when the
// database or a neighbour fails.
#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "libs/names/resource_name.h"
#include "tests/rpc/verification/verification_fixture.h"

namespace attest::verification {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

class TrailRpcTest : public VerificationTest {
 protected:
  absl::StatusOr<audit::v1::VerifyAuditTrailResponse> VerifyTrail(
      const std::string& token, const std::string& parent) {
    audit::v1::VerifyAuditTrailRequest request;
    request.set_parent(parent);
    return Call(token, &Stub::VerifyAuditTrail, request);
  }
  // The next `count` events of these types.
  std::vector<events::v1::Event> Watch(const Names& types, size_t count) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", alma_);
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(20));
    events::v1::WatchEventsRequest request;
    *request.mutable_types() = {types.begin(), types.end()};
    auto reader = stub_->WatchEvents(&context, request);
    std::vector<events::v1::Event> events;
    events::v1::WatchEventsResponse response;
    while (events.size() < count && reader->Read(&response)) {
      if (response.has_event()) events.push_back(response.event());
    }
    context.TryCancel();
    reader->Finish();
    return events;
  }
};

TEST_F(TrailRpcTest, TheWholeWayIsInOneUnbrokenChain) {  // R67
  MakeReady();
  Award(Claim().name());

  EXPECT_THAT(Actions("registrations/r1"),
              ElementsAre("sample.chosen", "sample.agreed", "moderation.opened",
                          "moderation.recorded", "moderation.closed",
                          "claim.submitted", "award.issued"));
  const auto check = VerifyTrail(ivy_, "registrations/r1");
  ASSERT_THAT(check, IsOk());
  EXPECT_TRUE(check->intact());
  EXPECT_EQ(check->entries(), 7);
}

TEST_F(TrailRpcTest, AChangedEntryIsFound) {  // R67
  MakeReady();
  ASSERT_THAT(database_->Write([](db::Transaction& sql) {
    return sql.Execute(
        "UPDATE audit_entry SET entry = replace(entry, 'ivy', 'ian')"
        " WHERE sequence = 2 AND chain = 'registrations/r1'");
  }),
              IsOk());

  const auto check = VerifyTrail(adam_, "registrations/r1");

  ASSERT_THAT(check, IsOk());
  EXPECT_FALSE(check->intact());
  EXPECT_EQ(check->first_broken_sequence(), 2);
}

TEST_F(TrailRpcTest, OtherCentresSeeNoTrail) {
  const std::string foreign =
      fixture_.Token("adam", auth::v1::CENTRE_ADMIN, "southgate");
  for (const char* parent : {"registrations/r1", "centres/northgate"}) {
    EXPECT_THAT(VerifyTrail(foreign, parent),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
    audit::v1::ListAuditEntriesRequest request;
    request.set_parent(parent);
    EXPECT_THAT(Call(foreign, &Stub::ListAuditEntries, request),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
}

TEST_F(TrailRpcTest, TrailNamesWrongFields) {
  EXPECT_THAT(VerifyTrail(adam_, "learners/l1"), NamesFields(Names{"parent"}));
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent("centres/northgate");
  request.set_page_size(-1);
  EXPECT_THAT(Call(adam_, &Stub::ListAuditEntries, request),
              NamesFields(Names{"page_size"}));
}

TEST_F(TrailRpcTest, EventsTellNeighboursWhatTheyFollow) {  // D54
  const v1::SamplingPlan plan = CreatePlan(0, {"57"});
  const std::string sample = Draw(plan.name()).at(0).name();
  Disagree(sample);

  const auto events = Watch({"sample.disagreed"}, 1);

  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].registration(), "registrations/r1");
  EXPECT_EQ(events[0].centre(), "centres/northgate");
  EXPECT_THAT(events[0].attributes(), AllOf(Contains(Pair("unit", "57")),
                                            Contains(Pair("revision", "1")),
                                            Contains(Pair("sample", sample))));
}

TEST_F(TrailRpcTest, EventsTellOfModerationAndAward) {  // R85
  DrawAndAgree(CreatePlan(0, {"57"}).name());
  const v1::Moderation open = OpenModeration("registrations/r1", {"58"});
  auto outcomes = Confirming(open);
  outcomes.mutable_units(0)->set_outcome(v1::NOT_CONFIRMED);
  outcomes.mutable_units(0)->set_reason("Why");
  outcomes.mutable_units(0)->set_action("What");
  ASSERT_THAT(Call(quinn_, &Stub::RecordModerationOutcome, outcomes), IsOk());
  v1::CloseModerationRequest close;
  close.set_request_id(NewRequestId());
  close.set_name(open.name());
  ASSERT_THAT(Call(quinn_, &Stub::CloseModeration, close), IsOk());
  Moderate("registrations/r1");
  const v1::Award award = Award(Claim().name());

  const auto events = Watch({"moderation.not_confirmed", "award.issued"}, 2);

  ASSERT_THAT(events, SizeIs(2));
  EXPECT_THAT(events[0].attributes(), AllOf(Contains(Pair("unit", "58")),
                                            Contains(Pair("revision", "1"))));
  EXPECT_EQ(events[1].resource(), award.name());
  EXPECT_EQ(events[1].registration(), "registrations/r1");
}

// Every method that changes something, ready to succeed.
struct Change {
  std::string method;
  std::function<absl::Status()> run;
};

class FailingStoreTest : public VerificationTest {
 protected:
  template <class Request, class Response>
  Change Of(const std::string& method, const std::string& token,
            grpc::Status (Stub::*stub_method)(grpc::ClientContext*,
                                              const Request&, Response*),
            Request request) {
    return {method,
            [=, this] { return Call(token, stub_method, request).status(); }};
  }
  // Runs a step with a failing database, then for real.
  void FailsThenWorks(const Change& change) {
    SCOPED_TRACE(change.method);
    const Names before = AllActions();
    database_->FailNextCommit(absl::UnavailableError("the disk is gone"));
    EXPECT_EQ(change.run().code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(AllActions(), before);
    EXPECT_THAT(change.run(), IsOk());
    EXPECT_NE(AllActions(), before);
  }
  Names AllActions() {
    Names actions = Actions("registrations/r1");
    for (auto& action : Actions("centres/northgate")) {
      actions.push_back(std::move(action));
    }
    return actions;
  }
};

TEST_F(FailingStoreTest, SamplingLeavesNothingBehindAndWorksLater) {
  const auto start = PlanRequest(10, {"57"});
  FailsThenWorks(
      Of("CreateSamplingPlan", ivy_, &Stub::CreateSamplingPlan, start));
  const std::string plan = Call(ivy_, &Stub::CreateSamplingPlan, start)->name();
  SetRates(plan, 0, 0);
  v1::DrawSampleRequest draw;
  draw.set_request_id(NewRequestId());
  draw.set_plan(plan);
  FailsThenWorks(Of("DrawSample", ivy_, &Stub::DrawSample, draw));
  v1::AddSampleRequest add;
  add.set_request_id(NewRequestId());
  add.set_plan(plan);
  add.set_sign_off("registrations/r1/units/58");
  add.set_reason("Why");
  FailsThenWorks(Of("AddSample", ivy_, &Stub::AddSample, add));
}

TEST_F(FailingStoreTest, VerifyingLeavesNothingBehindAndWorksLater) {
  const auto samples = Draw(CreatePlan(0, {"57", "58"}).name());
  FailsThenWorks(Of("RecordSampleOutcome", ivy_, &Stub::RecordSampleOutcome,
                    Agreeing(samples[0].name())));
  Disagree(samples[1].name());
  assessment_.SignOff("r1", samples[1].unit());
  v1::CloseActionRequest close;
  close.set_request_id(NewRequestId());
  close.set_name(samples[1].name());
  close.set_comment("Mended.");
  FailsThenWorks(Of("CloseAction", ivy_, &Stub::CloseAction, close));
}

TEST_F(FailingStoreTest, ModeratingLeavesNothingBehindAndWorksLater) {
  v1::OpenModerationRequest open;
  open.set_request_id(NewRequestId());
  open.set_parent("registrations/r1");
  FailsThenWorks(Of("OpenModeration", quinn_, &Stub::OpenModeration, open));
  const auto moderation = Call(quinn_, &Stub::OpenModeration, open);
  FailsThenWorks(Of("RecordModerationOutcome", quinn_,
                    &Stub::RecordModerationOutcome, Confirming(*moderation)));
  v1::CloseModerationRequest close;
  close.set_request_id(NewRequestId());
  close.set_name(moderation->name());
  FailsThenWorks(Of("CloseModeration", quinn_, &Stub::CloseModeration, close));
}

TEST_F(FailingStoreTest, ClaimingLeavesNothingBehindAndWorksLater) {
  MakeReady();
  v1::SubmitClaimRequest submit;
  submit.set_request_id(NewRequestId());
  submit.set_parent("registrations/r1");
  FailsThenWorks(Of("SubmitClaim", adam_, &Stub::SubmitClaim, submit));
  v1::IssueAwardRequest issue;
  issue.set_request_id(NewRequestId());
  issue.set_claim(Call(adam_, &Stub::SubmitClaim, submit)->name());
  FailsThenWorks(Of("IssueAward", alma_, &Stub::IssueAward, issue));
}

TEST_F(FailingStoreTest, ReadsAreUnavailableToo) {
  v1::VerifyCertificateRequest verify;
  verify.set_certificate_number("222222-222222-222222");
  database_->FailNext(absl::UnavailableError("the disk is gone"));

  EXPECT_EQ(Call("", &Stub::VerifyCertificate, verify).status().code(),
            absl::StatusCode::kUnavailable);
}

// Every unary method, called without any field set.
class RolesTest : public VerificationTest {
 protected:
  using Run = std::function<absl::Status(const std::string& token)>;

  template <class Request, class Response>
  Run Of(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                      Response*)) {
    return [this, method](const std::string& token) {
      return Call(token, method, Request()).status();
    };
  }

  const std::map<std::string, Run> methods_ = {
      {"CreateSamplingPlan", Of(&Stub::CreateSamplingPlan)},
      {"DrawSample", Of(&Stub::DrawSample)},
      {"AddSample", Of(&Stub::AddSample)},
      {"ListSamples", Of(&Stub::ListSamples)},
      {"RecordSampleOutcome", Of(&Stub::RecordSampleOutcome)},
      {"CloseAction", Of(&Stub::CloseAction)},
      {"OpenModeration", Of(&Stub::OpenModeration)},
      {"RecordModerationOutcome", Of(&Stub::RecordModerationOutcome)},
      {"CloseModeration", Of(&Stub::CloseModeration)},
      {"ListModerations", Of(&Stub::ListModerations)},
      {"CheckClaim", Of(&Stub::CheckClaim)},
      {"SubmitClaim", Of(&Stub::SubmitClaim)},
      {"IssueAward", Of(&Stub::IssueAward)},
      {"GetAward", Of(&Stub::GetAward)},
      {"VerifyCertificate", Of(&Stub::VerifyCertificate)},
      {"ListAuditEntries", Of(&Stub::ListAuditEntries)},
      {"VerifyAuditTrail", Of(&Stub::VerifyAuditTrail)},
  };
};

TEST_F(RolesTest, AMethodLetsInTheRolesOfItsContractAndNoOther) {
  const auto& service = VerificationServer::Descriptor();
  for (int i = 0; i < service.method_count(); ++i) {
    const auto& method = *service.method(i);
    if (method.server_streaming()) continue;
    SCOPED_TRACE(method.name());
    const auto& policy = method.options().GetExtension(auth::v1::policy);
    const auto& roles = policy.roles();
    const std::string centre =
        policy.scope() == auth::v1::ORGANISATION ? "" : "northgate";
    for (int r = auth::v1::LEARNER; r <= auth::v1::SERVICE; ++r) {
      const auto role = static_cast<auth::Role>(r);
      const bool allowed =
          roles.empty() || std::count(roles.begin(), roles.end(), role) > 0;
      const absl::Status status =
          methods_.at(method.name())(fixture_.Token("pat", role, centre));
      EXPECT_EQ(status.code(), allowed ? absl::StatusCode::kInvalidArgument
                                       : absl::StatusCode::kPermissionDenied)
          << auth::v1::Role_Name(role) << " " << status;
    }
  }
}

TEST_F(RolesTest, AMethodWithARoleNeedsAToken) {
  for (const auto& [name, run] : methods_) {
    SCOPED_TRACE(name);
    const absl::Status status = run("");
    EXPECT_EQ(status.code(), name == "VerifyCertificate"
                                 ? absl::StatusCode::kInvalidArgument
                                 : absl::StatusCode::kUnauthenticated);
  }
}

}  // namespace
}  // namespace attest::verification
