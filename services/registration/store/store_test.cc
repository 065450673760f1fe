// The store on a real database: what indexes promise, and that what is written
// is what is read.
#include "services/registration/store/delivery_plan_store.h"
#include "services/registration/store/registration_parts.h"
#include "services/registration/store/staff_store.h"
#include "services/registration/testing/store_fixture.h"

namespace attest::registration::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(StoreTest, KeepsACentreAsItWasWritten) {
  AddCentre();
  ASSERT_THAT(Write([](auto& tx) {
                return PutApproval(
                    tx, "northgate",
                    {.qualification = "7D27V2",
                     .period = {.first = Day(2021, 1, 1), .last = {}}});
              }),
              IsOk());

  const auto centre = Read<std::optional<Centre>>(
      [](auto& tx) { return FindCentre(tx, "northgate"); });

  ASSERT_TRUE(centre.has_value());
  EXPECT_THAT(centre->sites, ElementsAre("B", "A"));
  EXPECT_EQ(centre->agreement, Northgate().agreement);
  EXPECT_EQ(centre->created, clock_.Now());
  EXPECT_EQ(centre->revision, 1);
  ASSERT_THAT(centre->approvals, SizeIs(1));
  EXPECT_EQ(centre->approvals[0].period.last, std::nullopt);
  EXPECT_FALSE(Try([&](auto& tx) { return InsertCentre(tx, Northgate()); }));
}

TEST_F(StoreTest, ChangesACentreAndKeepsItsApprovals) {
  AddCentre();
  Centre changed = Northgate();
  changed.display_name = "Northgate College";
  changed.sites = {"C"};
  changed.agreement.last.reset();
  changed.quality_manager = "quentin";
  changed.entry_criteria = "Five years.";
  changed.revision = 2;
  const Approval approval{.qualification = "7D27V2",
                          .period = {.first = Day(2021, 1, 1), .last = {}},
                          .entry_criteria = "Its own.",
                          .entry_criteria_uri = "https://example.org",
                          .quality_manager = "quentin"};
  ASSERT_THAT(Write([&](auto& tx) -> absl::Status {
                ATTEST_RETURN_IF_ERROR(PutApproval(tx, "northgate", approval));
                return UpdateCentre(tx, changed);
              }),
              IsOk());

  const auto centre = Read<std::optional<Centre>>(
      [](auto& tx) { return FindCentre(tx, "northgate"); });

  ASSERT_TRUE(centre.has_value());
  EXPECT_EQ(centre->display_name, "Northgate College");
  EXPECT_THAT(centre->sites, ElementsAre("C"));
  EXPECT_EQ(centre->agreement, changed.agreement);
  EXPECT_EQ(centre->quality_manager, "quentin");
  EXPECT_EQ(centre->revision, 2);
  ASSERT_THAT(centre->approvals, SizeIs(1));
  EXPECT_EQ(centre->approvals[0].entry_criteria, "Its own.");
  EXPECT_EQ(centre->approvals[0].entry_criteria_uri, "https://example.org");
  EXPECT_EQ(centre->approvals[0].quality_manager, "quentin");
}

TEST_F(StoreTest, KnowsTheSitesInUse) {
  AddCentre();
  const auto sites = [&] {
    return Read<std::vector<std::string>>(
        [](auto& tx) { return SitesInUse(tx, "northgate"); });
  };
  EXPECT_THAT(sites(), IsEmpty());

  ASSERT_TRUE(Add(Person("l1", "")));
  Registration registration = Of("r1", "l1");
  registration.site = "A";
  ASSERT_TRUE(Add(registration));
  EXPECT_THAT(sites(), ElementsAre("A"));

  EndAs("r1", RegistrationState::kWithdrawn);
  EXPECT_THAT(sites(), IsEmpty());
}

