#include "libs/auth/policies.h"

#include <algorithm>
#include <optional>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace attest::auth {
namespace {

using google::protobuf::MethodDescriptor;

constexpr char kDomain[] = "auth.attest";

std::string NameOf(const MethodDescriptor& method) {
  return fmt::format("{}/{}", method.service()->full_name(), method.name());
}

// Whether roles and scope go together: nobody is asked for a role where
// anybody may call, and a scope of a role needs one.
bool IsComplete(const v1::Policy& policy) {
  for (const int role : policy.roles()) {
    if (role == v1::ROLE_UNSPECIFIED || !v1::Role_IsValid(role)) return false;
  }
  switch (policy.scope()) {
    case v1::PUBLIC:
    case v1::AUTHENTICATED:
      return policy.roles().empty();
    case v1::OWN:
    case v1::CENTRE:
    case v1::ORGANISATION:
      return !policy.roles().empty();
    default:
      return false;
  }
}

// The policy of the contract, when it is there and complete.
std::optional<v1::Policy> ReadPolicy(const MethodDescriptor& method) {
  if (!method.options().HasExtension(v1::policy)) return std::nullopt;
  const v1::Policy& policy = method.options().GetExtension(v1::policy);
  if (!IsComplete(policy)) return std::nullopt;
  return policy;
}

// Whether a grant counts for a method of this scope. What concerns the whole
// organisation is not for a grant at one centre.
bool Counts(const Grant& grant, const v1::Policy& policy) {
  if (policy.scope() == v1::ORGANISATION && !grant.centre.empty()) return false;
  return std::find(policy.roles().begin(), policy.roles().end(), grant.role) !=
         policy.roles().end();
}

}  // namespace

absl::StatusOr<Policies> Policies::FromServices(
    const std::vector<const google::protobuf::ServiceDescriptor*>& services) {
  Policies policies;
  std::vector<std::string> unpoliced;
  for (const auto* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      const auto policy = ReadPolicy(method);
      if (!policy.has_value()) unpoliced.push_back(NameOf(method));
      policies.policies_[NameOf(method)] = policy.value_or(v1::Policy());
    }
  }
  if (!unpoliced.empty()) {
    return MakeError(absl::StatusCode::kFailedPrecondition, kDomain,
                     "UNPOLICED_METHOD",
                     fmt::format("methods without a complete policy: {}",
                                 fmt::join(unpoliced, ", ")));
  }
  return policies;
}

absl::Status Policies::Check(std::string_view method,
                             const Caller& caller) const {
  const v1::Policy* policy = Find(method);
  if (policy == nullptr) {
    // A mistake of ours, not of the caller: nobody gets in by it.
    return MakeError(absl::StatusCode::kInternal, kDomain, "UNPOLICED_METHOD",
                     fmt::format("no policy for {}", method));
  }
  if (policy->scope() == v1::PUBLIC) return absl::OkStatus();
  if (caller.anonymous()) {
    return MakeError(absl::StatusCode::kUnauthenticated, kDomain, "NO_TOKEN",
                     "this method needs a token");
  }
  if (policy->scope() == v1::AUTHENTICATED) return absl::OkStatus();
  for (const Grant& grant : caller.grants()) {
    if (Counts(grant, *policy)) return absl::OkStatus();
  }
  return MakeError(absl::StatusCode::kPermissionDenied, kDomain, "ROLE_MISSING",
                   "this method is not for your roles");
}

const v1::Policy* Policies::Find(std::string_view method) const {
  const auto found = policies_.find(method);
  return found == policies_.end() ? nullptr : &found->second;
}

}  // namespace attest::auth
