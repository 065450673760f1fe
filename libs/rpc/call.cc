#include "libs/rpc/call.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "libs/ids/ids.h"

namespace attest::rpc {
namespace {

// The same for the same method and message, whatever the order of its maps.
std::string Fingerprint(const std::string& method,
                        const google::protobuf::MessageLite& request) {
  std::string bytes = method + '\n';
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  return Sha256Hex(bytes);
}

}  // namespace

journal::Author Call::Author(
    auth::Role role, std::string_view request_id,
    const google::protobuf::MessageLite& request) const {
  return {.method = method,
          .subject = caller.subject(),
          .role = auth::v1::Role_Name(role),
          .request_id = std::string(request_id),
          .fingerprint = Fingerprint(method, request)};
}

auth::Role Call::ActsAs(std::initializer_list<auth::Role> roles,
                        std::string_view centre) const {
  for (const auth::Role role : roles) {
    if (caller.HasAt(role, centre)) return role;
  }
  return auth::v1::ROLE_UNSPECIFIED;
}

}  // namespace attest::rpc
