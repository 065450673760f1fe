#include "services/registration/api/batches.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "fmt/format.h"
#include "libs/db/nested.h"
#include "libs/names/field_checks.h"
#include "libs/rpc/stream.h"
#include "services/registration/api/access.h"
#include "services/registration/api/registering.h"
#include "services/registration/api/registering_input.h"
#include "services/registration/api/row_answers.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/batch_store.h"
#include "services/registration/store/centre_store.h"

namespace attest::registration::api {

struct Batches::Batch {
  store::BatchKey key;
  std::string centre;  // id
  auth::Role role = auth::v1::ROLE_UNSPECIFIED;
  bool dry_run = false;
  int64_t answered_to = 0;
  v1::BatchStart start;
};

// A row as it was read.
struct Batches::Row {
  int64_t number = 0;
  absl::Status finding;    // not OK: it cannot be read
  RegisteringInput input;  // else
  journal::Author author;
};

namespace {

// Of a group. Both bound what is held in memory, and how long other writers
// wait.
constexpr size_t kRowsMax = 250;
constexpr size_t kBytesMax = 1 << 20;

// Rows that came at once, and what came behind them.
struct Group {
  std::vector<v1::BatchRow> rows;
  bool ended = false;   // the client has no more
  absl::Status broken;  // not OK: what came is no row
};

absl::Status WrongRow(std::string_view field, std::string_view description) {
  FieldChecks check(errors::kDomain);
  check.Add(field, description);
  return check.status();
}

Group ReadGroup(Batches::Stream& stream, int64_t& last_number) {
  Group group;
  v1::BatchRegisterLearnersRequest message;
  size_t bytes = 0;
  for (bool more = true; more;) {
    const absl::StatusOr<bool> read = rpc::ReadNext(stream, message);
    if (!read.ok() || !*read) {
      group.broken = read.status();
      group.ended = true;
      return group;
    }
    if (!message.has_row()) {
      group.broken =
          WrongRow("row", "must be set in all but the first message");
      return group;
    }
    if (message.row().row_number() <= last_number) {
      group.broken = WrongRow(
          "row.row_number",
          fmt::format("must be above {}, the one before", last_number));
      return group;
    }
    last_number = message.row().row_number();
    bytes += message.ByteSizeLong();
    group.rows.push_back(std::move(*message.mutable_row()));
    more = group.rows.back().more() && group.rows.size() < kRowsMax &&
           bytes < kBytesMax;
  }
  return group;
}

bool WriteAnswers(const std::vector<v1::RowAnswer>& answers,
                  Batches::Stream& stream) {
  v1::BatchRegisterLearnersResponse response;
  for (const v1::RowAnswer& answer : answers) {
    *response.mutable_row() = answer;
    if (!stream.Write(response)) return false;
  }
  return true;
}

v1::RowAnswer Accepted(int64_t number) {
  v1::RowAnswer answer;
  answer.set_row_number(number);
  answer.set_outcome(v1::ROW_ACCEPTED);
  return answer;
}

// One row, as a write of its own.
absl::StatusOr<journal::Outcome> RegisterRow(journal::WriteTransaction& tx,
                                             int64_t number,
                                             const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(const Registered registered, RegisterIn(tx, input));
  v1::RowAnswer answer = Accepted(number);
  answer.set_registration(registered.registration.name());
  answer.set_learner(LearnerName(registered.registration.learner));
  return journal::Outcome{.response = answer.SerializeAsString(),
                          .changes = RegisteredChanges(registered)};
}

absl::StatusOr<v1::RowAnswer> Parse(const std::string& bytes) {
  v1::RowAnswer answer;
  if (answer.ParseFromString(bytes)) return answer;
  return absl::InternalError("a stored answer cannot be read");
}

// The answer that the row got before; none: it got none, or was accepted.
absl::StatusOr<std::optional<v1::RowAnswer>> FindKept(
    journal::WriteTransaction& tx, const store::BatchKey& key, int64_t number,
    const std::string& fingerprint) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<store::KeptAnswer> kept,
                          store::FindAnswer(tx.reader(), key, number));
  if (!kept) return std::nullopt;
  if (kept->fingerprint != fingerprint) {
    return NotAccepted(number, errors::RowChanged());
  }
  ATTEST_ASSIGN_OR_RETURN(v1::RowAnswer answer, Parse(kept->answer));
  return answer;
}

