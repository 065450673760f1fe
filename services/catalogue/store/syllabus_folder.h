// Reads the syllabi of a folder.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_SYLLABUS_FOLDER_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_SYLLABUS_FOLDER_H_

#include <memory>
#include <string>

#include "libs/status/status.h"
#include "services/catalogue/store/published.h"

namespace attest::catalogue::store {

// Reads every `*.textproto` in `folder` (attest.catalogue.v1.Syllabus) and
// fills in the names of resources. All or none:
//   INVALID_ARGUMENT, `INVALID_CONFIG`: one line for everything that is wrong
//     with any of them, with file and place.
absl::StatusOr<std::unique_ptr<const Published>> ReadSyllabi(
    const std::string& folder);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_SYLLABUS_FOLDER_H_
