// Credit transfers and exemptions: a unit that an earlier achievement covers
// (req R92, D45). Prior learning shown as evidence is neither.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_EXEMPTION_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_EXEMPTION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/registration.h"

namespace attest::registration {

// Numbered as in the contract, like that below.
enum class ExemptionKind {
  kCreditTransfer = 1,
  kExemption = 2,
};
enum class ExemptionState {
  kRequested = 1,
  kApproved = 2,
  kRefused = 3,
};

// A value.
struct Exemption {
  std::string registration;  // id
  std::string id;
  ExemptionKind kind = ExemptionKind::kCreditTransfer;
  std::string unit;
  std::string policy_reference;
  std::string unit_reference;  // of a credit transfer, as on the certificate
  std::string certificate_number;
  absl::CivilDay certificate_date;
  std::string awarding_organisation;
  ExemptionState state = ExemptionState::kRequested;
  std::string decide_reason;
  std::string decided_by;
  std::optional<absl::Time> decided;
  std::string requested_by;
  absl::Time requested;

  // `registrations/{registration}/exemptions/{exemption}`.
  std::string name() const;
};

// What of a certificate is counted: by organisation and number, and the unit on
// it. Spaces and upper and lower case make no difference.
std::string CountedKey(const Exemption& exemption);

// What is on record beside an exemption.
struct ExemptionContext {
  const Registration& registration;
  // The catalogue's own reference of the unit; none: not a unit of the syllabus
  // or without a reference.
  std::optional<std::string> unit_reference = {};
  // Others, undecided or approved: for the same unit here, or for the same
  // credit anywhere in a registration that was not given up.
  bool unit_counted = false;
  bool credit_counted = false;
};

// NOT_ACTIVE, UNIT_NOT_SELECTED, UNIT_ACHIEVED, WRONG_UNIT_REFERENCE,
// COUNTED_TWICE.
std::vector<RuleViolation> ExemptionViolations(const ExemptionContext& context,
                                               const Exemption& exemption);

// EXEMPTION_DECIDED, once it is approved or refused.
std::vector<RuleViolation> DecidedViolations(const Exemption& exemption);

void Decide(Exemption& exemption, bool approved, std::string_view reason,
            std::string_view decided_by, absl::Time when);

// The exemption as it was at `end`.
Exemption AsOf(Exemption exemption, absl::Time end);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_EXEMPTION_H_
