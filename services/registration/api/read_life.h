// Reads what callers send about what happens to a registration while it lasts,
// as read.h does.
#ifndef ATTEST_SERVICES_REGISTRATION_API_READ_LIFE_H_
#define ATTEST_SERVICES_REGISTRATION_API_READ_LIFE_H_

#include <string>
#include <string_view>

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/names/field_checks.h"
#include "services/registration/domain/adjustment.h"
#include "services/registration/domain/exemption.h"
#include "services/registration/domain/registration.h"

namespace attest::registration::api {

// A goal under `field`.
LearningGoal ReadGoal(const v1::LearningGoal& proto, const std::string& field,
                      absl::CivilDay today, FieldChecks& check);
// `review`, recorded by `recorder`.
LearningReview ReadReview(const v1::LearningReview& proto,
                          const std::string& recorder, absl::CivilDay today,
                          FieldChecks& check);
// `upgrade`, without its time.
MembershipUpgrade ReadUpgrade(const v1::MembershipUpgrade& proto,
                              absl::CivilDay today, FieldChecks& check);
// A notice under `field`, recorded by `recorder`.
AdjustmentNotice ReadNotice(const v1::AdjustmentNotice& proto,
                            const std::string& field,
                            const std::string& recorder, absl::CivilDay today,
                            FieldChecks& check);
// `adjustment` as `requester` asks for it, without its keys.
Adjustment ReadAdjustment(const v1::Adjustment& proto,
                          const std::string& requester, absl::CivilDay today,
                          FieldChecks& check);
// `exemption` as `requester` asks for it, without its keys.
Exemption ReadExemption(const v1::Exemption& proto,
                        const std::string& requester, absl::CivilDay today,
                        FieldChecks& check);

// The state of a list's filter: one of `valid`, or 0 for all.
void ReadStateFilter(int state, bool valid, std::string_view choices,
                     FieldChecks& check);
// The reason of a decision: needed for a refusal.
void ReadDecideReason(bool positive, const std::string& reason,
                      FieldChecks& check);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_READ_LIFE_H_
