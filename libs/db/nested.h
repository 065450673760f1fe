// Transactions within a transaction.
#ifndef ATTEST_LIBS_DB_NESTED_H_
#define ATTEST_LIBS_DB_NESTED_H_

#include "libs/db/db.h"

namespace attest::db {

// An open transaction as a database. Each Write is a part of it that is undone
// by itself when its body fails; what it wrote is durable once the transaction
// around it is. Not thread-safe; lives within the transaction's body.
//
// An error of the transaction itself (not one that a body makes) ends it as
// ever: Write gives it, and so does every one after it.
class Nested : public Database {
 public:
  explicit Nested(Transaction& around) : around_(around) {}

  absl::Status Read(Body body) override { return body(around_); }
  absl::Status Write(Body body) override;

 private:
  Transaction& around_;
};

}  // namespace attest::db

#endif  // ATTEST_LIBS_DB_NESTED_H_
