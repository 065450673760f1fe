#include "libs/db/nested.h"

namespace attest::db {

absl::Status Nested::Write(Body body) {
  ATTEST_RETURN_IF_ERROR(around_.Execute("SAVEPOINT nested_write"));
  const absl::Status said = body(around_);
  if (!said.ok()) {
    ATTEST_RETURN_IF_ERROR(
        around_.Execute("ROLLBACK TO SAVEPOINT nested_write"));
  }
  ATTEST_RETURN_IF_ERROR(around_.Execute("RELEASE SAVEPOINT nested_write"));
  return said;
}

}  // namespace attest::db
