// SHA-256 of bytes that come in pieces.
#ifndef ATTEST_LIBS_BLOB_HASHER_H_
#define ATTEST_LIBS_BLOB_HASHER_H_

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace attest::blob {

// Not thread-safe.
class Hasher {
 public:
  Hasher();
  void Add(std::string_view bytes);
  // Lower-case hex of everything added so far; more may be added afterwards.
  std::string Hex() const;

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace attest::blob

#endif  // ATTEST_LIBS_BLOB_HASHER_H_
