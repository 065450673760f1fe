#include "services/assessment/api/evidence.h"

#include <set>

#include "absl/strings/numbers.h"
#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/assessment/api/access.h"
#include "services/assessment/api/convert.h"
#include "services/assessment/api/judge.h"
#include "services/assessment/api/pages.h"
#include "services/assessment/domain/errors.h"
#include "services/assessment/domain/evidence_rules.h"
#include "services/assessment/store/decisions.h"
#include "services/assessment/store/evidence.h"
#include "services/assessment/store/sign_offs.h"

namespace attest::assessment::api {
namespace {

using Ids = std::vector<std::string>;

absl::StatusOr<Admission> AdmitTo(Context& context, const rpc::Call& call,
                                  Roles roles, const Ids& ids,
                                  const std::string& name) {
  return Admit(context, call, roles, ids[0], "evidence", name);
}

// Discussions are about criteria that exist.
absl::Status CheckRecords(Context& context, const rpc::Call& call,
                          const Evidence& evidence,
                          const Registration& registration) {
  if (evidence.discussion.empty()) return absl::OkStatus();
  ATTEST_ASSIGN_OR_RETURN(
      const auto syllabus,
      context.catalogue.GetSyllabus(call, registration.syllabus));
  FieldChecks check(errors::kDomain);
  CheckDiscussed(evidence, *syllabus, check);
  return check.status();
}

std::vector<CriterionRef> CheckTargets(const v1::MapEvidenceRequest& request,
                                       FieldChecks& check) {
  check.OptionalList("criteria", request.criteria_size());
  std::vector<CriterionRef> targets;
  for (const auto& criterion : request.criteria()) {
    const std::string at = fmt::format("criteria[{}]", targets.size());
    check.Text(at + ".unit", criterion.unit());
    check.Text(at + ".criterion", criterion.criterion());
    targets.push_back(FromProto(criterion));
  }
  const std::set<CriterionRef> distinct(targets.begin(), targets.end());
  check.That(distinct.size() == targets.size(), "criteria",
             "names a criterion twice");
  return targets;
}

// The list's key as page tokens hold it: `1763974800000000 <id>`.
store::EvidenceKey ParseKey(const std::string& text) {
  store::EvidenceKey key;
  const size_t blank = text.find(' ');
  if (blank == std::string::npos) return key;
  if (!absl::SimpleAtoi(text.substr(0, blank), &key.create_us)) return {};
  key.id = text.substr(blank + 1);
  return key;
}

std::string KeyOf(const Evidence& evidence) {
  return fmt::format("{} {}", absl::ToUnixMicros(evidence.create_time),
                     evidence.id);
}

}  // namespace

absl::StatusOr<Evidence> RequireEvidence(db::Transaction& sql, const Ids& ids) {
  ATTEST_ASSIGN_OR_RETURN(auto found, store::FindEvidence(sql, ids[0], ids[1]));
  if (!found) {
    return errors::NotFound("evidence", FormatName(kEvidenceName, ids));
  }
  return *std::move(found);
}

absl::StatusOr<Evidence> ReadEvidence(Context& context, const Ids& ids) {
  Evidence evidence;
  ATTEST_RETURN_IF_ERROR(
      context.database.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(evidence, RequireEvidence(sql, ids));
        return absl::OkStatus();
      }));
  return evidence;
}

journal::Change EvidenceChange(const Registration& registration,
                               std::string_view action, const Evidence& before,
                               const Evidence& after) {
  journal::Change change = ChangeOf(registration, action, after.name());
  change.before["state"] = StateWord(before.state);
  change.after = {{"state", std::string(StateWord(after.state))},
                  {"revision", std::to_string(after.revision)}};
  return change;
}

absl::StatusOr<v1::Evidence> CreateEvidence(
    Context& context, const rpc::Call& call,
    const v1::CreateEvidenceRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", kRegistrationName, request.parent());
  const Evidence wanted = FromProto(request.evidence());
  CheckEvidence(wanted, context.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const Admission admitted,
      Admit(context, call, kAuthors, ids[0], "registration", request.parent()));
  ATTEST_RETURN_IF_ERROR(
      CheckRecords(context, call, wanted, admitted.registration));

  return Write<v1::Evidence>(
      context, call, admitted.role, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        const auto violations = CheckCreation(wanted, admitted.registration);
        if (!violations.empty()) return errors::EvidenceRefused(violations);
        Evidence evidence = wanted;
        evidence.id = context.ids.NewId();
        evidence.registration = ids[0];
        evidence.created_by = call.caller.subject();
        evidence.create_time = context.clock.Now();
        evidence.revision = 1;
        ATTEST_RETURN_IF_ERROR(store::InsertEvidence(sql, evidence));
        journal::Change change = ChangeOf(admitted.registration,
                                          "evidence.created", evidence.name());
        change.after = {
            {"state", std::string(StateWord(evidence.state))},
            {"kind", v1::EvidenceKind_Name(static_cast<int>(evidence.kind))}};
        return Answer(ToProto(evidence), {change});
      });
}

