// What holds for every method that changes something, method by method.
#include <functional>

#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Not;
using ::testing::SizeIs;

// Calls one method with a request id; `other` asks for something else. Gives
// the bytes of the answer.
using Caller = std::function<absl::StatusOr<std::string>(
    const std::string& request_id, bool other)>;

class ChangesTest : public RegistrationTest {
 protected:
  struct Method {
    std::string name;
    Caller call;
  };

  ChangesTest() {
    MakeReadyCentre();
    MakeCentre("westfield");
    registration_ = RegisterAnn();
    EXPECT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
    irma_ = Appoint("irma", v1::STAFF_TUTOR)->name();
    hold_ = Change(awarding_, &Stub::PlaceHold, OnPerson("stan"))->name();
    conflict_ =
        Change(admin_, &Stub::DeclareConflict, Between("tom", "irma"))->name();
  }

  static v1::PlaceHoldRequest OnPerson(const std::string& person) {
    v1::PlaceHoldRequest request;
    request.mutable_hold()->set_person(person);
    request.mutable_hold()->set_reason("A complaint.");
    return request;
  }
  static v1::DeclareConflictRequest Between(const std::string& one,
                                            const std::string& other) {
    auto request = Proto<v1::DeclareConflictRequest>(R"pb(
      parent: "centres/northgate"
      conflict {
        nature: "married"
        start_date: "2026-01-01"
        mitigation: "never on the same unit"
      })pb");
    request.mutable_conflict()->set_person(one);
    request.mutable_conflict()->set_other_person(other);
    return request;
  }

