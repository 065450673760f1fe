#include "tools/attest/commands/catalogue_client.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "absl/strings/str_split.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;

absl::Status FileError(const std::string& path, std::string_view what) {
  return MakeError(absl::StatusCode::kNotFound, "client.attest", "FILE",
                   fmt::format("{} {}", path, what));
}

constexpr std::string_view kListHint =
    "`attest catalogue list` shows what there is";

}  // namespace

absl::StatusOr<cat::Qualification> CatalogueClient::Find(
    const std::string& code) {
  constexpr std::string_view kPrefix = "qualifications/";
  cat::LookupQualificationRequest request;
  request.set_code(code.starts_with(kPrefix) ? code.substr(kPrefix.size())
                                             : code);
  auto found = Call<cat::Qualification>("LookupQualification", request);
  if (found.ok()) return found;
  return WithHint(found.status(), "QUALIFICATION_NOT_FOUND", kListHint);
}

absl::StatusOr<std::string> CatalogueClient::SyllabusName(
    const std::string& code, const std::string& version) {
  ATTEST_ASSIGN_OR_RETURN(const cat::Qualification found, Find(code));
  return fmt::format("{}/syllabi/{}", found.name(), version);
}

absl::StatusOr<cat::Syllabus> CatalogueClient::Syllabus(
    const std::string& code, const std::string& version) {
  cat::GetSyllabusRequest request;
  ATTEST_ASSIGN_OR_RETURN(*request.mutable_name(), SyllabusName(code, version));
  auto syllabus = Call<cat::Syllabus>("GetSyllabus", request);
  if (syllabus.ok()) return syllabus;
  return WithHint(
      syllabus.status(), "SYLLABUS_NOT_FOUND",
      fmt::format("`attest catalogue list {}` shows its versions", code));
}

absl::StatusOr<std::vector<std::string>> CatalogueClient::UnitNumbers(
    const std::string& syllabus, const std::vector<std::string>& given) {
  std::vector<std::string> words = SplitUnits(given);
  const auto has_digit = [](const std::string& word) {
    return word.find_first_of("0123456789") != std::string::npos;
  };
  if (std::all_of(words.begin(), words.end(), has_digit)) return words;
  cat::ListUnitsRequest request;
  request.set_parent(syllabus);
  ATTEST_ASSIGN_OR_RETURN(const auto answer,
                          Call<cat::ListUnitsResponse>("ListUnits", request));
  std::map<std::string, std::string> printed;
  for (const cat::Unit& unit : answer.units()) {
    printed[CLI::detail::to_lower(unit.printed_number())] = unit.number();
  }
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const auto found = printed.find(
        CLI::detail::to_lower(fmt::format("{} {}", words[i], words[i + 1])));
    if (found == printed.end()) continue;
    words[i] = found->second;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
  return words;
}

absl::Status WithOptionNames(const absl::Status& status,
                             const OptionNames& names) {
  std::vector<FieldViolation> wrong = FieldViolationsOf(status);
  if (wrong.empty()) return status;
  for (FieldViolation& field : wrong) {
    for (const auto& [name, option] : names) {
      if (field.field.find(name) == std::string::npos) continue;
      field.field = option;
      break;
    }
  }
  return InvalidFields("client.attest", wrong);
}

absl::Status WithHint(absl::Status status, std::string_view reason,
                      std::string_view hint) {
  if (ReasonOf(status) != reason) return status;
  absl::Status hinted(
      status.code(),
      fmt::format("{}; {}", std::string(status.message()), hint));
  status.ForEachPayload([&](absl::string_view type, const absl::Cord& payload) {
    hinted.SetPayload(type, payload);
  });
  return hinted;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  if (path == "-") {
    return std::string(std::istreambuf_iterator<char>(std::cin), {});
  }
  if (std::error_code failed; std::filesystem::is_directory(path, failed)) {
    return FileError(path, "is a folder; name the file");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return FileError(path, "cannot be read");
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) return FileError(path, "cannot be read");
  return bytes;
}

absl::Status WriteOutput(const std::string& path, const std::string& text) {
  if (path.empty()) {
    std::cout << text << std::flush;
    return absl::OkStatus();
  }
  const std::string part = fmt::format("{}.{}.part", path, getpid());
  std::ofstream file(part, std::ios::binary);
  file << text;
  file.close();
  if (!file || std::rename(part.c_str(), path.c_str()) != 0) {
    std::remove(part.c_str());
    return FileError(path, "cannot be written");
  }
  return absl::OkStatus();
}

std::vector<std::string> SplitUnits(const std::vector<std::string>& given) {
  std::vector<std::string> units;
  for (const std::string& some : given) {
    for (const absl::string_view unit :
         absl::StrSplit(some, absl::ByAnyChar(", "), absl::SkipEmpty())) {
      units.emplace_back(unit);
    }
  }
  return units;
}

void AddQualificationArgument(CLI::App& command, std::string& code) {
  command
      .add_option("qualification", code,
                  "Code or number of the qualification, e.g. 7D27V2")
      ->required();
}

void AddVersionOption(CLI::App& command, std::string& version) {
  command
      .add_option("--version", version,
                  "Version of the syllabus; `-` is the current one")
      ->capture_default_str();
}

void AddCommonOptions(CLI::App& command, Context& context) {
  AddJsonOption(command, context);
  AddConnectionOptions(command, context);
}

}  // namespace attest::commands
