#include "tools/attest/client/trail.h"

#include <map>

#include "absl/strings/str_split.h"
#include "attest/audit/v1/audit.pb.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace attest::client {
namespace {

using nlohmann::ordered_json;

constexpr const char* kServices[] = {"registration", "assessment",
                                     "verification"};

absl::Status AppendChain(Api& api, std::string_view token,
                         const std::string& parent, const std::string& service,
                         std::string& text) {
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent(parent);
  request.set_page_size(1000);
  do {
    ATTEST_ASSIGN_OR_RETURN(const auto page,
                            api.Call<audit::v1::ListAuditEntriesResponse>(
                                service + ".ListAuditEntries", token, request));
    for (const audit::v1::AuditEntry& entry : page.entries()) {
      const ordered_json line = {{"service", service},
                                 {"sequence", entry.sequence()},
                                 {"previous", entry.previous_hash()},
                                 {"hash", entry.hash()},
                                 {"entry", entry.entry()}};
      text += line.dump() + "\n";
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

// The text of a member, empty when it is missing or no text.
std::string Member(const ordered_json& line, const char* name) {
  const auto found = line.find(name);
  return found != line.end() && found->is_string() ? found->get<std::string>()
                                                   : std::string();
}

// One line of an export; false when it is none.
bool ReadLine(std::string_view line, std::string& service,
              journal::Entry& entry) {
  const ordered_json json =
      ordered_json::parse(line.begin(), line.end(), nullptr, false);
  if (!json.is_object()) return false;
  service = Member(json, "service");
  entry.previous_hash = Member(json, "previous");
  entry.hash = Member(json, "hash");
  entry.text = Member(json, "entry");
  const auto sequence = json.find("sequence");
  if (sequence == json.end() || !sequence->is_number_integer()) return false;
  entry.sequence = sequence->get<int64_t>();
  return !service.empty();
}

}  // namespace

absl::StatusOr<std::string> ExportTrail(Api& api, std::string_view token,
                                        const std::string& parent) {
  std::string text;
  for (const char* service : kServices) {
    ATTEST_RETURN_IF_ERROR(AppendChain(api, token, parent, service, text));
  }
  return text;
}

TrailCheck CheckTrail(std::string_view text) {
  TrailCheck check;
  std::map<std::string, std::vector<journal::Entry>> chains;
  int number = 0;
  for (const auto& line : std::vector<std::string>(
           absl::StrSplit(std::string(text), '\n', absl::SkipEmpty()))) {
    ++number;
    std::string service;
    journal::Entry entry;
    if (ReadLine(line, service, entry)) {
      chains[service].push_back(std::move(entry));
      continue;
    }
    check.intact = false;
    check.findings.push_back(
        fmt::format("line {} is not an entry of a trail", number));
  }
  for (const auto& [service, entries] : chains) {
    const journal::ChainCheck chain = journal::CheckEntries(entries);
    check.entries += chain.entries;
    check.intact = check.intact && chain.intact;
    check.findings.push_back(
        chain.intact ? fmt::format("{}: {} entries, head {}", service,
                                   chain.entries, chain.head_hash)
                     : fmt::format("{}: broken at entry {}: {}", service,
                                   chain.first_broken_sequence, chain.finding));
  }
  for (const char* service : kServices) {
    if (chains.empty() || chains.contains(service)) continue;
    check.findings.push_back(fmt::format(
        "{}: no entries; it has none, or they were left out", service));
  }
  if (chains.empty()) {
    check.intact = false;
    check.findings.push_back("there is no entry in it");
  }
  return check;
}

}  // namespace attest::client
