// Transfers in the database.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_TRANSFER_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_TRANSFER_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/transfer.h"
#include "services/registration/store/paging.h"

namespace attest::registration::store {

// False when another one is open; nothing changed then.
absl::StatusOr<bool> InsertTransfer(journal::WriteTransaction& tx,
                                    const Transfer& transfer);
// Writes what can change.
absl::Status UpdateTransfer(journal::WriteTransaction& tx,
                            const Transfer& transfer);

absl::StatusOr<std::optional<Transfer>> FindTransfer(
    db::Transaction& tx, std::string_view registration, std::string_view id);
absl::StatusOr<std::optional<Transfer>> FindOpenTransfer(
    db::Transaction& tx, std::string_view registration);

// Which transfers to list: of a registration, from a centre or to it (ids), or
// both. What is empty does not restrict.
struct TransferFilter {
  std::string registration = {};
  std::string centre = {};
  std::optional<TransferState> state = {};
};

// At most `limit` transfers behind `after`, oldest first.
absl::StatusOr<std::vector<Transfer>> ListTransfers(
    db::Transaction& tx, const TransferFilter& filter, const CreationKey& after,
    int limit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_TRANSFER_STORE_H_
