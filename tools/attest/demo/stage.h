// Where the demonstration plays: people with tokens, calls on their behalf,
// and the report that they end up in.
#ifndef ATTEST_TOOLS_ATTEST_DEMO_STAGE_H_
#define ATTEST_TOOLS_ATTEST_DEMO_STAGE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/ids/ids.h"
#include "tools/attest/client/api.h"
#include "tools/attest/demo/report.h"

namespace attest::demo {

inline constexpr char kQualification[] = "7D27V2";
inline constexpr char kSyllabus[] = "qualifications/7D27V2/syllabi/8";

// Somebody who acts, and as what.
struct Person {
  std::string subject;
  auth::Role role = auth::v1::ROLE_UNSPECIFIED;
};

// One learner of the cohort, as far as they have come.
struct CohortLearner {
  std::string first_name;
  Person person;
  std::string registration;                     // name
  std::vector<catalogue::v1::Unit> units;       // of the selection
  std::map<std::string, std::string> evidence;  // piece -> name
};

class Stage {
 public:
  // All must outlive it. Its people belong to the centre of this id.
  Stage(client::Api& api, auth::SandboxIssuer& issuer, Report& report,
        std::string centre_id);

  // Calls as `person`; a request without a request id gets one.
  template <class Response, class Request>
  absl::StatusOr<Response> Call(const Person& person, std::string_view method,
                                Request request) {
    AddRequestId(request);
    ATTEST_ASSIGN_OR_RETURN(const std::string token, Token(person));
    return api_.Call<Response>(method, token, request);
  }

  // Calls what has to be refused with `reason`, and reports it. An answer, or
  // another reason, is an error of the demonstration.
  template <class Response, class Request>
  absl::Status Refuse(const Person& person, std::string_view method,
                      Request request, std::string_view what,
                      std::string_view rule, std::string_view reason) {
    return Refused(Call<Response>(person, method, std::move(request)).status(),
                   what, rule, reason);
  }
  absl::Status Refused(const absl::Status& status, std::string_view what,
                       std::string_view rule, std::string_view reason);

  absl::StatusOr<std::string> Token(const Person& person);
  // The centre's name, `centres/{centre}`, and its id.
  const std::string& centre() const { return centre_; }
  const std::string& centre_id() const { return centre_id_; }
  // A person of this centre, e.g. `tutor.northgate`.
  Person Somebody(std::string_view word, auth::Role role) const;

  client::Api& api() { return api_; }
  Report& report() { return report_; }
  std::string NewId() { return ids_.NewId(); }

  // The cast.
  Person awarding_admin;
  Person quality_manager;
  Person centre_admin;
  Person assessor;
  Person assessor_as_verifier;  // the same person in another role
  Person trainee;
  Person verifier;
  Person tutor;
  std::vector<CohortLearner> cohort;

 private:
  static void AddRequestId(google::protobuf::Message& request);

  client::Api& api_;
  auth::SandboxIssuer& issuer_;
  Report& report_;
  RandomIds ids_;
  const std::string centre_id_;
  const std::string centre_;
  std::map<std::string, std::string> tokens_;
};

// The subject that `attest token` and the sandbox give to a role at a centre
// when none is named, e.g. `assessor.northgate`.
std::string UsualSubject(auth::Role role, std::string_view centre_id);

// A centre id that no run had before, e.g. `northgate-1a2b3c4d`.
std::string FreshCentreId();

// Today, as the servers see it, shifted by `days`; ISO date.
std::string Today(int days = 0);

}  // namespace attest::demo

#endif  // ATTEST_TOOLS_ATTEST_DEMO_STAGE_H_
