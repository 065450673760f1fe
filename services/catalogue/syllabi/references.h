// The check characters of the regulator's numbers (req R109). The rule was
// inferred from public numbers, all of which keep it; the regulator does not
// publish it.
#ifndef ATTEST_SERVICES_CATALOGUE_SYLLABI_REFERENCES_H_
#define ATTEST_SERVICES_CATALOGUE_SYLLABI_REFERENCES_H_

#include <optional>
#include <string_view>

namespace attest::catalogue::syllabi {

// The letter that a unit reference like `K/506/2074` has to begin with;
// nothing when its digits are not three and four between obliques.
std::optional<char> CheckLetterOf(std::string_view unit_reference);

// The character that a qualification number like `601/3778/2` has to end with;
// nothing when its digits are not three and four between obliques.
std::optional<char> CheckDigitOf(std::string_view qualification_number);

}  // namespace attest::catalogue::syllabi

#endif  // ATTEST_SERVICES_CATALOGUE_SYLLABI_REFERENCES_H_
