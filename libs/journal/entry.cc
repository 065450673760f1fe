#include "libs/journal/entry.h"

#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/ids/ids.h"
#include "nlohmann/json.hpp"

namespace attest::journal {
namespace {

using nlohmann::json;

constexpr std::string_view kNoChain = "organisation";

// nlohmann keeps the keys of an object sorted. What is not UTF-8 is replaced:
// an entry can always be written, and read again.
std::string Dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string ChainOf(std::string_view registration, std::string_view centre) {
  if (!registration.empty()) return std::string(registration);
  return std::string(centre.empty() ? kNoChain : centre);
}

std::string TextAt(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string();
}

// The chain that an entry's text names.
std::string ChainOfText(std::string_view text) {
  const json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return "";
  return ChainOf(TextAt(object, "registration"), TextAt(object, "centre"));
}

}  // namespace

std::string Change::chain() const { return ChainOf(registration, centre); }

std::string EntryText(const Author& author, const Change& change,
                      absl::Time at) {
  return Dump(json::object({{"action", change.action},
                            {"after", change.after},
                            {"at", FormatInstant(at)},
                            {"before", change.before},
                            {"centre", change.centre},
                            {"method", author.method},
                            {"reason", change.reason},
                            {"registration", change.registration},
                            {"request_id", author.request_id},
                            {"resource", change.resource},
                            {"role", author.role},
                            {"subject", author.subject},
                            {"syllabus_version", change.syllabus_version}}));
}

std::string ObjectText(const std::map<std::string, std::string>& values) {
  return Dump(json(values));
}

std::string EntryHash(std::string_view previous_hash, std::string_view text) {
  return Sha256Hex(DecodeHex(previous_hash).append(text));
}

void ChainChecker::Add(const Entry& entry) {
  if (std::string fault = Fault(entry); !fault.empty()) {
    Report(entry.sequence, std::move(fault));
  }
  ++result_.entries;
  result_.head_hash = entry.hash;
}

std::string ChainChecker::Fault(const Entry& entry) const {
  const int64_t due = result_.entries + 1;
  const bool is_first = result_.entries == 0;
  if (entry.sequence != due) {
    return fmt::format("entry {} stands where entry {} is due", entry.sequence,
                       due);
  }
  if (entry.previous_hash != (is_first ? kNoHash : result_.head_hash)) {
    return is_first ? "the first entry names another before it"
                    : fmt::format("entry {} does not follow entry {}", due,
                                  result_.entries);
  }
  if (entry.hash != EntryHash(entry.previous_hash, entry.text)) {
    return fmt::format("entry {} is not what its hash was made of", due);
  }
  // The others are tied to the first by their hashes.
  if (is_first && !chain_.empty() && ChainOfText(entry.text) != chain_) {
    return "the entries belong to another chain";
  }
  return "";
}

void ChainChecker::CheckHead(int64_t sequence, std::string_view hash) {
  if (sequence > result_.entries) {
    Report(result_.entries + 1,
           fmt::format("entries {} to {} are missing at the end",
                       result_.entries + 1, sequence));
  } else if (sequence < result_.entries) {
    Report(sequence + 1, fmt::format("entry {} lies behind the recorded end {}",
                                     result_.entries, sequence));
  } else if (sequence > 0 && hash != result_.head_hash) {
    Report(sequence, "the last entry is not the one recorded as the end");
  }
}

void ChainChecker::Report(int64_t sequence, std::string finding) {
  if (!result_.intact) return;
  result_.intact = false;
  result_.first_broken_sequence = sequence;
  result_.finding = std::move(finding);
}

ChainCheck CheckEntries(const std::vector<Entry>& entries) {
  ChainChecker checker;
  for (const Entry& entry : entries) checker.Add(entry);
  return checker.result();
}

}  // namespace attest::journal
