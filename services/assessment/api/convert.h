// Between the contract and the domain. Numbers of enums are the same on both
// sides; the rules refuse what is none.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_CONVERT_H_
#define ATTEST_SERVICES_ASSESSMENT_API_CONVERT_H_

#include "attest/assessment/v1/assessment.pb.h"
#include "attest/assessment/v1/assessment_service.pb.h"
#include "services/assessment/domain/decision.h"
#include "services/assessment/domain/evidence.h"
#include "services/assessment/domain/plan.h"
#include "services/assessment/domain/progress.h"
#include "services/assessment/domain/sign_off.h"
#include "services/assessment/domain/upload_rules.h"

namespace attest::assessment::api {

v1::AssessmentPlan ToProto(const Plan& plan);
v1::Evidence ToProto(const Evidence& evidence);
v1::Decision ToProto(const Decision& decision);
v1::SignOff ToProto(const SignOff& sign_off);
v1::Progress ToProto(const Progress& progress);

PlanRow FromProto(const v1::PlanRow& row);
// What the caller writes; output-only fields are left out.
Evidence FromProto(const v1::Evidence& evidence);
// The same; evidence stays out, its names are read by the handler.
Decision FromProto(const v1::Decision& decision);
AnnouncedFile FromProto(const v1::UploadStart& start);
CriterionRef FromProto(const v1::CriterionRef& ref);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_CONVERT_H_
