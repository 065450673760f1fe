#include "services/catalogue/store/syllabus_folder.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/config/config.h"
#include "services/catalogue/domain/proposals.h"
#include "services/catalogue/store/combination_of.h"
#include "services/catalogue/store/resource_names.h"
#include "services/catalogue/store/rule_check.h"
#include "services/catalogue/store/syllabus_check.h"
#include "services/catalogue/store/text_check.h"

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

void CheckSatisfiable(const v1::Syllabus& syllabus, Findings& findings) {
  const Combination combination = CombinationOf(syllabus);
  const Selection none(combination.units.size(), false);
  const Wishes anything{none, none, Objective::kFewestUnits, 1};
  findings.That(!Propose(combination, anything).selections.empty(),
                "rule_of_combination", "no selection of units meets it");
}

// Adds everything that is wrong with one file.
void Check(File& file, config::Problems& problems) {
  Findings findings(file.path, problems);
  CheckTexts("", file.syllabus, findings);
  if (!findings.empty()) return;
  CheckSyllabus(file.syllabus, findings);
  CheckRule(file.syllabus, findings);
  FillInNames(file.syllabus, findings);
  if (findings.empty()) CheckSatisfiable(file.syllabus, findings);
}

// A file that contradicts another: one name or number for two things.
void CheckDoubles(const std::vector<File>& files, config::Problems& problems) {
  std::map<std::string, std::string> file_of_name;
  std::map<std::string, std::string> code_of_number;
  for (const File& file : files) {
    Findings findings(file.path, problems);
    const std::string& name = file.syllabus.name();
    const auto [first, is_new] = file_of_name.emplace(name, file.path);
    findings.That(is_new, name,
                  fmt::format("{} holds it already", first->second));
    const v1::Qualification& qualification = file.syllabus.qualification();
    const auto [owner, is_first] = code_of_number.emplace(
        qualification.qualification_number(), qualification.code());
    findings.That(is_first || owner->second == qualification.code(),
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
    Findings(file->path, problems)
        .That(std::find(held.begin(), held.end(), current) != held.end(),
              "qualification, current_version",
              fmt::format("no file holds version {} of {}", current, code));
  }
}

// Reads and checks each file for itself.
std::vector<File> ReadFiles(const std::vector<std::string>& paths,
                            config::Problems& problems) {
  std::vector<File> files;
  for (const std::string& path : paths) {
    File file{path, {}};
    const absl::Status read = config::ReadTextproto(path, file.syllabus);
    if (read.ok()) {
      Check(file, problems);
    } else {
      problems.AddReport(read);
    }
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
