#include "services/registration/domain/registering.h"

#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Day = absl::CivilDay;

constexpr char kTitle[] =
    "CMI Level 7 NVQ Diploma in Strategic Management and Leadership";

// A case that nothing speaks against; tests change what they are about.
struct Case {
  Case() {
    centre.id = "northgate";
    centre.sites = {"Main Street"};
    centre.agreement = {.first = Day(2010, 1, 1), .last = {}};
    centre.approvals = {{.qualification = "7D27V2",
                         .period = {.first = Day(2010, 1, 1), .last = {}}}};
    qualification = Qualification{.code = "7D27V2",
                                  .title = kTitle,
                                  .current_version = "8",
                                  .language = "en",
                                  .minimum_age_years = 19,
                                  .operational_start = Day(2014, 9, 1),
                                  .operational_end = {}};
    plan = DeliveryPlan{};
    plan->state = PlanState::kApproved;
    Appointment appointment;
    appointment.person = "carol";
    appointment.role = StaffRole::kCentreAdmin;
    appointment.period = {.first = Day(2000, 1, 1), .last = {}};
    appointments = {appointment};
    application = {
        .qualification_code = "7D27V2",
        .birth_date = Day(1980, 5, 4),
        .learner_subject = "ann",
        .applicant = "lms",
        .registration_date = Day(2026, 11, 1),
        .language = "en",
        .site = "Main Street",
        .recruitment = {
            .capability = {.text = "Interview.",
                           .stated_by = "carol",
                           .stated_date = Day(2026, 10, 20)},
            .integrity = {.meets_needs = true,
                          .enables_achievement = true,
                          .enables_progression = true},
            .advice = {.text = "Guide.", .given_date = Day(2026, 10, 20)}}};
  }

  std::vector<RuleViolation> Violations() const {
    return RegisteringViolations({.centre = centre,
                                  .qualification = qualification,
                                  .delivery_plan = plan,
                                  .appointments = appointments,
                                  .holds = holds},
                                 application);
  }
  std::vector<std::string> Types() const {
    std::vector<std::string> types;
    for (const auto& violation : Violations()) types.push_back(violation.type);
    return types;
  }

  Centre centre;
  std::optional<Qualification> qualification;
  std::optional<DeliveryPlan> plan;
  std::vector<Appointment> appointments;
  std::vector<Hold> holds;
  Application application;
};

// R20: no entry requirement of the awarding organisation is asked for.
TEST(Registering, AcceptsWhomNothingSpeaksAgainst) {
  EXPECT_THAT(Case().Types(), IsEmpty());
}

// R21: who was of the centre on the day of the statement, or who asks.
TEST(Registering, RefusesStatementsOfStrangers) {
  Case c;
  c.application.recruitment.capability.stated_by = "nobody";
  EXPECT_THAT(c.Types(), ElementsAre("STATED_BY_NOT_APPOINTED"));
  c.application.applicant = "nobody";
  EXPECT_THAT(c.Types(), IsEmpty());

  Case late;
  late.appointments[0].period.last = Day(2026, 10, 19);
  EXPECT_THAT(late.Types(), ElementsAre("STATED_BY_NOT_APPOINTED"));
  late.application.recruitment.capability.stated_date = {};
  EXPECT_THAT(late.Types(), ElementsAre("CAPABILITY_NOT_STATED"));
}

// R120, D19
TEST(Registering, RefusesTheQualityManagerOfTheCentre) {
  Case c;
  c.centre.quality_manager = "ann";
  EXPECT_THAT(c.Types(), ElementsAre("QUALITY_MANAGER_IS_LEARNER"));

  c.centre.quality_manager = "quinn";
  EXPECT_THAT(c.Types(), IsEmpty());
  c.centre.quality_manager.clear();
  c.application.learner_subject.clear();
  EXPECT_THAT(c.Types(), IsEmpty());
}

// R9, R10: the right code is named, with the full title.
TEST(Registering, RefusesTheRegulatorsNumberAsTheCode) {
  Case c;
  c.application.qualification_code = "601/3778/2";

  const auto violations = c.Violations();

  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].type, "WRONG_CODE");
  EXPECT_THAT(violations[0].description, HasSubstr(kTitle));
  EXPECT_THAT(violations[0].description, HasSubstr("is 7D27V2"));
}

// R9: what the catalogue does not know; other rules are still answered.
TEST(Registering, RefusesAnUnknownCodeWithWhatElseIsWrong) {
  Case c;
  c.qualification.reset();
  c.application.qualification_code = "7D27V3";
  c.application.recruitment.advice.text.clear();

  EXPECT_THAT(c.Types(), ElementsAre("WRONG_CODE", "NO_ADVICE"));
}

// R19, D21: counted on the registration date.
TEST(Registering, OpensOnTheNineteenthBirthday) {
  Case c;
  c.application.birth_date = Day(2007, 11, 2);
  EXPECT_THAT(c.Types(), ElementsAre("UNDER_AGE"));

  c.application.birth_date = Day(2007, 11, 1);
  EXPECT_THAT(c.Types(), IsEmpty());
}

// R19, E44: a birthday on 29 February is on 1 March in other years.
TEST(Registering, CountsBirthdaysOfLeapDays) {
  Case c;
  c.application.birth_date = Day(2004, 2, 29);
  c.application.recruitment.capability.stated_date = Day(2023, 1, 1);
  c.application.recruitment.advice.given_date = Day(2023, 1, 1);

  c.application.registration_date = Day(2023, 2, 28);
  EXPECT_THAT(c.Types(), ElementsAre("UNDER_AGE"));

  c.application.registration_date = Day(2023, 3, 1);
  EXPECT_THAT(c.Types(), IsEmpty());
}

