#include "services/catalogue/api/key_dates.h"

#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/key_dates.h"
#include "services/catalogue/domain/names.h"
#include "services/catalogue/store/qualification_store.h"
#include "services/catalogue/store/syllabus_store.h"

namespace attest::catalogue::api {
namespace {

std::vector<KeyDateEntry> EntriesOf(const v1::SetKeyDatesRequest& request) {
  std::vector<KeyDateEntry> entries;
  for (const v1::KeyDate& date : request.key_dates()) {
    entries.push_back({.kind = date.kind(),
                       .date = date.date(),
                       .source = date.source(),
                       .observed_date = date.observed_date()});
  }
  return entries;
}

// Adds what is known of a date under its name.
void Tell(const KeyDate& date, std::map<std::string, std::string>& facts) {
  const std::string name(NameOf(date.kind));
  facts[name + "_date"] = date.date ? FormatDate(*date.date) : "";
  facts[name + "_source"] = date.source;
  if (date.observed) {
    facts[name + "_observed_date"] = FormatDate(*date.observed);
  }
}

journal::Change ChangeOf(const store::QualificationState& state,
                         KeyDates before, const std::vector<KeyDate>& set) {
  journal::Change change{.action = "key_dates.set",
                         .resource = state.name(),
                         .centre = "",
                         .registration = "",
                         .reason = "",
                         .before = {},
                         .after = {},
                         .syllabus_version = state.current_version};
  for (const KeyDate& date : set) {
    Tell(OfKind(before, date.kind), change.before);
    Tell(date, change.after);
  }
  return change;
}

// Sets `set` within a transaction. `state` becomes what it is then.
absl::StatusOr<journal::Outcome> SetIn(journal::WriteTransaction& tx,
                                       const std::vector<KeyDate>& set,
                                       store::QualificationState& state) {
  ATTEST_ASSIGN_OR_RETURN(auto facts, store::FindFacts(tx.reader(), state.code,
                                                       state.current_version));
  if (!facts) return absl::DataLossError("no current version is stored");
  ATTEST_ASSIGN_OR_RETURN(const auto known,
                          store::SetDatesOf(tx.reader(), state.code));
  const KeyDates before = store::DatesFrom(*facts, known);

  // Apply the rule.
  const auto violations =
      OrderViolations(ParseDate(facts->operational_start_date()),
                      WithDates(before, set), state.name());
  if (!violations.empty()) return errors::KeyDatesOutOfOrder(violations);

  // Store.
  ++state.revision;
  ATTEST_RETURN_IF_ERROR(store::PutState(tx, state));
  for (const KeyDate& date : set) {
    ATTEST_RETURN_IF_ERROR(store::PutKeyDate(tx, state.code, date));
  }
  ATTEST_ASSIGN_OR_RETURN(const auto now_set,
                          store::SetDatesOf(tx.reader(), state.code));
  store::Complete(*facts, state, now_set);
  return journal::Outcome{.response = facts->SerializeAsString(),
                          .changes = {ChangeOf(state, before, set)}};
}

}  // namespace

absl::StatusOr<v1::Qualification> KeyDateHandler::Set(
    const rpc::Call& call, const v1::SetKeyDatesRequest& request) const {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kQualificationName, request.name());
  check.OptionalText("etag", request.etag());
  check.List("key_dates", request.key_dates_size());
  std::vector<KeyDate> set;
  if (request.key_dates_size() <= static_cast<int>(kListMax)) {
    set = ReadKeyDates("key_dates", EntriesOf(request), tools_.Today(), check);
  }
  ATTEST_RETURN_IF_ERROR(check.status());

  // Apply the rule.
  int64_t revision = 0;
  ATTEST_ASSIGN_OR_RETURN(
      const std::string bytes,
      tools_.journal.Write(
          call.Author(auth::v1::AWARDING_ADMIN, request.request_id(), request),
          [&](journal::WriteTransaction& tx)
              -> absl::StatusOr<journal::Outcome> {
            ATTEST_ASSIGN_OR_RETURN(auto state,
                                    store::FindState(tx.reader(), ids[0]));
            if (!state) return errors::QualificationNotFound(request.name());
            if (!request.etag().empty() && request.etag() != state->etag()) {
              return errors::StaleEtag("qualification", request.name());
            }
            ATTEST_ASSIGN_OR_RETURN(auto outcome, SetIn(tx, set, *state));
            revision = state->revision;
            return outcome;
          }));
  if (revision > 0) tools_.library.Changed(ids[0], revision);

  // Answer.
  v1::Qualification qualification;
  if (qualification.ParseFromString(bytes)) return qualification;
  return absl::InternalError("a stored answer cannot be read");
}

}  // namespace attest::catalogue::api
