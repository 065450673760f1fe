// A journal on SQLite with one table of notes beside it, for tests.
#ifndef ATTEST_LIBS_RPC_TESTING_NOTED_JOURNAL_H_
#define ATTEST_LIBS_RPC_TESTING_NOTED_JOURNAL_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/db/sqlite.h"
#include "libs/journal/journal.h"

namespace attest::rpc {

// Opens or makes the database at `path`. `clock` must outlive it.
class NotedJournal {
 public:
  NotedJournal(const std::string& path, const Clock& clock);

  journal::Journal& journal() { return *journal_; }
  // Records a change of this type and centre; its attribute `n` is `n`.
  void Happen(const std::string& type, const std::string& centre, int n);
  // The notes, oldest first.
  std::vector<std::string> Notes();

 private:
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<journal::Journal> journal_;
};

// Adds a note.
absl::Status Note(journal::WriteTransaction& sql, const std::string& text);

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_TESTING_NOTED_JOURNAL_H_
