#include "services/registration/domain/registering.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/field_checks.h"

namespace attest::registration {
namespace {

using Violations = std::vector<RuleViolation>;

void Append(Violations& violations, Violations more) {
  std::move(more.begin(), more.end(), std::back_inserter(violations));
}

void CheckCode(const std::optional<Qualification>& qualification,
               const Application& application, Violations& violations) {
  const std::string& given = application.qualification_code;
  if (qualification && qualification->code == given) return;
  const std::string need =
      qualification
          ? fmt::format("the code of {} is {}", qualification->title,
                        qualification->code)
          : "the catalogue has no qualification with this code or number";
  violations.push_back(
      {"WRONG_CODE", "qualification_code",
       fmt::format("{} is not the code of a qualification; {}; register with "
                   "the awarding organisation's own code",
                   Quote(given), need)});
}

void CheckAge(const Qualification& qualification,
              const Application& application, Violations& violations) {
  const int age =
      YearsBetween(application.birth_date, application.registration_date);
  if (age >= qualification.minimum_age_years) return;
  violations.push_back(
      {"UNDER_AGE", "learner.birth_date",
       fmt::format("the learner is {} on the registration date; {} is open "
                   "from the age of {}",
                   age, qualification.title, qualification.minimum_age_years)});
}

void CheckKeyDates(const Qualification& qualification,
                   const Application& application, Violations& violations) {
  const absl::CivilDay day = application.registration_date;
  if (qualification.operational_start &&
      day < *qualification.operational_start) {
    violations.push_back(
        {"BEFORE_OPERATIONAL_START", "registration_date",
         fmt::format("the registration date is {}; the first possible one is "
                     "{}",
                     FormatDate(day),
                     FormatDate(*qualification.operational_start))});
  }
  if (qualification.operational_end && day > *qualification.operational_end) {
    violations.push_back(
        {"AFTER_OPERATIONAL_END", "registration_date",
         fmt::format("the registration date is {}; the last possible one was "
                     "{}",
                     FormatDate(day),
                     FormatDate(*qualification.operational_end))});
  }
}

void CheckLanguage(const Qualification& qualification,
                   const Application& application, Violations& violations) {
  if (IsInMedium(application.language, qualification.language)) return;
  violations.push_back(
      {"LANGUAGE", "language",
       fmt::format("the language of assessment is {}; it must be {}",
                   Quote(application.language), qualification.language)});
}

void CheckDeliveryPlan(const std::optional<DeliveryPlan>& plan,
                       const RegisteringContext& context,
                       Violations& violations) {
  if (plan && plan->state == PlanState::kApproved) return;
  violations.push_back(
      {"DELIVERY_PLAN_NOT_APPROVED", context.centre.name(),
       fmt::format("the delivery plan for {} is {}; the Quality Manager must "
                   "have approved it",
                   context.qualification->code,
                   plan ? Words(plan->state) : "not written")});
}

// What is wrong with a dated record of recruitment; empty when nothing is.
std::string RecordFault(bool written, std::optional<absl::CivilDay> day,
                        absl::CivilDay registration_date) {
  if (!written || !day) return "is missing or not whole";
  if (*day <= registration_date) return "";
  return fmt::format("is dated {}, after the registration date {}",
                     FormatDate(*day), FormatDate(registration_date));
}

void CheckCapability(const Application& application, Violations& violations) {
  const CapabilityStatement& stated = application.recruitment.capability;
  const std::string fault =
      RecordFault(!stated.text.empty() && !stated.stated_by.empty(),
                  stated.stated_date, application.registration_date);
  if (fault.empty()) return;
  violations.push_back(
      {"CAPABILITY_NOT_STATED", "recruitment.capability",
       fmt::format("the statement that the learner is capable {}; text, "
                   "stated_by and stated_date are needed by the registration "
                   "date",
                   fault)});
}

// Whoever asks speaks for the centre; others do by an appointment that ran on
// the day of the statement.
void CheckStatedBy(const RegisteringContext& context,
                   const Application& application, Violations& violations) {
  const CapabilityStatement& stated = application.recruitment.capability;
  const auto& appointments = context.appointments;
  if (stated.stated_by.empty() || !stated.stated_date ||
      stated.stated_by == application.applicant ||
      std::any_of(appointments.begin(), appointments.end(),
                  [&](const Appointment& one) {
                    return one.person == stated.stated_by &&
                           one.period.Covers(*stated.stated_date);
                  })) {
    return;
  }
  violations.push_back(
      {"STATED_BY_NOT_APPOINTED", "recruitment.capability.stated_by",
       fmt::format("{} was not appointed at the centre on {}; name whoever "
                   "registers, or a person with an appointment on that day",
                   Quote(stated.stated_by), FormatDate(*stated.stated_date))});
}

void CheckQualityManager(const Centre& centre, const Application& application,
                         Violations& violations) {
  const std::string& subject = application.learner_subject;
  if (subject.empty() || subject != centre.quality_manager) return;
  violations.push_back(
      {"QUALITY_MANAGER_IS_LEARNER", "learner.subject",
       "the learner is the Quality Manager of this centre; whoever assures the "
       "quality of a centre learns at another one"});
}

void CheckIntegrity(const Application& application, Violations& violations) {
  const IntegrityConfirmations& integrity = application.recruitment.integrity;
  std::vector<std::string_view> open;
  if (!integrity.meets_needs) open.push_back("meets_needs");
  if (!integrity.enables_achievement) open.push_back("enables_achievement");
  if (!integrity.enables_progression) open.push_back("enables_progression");
  if (open.empty()) return;
  violations.push_back(
      {"INTEGRITY_NOT_CONFIRMED", "recruitment.integrity",
       fmt::format("not confirmed: {}; all three confirmations are needed",
                   fmt::join(open, ", "))});
}

void CheckAdvice(const Application& application, Violations& violations) {
  const AdviceRecord& advice = application.recruitment.advice;
  const std::string fault = RecordFault(!advice.text.empty(), advice.given_date,
                                        application.registration_date);
  if (fault.empty()) return;
  violations.push_back(
      {"NO_ADVICE", "recruitment.advice",
       fmt::format("the record of information, guidance and advice {}; text "
                   "and given_date are needed by the registration date",
                   fault)});
}

void CheckSite(const Centre& centre, const Application& application,
               Violations& violations) {
  const std::string& site = application.site;
  if (site.empty() || std::find(centre.sites.begin(), centre.sites.end(),
                                site) != centre.sites.end()) {
    return;
  }
  violations.push_back({"UNKNOWN_SITE", "site",
                        fmt::format("the centre has no site {}; name one of "
                                    "its sites, or none",
                                    Quote(site))});
}

}  // namespace

std::vector<RuleViolation> RegisteringViolations(
    const RegisteringContext& context, const Application& application) {
  Violations violations;
  CheckCode(context.qualification, application, violations);
  if (const auto& qualification = context.qualification) {
    Append(violations,
           NotApprovedViolations(context.centre, qualification->code,
                                 application.registration_date));
    CheckDeliveryPlan(context.delivery_plan, context, violations);
    CheckAge(*qualification, application, violations);
    CheckKeyDates(*qualification, application, violations);
    CheckLanguage(*qualification, application, violations);
  }
  CheckCapability(application, violations);
  CheckStatedBy(context, application, violations);
  CheckIntegrity(application, violations);
  CheckAdvice(application, violations);
  CheckSite(context.centre, application, violations);
  CheckQualityManager(context.centre, application, violations);
  Append(violations, HoldViolations(context.holds, HoldScope::kRegistration));
  return violations;
}

std::vector<std::string> RegistrationNotes(const Qualification& qualification) {
  if (qualification.operational_end) return {};
  return {
      "operational end date not configured (see CMI External Qualification "
      "List)"};
}

bool IsInMedium(std::string_view language, std::string_view medium) {
  const std::string given = absl::AsciiStrToLower(
      absl::string_view(language.data(), language.size()));
  const std::string wanted =
      absl::AsciiStrToLower(absl::string_view(medium.data(), medium.size()));
  return given == wanted || given.rfind(wanted + "-", 0) == 0;
}

}  // namespace attest::registration
