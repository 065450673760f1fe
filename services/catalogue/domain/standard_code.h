// Codes of National Occupational Standards.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_STANDARD_CODE_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_STANDARD_CODE_H_

#include <string_view>

namespace attest::catalogue {

// The end of a code without the suite that it belongs to: two letters and a
// number, `FB5` of `CFAM&LFB5`. The whole code when it does not end so.
std::string_view ShortCode(std::string_view code);

// Whether somebody who asks for `wanted`, a code or its short form, means
// `code`.
bool IsStandard(std::string_view code, std::string_view wanted);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_STANDARD_CODE_H_
