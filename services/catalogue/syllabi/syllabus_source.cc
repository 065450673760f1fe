#include "services/catalogue/syllabi/syllabus_source.h"

#include <array>

#include "absl/strings/str_replace.h"
#include "fmt/format.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "openssl/evp.h"

namespace attest::catalogue::syllabi {
namespace {

std::string HexDigest(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(),
             nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i)
    hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

// Turns what the parser complains of into findings.
class Collector : public google::protobuf::io::ErrorCollector {
 public:
  explicit Collector(Findings& findings) : findings_(findings) {}

  void AddError(int line, int column, const std::string& message) override {
    findings_.push_back(
        fmt::format("{}:{}: {}", line + 1, column + 1, message));
  }

 private:
  Findings& findings_;
};

}  // namespace

Source ReadSource(std::string_view bytes) {
  Source source{.sha256 = HexDigest(bytes), .lines = {}};
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    source.lines.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  return source;
}

Findings ParseSyllabus(std::string_view text, v1::Syllabus& syllabus) {
  Findings findings;
  Collector collector(findings);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  const bool parsed = parser.ParseFromString(std::string(text), &syllabus);
  if (!parsed && findings.empty()) findings.push_back("not a textproto");
  return findings;
}

std::string WithoutMarks(std::string_view text) {
  return absl::StrReplaceAll(
      absl::string_view(text.data(), text.size()),
      {{"**", ""}, {"<u>", ""}, {"</u>", ""}, {"\t", " "}});
}

}  // namespace attest::catalogue::syllabi
