#include "services/catalogue/store/publish_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/config/config.h"
#include "libs/ids/ids.h"
#include "services/catalogue/checks/syllabus_file.h"
#include "services/catalogue/store/syllabus_store.h"

namespace attest::catalogue::store {
namespace {

constexpr char kExtension[] = ".textproto";

// A file that is not published yet: what others have to agree with.
struct File {
  std::string path;
  std::string name;
  std::string code;
  std::string number;
  bool current = false;  // as it says itself
  // Smaller ones are published first.
  std::tuple<bool, std::string, size_t, std::string> order;
};

File FileOf(const std::string& path, const v1::Syllabus& syllabus) {
  const v1::Qualification& facts = syllabus.qualification();
  const std::string& version = syllabus.version();
  return {.path = path,
          .name = syllabus.name(),
          .code = facts.code(),
          .number = facts.qualification_number(),
          .current = facts.current_version() == version,
          .order = {facts.current_version() != version,
                    syllabus.document_date(), version.size(), version}};
}

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

// The text of a file; nothing, and a problem, when it is no readable file.
std::optional<std::string> ReadText(const std::string& path,
                                    config::Problems& problems) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    problems.Add(path, "must be a file");
    return std::nullopt;
  }
  const auto size = std::filesystem::file_size(path, error);
  if (error || size > checks::kSourceBytesMax) {
    problems.Add(path, fmt::format("must have at most {} bytes",
                                   checks::kSourceBytesMax));
    return std::nullopt;
  }
  std::string text(size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(size));
  if (!file.is_open() || file.gcount() != static_cast<std::streamsize>(size)) {
    problems.Add(path, "cannot be read");
    return std::nullopt;
  }
  return text;
}

std::string Join(const std::string& found, const std::string& fix) {
  return fix.empty() ? found : fmt::format("{}; {}", found, fix);
}

// Adds the errors that were found in the file at `path`.
void Report(const std::string& path, const std::vector<v1::Finding>& findings,
            config::Problems& problems) {
  for (const v1::Finding& finding : findings) {
    if (finding.severity() != v1::ERROR) continue;
    std::string where = path;
    if (finding.line() > 0) {
      where += fmt::format(":{}:{}", finding.line(), finding.column());
    }
    if (!finding.place().empty()) where += fmt::format(": {}", finding.place());
    problems.Add(where, Join(finding.found(), finding.fix()));
  }
}

// Publishes one folder.
class Folder {
 public:
  Folder(db::Database& database, Publication& publication)
      : database_(database), publication_(publication) {}

  // Checks the file at `path` unless it is published as it stands.
  absl::Status Check(const std::string& path) {
    const auto text = ReadText(path, problems_);
    if (!text) return absl::OkStatus();
    ATTEST_ASSIGN_OR_RETURN(const auto published,
                            PublishedAs(Sha256Hex(*text)));
    if (published) {
      ClaimName(path, *published);
      return absl::OkStatus();
    }
    const checks::CheckedSyllabus checked = checks::CheckSource(*text);
    if (checked.publishable()) {
      files_.push_back(FileOf(path, checked.syllabus));
      ClaimName(path, files_.back().name);
    } else {
      Report(path, checked.findings, problems_);
    }
    return absl::OkStatus();
  }

  absl::Status PublishAll() {
    CheckNumbers();
    ATTEST_RETURN_IF_ERROR(problems_.status());
    std::sort(files_.begin(), files_.end(),
              [](const File& a, const File& b) { return a.order < b.order; });
    for (const File& file : files_) {
      ATTEST_RETURN_IF_ERROR(Publish(file));
    }
    return problems_.status();
  }

  config::Problems& problems() { return problems_; }

 private:
  // The name under which the text with this hash is published.
  absl::StatusOr<std::optional<std::string>> PublishedAs(
      const std::string& hash) {
    std::optional<std::string> name;
    ATTEST_RETURN_IF_ERROR(
        database_.Read([&](db::Transaction& tx) -> absl::Status {
          ATTEST_ASSIGN_OR_RETURN(name, FindBySource(tx, hash));
          return absl::OkStatus();
        }));
    return name;
  }

  // One name is in one file.
  void ClaimName(const std::string& path, const std::string& name) {
    const auto [first, is_new] = path_of_name_.emplace(name, path);
    if (is_new) return;
    problems_.Add(fmt::format("{}: {}", path, name),
                  fmt::format("{} holds it already", first->second));
  }

  // One regulator's number is for one code, by what current versions say. What
  // is published already, the publication looks after.
  void CheckNumbers() {
    std::map<std::string, std::string> code_of_number;
    for (const File& file : files_) {
      if (!file.current) continue;
      const auto [owner, is_first] =
          code_of_number.emplace(file.number, file.code);
      if (is_first || owner->second == file.code) continue;
      problems_.Add(
          fmt::format("{}: qualification, qualification_number", file.path),
          fmt::format("belongs to {} already", owner->second));
    }
  }

  // The file is read again, so that not all of them are in memory at once.
  absl::Status Publish(const File& file) {
    const auto text = ReadText(file.path, problems_);
    if (!text) return absl::OkStatus();
    checks::CheckedSyllabus checked = checks::CheckSource(*text);
    if (!checked.publishable()) {
      problems_.Add(file.path, "has changed while it was read; start again");
      return absl::OkStatus();
    }
    const std::string hash = Sha256Hex(*text);
    const journal::Author author{.method = "attest.catalogue/PublishFolder",
                                 .subject = "service:catalogue",
                                 .role = "SERVICE",
                                 .request_id = hash,
                                 .fingerprint = hash};
    const absl::Status status =
        publication_
            .Publish(author, {.syllabus = std::move(checked.syllabus),
                              .warnings = {},
                              .source_sha256 = hash})
            .status();
    return Explain(file, status);
  }

  // A refusal becomes a problem of the file; other errors stay what they are.
  absl::Status Explain(const File& file, const absl::Status& status) {
    const std::string reason = ReasonOf(status);
    if (reason == "SYLLABUS_PUBLISHED") {
      problems_.Add(
          fmt::format("{}: {}", file.path, file.name),
          "is published with other content and never changes; give the file a "
          "new version, or put back the file that was published");
    } else if (reason == "SYLLABUS_INVALID") {
      for (const RuleViolation& violation : RuleViolationsOf(status)) {
        problems_.Add(fmt::format("{}: {}", file.path, violation.subject),
                      violation.description);
      }
    } else {
      return status;
    }
    return absl::OkStatus();
  }

  db::Database& database_;
  Publication& publication_;
  config::Problems problems_;
  std::vector<File> files_;
  std::map<std::string, std::string> path_of_name_;
};

}  // namespace

absl::Status PublishFolder(const std::string& folder, db::Database& database,
                           Publication& publication) {
  Folder publishing(database, publication);
  for (const std::string& path : FilesIn(folder, publishing.problems())) {
    ATTEST_RETURN_IF_ERROR(publishing.Check(path));
  }
  return publishing.PublishAll();
}

}  // namespace attest::catalogue::store
