#include "services/catalogue/store/publication.h"

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/ids/ids.h"
#include "libs/journal/remember.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/store/qualification_store.h"
#include "services/catalogue/store/search_items.h"
#include "services/catalogue/store/syllabus_store.h"
#include "services/catalogue/store/text_index.h"

namespace attest::catalogue::store {
namespace {

// One attempt within a transaction.
class Attempt {
 public:
  Attempt(journal::WriteTransaction& tx, const NewSyllabus& added)
      : tx_(tx), added_(added), facts_(added.syllabus.qualification()) {}

  // Whether the version is there already, with the same content.
  absl::StatusOr<bool> IsPublished() {
    ATTEST_ASSIGN_OR_RETURN(const auto known,
                            FindDocumentHash(tx_.reader(), facts_.code(),
                                             added_.syllabus.version()));
    if (!known) return false;
    if (*known == added_.document_sha256) return true;
    return errors::SyllabusPublished(added_.syllabus.name());
  }

  // Whether the version, which is published, is the current one by now.
  absl::StatusOr<bool> IsCurrent() {
    ATTEST_ASSIGN_OR_RETURN(const auto state,
                            FindState(tx_.reader(), facts_.code()));
    return state && state->current_version == added_.syllabus.version();
  }

  absl::Status Check() {
    std::vector<RuleViolation> violations;
    ATTEST_RETURN_IF_ERROR(FindCurrent());
    if (!current_) {
      violations.push_back(errors::CurrentVersionUnpublished(version_));
    } else {
      ATTEST_RETURN_IF_ERROR(CheckNumber(violations));
      ATTEST_RETURN_IF_ERROR(CheckDates(violations));
    }
    if (violations.empty()) return absl::OkStatus();
    return errors::SyllabusInvalid(violations);
  }

  // Gives the state of the qualification from now on. Check has passed.
  absl::StatusOr<QualificationState> Store() {
    const QualificationState state{
        .code = facts_.code(),
        .number = current_->qualification_number(),
        .current_version = version_,
        .revision = before_ ? before_->revision + 1 : 1};
    ATTEST_RETURN_IF_ERROR(PutState(tx_, state));
    ATTEST_ASSIGN_OR_RETURN(const int64_t id, InsertSyllabus(tx_, added_));
    ATTEST_RETURN_IF_ERROR(AddToIndex(tx_, id, ItemsOf(added_.syllabus)));
    return state;
  }

  journal::Change Change() const {
    journal::Change change{
        .action = "syllabus.published",
        .resource = added_.syllabus.name(),
        .centre = "",
        .registration = "",
        .reason = "",
        .before = {},
        .after = {{"qualification", facts_.name()},
                  {"current_version", version_},
                  {"document_sha256", added_.document_sha256},
                  {"source_sha256", added_.source_sha256}},
        .syllabus_version = added_.syllabus.version()};
    if (before_) change.before["current_version"] = before_->current_version;
    return change;
  }

 private:
  // What the current version says, which is this one or published: that alone
  // says what the qualification is.
  absl::Status FindCurrent() {
    ATTEST_ASSIGN_OR_RETURN(before_, FindState(tx_.reader(), facts_.code()));
    ATTEST_ASSIGN_OR_RETURN(const bool older, IsOlderThanCurrent());
    version_ = older ? before_->current_version : facts_.current_version();
    current_ = facts_;
    if (version_ == added_.syllabus.version()) return absl::OkStatus();
    ATTEST_ASSIGN_OR_RETURN(current_,
                            FindFacts(tx_.reader(), facts_.code(), version_));
    return absl::OkStatus();
  }

  // A document that is older than the current one does not say what is current.
  absl::StatusOr<bool> IsOlderThanCurrent() {
    if (!before_) return false;
    ATTEST_ASSIGN_OR_RETURN(
        const auto document,
        FindDocument(tx_.reader(), facts_.code(), before_->current_version));
    v1::Syllabus current;
    if (!document || !current.ParseFromString(*document)) return false;
    return IsNewer(SummaryOf(current), SummaryOf(added_.syllabus));
  }

