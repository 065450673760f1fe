#include "libs/rpc/audit_handlers.h"

#include <charconv>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"

namespace attest::rpc {
namespace {

using audit::v1::ListAuditEntriesRequest;
using audit::v1::ListAuditEntriesResponse;
using audit::v1::VerifyAuditTrailRequest;
using audit::v1::VerifyAuditTrailResponse;

constexpr int kEntriesDefault = 200;

void CheckParent(FieldChecks& check, Chains chains, std::string_view parent) {
  if (chains == Chains::kOrganisation) {
    check.That(parent == "organisation", "parent", "must be `organisation`");
    return;
  }
  check.That(MatchName("registrations/{registration}", parent).has_value() ||
                 MatchName("centres/{centre}", parent).has_value(),
             "parent",
             "must be `registrations/{registration}` or `centres/{centre}`");
}

// The sequence number that a page token holds.
absl::StatusOr<int64_t> StartOf(const PageTokens& tokens,
                                std::string_view domain,
                                const std::string& list,
                                const std::string& token) {
  ATTEST_ASSIGN_OR_RETURN(const std::string key,
                          tokens.Decode(domain, list, token));
  int64_t sequence = 0;
  std::from_chars(key.data(), key.data() + key.size(), sequence);
  return sequence;
}

void AddTo(ListAuditEntriesResponse& response, const journal::Entry& entry) {
  audit::v1::AuditEntry& proto = *response.add_entries();
  proto.set_sequence(entry.sequence);
  proto.set_previous_hash(entry.previous_hash);
  proto.set_hash(entry.hash);
  proto.set_entry(entry.text);
}

}  // namespace

absl::StatusOr<ListAuditEntriesResponse> ListAuditEntries(
    journal::Journal& journal, const PageTokens& tokens,
    std::string_view domain, const ListAuditEntriesRequest& request,
    Chains chains, int64_t last_sequence) {
  // Read the request.
  FieldChecks check(domain);
  CheckParent(check, chains, request.parent());
  check.That(request.page_size() >= 0, "page_size", "must not be negative");
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const int size, PageSize(domain, request.page_size(), kEntriesDefault));
  const std::string list = fmt::format("audit_entries/{}", request.parent());
  ATTEST_ASSIGN_OR_RETURN(const int64_t start,
                          StartOf(tokens, domain, list, request.page_token()));

  // One entry more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(std::vector<journal::Entry> entries,
                          journal.Entries(request.parent(), start, size + 1));
  std::erase_if(entries, [&](const journal::Entry& entry) {
    return entry.sequence > last_sequence;
  });
  const bool more = entries.size() > static_cast<size_t>(size);
  if (more) entries.pop_back();

  // Answer.
  ListAuditEntriesResponse response;
  for (const journal::Entry& entry : entries) AddTo(response, entry);
  if (more) {
    response.set_next_page_token(
        tokens.Encode(list, std::to_string(entries.back().sequence)));
  }
  return response;
}

absl::StatusOr<VerifyAuditTrailResponse> VerifyAuditTrail(
    journal::Journal& journal, const VerifyAuditTrailRequest& request,
    Chains chains) {
  FieldChecks check("rpc.attest");
  CheckParent(check, chains, request.parent());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const journal::ChainCheck found,
                          journal.Verify(request.parent()));

  VerifyAuditTrailResponse response;
  response.set_intact(found.intact);
  response.set_entries(found.entries);
  response.set_head_hash(found.head_hash);
  response.set_first_broken_sequence(found.first_broken_sequence);
  response.set_finding(found.finding);
  return response;
}

}  // namespace attest::rpc
