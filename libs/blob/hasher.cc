#include "libs/blob/hasher.h"

#include <cstdio>
#include <cstdlib>

#include "libs/ids/ids.h"

namespace attest::blob {
namespace {

// Hashing fails only when memory or the library itself is broken.
void Require(int result) {
  if (result == 1) return;
  std::fputs("SHA-256 is not to be had from OpenSSL\n", stderr);
  std::abort();
}

}  // namespace

Hasher::Hasher() : context_(EVP_MD_CTX_new()) {
  Require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Hasher::Add(std::string_view bytes) {
  Require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Hasher::Hex() const {
  const std::unique_ptr<EVP_MD_CTX, Free> copy(EVP_MD_CTX_new());
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  Require(EVP_MD_CTX_copy_ex(copy.get(), context_.get()));
  Require(EVP_DigestFinal_ex(copy.get(), digest, &size));
  return EncodeHex({reinterpret_cast<const char*>(digest), size});
}

}  // namespace attest::blob
