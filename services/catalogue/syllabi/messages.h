// Walks a message and everything in it.
#ifndef ATTEST_SERVICES_CATALOGUE_SYLLABI_MESSAGES_H_
#define ATTEST_SERVICES_CATALOGUE_SYLLABI_MESSAGES_H_

#include <functional>
#include <string>

#include "google/protobuf/message.h"

namespace attest::catalogue::syllabi {

// Called with a message and its path, e.g. `units[57].aims`. A message that
// has a number, or a group or rule id, stands in the path by that.
using MessageVisitor =
    std::function<void(const google::protobuf::Message&, const std::string&)>;

// Visits `root` (path ""), then every message in it, in the order of the
// fields' numbers, each before what it holds.
void VisitMessages(const google::protobuf::Message& root,
                   const MessageVisitor& visitor);

}  // namespace attest::catalogue::syllabi

#endif  // ATTEST_SERVICES_CATALOGUE_SYLLABI_MESSAGES_H_
