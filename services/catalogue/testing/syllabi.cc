#include "services/catalogue/testing/syllabi.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "fmt/format.h"
#include "google/protobuf/text_format.h"

namespace attest::catalogue::testing {
namespace {

void Require(bool holds, const std::string& what) {
  if (holds) return;
  fmt::print(stderr, "{}\n", what);
  std::abort();
}

}  // namespace

std::string RealSyllabusFile() {
  return ATTEST_CATALOGUE_DIR "/syllabi/7D27V2-v8.textproto";
}

std::string InventedSyllabusFile() {
  return ATTEST_CATALOGUE_DIR "/testing/BEE3-v1.textproto";
}

std::string ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Require(file.is_open(), fmt::format("cannot read {}", path));
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteText(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  Require(file.good(), fmt::format("cannot write {}", path));
}

v1::Syllabus ReadSyllabus(const std::string& path) {
  v1::Syllabus syllabus;
  Require(
      google::protobuf::TextFormat::ParseFromString(ReadText(path), &syllabus),
      fmt::format("cannot parse {}", path));
  return syllabus;
}

std::string Replaced(std::string text, const std::string& from,
                     const std::string& to) {
  const size_t at = text.find(from);
  Require(at != std::string::npos, fmt::format("no `{}` to replace", from));
  return text.replace(at, from.size(), to);
}

}  // namespace attest::catalogue::testing
