// Transfers: a registration moves to another centre when both consent (D31).
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_TRANSFER_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_TRANSFER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/centre.h"
#include "services/registration/domain/delivery_plan.h"
#include "services/registration/domain/hold.h"
#include "services/registration/domain/registration.h"

namespace attest::registration {

// Numbered as in the contract.
enum class TransferState {
  kRequested = 1,
  kDone = 2,
  kRefused = 3,
};

// That a centre agrees.
struct TransferConsent {
  std::string given_by;
  absl::Time given;
};

// A value.
struct Transfer {
  std::string registration;  // id
  std::string id;
  std::string from_centre;  // id
  std::string to_centre;    // id
  std::string site;         // of the new centre; empty: none
  std::string reason;
  TransferState state = TransferState::kRequested;
  std::optional<TransferConsent> from_consent;
  std::optional<TransferConsent> to_consent;
  std::string refused_by;
  std::string refuse_reason;
  absl::Time requested;
  std::optional<absl::Time> ended;

  // `registrations/{registration}/transfers/{transfer}`.
  std::string name() const;
  bool agreed() const { return from_consent && to_consent; }
};

// Which of the two centres somebody speaks for.
struct Sides {
  bool from = false;
  bool to = false;

  bool any() const { return from || to; }
};

// Where it shall go, as the database sees it.
struct TransferContext {
  const Registration& registration;
  const Centre& to_centre;
  const std::optional<DeliveryPlan>& delivery_plan;  // of the new centre
  const std::vector<Hold>& holds;                    // on the new centre
  std::string site;
  absl::CivilDay today;
};

// Every rule that stands against the transfer: NOT_ACTIVE, SAME_CENTRE,
// CENTRE_NOT_APPROVED (D12), DELIVERY_PLAN_NOT_APPROVED (D11), UNKNOWN_SITE,
// ON_HOLD (D68).
std::vector<RuleViolation> TransferViolations(const TransferContext& context);

// TRANSFER_NOT_OPEN, unless it is asked for and undecided.
std::vector<RuleViolation> NotOpenViolations(const Transfer& transfer);
// CONSENT_GIVEN, when those for whom somebody speaks have all consented.
std::vector<RuleViolation> ConsentViolations(const Transfer& transfer,
                                             Sides sides);

// Adds the consent of the centres that have not given it.
void Consent(Transfer& transfer, Sides sides, std::string_view given_by,
             absl::Time when);
void Refuse(Transfer& transfer, std::string_view refused_by,
            std::string_view reason, absl::Time when);

// Moves the registration: it keeps everything but its centre, site and
// allocations, whose people stay behind.
void Move(Registration& registration, Transfer& transfer, absl::Time when);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_TRANSFER_H_
