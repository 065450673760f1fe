// The last characters of the regulator's numbers, which show a mistyped digit.
// The rule was inferred from public numbers; the regulator prints none.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_CHECK_CHARACTER_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_CHECK_CHARACTER_H_

#include <optional>
#include <string>
#include <string_view>

namespace attest::catalogue {

// The number of a qualification with obliques, `601/3778/2`, from a text with
// or without them (D2). Nothing when `text` has another shape. The last
// character may still be a wrong one.
std::optional<std::string> CanonicalNumber(std::string_view text);

// The last character that a canonical number has to have: `0` to `9` or `X`.
char RightCheckDigit(std::string_view canonical_number);

// Whether `text` has the shape of a unit reference, `K/506/2074`.
bool IsUnitReference(std::string_view text);

// The first letter that a unit reference has to have (req R109).
char RightCheckLetter(std::string_view reference);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_CHECK_CHARACTER_H_
