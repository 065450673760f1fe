// Who is calling, and what they were granted.
#ifndef ATTEST_LIBS_AUTH_CALLER_H_
#define ATTEST_LIBS_AUTH_CALLER_H_

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "attest/auth/v1/policy.pb.h"

namespace attest::auth {

using v1::Role;

// One grant: a role, at one centre or (empty) for the whole organisation.
struct Grant {
  Role role = v1::ROLE_UNSPECIFIED;
  std::string centre;  // id, not name: `northgate`
};

// A caller whose token was found good, or nobody. Immutable; copies share what
// is known, so that copying costs nothing. Thread-safe.
class Caller {
 public:
  // Nobody: a call without a token.
  Caller() = default;
  Caller(std::string subject, std::vector<Grant> grants, absl::Time expires);

  bool anonymous() const { return subject().empty(); }
  const std::string& subject() const { return known().subject; }
  const std::vector<Grant>& grants() const { return known().grants; }
  absl::Time expires() const { return known().expires; }

  // Holds the role, wherever.
  bool Has(Role role) const;
  // Holds the role at this centre. A grant for the organisation (no centre) of
  // AWARDING_ADMIN, OPERATOR or SERVICE reaches every centre; of other roles
  // it reaches none.
  bool HasAt(Role role, std::string_view centre) const;
  // Holds any of `roles` at this centre.
  bool HasAnyAt(std::initializer_list<Role> roles,
                std::string_view centre) const;

 private:
  struct Known {
    std::string subject;
    std::vector<Grant> grants;
    absl::Time expires;
  };
  const Known& known() const { return known_ ? *known_ : Nobody(); }
  static const Known& Nobody();

  std::shared_ptr<const Known> known_;  // null: nobody
};

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_CALLER_H_
