// Owners of OpenSSL's objects. Internal to libs/auth.
#ifndef ATTEST_LIBS_AUTH_OPENSSL_H_
#define ATTEST_LIBS_AUTH_OPENSSL_H_

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>

namespace attest::auth {

// Frees with the function that OpenSSL names for the type.
template <auto Free>
struct Freeing {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using Bio = std::unique_ptr<BIO, Freeing<BIO_free>>;
using BigNumber = std::unique_ptr<BIGNUM, Freeing<BN_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freeing<ECDSA_SIG_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freeing<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freeing<OSSL_PARAM_free>>;
using ParamBuilder =
    std::unique_ptr<OSSL_PARAM_BLD, Freeing<OSSL_PARAM_BLD_free>>;

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_OPENSSL_H_
