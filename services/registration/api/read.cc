#include "services/registration/api/read.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "fmt/format.h"
#include "services/registration/api/read_life.h"

namespace attest::registration::api {
namespace {

constexpr size_t kUnitLengthMax = 20;

std::string Element(std::string_view list, int index) {
  return fmt::format("{}[{}]", list, index);
}

void ReadSites(const v1::Centre& proto, FieldChecks& check) {
  check.OptionalList("centre.sites", static_cast<size_t>(proto.sites_size()));
  for (int i = 0; i < proto.sites_size(); ++i) {
    const std::string field = Element("centre.sites", i);
    check.Text(field, proto.sites(i));
    const auto before = proto.sites().begin() + i;
    check.That(
        std::find(proto.sites().begin(), before, proto.sites(i)) == before,
        field, "is named twice");
  }
}

Competence ReadCompetence(const v1::Competence& proto, const std::string& field,
                          FieldChecks& check) {
  check.Text(Path(field, "award"), proto.award());
  check.That(proto.kind() != v1::COMPETENCE_KIND_UNSPECIFIED &&
                 v1::CompetenceKind_IsValid(proto.kind()),
             Path(field, "kind"),
             "must be ASSESS_COMPETENCE, ASSESS_KNOWLEDGE or VERIFY");
  check.Range(Path(field, "level_max"), proto.level_max(), 1, kLevelMax);
  check.Range(Path(field, "level_min"), proto.level_min(), 0,
              proto.level_max());
  return {.award = proto.award(),
          .kind = static_cast<CompetenceKind>(proto.kind()),
          .validity = ReadPeriod(
              Path(field, "awarded_date"), proto.awarded_date(),
              Path(field, "expiry_date"), proto.expiry_date(), check),
          .level_max = proto.level_max(),
          .level_min = proto.level_min()};
}

// Whole when it is there at all.
std::optional<SignedStatement> ReadStatement(bool given,
                                             const v1::SignedStatement& proto,
                                             const std::string& field,
                                             absl::CivilDay today,
                                             FieldChecks& check) {
  if (!given) return std::nullopt;
  check.LongText(Path(field, "text"), proto.text());
  check.Text(Path(field, "signed_by"), proto.signed_by());
  return SignedStatement{
      .text = proto.text(),
      .signed_by = proto.signed_by(),
      .signed_date = ReadPastDate(Path(field, "signed_date"),
                                  proto.signed_date(), today, check)};
}

void CheckBytes(std::string_view field, size_t bytes, size_t bytes_max,
                FieldChecks& check) {
  check.That(bytes <= bytes_max, field,
             fmt::format("must not take more than {} bytes as a whole, has {}",
                         bytes_max, bytes));
}

bool IsLanguageTag(std::string_view tag) {
  size_t length = 0;  // of the subtag
  bool first = true;
  for (const char c : tag) {
    if (c == '-') {
      if (length == 0) return false;
      length = 0;
      first = false;
    } else if (++length > 8 || !(absl::ascii_isalpha(c) ||
                                 (!first && absl::ascii_isdigit(c)))) {
      return false;
    }
  }
  return length > 0;
}

InductionItem ReadInductionItem(const v1::InductionItem& proto, size_t index,
                                absl::CivilDay today, FieldChecks& check) {
  constexpr size_t kDevelopmentNeeds = 2;
  const std::string field = Path("induction", kInductionFields[index]);
  check.OptionalLongText(Path(field, "notes"), proto.notes());
  if (!proto.done()) {
    check.That(proto.done_date().empty(), Path(field, "done_date"),
               "must be empty while the part is not done");
    return {.done = false, .done_date = {}, .notes = proto.notes()};
  }
  check.That(index != kDevelopmentNeeds || !proto.notes().empty(),
             Path(field, "notes"),
             "must say which development needs were identified");
  return {.done = true,
          .done_date = ReadPastDate(Path(field, "done_date"), proto.done_date(),
                                    today, check),
          .notes = proto.notes()};
}

Allocation ReadAllocation(const v1::Allocation& proto, const std::string& field,
                          FieldChecks& check) {
  check.That(proto.role() == v1::STAFF_TUTOR ||
                 proto.role() == v1::STAFF_ASSESSOR ||
                 proto.role() == v1::STAFF_INTERNAL_VERIFIER,
             Path(field, "role"),
             "must be STAFF_TUTOR, STAFF_ASSESSOR or STAFF_INTERNAL_VERIFIER");
  check.Person(Path(field, "person"), proto.person());
  check.OptionalList(Path(field, "units"),
                     static_cast<size_t>(proto.units_size()));
  return {.role = static_cast<StaffRole>(proto.role()),
          .person = proto.person(),
          .units = ReadUnits(Path(field, "units"), proto.units(), check)};
}

}  // namespace

std::string Path(std::string_view parent, std::string_view field) {
  return fmt::format("{}.{}", parent, field);
}

Period ReadPeriod(std::string_view first_field, std::string_view first,
                  std::string_view last_field, std::string_view last,
                  FieldChecks& check) {
  const auto first_day = check.Date(first_field, first);
  const auto last_day = check.OptionalDate(last_field, last);
  check.That(!first_day || !last_day || *first_day <= *last_day, last_field,
             fmt::format("must not come before {}", first_field));
  return {.first = first_day.value_or(absl::CivilDay()), .last = last_day};
}

absl::CivilDay ReadPastDate(std::string_view field, std::string_view text,
                            absl::CivilDay today, FieldChecks& check) {
  const auto day = check.Date(field, text);
  check.That(!day || *day <= today, field, "must not be in the future");
  return day.value_or(absl::CivilDay());
}

std::vector<std::string> ReadUnits(
    std::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& protos,
    FieldChecks& check) {
  for (int i = 0; i < protos.size(); ++i) {
    check.Text(Element(field, i), protos[i], kUnitLengthMax);
  }
  return {protos.begin(), protos.end()};
}

void ReadLanguage(std::string_view field, const std::string& tag,
                  FieldChecks& check) {
  check.That(tag.size() <= kLanguageMax && IsLanguageTag(tag), field,
             fmt::format("must be a language tag of at most {} letters, digits "
                         "and hyphens, e.g. en or en-GB",
                         kLanguageMax));
}

StaffRole ReadStaffRole(std::string_view field, v1::StaffRole role,
                        FieldChecks& check) {
  check.That(role != v1::STAFF_ROLE_UNSPECIFIED && v1::StaffRole_IsValid(role),
             field,
             "must be STAFF_TUTOR, STAFF_ASSESSOR, STAFF_INTERNAL_VERIFIER or "
             "STAFF_CENTRE_ADMIN");
  return static_cast<StaffRole>(role);
}

Centre ReadCentre(const v1::Centre& proto, FieldChecks& check) {
  check.Text("centre.display_name", proto.display_name());
  ReadSites(proto, check);
  check.Person("centre.quality_manager", proto.quality_manager());
  check.OptionalLongText("centre.entry_criteria", proto.entry_criteria());
  check.OptionalText("centre.entry_criteria_uri", proto.entry_criteria_uri(),
                     kUriMax);
  Centre centre;
  centre.display_name = proto.display_name();
  centre.sites = {proto.sites().begin(), proto.sites().end()};
  centre.agreement = ReadPeriod(
      "centre.agreement_start_date", proto.agreement_start_date(),
      "centre.agreement_end_date", proto.agreement_end_date(), check);
  centre.quality_manager = proto.quality_manager();
  centre.entry_criteria = proto.entry_criteria();
  centre.entry_criteria_uri = proto.entry_criteria_uri();
  return centre;
}

Appointment ReadAppointment(const v1::Appointment& proto, FieldChecks& check) {
  check.Person("appointment.person", proto.person());
  check.OptionalList("appointment.competences",
                     static_cast<size_t>(proto.competences_size()));
  Appointment appointment;
  appointment.person = proto.person();
  appointment.role = ReadStaffRole("appointment.role", proto.role(), check);
  appointment.period =
      ReadPeriod("appointment.start_date", proto.start_date(),
                 "appointment.end_date", proto.end_date(), check);
  for (int i = 0; i < proto.competences_size(); ++i) {
    appointment.competences.push_back(ReadCompetence(
        proto.competences(i), Element("appointment.competences", i), check));
  }
  return appointment;
}

DeliveryPlan ReadDeliveryPlan(const v1::DeliveryPlan& proto,
                              absl::CivilDay today, FieldChecks& check) {
  check.OptionalLongText("delivery_plan.learning_experience",
                         proto.learning_experience());
  check.LongText("delivery_plan.schedule", proto.schedule());
  check.OptionalLongText("delivery_plan.delivery_modes",
                         proto.delivery_modes());
  check.OptionalLongText("delivery_plan.advert", proto.advert());
  check.OptionalList("delivery_plan.barriers",
                     static_cast<size_t>(proto.barriers_size()), kBarriersMax);
  CheckBytes("delivery_plan", proto.ByteSizeLong(), kDeliveryPlanBytesMax,
             check);
  DeliveryPlan plan;
  plan.learning_experience = proto.learning_experience();
  plan.schedule = proto.schedule();
  plan.delivery_modes = proto.delivery_modes();
  plan.advert = proto.advert();
  plan.non_discrimination =
      ReadStatement(proto.has_non_discrimination(), proto.non_discrimination(),
                    "delivery_plan.non_discrimination", today, check);
  plan.equality_of_opportunity = ReadStatement(
      proto.has_equality_of_opportunity(), proto.equality_of_opportunity(),
      "delivery_plan.equality_of_opportunity", today, check);
  for (int i = 0; i < proto.barriers_size(); ++i) {
    const v1::Barrier& barrier = proto.barriers(i);
    const std::string field = Element("delivery_plan.barriers", i);
    check.LongText(Path(field, "barrier"), barrier.barrier());
    check.OptionalLongText(Path(field, "step"), barrier.step());
    check.OptionalLongText(Path(field, "reason"), barrier.reason());
    plan.barriers.push_back({.barrier = barrier.barrier(),
                             .step = barrier.step(),
                             .reason = barrier.reason()});
  }
  return plan;
}

InductionUpdate ReadInduction(const v1::Induction& proto, absl::CivilDay today,
                              FieldChecks& check) {
  const std::array<const v1::InductionItem*, kInductionItems> parts = {
      proto.has_programme_requirements() ? &proto.programme_requirements()
                                         : nullptr,
      proto.has_facilities() ? &proto.facilities() : nullptr,
      proto.has_development_needs() ? &proto.development_needs() : nullptr,
      proto.has_learning_plan() ? &proto.learning_plan() : nullptr};
  InductionUpdate update;
  bool any = false;
  for (size_t i = 0; i < kInductionItems; ++i) {
    if (parts[i] == nullptr) continue;
    any = true;
    update[i] = ReadInductionItem(*parts[i], i, today, check);
  }
  check.That(any, "induction", "must name at least one part");
  return update;
}

LearningPlan ReadLearningPlan(const v1::LearningPlan& proto,
                              absl::CivilDay today, FieldChecks& check) {
  check.List("learning_plan.goals", static_cast<size_t>(proto.goals_size()),
             kGoalsMax);
  CheckBytes("learning_plan", proto.ByteSizeLong(), kLearningPlanBytesMax,
             check);
  LearningPlan plan;
  plan.review_date =
      check.Date("learning_plan.review_date", proto.review_date())
          .value_or(absl::CivilDay());
  for (int i = 0; i < proto.goals_size(); ++i) {
    plan.goals.push_back(ReadGoal(
        proto.goals(i), Element("learning_plan.goals", i), today, check));
  }
  return plan;
}

std::vector<Allocation> ReadAllocations(
    const google::protobuf::RepeatedPtrField<v1::Allocation>& protos,
    FieldChecks& check) {
  check.List("allocations", static_cast<size_t>(protos.size()),
             kAllocationsMax);
  std::vector<Allocation> allocations;
  for (int i = 0; i < protos.size(); ++i) {
    allocations.push_back(
        ReadAllocation(protos[i], Element("allocations", i), check));
  }
  return allocations;
}

}  // namespace attest::registration::api
