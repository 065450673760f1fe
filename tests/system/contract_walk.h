// Walks the contract's own descriptors, so that a new RPC cannot escape a test.
#ifndef ATTEST_TESTS_SYSTEM_CONTRACT_WALK_H_
#define ATTEST_TESTS_SYSTEM_CONTRACT_WALK_H_

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "attest/auth/v1/policy.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/grpcpp.h"
#include "libs/status/status.h"

namespace attest::system_test {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// Every method of the four services, streams too.
std::vector<const MethodDescriptor*> AllMethods();
// `attest.registration.v1.RegistrationService/GetCentre`.
std::string FullName(const MethodDescriptor& method);
const auth::v1::Policy& PolicyOf(const MethodDescriptor& method);

// A request of the method, empty.
std::unique_ptr<Message> NewRequest(const MethodDescriptor& method);
// Puts `text` into every string field, also of nested messages and, once, of
// repeated ones.
void FillStrings(Message& message, const std::string& text);
// Fills every field with something random; strings come from `strings`.
void FillRandomly(Message& message, std::mt19937& random,
                  const std::vector<std::string>& strings, int depth = 0);

// Sends bytes to a method, whatever kind it is, and gives how it ended.
absl::Status SendBytes(const std::shared_ptr<grpc::Channel>& channel,
                       const MethodDescriptor& method, const std::string& token,
                       const std::string& bytes);

}  // namespace attest::system_test

#endif  // ATTEST_TESTS_SYSTEM_CONTRACT_WALK_H_
