// Runs a program as a person does, and keeps what it says.
#ifndef ATTEST_TESTS_TOOLS_COMMAND_H_
#define ATTEST_TESTS_TOOLS_COMMAND_H_

#include <string>
#include <vector>

namespace attest::tools_test {

// What a program left behind.
struct Outcome {
  int exit_code = -1;  // -1: a signal ended it, or it did not start
  std::string out;     // standard output; on a terminal also standard error
  std::string err;
};

// `NAME=value` pairs, added to the environment.
using Variables = std::vector<std::string>;

// Runs `arguments[0]` with its output in pipes.
Outcome Run(std::vector<std::string> arguments,
            const Variables& variables = {});

// The same on a terminal of so many columns.
Outcome RunOnTerminal(std::vector<std::string> arguments, int columns,
                      const Variables& variables = {});

}  // namespace attest::tools_test

#endif  // ATTEST_TESTS_TOOLS_COMMAND_H_
