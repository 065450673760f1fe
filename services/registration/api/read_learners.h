// Reads what callers send about learners, as read.h does.
#ifndef ATTEST_SERVICES_REGISTRATION_API_READ_LEARNERS_H_
#define ATTEST_SERVICES_REGISTRATION_API_READ_LEARNERS_H_

#include "google/protobuf/field_mask.pb.h"
#include "services/registration/api/read.h"
#include "services/registration/domain/correction.h"
#include "services/registration/domain/learner.h"

namespace attest::registration::api {

// `learner`, without its id.
Learner ReadLearner(const v1::Learner& proto, absl::CivilDay today,
                    FieldChecks& check);
// The fields of `learner` that a checked mask names.
LearnerValues ReadLearnerValues(const v1::Learner& proto,
                                const google::protobuf::FieldMask& mask,
                                absl::CivilDay today, FieldChecks& check);
// `recruitment`: only what is there is checked; what is missing, the rules say.
// An identity check is whole when it is there, and not later than
// `registration_date` (D22).
Recruitment ReadRecruitment(const v1::Recruitment& proto,
                            absl::CivilDay registration_date,
                            FieldChecks& check);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_READ_LEARNERS_H_