absl::StatusOr<v1::Evidence> MapEvidence(
    Context& context, const rpc::Call& call,
    const v1::MapEvidenceRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kEvidenceName, request.name());
  const auto targets = CheckTargets(request, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const Admission admitted,
      AdmitTo(context, call, kAuthors, ids, request.name()));
  const Registration& registration = admitted.registration;
  ATTEST_ASSIGN_OR_RETURN(
      const auto syllabus,
      context.catalogue.GetSyllabus(call, registration.syllabus));

  return Write<v1::Evidence>(
      context, call, admitted.role, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(const Evidence before,
                                RequireEvidence(sql.reader(), ids));
        ATTEST_ASSIGN_OR_RETURN(
            const auto relied_on,
            store::CriteriaRelyingOn(sql.reader(), ids[0], ids[1]));
        ATTEST_ASSIGN_OR_RETURN(const auto signed_off,
                                store::SignedOffUnits(sql.reader(), ids[0]));
        const auto violations = CheckMapping(
            {registration, *syllabus, relied_on, signed_off}, before, targets);
        if (!violations.empty()) return errors::MappingRefused(violations);
        Evidence evidence = before;
        evidence.criteria = targets;
        evidence.revision += 1;
        ATTEST_RETURN_IF_ERROR(store::ReplaceMapping(sql, evidence));
        ATTEST_RETURN_IF_ERROR(store::UpdateEvidence(sql, evidence));
        journal::Change change =
            EvidenceChange(registration, "evidence.mapped", before, evidence);
        change.before["criteria"] = std::to_string(before.criteria.size());
        change.after["criteria"] = std::to_string(targets.size());
        return Answer(ToProto(evidence), {change});
      });
}

absl::StatusOr<v1::Evidence> SubmitEvidence(
    Context& context, const rpc::Call& call,
    const v1::SubmitEvidenceRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kEvidenceName, request.name());
  check.LongText("declaration.ai_use", request.declaration().ai_use());
  ATTEST_RETURN_IF_ERROR(check.status());
  const Declaration declaration{request.declaration().own_work(),
                                request.declaration().ai_use()};
  ATTEST_ASSIGN_OR_RETURN(
      const Admission admitted,
      AdmitTo(context, call, kPresenters, ids, request.name()));

  return Write<v1::Evidence>(
      context, call, admitted.role, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(const Evidence before,
                                RequireEvidence(sql.reader(), ids));
        const auto violations =
            CheckSubmission(before, declaration, admitted.registration);
        if (!violations.empty()) return errors::SubmissionRefused(violations);
        Evidence evidence = before;
        evidence.state = EvidenceState::kSubmitted;
        evidence.declaration = declaration;
        evidence.return_reason.clear();
        evidence.revision += 1;
        ATTEST_RETURN_IF_ERROR(store::UpdateEvidence(sql, evidence));
        return Answer(ToProto(evidence),
                      {EvidenceChange(admitted.registration,
                                      "evidence.submitted", before, evidence)});
      });
}

absl::StatusOr<v1::Evidence> ReturnEvidence(
    Context& context, const rpc::Call& call,
    const v1::ReturnEvidenceRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kEvidenceName, request.name());
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const Judge judge,
      AdmitJudge(
          context, call, ids[0], "evidence", request.name(),
          [&](const Registration& registration, const Syllabus& syllabus) {
            return JudgedBy(call.caller.subject(), registration, syllabus);
          }));

  return Write<v1::Evidence>(
      context, call, judge.role, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(const Evidence before,
                                RequireEvidence(sql.reader(), ids));
        ATTEST_ASSIGN_OR_RETURN(
            const auto signed_off,
            store::SignedOffUnitsRelyingOn(sql.reader(), ids[0], ids[1]));
        const auto violations = CheckReturn(
            {judge.registration, judge.standings, judge.person, signed_off},
            before);
        if (!violations.empty()) return errors::ReturnRefused(violations);
        Evidence evidence = before;
        evidence.state = EvidenceState::kReturned;
        evidence.return_reason = request.reason();
        evidence.revision += 1;
        ATTEST_RETURN_IF_ERROR(store::UpdateEvidence(sql, evidence));
        journal::Change change = EvidenceChange(
            judge.registration, "evidence.returned", before, evidence);
        change.after["reason_sha256"] = Sha256Hex(request.reason());
        return Answer(ToProto(evidence), {change});
      });
}

absl::StatusOr<v1::Evidence> GetEvidence(
    Context& context, const rpc::Call& call,
    const v1::GetEvidenceRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kEvidenceName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_RETURN_IF_ERROR(
      AdmitTo(context, call, kReaders, ids, request.name()).status());

  ATTEST_ASSIGN_OR_RETURN(const Evidence evidence, ReadEvidence(context, ids));
  return ToProto(evidence);
}

absl::StatusOr<v1::ListEvidenceResponse> ListEvidence(
    Context& context, const rpc::Call& call,
    const v1::ListEvidenceRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kRegistrationName, request.parent());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list = "ListEvidence " + request.parent();
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      context.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_RETURN_IF_ERROR(
      Admit(context, call, kReaders, ids[0], "registration", request.parent())
          .status());

  v1::ListEvidenceResponse response;
  ATTEST_RETURN_IF_ERROR(context.database.Read([&](db::Transaction& sql) {
    response.Clear();
    PageFiller page(size, *response.mutable_evidence());
    const absl::Status status = store::ListEvidence(
        sql, ids[0], ParseKey(after), size + 1, [&](const Evidence& evidence) {
          return page.Add(ToProto(evidence), KeyOf(evidence));
        });
    page.Finish(context.tokens, list, response);
    return status;
  }));
  return response;
}

}  // namespace attest::assessment::api
