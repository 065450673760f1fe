// Publishes the reviewed syllabi of a folder.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_PUBLISH_FOLDER_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_PUBLISH_FOLDER_H_

#include <string>

#include "libs/db/db.h"
#include "libs/status/status.h"
#include "services/catalogue/store/publication.h"

namespace attest::catalogue::store {

// Publishes every `*.textproto` in `folder` (attest.catalogue.v1.Syllabus) that
// is not published yet, in the name of the service. A file that was published
// as it stands costs no more than reading it. First all files are checked; then
// they are published one by one: those that are to be current themselves before
// those that name another version, older ones first.
//   INVALID_ARGUMENT, `INVALID_CONFIG`: one line for everything that is wrong
//     with any of them, with file and place; a file that differs from what is
//     published under its name is wrong.
//   Those of the database.
absl::Status PublishFolder(const std::string& folder, db::Database& database,
                           Publication& publication);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_PUBLISH_FOLDER_H_
