#include "services/catalogue/store/syllabus_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/config/config.h"
#include "services/catalogue/checks/syllabus_file.h"

namespace attest::catalogue::store {
namespace {

constexpr char kExtension[] = ".textproto";

struct File {
  std::string path;
  v1::Syllabus syllabus;
};

// The paths of the files, in order.
std::vector<std::string> FilesIn(const std::string& folder,
                                 config::Problems& problems) {
  std::vector<std::string> paths;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end;
       !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == kExtension) {
      paths.push_back(entry->path().string());
    }
  }
  if (error) {
    problems.Add(folder, "must be a folder that can be read");
  } else if (paths.empty()) {
    problems.Add(folder, fmt::format("holds no syllabus (*{})", kExtension));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Adds what `checked` found wrong with the file at `path`.
void Report(const std::string& path, const checks::CheckedSyllabus& checked,
            config::Problems& problems) {
  for (const v1::Finding& finding : checked.findings) {
    if (finding.severity() != v1::ERROR) continue;
    problems.Add(fmt::format("{}:{}:{}: {}", path, finding.line(),
                             finding.column(), finding.place()),
                 finding.found());
  }
}

// A file that contradicts another: one name or number for two things.
void CheckDoubles(const std::vector<File>& files, config::Problems& problems) {
  std::map<std::string, std::string> file_of_name;
  std::map<std::string, std::string> code_of_number;
  for (const File& file : files) {
    const auto require = [&](bool holds, std::string_view place,
                             std::string_view what) {
      if (!holds) problems.Add(fmt::format("{}: {}", file.path, place), what);
    };
    const std::string& name = file.syllabus.name();
    const auto [first, is_new] = file_of_name.emplace(name, file.path);
    require(is_new, name, fmt::format("{} holds it already", first->second));
    const v1::Qualification& qualification = file.syllabus.qualification();
    const auto [owner, is_first] = code_of_number.emplace(
        qualification.qualification_number(), qualification.code());
    require(is_first || owner->second == qualification.code(),
            "qualification, qualification_number",
            fmt::format("belongs to {} already", owner->second));
  }
}

// The newest version of a qualification has to name one that is there.
void CheckCurrent(const std::vector<File>& files, config::Problems& problems) {
  std::map<std::string, const File*> newest;
  std::map<std::string, std::vector<std::string>> versions;
  for (const File& file : files) {
    const std::string& code = file.syllabus.qualification().code();
    versions[code].push_back(file.syllabus.version());
    const File*& known = newest[code];
    if (known == nullptr || IsNewer(file.syllabus, known->syllabus)) {
      known = &file;
    }
  }
  for (const auto& [code, file] : newest) {
    const std::string& current =
        file->syllabus.qualification().current_version();
    const auto& held = versions[code];
    if (std::find(held.begin(), held.end(), current) != held.end()) continue;
    problems.Add(fmt::format("{}: qualification, current_version", file->path),
                 fmt::format("no file holds version {} of {}", current, code));
  }
}

// Reads and checks each file for itself.
std::vector<File> ReadFiles(const std::vector<std::string>& paths,
                            config::Problems& problems) {
  std::vector<File> files;
  for (const std::string& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    const std::string source{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) problems.Add(path, "cannot be read");
    checks::CheckedSyllabus checked = checks::CheckSource(source);
    Report(path, checked, problems);
    File file{path, std::move(checked.syllabus)};
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Published>> ReadSyllabi(
    const std::string& folder) {
  config::Problems problems;
  std::vector<File> files = ReadFiles(FilesIn(folder, problems), problems);
  if (problems.empty()) {
    CheckDoubles(files, problems);
    CheckCurrent(files, problems);
  }
  ATTEST_RETURN_IF_ERROR(problems.status());
  std::vector<v1::Syllabus> syllabi;
  for (File& file : files) syllabi.push_back(std::move(file.syllabus));
  return std::make_unique<const Published>(std::move(syllabi));
}

}  // namespace attest::catalogue::store
