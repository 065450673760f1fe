// The requests of the catalogue's benchmark, as bytes.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_MESSAGES_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_MESSAGES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message_lite.h"
#include "grpcpp/grpcpp.h"
#include "tests/bench/load_generator.h"

namespace attest::bench {

// `/attest.catalogue.v1.CatalogueService/` and the method.
std::string CatalogueMethod(std::string_view method);

grpc::ByteBuffer BufferOf(const google::protobuf::MessageLite& message);
grpc::ByteBuffer BufferOf(const std::string& bytes);

// A request of the echo that has `request_bytes` and is answered with
// `answer_bytes`. Both are met exactly from 16 bytes up, but where a length
// takes one more byte (130, 16,387 and 2,097,156): one byte less there.
std::string SizedEcho(size_t request_bytes, size_t answer_bytes);

// Sends one request again and again.
void Repeat(const std::string& request, Load& load);

// Sends `often`, but every `every`th call the next of `seldom`, around and
// around. `every` is at least 1.
void Mix(const std::string& often, const std::vector<std::string>& seldom,
         size_t every, Load& load);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_MESSAGES_H_
