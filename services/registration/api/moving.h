// The write that moves a registration to another centre.
#ifndef ATTEST_SERVICES_REGISTRATION_API_MOVING_H_
#define ATTEST_SERVICES_REGISTRATION_API_MOVING_H_

#include <string>
#include <vector>

#include "libs/journal/journal.h"
#include "services/registration/domain/transfer.h"

namespace attest::registration::api {

// What is told of a transfer: once to each of the two centres.
std::vector<journal::Change> TransferChanges(const std::string& action,
                                             const Registration& registration,
                                             const Transfer& transfer);

// The rules of a transfer, on what the transaction sees.
//   NOT_FOUND, `NOT_FOUND`: the new centre.
//   FAILED_PRECONDITION, `TRANSFER_REFUSED`.
absl::Status CheckTransfer(db::Transaction& tx,
                           const Registration& registration,
                           const Transfer& transfer, absl::CivilDay today);

// Moves the registration, with all that hangs on it, and stores the transfer as
// done. What is told of it comes behind `changes`, which are written before.
absl::Status MoveIn(journal::WriteTransaction& tx, Registration registration,
                    Transfer& transfer, absl::Time now,
                    std::vector<journal::Change>& changes);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_MOVING_H_
