// Checks of text that every database applies alike.
#ifndef ATTEST_LIBS_DB_TEXT_H_
#define ATTEST_LIBS_DB_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"

namespace attest::db {

// Whether a TEXT column takes `text`: UTF-8 (no surrogates, nothing overlong)
// without NUL. SQLite would take anything, PostgreSQL refuses the rest.
bool IsStorableText(std::string_view text);

// The error of the first text parameter that is not storable, else OK.
absl::Status CheckTexts(const std::vector<Value>& parameters);

// The statements of a script, without the `;` between them. Quotes and
// comments may hold `;`; pieces of blanks and comments alone are left out.
std::vector<std::string> SplitStatements(std::string_view script);

}  // namespace attest::db

#endif  // ATTEST_LIBS_DB_TEXT_H_
