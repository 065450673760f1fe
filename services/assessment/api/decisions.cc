#include "services/assessment/api/decisions.h"

#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "libs/names/field_checks.h"
#include "services/assessment/api/access.h"
#include "services/assessment/api/convert.h"
#include "services/assessment/api/judge.h"
#include "services/assessment/api/pages.h"
#include "services/assessment/domain/deciding.h"
#include "services/assessment/domain/errors.h"
#include "services/assessment/store/decisions.h"
#include "services/assessment/store/evidence.h"
#include "services/assessment/store/sign_offs.h"

namespace attest::assessment::api {
namespace {

// Reads the names of the evidence relied on; all of one registration.
std::vector<std::string> ReadEvidenceNames(std::string_view at,
                                           const v1::Decision& proto,
                                           const std::string& registration,
                                           FieldChecks& check) {
  check.List(fmt::format("{}.evidence", at), proto.evidence_size(),
             kEvidenceOfDecisionMax);
  std::set<std::string> distinct;
  std::vector<std::string> ids;
  for (int i = 0; i < proto.evidence_size(); ++i) {
    const std::string field = fmt::format("{}.evidence[{}]", at, i);
    const auto name = check.Name(field, kEvidenceName, proto.evidence(i));
    check.That(name[0].empty() || name[0] == registration, field,
               "must be evidence of this registration");
    check.That(name[1].empty() || distinct.insert(name[1]).second, field,
               "is named twice");
    ids.push_back(name[1]);
  }
  return ids;
}

std::vector<Decision> ReadDecisions(const v1::RecordDecisionsRequest& request,
                                    const std::string& registration,
                                    FieldChecks& check) {
  check.List("decisions", request.decisions_size(), kDecisionsMax);
  std::vector<Decision> decisions;
  std::set<CriterionRef> distinct;
  for (const v1::Decision& proto : request.decisions()) {
    const std::string at = fmt::format("decisions[{}]", decisions.size());
    Decision decision = FromProto(proto);
    decision.evidence = ReadEvidenceNames(at, proto, registration, check);
    CheckDecision(at, decision, check);
    check.That(proto.has_judgements(), at + ".judgements",
               "must say yes or no to each of the five judgements");
    check.That(distinct.insert(decision.about).second, at + ".criterion",
               "is decided twice in this call");
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

// What the rules depend on, as it is in this transaction.
absl::Status ReadFacts(db::Transaction& sql,
                       const std::vector<Decision>& decisions,
                       DecidingFacts& facts) {
  const std::string& registration = facts.registration.id;
  for (const Decision& decision : decisions) {
    ATTEST_ASSIGN_OR_RETURN(
        const auto sign_off,
        store::FindSignOff(sql, registration, decision.about.unit));
    if (sign_off && sign_off->state == UnitState::kSignedOff) {
      facts.signed_off_units.insert(decision.about.unit);
    }
    for (const std::string& id : decision.evidence) {
      if (facts.evidence.contains(id)) continue;
      ATTEST_ASSIGN_OR_RETURN(auto piece,
                              store::FindEvidence(sql, registration, id));
      if (piece) facts.evidence[id] = *std::move(piece);
    }
  }
  return absl::OkStatus();
}

journal::Change DecisionChange(const Registration& registration,
                               const Decision& decision) {
  journal::Change change =
      ChangeOf(registration, "decision.recorded", decision.name());
  change.after = {
      {"unit", decision.about.unit},
      {"criterion", decision.about.criterion},
      {"outcome", OutcomeWord(decision.outcome)},
      {"state", decision.final() ? "final" : "provisional"},
      {"evidence", fmt::format("{}", fmt::join(decision.evidence, " "))},
      {"reason_sha256", Sha256Hex(decision.reason)}};
  return change;
}

// Inserts decisions that broke no rule.
absl::StatusOr<journal::Outcome> Insert(Context& context,
                                        journal::WriteTransaction& sql,
                                        const DecidingFacts& facts,
                                        std::vector<Decision> decisions) {
  v1::RecordDecisionsResponse response;
  std::vector<journal::Change> changes;
  const absl::Time now = context.clock.Now();
  for (size_t i = 0; i < decisions.size(); ++i) {
    Decision& decision = decisions[i];
    decision.id = context.ids.NewId();
    decision.registration = facts.registration.id;
    decision.assessor = facts.assessor;
    decision.decide_time = now;
    decision.ordinal = static_cast<int64_t>(i);
    decision.trainee = IsTrainees(facts, decision);
    decision.syllabus_version = facts.registration.version;
    ATTEST_RETURN_IF_ERROR(store::InsertDecision(sql, decision));
    *response.add_decisions() = ToProto(decision);
    changes.push_back(DecisionChange(facts.registration, decision));
  }
  return Answer(response, std::move(changes));
}

absl::StatusOr<Decision> RequireDecision(db::Transaction& sql,
                                         const std::vector<std::string>& ids) {
  ATTEST_ASSIGN_OR_RETURN(auto found, store::FindDecision(sql, ids[0], ids[1]));
  if (!found) {
    return errors::NotFound("decision", FormatName(kDecisionName, ids));
  }
  return *std::move(found);
}

absl::StatusOr<Decision> ReadDecision(Context& context,
                                      const std::vector<std::string>& ids) {
  Decision decision;
  ATTEST_RETURN_IF_ERROR(
      context.database.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(decision, RequireDecision(sql, ids));
        return absl::OkStatus();
      }));
  return decision;
}

absl::StatusOr<journal::Outcome> Countersign(Context& context,
                                             journal::WriteTransaction& sql,
                                             const Judge& judge,
                                             Decision decision,
                                             const std::string& reason) {
  decision.countersigned_by = judge.person;
  ATTEST_RETURN_IF_ERROR(store::InsertCountersignature(sql, decision, reason,
                                                       context.clock.Now()));
  journal::Change change =
      ChangeOf(judge.registration, "decision.countersigned", decision.name());
  change.before = {{"state", "provisional"}};
  change.after = {{"state", "final"},
                  {"unit", decision.about.unit},
                  {"criterion", decision.about.criterion},
                  {"reason_sha256", Sha256Hex(reason)}};
  return Answer(ToProto(decision), {change});
}

// The list's key as page tokens hold it: `1763974800000000 0 <id>`.
store::DecisionKey ParseKey(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ' ');
  store::DecisionKey key;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &key.decide_us) ||
      !absl::SimpleAtoi(parts[1], &key.ordinal)) {
    return {};
  }
  key.id = parts[2];
  return key;
}