journal::Change GroupChange(const std::string& action, const std::string& id,
                            const std::string& centre) {
  journal::Change change;
  change.action = action;
  change.resource = CentreName(centre);
  change.centre = CentreName(centre);
  change.after["batch"] = id;
  return change;
}

journal::Change Answered(const std::string& id, const std::string& centre,
                         const std::vector<v1::RowAnswer>& answers) {
  std::map<v1::RowOutcome, int> counts;
  for (const v1::RowAnswer& answer : answers) ++counts[answer.outcome()];
  journal::Change change = GroupChange("batch.answered", id, centre);
  change.after["first_row"] = fmt::format("{}", answers.front().row_number());
  change.after["last_row"] = fmt::format("{}", answers.back().row_number());
  change.after["accepted"] = fmt::format("{}", counts[v1::ROW_ACCEPTED]);
  change.after["duplicates"] = fmt::format("{}", counts[v1::ROW_DUPLICATE]);
  change.after["refused"] = fmt::format("{}", counts[v1::ROW_REFUSED]);
  return change;
}

}  // namespace

absl::Status Batches::Register(const rpc::Call& call, Stream& stream) {
  v1::BatchRegisterLearnersRequest first;
  ATTEST_ASSIGN_OR_RETURN(const bool any, rpc::ReadNext(stream, first));
  if (!any) return WrongRow("start", "must be set in the first message");
  ATTEST_ASSIGN_OR_RETURN(const Batch batch, Begin(call, first));
  v1::BatchRegisterLearnersResponse response;
  response.set_next_row_number(batch.answered_to + 1);
  if (!stream.Write(response)) return absl::OkStatus();
  return ServeRows(call, batch, stream);
}

absl::StatusOr<Batches::Batch> Batches::Begin(
    const rpc::Call& call, const v1::BatchRegisterLearnersRequest& first) {
  if (!first.has_start()) {
    return WrongRow("start", "must be set in the first message");
  }
  FieldChecks check(errors::kDomain);
  Batch batch;
  batch.start = first.start();
  check.Uuid("start.request_id", batch.start.request_id());
  batch.centre =
      check.Name("start.parent", "centres/{centre}", batch.start.parent())[0];
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      batch.role,
      RoleToCreate(call, {auth::v1::CENTRE_ADMIN, auth::v1::PARTNER},
                   batch.centre));
  batch.key = {call.caller.subject(), batch.start.request_id()};
  batch.dry_run = batch.start.dry_run();
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Centre> centre,
      Read<std::optional<Centre>>(tools_, [&](db::Transaction& tx) {
        return store::FindCentre(tx, batch.centre);
      }));
  if (!centre) return errors::NotFound("centre", batch.start.parent());
  if (!batch.dry_run) ATTEST_RETURN_IF_ERROR(Record(call, batch));
  return batch;
}

absl::Status Batches::Record(const rpc::Call& call, Batch& batch) {
  const absl::Time now = tools_.clock.Now();
  ATTEST_RETURN_IF_ERROR(
      tools_.journal
          .Write(call.Author(batch.role, batch.key.id, batch.start),
                 [&](journal::WriteTransaction& tx)
                     -> absl::StatusOr<journal::Outcome> {
                   ATTEST_RETURN_IF_ERROR(
                       store::InsertBatch(tx, batch.key, batch.centre, now));
                   return journal::Outcome{
                       .response = "",
                       .changes = {GroupChange("batch.started", batch.key.id,
                                               batch.centre)}};
                 })
          .status());
  ATTEST_ASSIGN_OR_RETURN(batch.answered_to,
                          Read<int64_t>(tools_, [&](db::Transaction& tx) {
                            return store::AnsweredTo(tx, batch.key);
                          }));
  return absl::OkStatus();
}

absl::Status Batches::ServeRows(const rpc::Call& call, const Batch& batch,
                                Stream& stream) {
  int64_t last_number = 0;
  while (true) {
    const Group group = ReadGroup(stream, last_number);
    if (absl::Now() >= call.deadline) return errors::BatchTookTooLong();
    if (!group.rows.empty()) {
      ATTEST_ASSIGN_OR_RETURN(const Answers answers,
                              Answer(call, batch, group.rows));
      if (!WriteAnswers(answers, stream)) return absl::OkStatus();
    }
    ATTEST_RETURN_IF_ERROR(group.broken);
    if (group.ended) return absl::OkStatus();
  }
}

absl::StatusOr<Batches::Answers> Batches::Answer(const rpc::Call& call,
                                                 const Batch& batch,
                                                 const Rows& rows) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Row> read,
                          ReadRows(call, batch, rows));
  return batch.dry_run ? Try(read) : WriteGroup(call, batch, read);
}

