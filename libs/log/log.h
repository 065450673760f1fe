// Log lines: one a call and one a change of state, `key=value`, no learner
// data.
#ifndef ATTEST_LIBS_LOG_LOG_H_
#define ATTEST_LIBS_LOG_LOG_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace attest::log {

enum class Level { kDebug, kInfo, kWarning, kError };

// Sets level and service name for the process; lines go to standard error.
void SetUp(std::string_view service, Level level);
// `info` for anything it does not know.
Level ParseLevel(std::string_view name);

// Whether a line of this level is written; costs next to nothing.
bool Writes(Level level);

using Field = std::pair<std::string_view, std::string>;

// Writes `time level service event key=value ...`. Values with white space,
// quotes, `=` or control characters are quoted and escaped, so that one call is
// always one line.
void Write(Level level, std::string_view event,
           std::initializer_list<Field> fields);

// One value as Write puts it.
std::string Escape(std::string_view value);

}  // namespace attest::log

#endif  // ATTEST_LIBS_LOG_LOG_H_