std::string KeyOf(const Decision& decision) {
  return fmt::format("{} {} {}", absl::ToUnixMicros(decision.decide_time),
                     decision.ordinal, decision.id);
}

}  // namespace

absl::StatusOr<v1::RecordDecisionsResponse> RecordDecisions(
    Context& context, const rpc::Call& call,
    const v1::RecordDecisionsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", kRegistrationName, request.parent());
  const auto decisions = ReadDecisions(request, ids[0], check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const Judge judge,
      AdmitJudge(context, call, ids[0], "registration", request.parent(),
                 [&](const Registration&, const Syllabus& syllabus) {
                   return JudgedBy(decisions, syllabus);
                 }));

  // All or none.
  return Write<v1::RecordDecisionsResponse>(
      context, call, judge.role, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        DecidingFacts facts{.registration = judge.registration,
                            .syllabus = *judge.syllabus,
                            .standings = judge.standings,
                            .assessor = judge.person,
                            .signed_off_units = {},
                            .evidence = {}};
        ATTEST_RETURN_IF_ERROR(ReadFacts(sql.reader(), decisions, facts));
        const auto violations = CheckDecisions(facts, decisions);
        if (!violations.empty()) return errors::DecisionRefused(violations);
        return Insert(context, sql, facts, decisions);
      });
}

absl::StatusOr<v1::Decision> CountersignDecision(
    Context& context, const rpc::Call& call,
    const v1::CountersignDecisionRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kDecisionName, request.name());
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  // What is decided on never changes, so it may be read before it is known
  // whether the caller may know of it.
  ATTEST_ASSIGN_OR_RETURN(const Decision asked, ReadDecision(context, ids));
  ATTEST_ASSIGN_OR_RETURN(
      const Judge judge,
      AdmitJudge(context, call, ids[0], "decision", request.name(),
                 [&](const Registration&, const Syllabus& syllabus) {
                   return JudgedBy({asked}, syllabus);
                 }));

  return Write<v1::Decision>(
      context, call, judge.role, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(const Decision decision,
                                RequireDecision(sql.reader(), ids));
        const auto violations =
            CheckCountersignature({judge.registration, *judge.syllabus,
                                   judge.standings, judge.person},
                                  decision);
        if (!violations.empty()) {
          return errors::CountersignatureRefused(violations);
        }
        return Countersign(context, sql, judge, decision, request.reason());
      });
}

absl::StatusOr<v1::ListDecisionsResponse> ListDecisions(
    Context& context, const rpc::Call& call,
    const v1::ListDecisionsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kRegistrationName, request.parent());
  check.OptionalText("unit", request.unit());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list =
      fmt::format("ListDecisions {} {} {}", request.parent(), request.unit(),
                  request.current_only());
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      context.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_RETURN_IF_ERROR(
      Admit(context, call, kReaders, ids[0], "registration", request.parent())
          .status());

  const store::DecisionFilter filter{ids[0], request.unit(),
                                     request.current_only()};
  std::vector<Decision> found;
  ATTEST_RETURN_IF_ERROR(
      context.database.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(
            found,
            store::ListDecisions(sql, filter, ParseKey(after), size + 1));
        return absl::OkStatus();
      }));

  v1::ListDecisionsResponse response;
  PageFiller page(size, *response.mutable_decisions());
  for (const Decision& decision : found) {
    if (!page.Add(ToProto(decision), KeyOf(decision))) break;
  }
  page.Finish(context.tokens, list, response);
  return response;
}

}  // namespace attest::assessment::api
