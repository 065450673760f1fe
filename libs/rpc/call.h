// One call in progress, as a handler sees it.
#ifndef ATTEST_LIBS_RPC_CALL_H_
#define ATTEST_LIBS_RPC_CALL_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "google/protobuf/message_lite.h"
#include "libs/auth/caller.h"
#include "libs/journal/journal.h"

namespace attest::rpc {

// Immutable; lives as long as the handler runs.
struct Call {
  std::string method;  // `attest.registration.v1.RegistrationService/X`
  auth::Caller caller;
  std::string authorization;  // the caller's header, to pass on to neighbours
  // Never later than the server's own limit, and for a stream than the end of
  // the caller's token.
  absl::Time deadline;
  bool ends_with_token = false;  // the deadline is the token's end
  auth::Caller service;  // the service that passes the call on, or nobody

  // The author of a write made by this call. `role` is the role in which the
  // caller acts, as recorded.
  journal::Author Author(auth::Role role, std::string_view request_id,
                         const google::protobuf::MessageLite& request) const;

  // The first of `roles` that the caller holds at `centre` (an id), or
  // ROLE_UNSPECIFIED: the caller may not act there, and is to get the answer
  // for a thing that does not exist.
  auth::Role ActsAs(std::initializer_list<auth::Role> roles,
                    std::string_view centre) const;
};

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_CALL_H_
