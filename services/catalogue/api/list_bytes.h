// Answers that are lists of messages whose bytes are ready.
#ifndef ATTEST_SERVICES_CATALOGUE_API_LIST_BYTES_H_
#define ATTEST_SERVICES_CATALOGUE_API_LIST_BYTES_H_

#include <string>
#include <string_view>

#include "grpcpp/support/byte_buffer.h"

namespace attest::catalogue::api {

// The bytes of a message whose field 1 is a list of messages, and which has
// nothing else.
class ListBytes {
 public:
  // `message` is the bytes of an element.
  void Add(std::string_view message);
  grpc::ByteBuffer Take() &&;

 private:
  std::string bytes_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_LIST_BYTES_H_
