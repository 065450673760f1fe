#include "services/assessment/api/verification_effects.h"

#include <optional>

#include "absl/strings/numbers.h"
#include "libs/log/log.h"
#include "services/assessment/domain/names.h"
#include "services/assessment/store/sign_offs.h"

namespace attest::assessment::api {
namespace {

// The sign-off that an event is about.
struct Target {
  std::string registration;  // id
  std::string unit;
  int64_t revision = 0;
};

std::string AttributeOf(const events::v1::Event& event, const char* key) {
  const auto found = event.attributes().find(key);
  return found == event.attributes().end() ? "" : found->second;
}

std::optional<Target> TargetOf(const events::v1::Event& event) {
  const auto ids = MatchName(kRegistrationName, event.registration());
  Target target;
  if (!ids ||
      !absl::SimpleAtoi(AttributeOf(event, "revision"), &target.revision)) {
    return std::nullopt;
  }
  target.registration = ids->front();
  target.unit = AttributeOf(event, "unit");
  return target;
}

}  // namespace

const std::vector<std::string>& ReturningEvents() {
  static const auto* const kTypes = new std::vector<std::string>{
      "sample.disagreed", "moderation.not_confirmed"};
  return *kTypes;
}

absl::StatusOr<std::vector<journal::Change>> ApplyReturn(
    journal::WriteTransaction& sql, const events::v1::Event& event) {
  const auto target = TargetOf(event);
  if (!target) {
    // To try it again would not make it readable, and would hold up the rest.
    log::Write(log::Level::kError, "unreadable_event",
               {{"type", event.type()}, {"resource", event.resource()}});
    return std::vector<journal::Change>();
  }
  ATTEST_ASSIGN_OR_RETURN(const bool returned,
                          store::ReturnUnit(sql, target->registration,
                                            target->unit, target->revision));
  if (!returned) return std::vector<journal::Change>();
  ATTEST_ASSIGN_OR_RETURN(
      const auto sign_off,
      store::FindSignOff(sql.reader(), target->registration, target->unit));
  journal::Change change;
  change.action = "unit.returned";
  change.resource = sign_off->name();
  change.centre = CentreName(sign_off->centre);
  change.registration = event.registration();
  change.before = {{"state", "signed_off"}};
  change.after = {{"state", "returned"},
                  {"unit", target->unit},
                  {"revision", std::to_string(target->revision)},
                  {"cause", event.resource()}};
  change.syllabus_version = sign_off->syllabus_version;
  return std::vector<journal::Change>{change};
}

}  // namespace attest::assessment::api
