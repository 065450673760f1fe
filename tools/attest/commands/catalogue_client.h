// What the commands of the catalogue share: calls, names, files.
#ifndef ATTEST_TOOLS_ATTEST_COMMANDS_CATALOGUE_CLIENT_H_
#define ATTEST_TOOLS_ATTEST_COMMANDS_CATALOGUE_CLIENT_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "fmt/format.h"
#include "tools/attest/client/api.h"
#include "tools/attest/commands/context.h"
#include "tools/attest/commands/waiting.h"

namespace attest::commands {

// Calls the catalogue as the caller that the context names, and says so when an
// answer takes long. `context` must outlive it. Thread-safe.
class CatalogueClient {
 public:
  // `role` is taken when a token of the sandbox's own issuer is minted.
  explicit CatalogueClient(const Context& context,
                           auth::Role role = auth::v1::OPERATOR)
      : context_(context), role_(role), api_(context.endpoints()) {}

  // Calls `catalogue.{method}`.
  template <class Response>
  absl::StatusOr<Response> Call(std::string_view method,
                                const google::protobuf::Message& request) {
    ATTEST_ASSIGN_OR_RETURN(const std::string token, context_.TokenOr(role_));
    const Waiting waiting(fmt::format("waiting for {} of {}", method,
                                      context_.endpoints().Of("catalogue")));
    return api_.Call<Response>(fmt::format("catalogue.{}", method), token,
                               request);
  }

  // The qualification of a code (`7D27V2`), a number (`601/3778/2`, with or
  // without obliques) or a resource name.
  absl::StatusOr<catalogue::v1::Qualification> Find(const std::string& code);

  // `qualifications/{qualification}/syllabi/{version}`.
  absl::StatusOr<std::string> SyllabusName(const std::string& code,
                                           const std::string& version);
  absl::StatusOr<catalogue::v1::Syllabus> Syllabus(const std::string& code,
                                                   const std::string& version);
  // The numbers of units given as numbers or as printed, e.g. `57,M&L 58`. What
  // is neither stays as it is.
  absl::StatusOr<std::vector<std::string>> UnitNumbers(
      const std::string& syllabus, const std::vector<std::string>& given);

 private:
  const Context& context_;
  const auth::Role role_;
  client::Api api_;
};

// `status` with a sentence about what to do next, when it has this reason.
absl::Status WithHint(absl::Status status, std::string_view reason,
                      std::string_view hint);

// `answer`, with wrong fields under the names of the options that they came
// from. The first pair counts whose field stands in the path, e.g. `source` for
// `key_dates[0].source`.
using OptionNames = std::vector<std::pair<std::string, std::string>>;
absl::Status WithOptionNames(const absl::Status& status,
                             const OptionNames& names);
template <class Answer>
absl::StatusOr<Answer> WithOptionNames(const absl::StatusOr<Answer>& answer,
                                       const OptionNames& names) {
  if (answer.ok()) return answer;
  return WithOptionNames(answer.status(), names);
}

// What a word means as the value of an option, in either case; throws
// CLI::ValidationError, which names all words that there are.
template <class Value>
Value Choice(const std::string& option, const std::string& word,
             const std::map<std::string, Value>& choices) {
  const auto found = choices.find(CLI::detail::to_lower(word));
  if (found != choices.end()) return found->second;
  std::string all;
  for (const auto& [name, value] : choices) {
    all += (all.empty() ? "" : ", ") + name;
  }
  throw CLI::ValidationError(option,
                             fmt::format("`{}` must be one of: {}", word, all));
}

// The bytes of a file; standard input for `-`.
//   NOT_FOUND, `FILE`: it cannot be read.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Writes a file whole or not at all; to standard output when `path` is empty.
//   NOT_FOUND, `FILE`: it cannot be written.
absl::Status WriteOutput(const std::string& path, const std::string& text);

// `57,58` and `57 58` are two units each.
std::vector<std::string> SplitUnits(const std::vector<std::string>& given);

// The options that nearly all of them have.
void AddQualificationArgument(CLI::App& command, std::string& code);
void AddVersionOption(CLI::App& command, std::string& version);
void AddCommonOptions(CLI::App& command, Context& context);

// One file each; all are called by AddCatalogueCommands.
void AddShowCommand(CLI::App& catalogue, Context& context);
void AddListCommand(CLI::App& catalogue, Context& context);
void AddSearchCommand(CLI::App& catalogue, Context& context);
void AddValidateCommand(CLI::App& catalogue, Context& context);
void AddPublishCommand(CLI::App& catalogue, Context& context);
void AddDiffCommand(CLI::App& catalogue, Context& context);
void AddSelectionCommands(CLI::App& catalogue, Context& context);
void AddDatesCommand(CLI::App& catalogue, Context& context);
void AddExportCommand(CLI::App& catalogue, Context& context);

}  // namespace attest::commands

#endif  // ATTEST_TOOLS_ATTEST_COMMANDS_CATALOGUE_CLIENT_H_
