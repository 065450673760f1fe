// The rules of the contract that a program can check. Each gives its faults,
// one line a fault, none when the file keeps the rule.
#ifndef ATTEST_PROTO_TESTING_CONTRACT_RULES_H_
#define ATTEST_PROTO_TESTING_CONTRACT_RULES_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace attest::testing {

using Faults = std::vector<std::string>;

// Everything that a reader meets has a comment: messages, fields, oneofs,
// enums, values, services, methods, extensions. Needs source info.
Faults WithoutComment(const google::protobuf::FileDescriptor& file);

// Every method declares who may call it.
Faults WithoutPolicy(const google::protobuf::FileDescriptor& file);

// Requests of unary methods that change something begin with
// `string request_id = 1`, others have none.
Faults WrongRequestIds(const google::protobuf::FileDescriptor& file);

// Requests of lists have `page_size` and `page_token`, their answers
// `next_page_token`; but for those few that are short by nature.
Faults WithoutPages(const google::protobuf::FileDescriptor& file);

// No element is named like a measure of achievement: there are no grades
// (req R84).
Faults NamedLikeAGrade(const google::protobuf::FileDescriptor& file);

// Fields are lower_snake_case, messages UpperCamelCase, values UPPER_SNAKE
// with a zero that says "unspecified".
Faults WrongNames(const google::protobuf::FileDescriptor& file);

}  // namespace attest::testing

#endif  // ATTEST_PROTO_TESTING_CONTRACT_RULES_H_
