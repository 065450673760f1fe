// Whether every text of a message is UTF-8.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_TEXT_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_TEXT_CHECK_H_

#include <string>

#include "google/protobuf/message.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Adds a finding for every text within `message` that is not UTF-8, which
// escapes like `\377` can make of a file that is. Places are paths of fields
// below `path`, counted from 0: `units[3].title.reading`.
void CheckTexts(const std::string& path,
                const google::protobuf::Message& message, Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_TEXT_CHECK_H_