// R13, D10
TEST(Registering, StartsOnTheOperationalStart) {
  Case c;
  c.application.recruitment.capability.stated_date = Day(2014, 8, 1);
  c.application.recruitment.advice.given_date = Day(2014, 8, 1);

  c.application.registration_date = Day(2014, 8, 31);
  EXPECT_THAT(c.Types(), ElementsAre("BEFORE_OPERATIONAL_START"));

  c.application.registration_date = Day(2014, 9, 1);
  EXPECT_THAT(c.Types(), IsEmpty());
}

// R113, D10: once an end is configured it counts, its own day included.
TEST(Registering, EndsAfterTheOperationalEnd) {
  Case c;
  c.qualification->operational_end = Day(2026, 10, 31);
  EXPECT_THAT(c.Types(), ElementsAre("AFTER_OPERATIONAL_END"));

  c.qualification->operational_end = Day(2026, 11, 1);
  EXPECT_THAT(c.Types(), IsEmpty());
}

// R113: an end that is not configured is noted, not invented.
TEST(Registering, NotesAnEndThatIsNotConfigured) {
  Case c;
  EXPECT_THAT(RegistrationNotes(*c.qualification),
              ElementsAre("operational end date not configured (see CMI "
                          "External Qualification List)"));

  c.qualification->operational_end = Day(2030, 1, 1);
  EXPECT_THAT(RegistrationNotes(*c.qualification), IsEmpty());
}

// R31
TEST(Registering, IsInEnglish) {
  for (const char* language : {"en", "en-GB", "EN", "en-US"}) {
    EXPECT_TRUE(IsInMedium(language, "en")) << language;
  }
  for (const char* language : {"cy", "eng", "e", "de-en", "english"}) {
    EXPECT_FALSE(IsInMedium(language, "en")) << language;
  }
  Case c;
  c.application.language = "cy";
  EXPECT_THAT(c.Types(), ElementsAre("LANGUAGE"));
}

// R21: text, name and date, by the registration date.
TEST(Registering, NeedsAWholeCapabilityStatement) {
  using Spoil = std::function<void(CapabilityStatement&)>;
  const std::vector<Spoil> spoilings = {
      [](auto& stated) { stated.text.clear(); },
      [](auto& stated) { stated.stated_by.clear(); },
      [](auto& stated) { stated.stated_date.reset(); },
      [](auto& stated) { stated.stated_date = Day(2026, 11, 2); }};
  for (const Spoil& spoil : spoilings) {
    Case c;
    spoil(c.application.recruitment.capability);
    EXPECT_THAT(c.Types(), ElementsAre("CAPABILITY_NOT_STATED"));
  }
}

// R22: three separate confirmations.
TEST(Registering, NeedsEveryConfirmationOfIntegrity) {
  Case c;
  c.application.recruitment.integrity.enables_progression = false;
  c.application.recruitment.integrity.meets_needs = false;

  const auto violations = c.Violations();

  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].type, "INTEGRITY_NOT_CONFIRMED");
  EXPECT_THAT(violations[0].description,
              HasSubstr("meets_needs, enables_progression"));
}

// R23
TEST(Registering, NeedsAdvice) {
  Case c;
  c.application.recruitment.advice.given_date.reset();
  EXPECT_THAT(c.Types(), ElementsAre("NO_ADVICE"));
}

// D11
TEST(Registering, NeedsAnApprovedDeliveryPlan) {
  for (const PlanState state :
       {PlanState::kDraft, PlanState::kSubmitted, PlanState::kReturned}) {
    Case c;
    c.plan->state = state;
    EXPECT_THAT(c.Types(), ElementsAre("DELIVERY_PLAN_NOT_APPROVED"));
  }
  Case none;
  none.plan.reset();
  EXPECT_THAT(none.Types(), ElementsAre("DELIVERY_PLAN_NOT_APPROVED"));
}

TEST(Registering, KnowsTheSitesOfTheCentre) {
  Case c;
  c.application.site = "Side Street";
  EXPECT_THAT(c.Types(), ElementsAre("UNKNOWN_SITE"));

  c.application.site = "";
  EXPECT_THAT(c.Types(), IsEmpty());
}

// Everything at once.
TEST(Registering, NamesEveryRuleThatIsBroken) {
  Case c;
  c.centre.approvals.clear();
  c.plan.reset();
  c.application = {.qualification_code = "601/3778/2",
                   .birth_date = Day(2000, 1, 1),
                   .learner_subject = {},
                   .applicant = {},
                   .registration_date = Day(2014, 1, 1),
                   .language = "fr",
                   .site = "Nowhere",
                   .recruitment = {}};

  EXPECT_THAT(c.Types(), UnorderedElementsAre(
                             "WRONG_CODE", "CENTRE_NOT_APPROVED",
                             "DELIVERY_PLAN_NOT_APPROVED", "UNDER_AGE",
                             "BEFORE_OPERATIONAL_START", "LANGUAGE",
                             "CAPABILITY_NOT_STATED", "INTEGRITY_NOT_CONFIRMED",
                             "NO_ADVICE", "UNKNOWN_SITE"));
}

// D68
TEST(Registering, WaitsForHolds) {
  Case c;
  c.holds = {Hold{}};
  c.holds[0].scopes = {HoldScope::kAssessment};
  EXPECT_THAT(c.Types(), IsEmpty());
  c.holds[0].scopes = {HoldScope::kRegistration};
  EXPECT_THAT(c.Types(), ElementsAre("ON_HOLD"));
  c.holds[0].lifted = absl::UnixEpoch();
  EXPECT_THAT(c.Types(), IsEmpty());
}

}  // namespace
}  // namespace attest::registration
