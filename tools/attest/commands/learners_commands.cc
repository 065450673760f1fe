#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "nlohmann/json.hpp"
#include "tools/attest/catalogue/name_uuid.h"
#include "tools/attest/commands/context.h"
#include "tools/attest/learners/columns.h"
#include "tools/attest/learners/import.h"
#include "tools/attest/learners/progress.h"

namespace attest::commands {
namespace {

using learners::DateOrder;
using learners::ImportCounts;

// Batches of files are named within this space.
constexpr char kBatches[] = "5b1f3f0e-6a35-4f0c-9a55-0f6c2f3f7f11";
constexpr absl::Duration kTokenLifetime = absl::Hours(1);

struct Given {
  std::string file;
  std::string centre;
  std::string qualification;
  std::string refused;
  std::string batch;
  std::string dates = "iso";
  std::vector<std::string> columns;    // FIELD=COLUMN
  std::vector<std::string> constants;  // FIELD=VALUE
  bool dry_run = false;
};

absl::Status Wrong(std::string_view reason, const std::string& message) {
  return MakeError(absl::StatusCode::kInvalidArgument, "client.attest", reason,
                   message);
}

absl::Status Split(const std::vector<std::string>& given, const char* option,
                   std::map<std::string, std::string>& pairs) {
  for (const std::string& one : given) {
    const size_t equals = one.find('=');
    if (equals == std::string::npos) {
      return Wrong("OPTION",
                   fmt::format("{} {}: must be FIELD=TEXT", option, one));
    }
    pairs[one.substr(0, equals)] = one.substr(equals + 1);
  }
  return absl::OkStatus();
}

std::string Today() {
  return absl::FormatCivilTime(
      absl::ToCivilDay(absl::Now(), absl::UTCTimeZone()));
}

// What an option of its own, or the date, says for rows that say nothing.
absl::StatusOr<learners::ColumnOptions> ColumnsOf(const Given& given) {
  learners::ColumnOptions options;
  options.constants = {{"language", "en"}, {"registration_date", Today()}};
  if (!given.qualification.empty()) {
    options.constants["qualification_code"] = given.qualification;
  }
  ATTEST_RETURN_IF_ERROR(Split(given.columns, "--map", options.columns));
  ATTEST_RETURN_IF_ERROR(Split(given.constants, "--set", options.constants));
  options.dates = given.dates == "dmy"   ? DateOrder::kDayFirst
                  : given.dates == "mdy" ? DateOrder::kMonthFirst
                                         : DateOrder::kIso;
  return options;
}

// The same for the same file, centre and options: an import that broke off
// goes on when it is started again.
absl::StatusOr<std::string> BatchOf(const Given& given) {
  if (!given.batch.empty()) return given.batch;
  std::ifstream in(given.file, std::ios::binary);
  std::string name = fmt::format("{}\n{}\n{}\n{}\n", given.centre,
                                 given.qualification, given.dates, Today());
  for (const auto* list : {&given.columns, &given.constants}) {
    for (const std::string& one : *list) name += one + "\n";
  }
  std::string block(1 << 16, '\0');
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) ||
         in.gcount() > 0) {
    name =
        Sha256Hex(name + Sha256Hex(std::string_view(
                             block.data(), static_cast<size_t>(in.gcount()))));
  }
  return catalogue_tools::NameUuid(kBatches, name);
}

absl::StatusOr<std::string> TokenFor(const Context& context,
                                     const std::string& centre) {
  if (!context.token.empty()) return context.token;
  ATTEST_ASSIGN_OR_RETURN(const auto issuer, context.Issuer());
  return issuer->Mint("attest.client", {{auth::v1::CENTRE_ADMIN, centre}},
                      kTokenLifetime);
}

// Shows progress in one line of a terminal, and nothing elsewhere.
class Progress {
 public:
  explicit Progress(int64_t bytes)
      : bytes_(bytes), shown_(isatty(STDERR_FILENO) != 0) {}
  ~Progress() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
  }
  void Show(const ImportCounts& counts) const {
    if (!shown_) return;
    std::cerr << "\r\033[K"
              << learners::ProgressLine(counts, bytes_, absl::Now() - start_)
              << std::flush;
  }

 private:
  const int64_t bytes_;
  const bool shown_;
  const absl::Time start_ = absl::Now();
};

