#include "libs/auth/sandbox_issuer.h"

#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "fmt/format.h"
#include "libs/auth/base64url.h"
#include "libs/auth/openssl.h"
#include "libs/auth/token.h"
#include "libs/ids/ids.h"
#include "nlohmann/json.hpp"

namespace attest::auth {
namespace {

using Json = nlohmann::json;

constexpr unsigned kRsaBits = 2048;
// Keeps OpenSSL from asking on the terminal.
constexpr char kNoPassphrase[] = "";

absl::Status CannotIssue(std::string_view what) {
  return MakeError(absl::StatusCode::kFailedPrecondition, "auth.attest",
                   "SANDBOX_ISSUER", fmt::format("sandbox issuer: {}", what));
}

absl::Status FileError(std::string_view verb, const std::string& path) {
  return CannotIssue(
      fmt::format("cannot {} {}: {}", verb, path, std::strerror(errno)));
}

std::string TextOf(BIO* bio) {
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio, &text);
  return std::string(text, static_cast<size_t>(size));
}

std::string MakePrivatePem() {
  const Key key(EVP_RSA_gen(kRsaBits));
  const Bio bio(BIO_new(BIO_s_mem()));
  if (key == nullptr ||
      PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0,
                               nullptr, nullptr) != 1) {
    return {};
  }
  return TextOf(bio.get());
}

// A file beside `path` that nobody else uses, mode 0600, on disk.
absl::StatusOr<std::string> WriteBeside(const std::string& path,
                                        std::string_view text) {
  std::string name = path + ".XXXXXX";
  const int file = mkstemp(name.data());
  if (file < 0) return FileError("create", name);
  const bool written = write(file, text.data(), text.size()) ==
                           static_cast<ssize_t>(text.size()) &&
                       fsync(file) == 0;
  close(file);
  if (written) return name;
  unlink(name.c_str());
  return FileError("write", name);
}

// Makes the key unless there is one. `link` never replaces, so that the first
// of two processes wins and the other uses its key.
absl::Status MakeKeyFile(const std::string& path) {
  if (access(path.c_str(), F_OK) == 0) return absl::OkStatus();
  ATTEST_ASSIGN_OR_RETURN(const std::string made,
                          WriteBeside(path, MakePrivatePem()));
  const bool linked = link(made.c_str(), path.c_str()) == 0 || errno == EEXIST;
  const absl::Status status =
      linked ? absl::OkStatus() : FileError("create", path);
  unlink(made.c_str());
  return status;
}

absl::StatusOr<Key> ReadKeyFile(const std::string& path) {
  const Bio bio(BIO_new_file(path.c_str(), "r"));
  if (bio == nullptr) return FileError("read", path);
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr,
                                  const_cast<char*>(kNoPassphrase)));
  if (key == nullptr || !EVP_PKEY_is_a(key.get(), "RSA")) {
    return CannotIssue(fmt::format("{} holds no RSA key", path));
  }
  return key;
}

std::string Number(const Key& key, const char* parameter) {
  BIGNUM* raw = nullptr;
  EVP_PKEY_get_bn_param(key.get(), parameter, &raw);
  const BigNumber number(raw);
  std::string bytes(static_cast<size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  return EncodeBase64Url(bytes);
}

// The public half; its id is the key's thumbprint (RFC 7638).
Json MakeJwk(const Key& key) {
  const Json identity = {{"e", Number(key, OSSL_PKEY_PARAM_RSA_E)},
                         {"kty", "RSA"},
                         {"n", Number(key, OSSL_PKEY_PARAM_RSA_N)}};
  Json jwk = identity;
  jwk["kid"] = EncodeBase64Url(Sha256(identity.dump()));
  jwk["alg"] = "RS256";
  jwk["use"] = "sig";
  return jwk;
}

// Replaces the file as a whole; readable for all, for it is public.
absl::Status WriteJwks(const std::string& path, const Json& jwk) {
  const std::string text = Json{{"keys", {jwk}}}.dump(2) + "\n";
  std::ostringstream current;
  current << std::ifstream(path).rdbuf();
  if (current.str() == text) return absl::OkStatus();
  ATTEST_ASSIGN_OR_RETURN(const std::string made, WriteBeside(path, text));
  if (chmod(made.c_str(), 0644) == 0 &&
      rename(made.c_str(), path.c_str()) == 0) {
    return absl::OkStatus();
  }
  const absl::Status status = FileError("create", path);
  unlink(made.c_str());
  return status;
}

std::string Sign(const Key& key, std::string_view text) {
  const DigestContext context(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  size_t size = 0;
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr,
                         key.get()) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) != 1) {
    return {};
  }
  std::string signature(size, '\0');
  if (EVP_DigestSign(context.get(),
                     reinterpret_cast<unsigned char*>(signature.data()), &size,
                     bytes, text.size()) != 1) {
    return {};
  }
  signature.resize(size);
  return signature;
}

