// An assessor about to judge, with what neighbours say of it today.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_JUDGE_H_
#define ATTEST_SERVICES_ASSESSMENT_API_JUDGE_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "services/assessment/api/access.h"
#include "services/assessment/domain/standing.h"

namespace attest::assessment::api {

struct Judge {
  auth::Role role = auth::v1::ROLE_UNSPECIFIED;
  std::string person;
  Registration registration;
  std::shared_ptr<const Syllabus> syllabus;
  Standings standings;  // for what is judged
};

// Admits an assessor to a registration (see Admit), and asks for the syllabus
// and for their standing in what `judged` says is to be judged.
absl::StatusOr<Judge> AdmitJudge(
    Context& context, const rpc::Call& call, const std::string& registration,
    std::string_view type, std::string_view name,
    absl::FunctionRef<std::set<Judged>(const Registration&, const Syllabus&)>
        judged);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_JUDGE_H_