void Print(const Context& context, const Given& given,
           const ImportCounts& counts, const std::string& batch,
           const std::string& refused) {
  if (context.json) {
    nlohmann::ordered_json json = {{"rows", counts.rows},
                                   {"accepted", counts.accepted},
                                   {"duplicates", counts.duplicates},
                                   {"refused", counts.refused},
                                   {"batch", batch},
                                   {"dry_run", given.dry_run}};
    if (counts.not_accepted() > 0) json["refused_file"] = refused;
    std::cout << json.dump(2) << "\n";
    return;
  }
  std::cout << learners::CountsText(counts)
            << (given.dry_run ? "; a dry run: nothing was written\n" : "\n");
}

absl::Status Import(const Context& context, const Given& given) {
  std::ifstream in(given.file, std::ios::binary);
  std::error_code error;
  const auto bytes = std::filesystem::file_size(given.file, error);
  if (!in || error) {
    return MakeError(absl::StatusCode::kNotFound, "client.attest", "FILE",
                     fmt::format("cannot read '{}'", given.file));
  }
  learners::ImportOptions options;
  options.centre = "centres/" + given.centre;
  options.dry_run = given.dry_run;
  ATTEST_ASSIGN_OR_RETURN(options.columns, ColumnsOf(given));
  ATTEST_ASSIGN_OR_RETURN(options.batch_id, BatchOf(given));
  ATTEST_ASSIGN_OR_RETURN(const std::string token,
                          TokenFor(context, given.centre));
  const std::string refused =
      given.refused.empty() ? given.file + ".refused.csv" : given.refused;
  std::ofstream out;
  const auto stub = registration::v1::RegistrationService::NewStub(
      grpc::CreateChannel(context.endpoints().registration,
                          grpc::InsecureChannelCredentials()));
  absl::StatusOr<ImportCounts> counts = ImportCounts();
  {
    const Progress progress(static_cast<int64_t>(bytes));
    counts = learners::ImportLearners(
        *stub, token, options,
        {.in = in,
         .refused = [&]() -> std::ostream& {
           out.open(refused, std::ios::binary | std::ios::trunc);
           return out;
         },
         .progress = [&](const ImportCounts& now) { progress.Show(now); }});
  }
  if (!counts.ok()) return counts.status();
  Print(context, given, *counts, options.batch_id, refused);
  if (counts->not_accepted() == 0) return absl::OkStatus();
  return MakeError(
      absl::StatusCode::kFailedPrecondition, "client.attest", "ROWS_REFUSED",
      fmt::format("{} of {} rows were not accepted; they are in '{}', with the "
                  "reasons in the last column: mend them there and import that "
                  "file",
                  counts->not_accepted(), counts->rows, refused));
}

void AddImportOptions(CLI::App& command, Given& given) {
  command.add_option("file", given.file, "CSV file, the first line a header")
      ->required();
  command.add_option("--centre", given.centre, "Id of the centre")->required();
  command.add_option("--qualification", given.qualification,
                     "Code, for rows that name none, e.g. 7D27V2");
  command.add_option("--map", given.columns,
                     "FIELD=COLUMN: which column holds a field");
  command.add_option("--set", given.constants,
                     "FIELD=TEXT: for rows where the field is empty");
  command
      .add_option("--dates", given.dates,
                  "How dates are written: iso, dmy or mdy")
      ->check(CLI::IsMember({"iso", "dmy", "mdy"}))
      ->capture_default_str();
  command.add_flag("--dry-run", given.dry_run,
                   "Check every row and write nothing");
  command.add_option("--refused", given.refused,
                     "File for rows that are not accepted [FILE.refused.csv]");
  command.add_option("--batch", given.batch,
                     "UUID of the batch; by itself, the same file gets the "
                     "same one on the same day, and goes on where it broke "
                     "off");
}

}  // namespace

void AddLearnersCommands(CLI::App& app, Context& context) {
  CLI::App* group = app.add_subcommand("learners", "Learners of a centre");
  group->require_subcommand(1);
  CLI::App* command =
      group->add_subcommand("import", "Register the learners of a CSV file");
  command->footer(fmt::format(
      "Example:\n  attest learners import export.csv --centre northgate "
      "--qualification 7D27V2 \\\n    --map full_name='Student name' "
      "--dates dmy --set capability='Interview'\n\nFields:\n{}",
      learners::FieldsHelp()));
  auto given = std::make_shared<Given>();
  AddImportOptions(*command, *given);
  AddJsonOption(*command, context);
  AddConnectionOptions(*command, context);
  command->callback(
      [&context, given] { context.result = Import(context, *given); });
}

}  // namespace attest::commands