TEST_F(StoreTest, KeepsAnAppointmentWithItsAwards) {
  AddCentre();
  Appointment appointment;
  appointment.centre = "northgate";
  appointment.id = "a1";
  appointment.person = "tom";
  appointment.role = StaffRole::kAssessor;
  appointment.period = {.first = Day(2020, 1, 1), .last = {}};
  appointment.competences = {
      {.award = "CAVA",
       .kind = CompetenceKind::kAssessCompetence,
       .validity = {.first = Day(2020, 1, 1), .last = Day(2030, 1, 1)},
       .level_max = 7}};
  appointment.created = clock_.Now();
  ASSERT_TRUE(
      Try([&](auto& tx) { return InsertAppointment(tx, appointment); }));

  const auto held = Read<std::vector<Appointment>>(
      [](auto& tx) { return AppointmentsOf(tx, "northgate", "tom"); });

  ASSERT_THAT(held, SizeIs(1));
  EXPECT_EQ(held[0].role, StaffRole::kAssessor);
  ASSERT_THAT(held[0].competences, SizeIs(1));
  EXPECT_EQ(held[0].competences[0].validity,
            appointment.competences[0].validity);
  // By index: a second one without an end.
  appointment.id = "a2";
  EXPECT_FALSE(
      Try([&](auto& tx) { return InsertAppointment(tx, appointment); }));
}

TEST_F(StoreTest, KeepsADeliveryPlanAndReplacesIt) {
  AddCentre();
  DeliveryPlan plan;
  plan.centre = "northgate";
  plan.qualification = "7D27V2";
  plan.schedule = "Terms.";
  plan.equality_of_opportunity = SignedStatement{
      .text = "t", .signed_by = "s", .signed_date = Day(2026, 1, 1)};
  plan.barriers = {{.barrier = "a", .step = "b", .reason = ""},
                   {.barrier = "c", .step = "", .reason = "d"}};
  plan.decided = clock_.Now();
  plan.revision = 3;
  const auto put = [&] {
    ASSERT_THAT(Write([&](auto& tx) { return PutDeliveryPlan(tx, plan); }),
                IsOk());
  };
  put();
  plan.barriers.pop_back();
  plan.state = PlanState::kApproved;
  put();

  const auto read = Read<std::optional<DeliveryPlan>>(
      [](auto& tx) { return FindDeliveryPlan(tx, "northgate", "7D27V2"); });

  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->state, PlanState::kApproved);
  EXPECT_FALSE(read->non_discrimination.has_value());
  EXPECT_EQ(read->equality_of_opportunity->signed_date, Day(2026, 1, 1));
  EXPECT_EQ(read->decided, clock_.Now());
  ASSERT_THAT(read->barriers, SizeIs(1));
  EXPECT_EQ(read->barriers[0].step, "b");
}

// D31: one live registration, by learner and by the learner's subject.
TEST_F(StoreTest, AllowsOneLiveRegistration) {
  AddCentre();
  ASSERT_TRUE(Add(Person("l1", "")));
  ASSERT_TRUE(Add(Person("l2", "")));
  EXPECT_TRUE(Add(Of("r1", "l1", "ann")));
  EXPECT_FALSE(Add(Of("r2", "l1")));
  EXPECT_FALSE(Add(Of("r2", "l2", "ann")));
  Registration other = Of("r2", "l1", "ann");
  other.qualification = "BEE3";
  EXPECT_TRUE(Add(other));

  EndAs("r1", RegistrationState::kWithdrawn);
  EXPECT_TRUE(Add(Of("r3", "l1", "ann")));
}

TEST_F(StoreTest, FindsTheRegistrationsOfALearner) {
  AddCentre();
  ASSERT_TRUE(Add(Person("l1", "")));
  ASSERT_TRUE(Add(Person("l2", "")));
  ASSERT_TRUE(Add(Of("r1", "l1")));
  ASSERT_TRUE(Add(Of("r2", "l2")));

  const auto found = Read<std::vector<Registration>>(
      [](auto& tx) { return RegistrationsOf(tx, "l1"); });

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].id, "r1");
}