  // `spoil` makes another request of `request`.
  template <class Request, class Response>
  Method Of(const std::string& token,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                         Response*),
            Request request, std::function<void(Request&)> spoil) {
    return {Request::descriptor()->name(),
            [=, this](const std::string& request_id,
                      bool other) -> absl::StatusOr<std::string> {
              Request sent = request;
              sent.set_request_id(request_id);
              if (other) spoil(sent);
              const auto answer = Call(token, method, sent);
              if (!answer.ok()) return answer.status();
              return answer->SerializeAsString();
            }};
  }

  // Every method, in an order in which each succeeds.
  std::vector<Method> Methods() {
    std::vector<Method> methods;
    AddCentreMethods(methods);
    AddChangingMethods(methods);
    AddStoppingMethods(methods);
    AddPlanMethods(methods);
    AddRegistrationMethods(methods);
    return methods;
  }

  void AddCentreMethods(std::vector<Method>& methods) {
    methods.push_back(Of<v1::CreateCentreRequest, v1::Centre>(
        awarding_, &Stub::CreateCentre, Proto<v1::CreateCentreRequest>(R"pb(
          centre_id: "eastend"
          centre {
            display_name: "East End"
            agreement_start_date: "2014-01-01"
            quality_manager: "quinn"
          })pb"),
        [](auto& r) { r.mutable_centre()->set_display_name("Other"); }));
    methods.push_back(Of<v1::ApproveQualificationRequest, v1::Centre>(
        awarding_, &Stub::ApproveQualification,
        Proto<v1::ApproveQualificationRequest>(R"pb(
          name: "centres/westfield"
          qualification: "qualifications/7D27V2"
          start_date: "2020-01-01")pb"),
        [](auto& r) { r.set_start_date("2020-01-02"); }));
    methods.push_back(Of<v1::AppointStaffRequest, v1::Appointment>(
        admin_, &Stub::AppointStaff, Proto<v1::AppointStaffRequest>(R"pb(
          parent: "centres/northgate"
          appointment {
            person: "iris"
            role: STAFF_TUTOR
            start_date: "2020-01-01"
          })pb"),
        [](auto& r) { r.mutable_appointment()->set_person("ivan"); }));
    methods.push_back(
        Of<v1::RegisterLearnerRequest, v1::RegisterLearnerResponse>(
            admin_, &Stub::RegisterLearner, Bob(),
            [](auto& r) { r.mutable_learner()->set_full_name("Bo Other"); }));
  }

  void AddChangingMethods(std::vector<Method>& methods) {
    methods.push_back(Of<v1::UpdateCentreRequest, v1::Centre>(
        admin_, &Stub::UpdateCentre, Proto<v1::UpdateCentreRequest>(R"pb(
          centre { name: "centres/northgate" entry_criteria: "Five years." }
          update_mask { paths: "entry_criteria" })pb"),
        [](auto& r) { r.mutable_centre()->set_entry_criteria("Six years."); }));
    auto update = Proto<v1::UpdateStaffRequest>(R"pb(
      appointment { start_date: "2021-01-01" }
      update_mask { paths: "start_date" })pb");
    update.mutable_appointment()->set_name(irma_);
    methods.push_back(Of<v1::UpdateStaffRequest, v1::Appointment>(
        admin_, &Stub::UpdateStaff, update, [](auto& r) {
          r.mutable_appointment()->set_start_date("2021-01-02");
        }));
    v1::EndAppointmentRequest end;
    end.set_name(irma_);
    end.set_end_date("2026-12-31");
    methods.push_back(Of<v1::EndAppointmentRequest, v1::Appointment>(
        admin_, &Stub::EndAppointment, end,
        [](auto& r) { r.set_end_date("2027-01-31"); }));
  }

  void AddStoppingMethods(std::vector<Method>& methods) {
    methods.push_back(Of<v1::PlaceHoldRequest, v1::Hold>(
        awarding_, &Stub::PlaceHold, OnPerson("steve"),
        [](auto& r) { r.mutable_hold()->set_reason("Another."); }));
    v1::LiftHoldRequest lift;
    lift.set_name(hold_);
    lift.set_reason("Cleared up.");
    methods.push_back(Of<v1::LiftHoldRequest, v1::Hold>(
        awarding_, &Stub::LiftHold, lift,
        [](auto& r) { r.set_reason("Otherwise."); }));
    methods.push_back(Of<v1::DeclareConflictRequest, v1::Conflict>(
        admin_, &Stub::DeclareConflict, Between("tom", "ben"),
        [](auto& r) { r.mutable_conflict()->set_nature("friends"); }));
    v1::DecideMitigationRequest decide;
    decide.set_name(conflict_);
    decide.set_approved(true);
    methods.push_back(Of<v1::DecideMitigationRequest, v1::Conflict>(
        awarding_, &Stub::DecideMitigation, decide,
        [](auto& r) { r.set_reason("Fine."); }));
    v1::EndConflictRequest end;
    end.set_name(conflict_);
    end.set_end_date("2026-11-24");
    end.set_reason("Divorced.");
    methods.push_back(Of<v1::EndConflictRequest, v1::Conflict>(
        awarding_, &Stub::EndConflict, end,
        [](auto& r) { r.set_end_date("2026-11-23"); }));
  }

  void AddPlanMethods(std::vector<Method>& methods) {
    const std::string plan = "centres/northgate/deliveryPlans/7D27V2";
    v1::PutDeliveryPlanRequest put;
    put.set_name(plan);
    *put.mutable_delivery_plan() = GoodPlan();
    methods.push_back(Of<v1::PutDeliveryPlanRequest, v1::DeliveryPlan>(
        admin_, &Stub::PutDeliveryPlan, put,
        [](auto& r) { r.mutable_delivery_plan()->set_schedule("Later."); }));
    v1::SubmitDeliveryPlanRequest submit;
    submit.set_name(plan);
    methods.push_back(Of<v1::SubmitDeliveryPlanRequest, v1::DeliveryPlan>(
        admin_, &Stub::SubmitDeliveryPlan, submit,
        [](auto& r) { r.set_name("centres/northgate/deliveryPlans/BEE3"); }));
    v1::DecideDeliveryPlanRequest decide;
    decide.set_name(plan);
    decide.set_approved(true);
    methods.push_back(Of<v1::DecideDeliveryPlanRequest, v1::DeliveryPlan>(
        quinn_, &Stub::DecideDeliveryPlan, decide,
        [](auto& r) { r.set_reason("Well done."); }));
  }

  void AddRegistrationMethods(std::vector<Method>& methods) {
    const auto named = [&](auto request) {
      request.set_name(registration_);
      return request;
    };
    methods.push_back(
        Of<v1::RecordInductionRequest, v1::Registration>(
            tutor_, &Stub::RecordInduction,
            named(
                Proto<v1::RecordInductionRequest>(R"pb(
                  induction {
                    facilities { done: true done_date: "2026-11-02" }
                  })pb")),
            [](auto& r) {
              r.mutable_induction()->mutable_facilities()->set_done_date(
                  "2026-11-03");
            }));
    methods.push_back(Of<v1::PutLearningPlanRequest, v1::Registration>(
        tutor_, &Stub::PutLearningPlan,
        named(Proto<v1::PutLearningPlanRequest>(R"pb(
          learning_plan {
            goals { goal: "Lead." target_date: "2027-06-30" }
            review_date: "2027-01-15"
          })pb")),
        [](auto& r) {
          r.mutable_learning_plan()->set_review_date("2027-01-16");
        }));
    methods.push_back(Of<v1::SelectUnitsRequest, v1::Registration>(
        admin_, &Stub::SelectUnits, named(Proto<v1::SelectUnitsRequest>(R"pb(
          units: "57"
          units: "58"
          units: "67"
          units: "54"
          units: "61"
          units: "63"
          units: "64"
          units: "65")pb")),
        [](auto& r) { r.add_units("56"); }));
    methods.push_back(Of<v1::AllocateStaffRequest, v1::Registration>(
        admin_, &Stub::AllocateStaff,
        named(Proto<v1::AllocateStaffRequest>(R"pb(
          allocations { role: STAFF_ASSESSOR person: "tom" })pb")),
        [](auto& r) { r.mutable_allocations(0)->add_units("57"); }));
    methods.push_back(Of<v1::WithdrawRegistrationRequest, v1::Registration>(
        admin_, &Stub::WithdrawRegistration,
        named(
            Proto<v1::WithdrawRegistrationRequest>(R"pb(reason: "Moved.")pb")),
        [](auto& r) { r.set_reason("Other."); }));
  }

  static v1::RegisterLearnerRequest Bob() {
    v1::RegisterLearnerRequest request = Ann();
    request.mutable_learner()->set_full_name("Bob Other");
    request.mutable_learner()->set_email("bob@example.org");
    request.mutable_learner()->set_unique_learner_number("9276308686");
    request.mutable_learner()->set_subject("bob");
    return request;
  }

  std::string registration_;
  std::string irma_;      // an appointment
  std::string hold_;      // one that runs
  std::string conflict_;  // one that goes on
};

// All that a request changed is answered again, and nothing happens twice.
TEST_F(ChangesTest, AreIdempotent) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    const std::string id = ids_.NewId();
    const auto first = method.call(id, false);
    ASSERT_THAT(first, IsOk());
    const size_t events = EventTypes().size();

    const auto second = method.call(id, false);

    ASSERT_THAT(second, IsOk());
    EXPECT_EQ(*second, *first);
    EXPECT_THAT(EventTypes(), SizeIs(events));
    EXPECT_THAT(
        method.call(id, true),
        FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
  }
}

// The first answer comes back also when the state has moved on since.
TEST_F(ChangesTest, AnswerAsTheyFirstDid) {
  std::vector<std::pair<Method, std::string>> done;
  std::vector<std::string> answers;
  for (const Method& method : Methods()) {
    done.emplace_back(method, ids_.NewId());
    const auto answer = method.call(done.back().second, false);
    ASSERT_THAT(answer, IsOk()) << method.name;
    answers.push_back(*answer);
  }

  for (size_t i = 0; i < done.size(); ++i) {
    const auto again = done[i].first.call(done[i].second, false);
    ASSERT_THAT(again, IsOk()) << done[i].first.name;
    EXPECT_EQ(*again, answers[i]) << done[i].first.name;
  }
}

// A database that fails at the commit leaves nothing behind.
TEST_F(ChangesTest, LeaveNothingBehindWhenTheDatabaseFails) {
  for (const Method& method : Methods()) {
    SCOPED_TRACE(method.name);
    const std::string id = ids_.NewId();
    const size_t events = EventTypes().size();
    database_->FailNextCommit(absl::UnavailableError("disk"));

    const auto failed = method.call(id, false);

    EXPECT_EQ(failed.status().code(), absl::StatusCode::kUnavailable);
    EXPECT_THAT(EventTypes(), SizeIs(events));
    // The same request goes through afterwards.
    EXPECT_THAT(method.call(id, false), IsOk());
    EXPECT_THAT(EventTypes(), Not(SizeIs(events)));
  }
}

// Each leaves a trail that holds together.
TEST_F(ChangesTest, LeaveATrail) {
  for (const Method& method : Methods()) {
    ASSERT_THAT(method.call(ids_.NewId(), false), IsOk()) << method.name;
  }

  for (const std::string& chain :
       {std::string(kNorthgate), std::string("centres/eastend"),
        std::string("centres/westfield"), registration_}) {
    audit::v1::VerifyAuditTrailRequest request;
    request.set_parent(chain);
    const auto check = Call(awarding_, &Stub::VerifyAuditTrail, request);
    ASSERT_THAT(check, IsOk());
    EXPECT_TRUE(check->intact()) << chain;
    EXPECT_GT(check->entries(), 0) << chain;
  }
}

// Reading too fails as UNAVAILABLE, not as something that is not there.
TEST_F(ChangesTest, ReadingSaysWhenTheDatabaseFails) {
  v1::GetRegistrationRequest registration;
  registration.set_name(registration_);
  v1::GetCentreRequest centre;
  centre.set_name(kNorthgate);
  v1::GetDeliveryPlanRequest plan;
  plan.set_name("centres/northgate/deliveryPlans/7D27V2");
  v1::ListRegistrationsRequest list;
  list.set_parent(kNorthgate);
  const auto fails = [&](auto method, const auto& request) {
    database_->FailNext(absl::UnavailableError("gone"));
    return Call(awarding_, method, request).status().code() ==
           absl::StatusCode::kUnavailable;
  };

  EXPECT_TRUE(fails(&Stub::GetRegistration, registration));
  EXPECT_TRUE(fails(&Stub::GetCentre, centre));
  EXPECT_TRUE(fails(&Stub::GetDeliveryPlan, plan));
  EXPECT_TRUE(fails(&Stub::ListRegistrations, list));
  EXPECT_TRUE(fails(&Stub::ListCentres, v1::ListCentresRequest()));
}

// Without the catalogue what needs it fails, and the rest goes on.
TEST_F(ChangesTest, FailWhileTheCatalogueIsNotConnected) {
  auto opened = RegistrationServer::CreateOn(*database_, {},
                                             {fixture_.runtime(),
                                              fixture_.clock(),
                                              ids_,
                                              "a secret of the tests",
                                              {}});
  ASSERT_THAT(opened, IsOk());
  fixture_.Serve({&(*opened)->service()});
  stub_ = v1::RegistrationService::NewStub(fixture_.channel());

  EXPECT_THAT(Register(Bob()), FailsWith(absl::StatusCode::kUnavailable,
                                         "CATALOGUE_UNAVAILABLE"));
  EXPECT_THAT(Approve(), FailsWith(absl::StatusCode::kUnavailable,
                                   "CATALOGUE_UNAVAILABLE"));
  EXPECT_THAT(
      SelectUnits(registration_, {"57"}),
      FailsWith(absl::StatusCode::kUnavailable, "CATALOGUE_UNAVAILABLE"));
  EXPECT_THAT(Appoint("ida", v1::STAFF_TUTOR), IsOk());
  fixture_.Stop();
}

}  // namespace
}  // namespace attest::registration