absl::StatusOr<std::vector<Batches::Row>> Batches::ReadRows(
    const rpc::Call& call, const Batch& batch, const Rows& rows) {
  std::map<std::string, std::optional<Qualification>> known;
  std::vector<Row> read;
  for (const v1::BatchRow& one : rows) {
    const v1::RegisterLearnerRequest& request = one.registration();
    FieldChecks check(errors::kDomain);
    check.That(request.request_id().empty(), "request_id",
               "must be empty: it is the batch's");
    check.That(request.parent().empty(), "parent",
               "must be empty: it is the batch's");
    Row row;
    row.number = one.row_number();
    row.input =
        ReadRegistering(request, call.caller.subject(), tools_.Today(), check);
    row.finding = check.status();
    row.author = call.Author(
        batch.role, fmt::format("{}/{}", batch.key.id, row.number), request);
    if (row.finding.ok()) {
      const std::string& code = request.qualification_code();
      if (known.count(code) == 0) {
        ATTEST_ASSIGN_OR_RETURN(known[code],
                                tools_.catalogue.Lookup(call, code));
      }
      row.input.centre = batch.centre;
      row.input.qualification = known[code];
      row.input.now = tools_.clock.Now();
      row.input.terms = tools_.terms;
      row.input.learner.created = row.input.now;
      row.input.learner.id = tools_.ids.NewId();
      row.input.registration_id = tools_.ids.NewId();
    }
    read.push_back(std::move(row));
  }
  return read;
}

absl::StatusOr<Batches::Answers> Batches::Try(const std::vector<Row>& rows) {
  return Read<Answers>(
      tools_, [&](db::Transaction& tx) -> absl::StatusOr<Answers> {
        Answers answers;
        for (const Row& row : rows) {
          const absl::Status status =
              row.finding.ok() ? CheckRegistering(tx, row.input) : row.finding;
          if (!status.ok() && !IsAboutRow(status)) return status;
          answers.push_back(status.ok() ? Accepted(row.number)
                                        : NotAccepted(row.number, status));
        }
        return answers;
      });
}

absl::StatusOr<Batches::Answers> Batches::WriteGroup(
    const rpc::Call& call, const Batch& batch, const std::vector<Row>& rows) {
  Answers answers;
  const auto answer_row = [&](journal::WriteTransaction& tx,
                              const Row& row) -> absl::StatusOr<v1::RowAnswer> {
    const std::string& fingerprint = row.author.fingerprint;
    if (row.number <= batch.answered_to) {
      ATTEST_ASSIGN_OR_RETURN(const std::optional<v1::RowAnswer> kept,
                              FindKept(tx, batch.key, row.number, fingerprint));
      if (kept) return *kept;
    }
    absl::Status status = row.finding;
    if (status.ok()) {
      db::Nested part(tx.reader());
      const absl::StatusOr<std::string> written =
          journal::Journal(part, tools_.clock)
              .Write(row.author, [&](journal::WriteTransaction& inner) {
                return RegisterRow(inner, row.number, row.input);
              });
      if (written.ok()) return Parse(*written);
      status = written.status();
    }
    if (!IsAboutRow(status)) return status;
    const v1::RowAnswer answer = NotAccepted(row.number, status);
    if (ReasonOf(status) != "REQUEST_ID_REUSED") {
      ATTEST_RETURN_IF_ERROR(
          store::PutAnswer(tx, batch.key, row.number,
                           {fingerprint, answer.SerializeAsString()}));
    }
    return answer;
  };
  // The rows are what is repeated, each by its own id; the group is new.
  ATTEST_RETURN_IF_ERROR(
      tools_.journal
          .Write(
              call.Author(batch.role, tools_.ids.NewId(), batch.start),
              [&](journal::WriteTransaction& tx)
                  -> absl::StatusOr<journal::Outcome> {
                answers.clear();
                for (const Row& row : rows) {
                  ATTEST_ASSIGN_OR_RETURN(v1::RowAnswer answer,
                                          answer_row(tx, row));
                  answers.push_back(std::move(answer));
                }
                ATTEST_RETURN_IF_ERROR(
                    store::PutAnsweredTo(tx, batch.key, rows.back().number));
                return journal::Outcome{
                    .response = "",
                    .changes = {Answered(batch.key.id, batch.centre, answers)}};
              })
          .status());
  return answers;
}

}  // namespace attest::registration::api
