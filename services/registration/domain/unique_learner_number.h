// The Unique Learner Number: ten digits, the last a check digit (D23). Not the
// rule of NHS numbers: the two never collide.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_UNIQUE_LEARNER_NUMBER_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_UNIQUE_LEARNER_NUMBER_H_

#include <string>
#include <string_view>

namespace attest::registration {

// Stands for a number that is still to come; many learners have it (D24).
inline constexpr std::string_view kTemporaryUniqueLearnerNumber = "9999999999";

// What is wrong with `number` and how to mend it, without repeating it; empty
// when it is a Unique Learner Number or the temporary one.
std::string UniqueLearnerNumberFinding(std::string_view number);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_UNIQUE_LEARNER_NUMBER_H_
