#include "services/assessment/api/judge.h"

#include <utility>

namespace attest::assessment::api {

absl::StatusOr<Judge> AdmitJudge(
    Context& context, const rpc::Call& call, const std::string& registration,
    std::string_view type, std::string_view name,
    absl::FunctionRef<std::set<Judged>(const Registration&, const Syllabus&)>
        judged) {
  ATTEST_ASSIGN_OR_RETURN(Admission admitted, Admit(context, call, kAssessors,
                                                    registration, type, name));
  Judge judge;
  judge.role = admitted.role;
  judge.person = call.caller.subject();
  judge.registration = std::move(admitted.registration);
  ATTEST_ASSIGN_OR_RETURN(
      judge.syllabus,
      context.catalogue.GetSyllabus(call, judge.registration.syllabus));
  ATTEST_ASSIGN_OR_RETURN(
      judge.standings,
      context.registration.GetStandings(
          call, judge.registration, judge.person,
          judged(judge.registration, *judge.syllabus), context.Today()));
  return judge;
}

}  // namespace attest::assessment::api