absl::Status CheckPerson(std::string_view subject,
                         const std::vector<Grant>& grants) {
  std::vector<FieldViolation> violations;
  if (!IsSubject(subject)) {
    violations.push_back({"subject", "1 to 128 of [A-Za-z0-9._@|:-]"});
  }
  for (size_t i = 0; i < grants.size(); ++i) {
    if (IsGrant(grants[i])) continue;
    violations.push_back(
        {fmt::format("grants[{}]", i),
         "a role, and a centre's id (up to 64 of [A-Za-z0-9._~-]) or none"});
  }
  if (violations.empty()) return absl::OkStatus();
  return InvalidFields("auth.attest", violations);
}

Json ToJson(const std::vector<Grant>& grants) {
  Json list = Json::array();
  for (const Grant& grant : grants) {
    Json entry = {{"role", v1::Role_Name(grant.role)}};
    if (!grant.centre.empty()) entry["centre"] = grant.centre;
    list.push_back(std::move(entry));
  }
  return list;
}

class RsaSandboxIssuer : public SandboxIssuer {
 public:
  RsaSandboxIssuer(Key key, std::string key_id, const Clock& clock)
      : key_(std::move(key)), key_id_(std::move(key_id)), clock_(clock) {}

  absl::StatusOr<std::string> Mint(std::string_view subject,
                                   const std::vector<Grant>& grants,
                                   absl::Duration lifetime) override {
    ATTEST_RETURN_IF_ERROR(CheckPerson(subject, grants));
    const absl::Time now = clock_.Now();
    const Json header = {{"alg", "RS256"}, {"kid", key_id_}, {"typ", "JWT"}};
    const Json claims = {{"iss", kSandboxIssuer},
                         {"aud", kAudience},
                         {"sub", std::string(subject)},
                         {"iat", absl::ToUnixSeconds(now)},
                         {"exp", absl::ToUnixSeconds(now + lifetime)},
                         {"attest_grants", ToJson(grants)}};
    const std::string text =
        EncodeBase64Url(header.dump()) + "." + EncodeBase64Url(claims.dump());
    const std::string signature = Sign(key_, text);
    if (signature.empty()) return CannotIssue("cannot sign");
    return text + "." + EncodeBase64Url(signature);
  }

 private:
  const Key key_;
  const std::string key_id_;
  const Clock& clock_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<SandboxIssuer>> OpenSandboxIssuer(
    const std::string& folder, const Clock& clock) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::string path = folder + "/issuer.pem";
  ATTEST_RETURN_IF_ERROR(MakeKeyFile(path));
  ATTEST_ASSIGN_OR_RETURN(Key key, ReadKeyFile(path));
  const Json jwk = MakeJwk(key);
  ATTEST_RETURN_IF_ERROR(WriteJwks(SandboxJwksFile(folder), jwk));
  return std::make_unique<RsaSandboxIssuer>(
      std::move(key), jwk["kid"].get<std::string>(), clock);
}

std::string SandboxJwksFile(const std::string& folder) {
  return folder + "/jwks.json";
}

}  // namespace attest::auth