  // The regulator's number belongs to one code.
  absl::Status CheckNumber(std::vector<RuleViolation>& violations) {
    const std::string& number = current_->qualification_number();
    ATTEST_ASSIGN_OR_RETURN(const auto owner,
                            CodeOfNumber(tx_.reader(), number));
    if (owner && *owner != facts_.code()) {
      violations.push_back(errors::QualificationNumberTaken(number, *owner));
    }
    return absl::OkStatus();
  }

  // The dates have to agree with those that were set (D10).
  absl::Status CheckDates(std::vector<RuleViolation>& violations) {
    ATTEST_ASSIGN_OR_RETURN(const auto set,
                            SetDatesOf(tx_.reader(), facts_.code()));
    for (RuleViolation& violation :
         OrderViolations(ParseDate(current_->operational_start_date()),
                         DatesFrom(*current_, set), facts_.name())) {
      violations.push_back(std::move(violation));
    }
    return absl::OkStatus();
  }

  journal::WriteTransaction& tx_;
  const NewSyllabus& added_;
  const v1::Qualification& facts_;  // as this version says
  std::string version_;             // the current one from now on
  std::optional<v1::Qualification> current_;
  std::optional<QualificationState> before_;
};

// The answers of the service only are no part of what is published.
v1::Syllabus WithoutAnswers(v1::Syllabus syllabus) {
  syllabus.mutable_qualification()->clear_key_dates();
  syllabus.mutable_qualification()->clear_etag();
  return syllabus;
}

}  // namespace

v1::SyllabusSummary PublishedSummary(const v1::Syllabus& syllabus) {
  v1::SyllabusSummary summary = SummaryOf(syllabus);
  summary.set_current(syllabus.qualification().current_version() ==
                      syllabus.version());
  return summary;
}

RuleViolation ViolationOf(const v1::Finding& finding) {
  std::string description = finding.found();
  if (finding.line() > 0) {
    description = fmt::format("line {}, column {}: {}", finding.line(),
                              finding.column(), description);
  }
  if (!finding.fix().empty()) description += fmt::format("; {}", finding.fix());
  return {.type = finding.check(),
          .subject = finding.place(),
          .description = std::move(description)};
}

absl::StatusOr<v1::PublishSyllabusResponse> Publication::Publish(
    const journal::Author& author, const Draft& draft) {
  const v1::Syllabus syllabus = WithoutAnswers(draft.syllabus);
  std::string document = syllabus.SerializeAsString();
  std::string hash = Sha256Hex(document);
  const NewSyllabus added{.syllabus = syllabus,
                          .document = std::move(document),
                          .document_sha256 = std::move(hash),
                          .source_sha256 = draft.source_sha256,
                          .published = clock_.Now()};
  v1::PublishSyllabusResponse response;
  *response.mutable_syllabus() = PublishedSummary(syllabus);
  response.mutable_warnings()->Add(draft.warnings.begin(),
                                   draft.warnings.end());

  int64_t revision = 0;
  auto written = journal_.Write(
      author,
      [&](journal::WriteTransaction& tx) -> absl::StatusOr<journal::Outcome> {
        Attempt attempt(tx, added);
        ATTEST_ASSIGN_OR_RETURN(const bool known, attempt.IsPublished());
        if (known) {
          ATTEST_ASSIGN_OR_RETURN(const bool current, attempt.IsCurrent());
          response.mutable_syllabus()->set_current(current);
          // No change: the transaction ends without effect.
          return absl::CancelledError("published already");
        }
        ATTEST_RETURN_IF_ERROR(attempt.Check());
        ATTEST_ASSIGN_OR_RETURN(const auto state, attempt.Store());
        revision = state.revision;
        response.mutable_syllabus()->set_current(state.current_version ==
                                                 syllabus.version());
        return journal::Outcome{.response = response.SerializeAsString(),
                                .changes = {attempt.Change()}};
      });
  if (absl::IsCancelled(written.status())) {
    // What is published stays so, whatever comes between the transactions.
    written = journal::Remember(database_, author, added.published,
                                response.SerializeAsString());
  }
  if (!written.ok()) return written.status();
  if (revision > 0) {
    library_.Changed(syllabus.qualification().code(), revision);
  }
  if (response.ParseFromString(*written)) return response;
  return absl::InternalError("a stored answer cannot be read");
}

}  // namespace attest::catalogue::store
