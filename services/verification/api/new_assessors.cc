#include "services/verification/api/new_assessors.h"

#include "google/protobuf/util/time_util.h"
#include "libs/clock/dates.h"

namespace attest::verification::api {
namespace {

std::string DayOf(const google::protobuf::Timestamp& time) {
  return FormatDate(DateOf(absl::FromUnixMicros(
      google::protobuf::util::TimeUtil::TimestampToMicroseconds(time))));
}

}  // namespace

absl::StatusOr<bool> NewAssessors::Signed(
    const assessment::v1::SignOff& sign_off) {
  ATTEST_ASSIGN_OR_RETURN(
      const bool provisional,
      HadProvisional(sign_off.registration(), sign_off.unit()));
  if (provisional) return true;
  return WasTrainee(sign_off.centre(), sign_off.assessor(),
                    DayOf(sign_off.sign_time()));
}

absl::StatusOr<bool> NewAssessors::HadProvisional(
    const std::string& registration, const std::string& unit) {
  auto it = provisional_.find(registration);
  if (it == provisional_.end()) {
    ATTEST_ASSIGN_OR_RETURN(
        const auto decisions,
        clients_.assessment.CurrentDecisions(call_, registration));
    it = provisional_.emplace(registration, std::set<std::string>()).first;
    for (const auto& decision : decisions) {
      if (decision.state() == assessment::v1::DECISION_PROVISIONAL ||
          !decision.countersigned_by().empty()) {
        it->second.insert(decision.unit());
      }
    }
  }
  return it->second.contains(unit);
}

absl::StatusOr<bool> NewAssessors::WasTrainee(const std::string& centre,
                                              const std::string& person,
                                              const std::string& date) {
  const auto key = std::make_pair(person, date);
  const auto it = trainees_.find(key);
  if (it != trainees_.end()) return it->second;
  registration::v1::GetStandingRequest request;
  request.set_parent(centre);
  request.set_person(person);
  request.set_role(registration::v1::STAFF_ASSESSOR);
  request.set_date(date);
  ATTEST_ASSIGN_OR_RETURN(const auto answer,
                          clients_.registration.GetStanding(call_, request));
  const bool trainee = answer.standing() == registration::v1::PROVISIONAL;
  trainees_.emplace(key, trainee);
  return trainee;
}

}  // namespace attest::verification::api