TEST_F(StoreTest, KeepsARegistrationWithItsParts) {
  AddCentre();
  ASSERT_TRUE(Add(Person("l1", "")));
  ASSERT_TRUE(Add(Of("r1", "l1")));
  Registration registration = *Find("r1");
  registration.units = {"67", "57"};
  registration.induction[2] = {
      .done = true, .done_date = Day(2026, 11, 2), .notes = "n"};
  registration.learning_plan =
      LearningPlan{.goals = {{.goal = "g", .target_date = Day(2027, 1, 1)}},
                   .review_date = Day(2027, 2, 1)};
  registration.allocations = {
      {.role = StaffRole::kAssessor, .person = "tom", .units = {"67", "57"}},
      {.role = StaffRole::kTutor, .person = "tess", .units = {}}};
  for (int twice = 0; twice < 2; ++twice) {
    ASSERT_THAT(Write([&](auto& tx) -> absl::Status {
                  ATTEST_RETURN_IF_ERROR(PutUnits(tx, registration));
                  ATTEST_RETURN_IF_ERROR(PutInduction(tx, registration));
                  ATTEST_RETURN_IF_ERROR(PutLearningPlan(tx, registration));
                  return PutAllocations(tx, registration);
                }),
                IsOk());
  }

  const Registration read = *Find("r1");

  EXPECT_THAT(read.notes, ElementsAre("first", "second"));
  EXPECT_THAT(read.units, ElementsAre("67", "57"));
  EXPECT_TRUE(read.induction[2].done);
  EXPECT_EQ(read.induction[2].done_date, Day(2026, 11, 2));
  EXPECT_FALSE(read.induction[0].done);
  EXPECT_EQ(read.learning_plan->review_date, Day(2027, 2, 1));
  ASSERT_THAT(read.learning_plan->goals, SizeIs(1));
  ASSERT_THAT(read.allocations, SizeIs(2));
  EXPECT_THAT(read.allocations[0].units, ElementsAre("67", "57"));
  EXPECT_EQ(read.allocations[1].person, "tess");
  EXPECT_THAT(read.allocations[1].units, IsEmpty());
}

TEST_F(StoreTest, KnowsWhetherAchievedUnitsChange) {
  AddCentre();
  ASSERT_TRUE(Add(Person("l1", "")));
  ASSERT_TRUE(Add(Of("r1", "l1")));
  const auto add = [&](const char* unit) {
    return Try([&](auto& tx) { return AddAchievedUnit(tx, "r1", unit); });
  };
  const auto remove = [&](const char* unit) {
    return Try([&](auto& tx) { return RemoveAchievedUnit(tx, "r1", unit); });
  };

  EXPECT_TRUE(add("57"));
  EXPECT_FALSE(add("57"));
  EXPECT_THAT(Find("r1")->achieved, ElementsAre("57"));
  EXPECT_FALSE(remove("58"));
  EXPECT_TRUE(remove("57"));
  EXPECT_THAT(Find("r1")->achieved, IsEmpty());
}

TEST_F(StoreTest, PagesInTheOrderOfCreation) {
  AddCentre();
  for (const char* id : {"c", "a", "b"}) {
    ASSERT_TRUE(Add(Person(std::string("l") + id, "")));
    ASSERT_TRUE(Add(Of(id, std::string("l") + id)));
    if (std::string(id) == "c") clock_.Advance(absl::Microseconds(1));
  }
  const auto behind = [&](const CreationKey& key) {
    std::vector<std::string> ids;
    for (const Registration& one :
         Read<std::vector<Registration>>([&](auto& tx) {
           return ListRegistrations(tx, {.centre = "northgate"}, key, 10);
         })) {
      ids.push_back(one.id);
    }
    return ids;
  };

  EXPECT_THAT(behind({}), ElementsAre("c", "a", "b"));
  EXPECT_THAT(
      behind({.created_us = absl::ToUnixMicros(clock_.Now()), .id = "a"}),
      ElementsAre("b"));
}

TEST(CreationKey, SurvivesAsText) {
  const CreationKey key{.created_us = 1'800'000'000'000'001, .id = "a/b"};

  const CreationKey read = CreationKey::FromText(key.Text());

  EXPECT_EQ(read.created_us, key.created_us);
  EXPECT_EQ(read.id, key.id);
  EXPECT_EQ(CreationKey::FromText("").created_us, INT64_MIN);
  EXPECT_EQ(CreationKey::FromText("rubbish").id, "");
}

}  // namespace
}  // namespace attest::registration::store
