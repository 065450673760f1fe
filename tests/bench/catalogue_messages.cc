#include "tests/bench/catalogue_messages.h"

#include <utility>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "fmt/format.h"
#include "google/protobuf/io/coded_stream.h"
#include "tests/bench/echo.pb.h"

namespace attest::bench {
namespace {

size_t VarintBytes(size_t value) {
  return google::protobuf::io::CodedOutputStream::VarintSize64(value);
}

// The largest payload that takes no more than `bytes` as a field.
size_t PayloadIn(size_t bytes) {
  for (size_t overhead = 2; overhead < bytes; ++overhead) {
    const size_t payload = bytes - overhead;
    if (1 + VarintBytes(payload) + payload <= bytes) return payload;
  }
  return 0;
}

}  // namespace

std::string CatalogueMethod(std::string_view method) {
  return fmt::format("/{}/{}",
                     catalogue::v1::GetUnitRequest::descriptor()
                         ->file()
                         ->service(0)
                         ->full_name(),
                     method);
}

grpc::ByteBuffer BufferOf(const google::protobuf::MessageLite& message) {
  return BufferOf(message.SerializeAsString());
}

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

std::string SizedEcho(size_t request_bytes, size_t answer_bytes) {
  EchoMessage message;
  const size_t answer = PayloadIn(answer_bytes);
  message.set_answer_payload_bytes(static_cast<int64_t>(answer));
  const size_t taken = message.ByteSizeLong();
  if (request_bytes > taken) {
    message.set_payload(std::string(PayloadIn(request_bytes - taken), 'x'));
  }
  return message.SerializeAsString();
}

void Repeat(const std::string& request, Load& load) {
  load.request = [buffer = BufferOf(request)](uint64_t) { return buffer; };
}

void Mix(const std::string& often, const std::vector<std::string>& seldom,
         size_t every, Load& load) {
  std::vector<grpc::ByteBuffer> buffers;
  for (const std::string& request : seldom) {
    buffers.push_back(BufferOf(request));
  }
  load.request = [often = BufferOf(often), seldom = std::move(buffers),
                  every](uint64_t number) {
    if (number % every != 0) return often;
    return seldom.at(number / every % seldom.size());
  };
}

}  // namespace attest::bench
