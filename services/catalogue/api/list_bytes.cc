#include "services/catalogue/api/list_bytes.h"

#include <cstdint>
#include <memory>
#include <utility>

#include "google/protobuf/io/coded_stream.h"
#include "libs/rpc/raw.h"

namespace attest::catalogue::api {
namespace {

using google::protobuf::io::CodedOutputStream;

// Field 1, of a length that follows.
constexpr char kTag = (1 << 3) | 2;
constexpr size_t kVarintMax = 5;

}  // namespace

void ListBytes::Add(std::string_view message) {
  uint8_t length[kVarintMax];
  uint8_t* const end = CodedOutputStream::WriteVarint32ToArray(
      static_cast<uint32_t>(message.size()), length);
  bytes_.push_back(kTag);
  bytes_.append(length, end);
  bytes_.append(message);
}

grpc::ByteBuffer ListBytes::Take() && {
  const auto bytes = std::make_shared<const std::string>(std::move(bytes_));
  return rpc::ShareBytes(bytes, *bytes);
}

}  // namespace attest::catalogue::api
