// Numbers of certificates: nobody can guess one, anybody can read one aloud,
// and a mistyped one is noticed (D64).
//
// A number is 17 random characters and one check character, written in three
// groups: `7KQ2MB-RT4XW9-C8VHPN`. Its alphabet has 31 characters, digits and
// capitals without 0, 1, I, L and O, so the random part holds more than 84
// bits. The check character makes the weighted sum of all places zero modulo
// 31. As 31 is a prime, no weight is a multiple of it, and neighbours' weights
// differ by one, every single wrong character and every swap of two different
// neighbours changes that sum.
#ifndef ATTEST_SERVICES_VERIFICATION_DOMAIN_CERTIFICATE_NUMBER_H_
#define ATTEST_SERVICES_VERIFICATION_DOMAIN_CERTIFICATE_NUMBER_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace attest::verification {

inline constexpr char kCertificateAlphabet[] =
    "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
inline constexpr size_t kCertificateLength = 18;  // without hyphens
// Random bytes that a number is made of.
inline constexpr size_t kCertificateSeedBytes = 16;

// The number that `random`, kCertificateSeedBytes bytes, stands for.
std::string MakeCertificateNumber(std::string_view random);

// A number as somebody typed it, read.
struct CertificateReading {
  std::string number;   // as printed; empty when it is none
  std::string problem;  // what is wrong and how to mend it; empty when nothing
};

// Reads a number in either case, with hyphens anywhere or nowhere.
CertificateReading ReadCertificateNumber(std::string_view text);

}  // namespace attest::verification

#endif  // ATTEST_SERVICES_VERIFICATION_DOMAIN_CERTIFICATE_NUMBER_H_
