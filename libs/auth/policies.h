// The policy of each method, read from the contract.
#ifndef ATTEST_LIBS_AUTH_POLICIES_H_
#define ATTEST_LIBS_AUTH_POLICIES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "attest/auth/v1/policy.pb.h"
#include "google/protobuf/descriptor.h"
#include "libs/auth/caller.h"
#include "libs/status/status.h"

namespace attest::auth {

// Immutable, thread-safe.
class Policies {
 public:
  //   FAILED_PRECONDITION, `UNPOLICED_METHOD`: names every method that has no
  //     policy, no scope, or roles that do not fit its scope.
  static absl::StatusOr<Policies> FromServices(
      const std::vector<const google::protobuf::ServiceDescriptor*>& services);

  // Whether `caller` may call `method` (`package.Service/Method`) at all; which
  // resources, the handler decides.
  //   UNAUTHENTICATED, `NO_TOKEN`: the method needs a caller.
  //   PERMISSION_DENIED, `ROLE_MISSING`: none of the caller's roles will do.
  absl::Status Check(std::string_view method, const Caller& caller) const;

  // Null when there is no such method.
  const v1::Policy* Find(std::string_view method) const;

 private:
  std::map<std::string, v1::Policy, std::less<>> policies_;
};

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_POLICIES_H_
