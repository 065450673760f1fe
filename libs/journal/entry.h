// One entry of an audit chain: its text, its hash, and the check of many.
#ifndef ATTEST_LIBS_JOURNAL_ENTRY_H_
#define ATTEST_LIBS_JOURNAL_ENTRY_H_

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/journal/journal.h"

namespace attest::journal {

// What the hash of the first entry is computed from.
inline constexpr std::string_view kNoHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

// The text that is stored and hashed: compact JSON, keys in alphabetical order,
// every key always there.
std::string EntryText(const Author& author, const Change& change,
                      absl::Time at);

// A JSON object of strings, compact, keys in alphabetical order.
std::string ObjectText(const std::map<std::string, std::string>& values);

// Checks a chain entry by entry, in order, holding none of them. The first
// thing that is wrong is the finding.
class ChainChecker {
 public:
  // `chain` is the chain that the entries are to belong to; empty for any.
  explicit ChainChecker(std::string_view chain = "") : chain_(chain) {}

  void Add(const Entry& entry);
  // That the chain ends at this head: `sequence` 0 when none is recorded.
  void CheckHead(int64_t sequence, std::string_view hash);
  const ChainCheck& result() const { return result_; }

 private:
  std::string Fault(const Entry& entry) const;
  void Report(int64_t sequence, std::string finding);

  const std::string chain_;
  ChainCheck result_;
};

}  // namespace attest::journal

#endif  // ATTEST_LIBS_JOURNAL_ENTRY_H_
