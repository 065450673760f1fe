#include "services/catalogue/checks/source_reader.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "fmt/format.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "libs/status/utf8.h"
#include "services/catalogue/checks/syllabus_file.h"

namespace attest::catalogue::checks {
namespace {

using google::protobuf::io::ColumnNumber;
using google::protobuf::io::Tokenizer;

// Longest message of the parser that is passed on; it repeats what it read.
constexpr size_t kMessageMax = 200;

// Collects what the parser says. It counts from 0, and where it has read a word
// that it does not know it points behind that word.
class ParserMessages : public google::protobuf::io::ErrorCollector {
 public:
  struct Message {
    Check check;
    int line;
    int column;
    bool points_behind;
    std::string text;
  };

  void AddError(int line, ColumnNumber column,
                const std::string& text) override {
    Add({kSyntax, line, column, text.rfind("Unknown enum", 0) == 0, text});
  }
  void AddWarning(int line, ColumnNumber column,
                  const std::string& text) override {
    Add({kUnknownField, line, column, true, text});
  }

  // In the order of the file.
  std::vector<Message>& messages() { return messages_; }

 private:
  // More of them than are shown are kept without their text.
  void Add(Message message) {
    message.text =
        messages_.size() > kFindingsMax ? "" : Shown(message.text, kMessageMax);
    messages_.push_back(std::move(message));
  }

  std::vector<Message> messages_;
};

class NoMessages : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int, ColumnNumber, const std::string&) override {}
};

// Shows every token, and that of the end, as the parser sees them, until
// `show` says false.
void ForEachToken(std::string_view source,
                  absl::FunctionRef<bool(const Tokenizer::Token&)> show) {
  NoMessages none;
  google::protobuf::io::ArrayInputStream input(source.data(),
                                               static_cast<int>(source.size()));
  Tokenizer tokens(&input, &none);
  tokens.set_allow_f_after_float(true);
  tokens.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
  tokens.set_require_space_after_number(false);
  tokens.set_allow_multiline_strings(true);
  while (tokens.Next()) {
    if (!show(tokens.current())) return;
  }
  show(tokens.current());
}

// Adds a finding for every line with bytes that are not UTF-8.
void CheckUtf8(std::string_view source, Findings& findings) {
  int line = 1;
  int line_found = 0;
  const size_t size = source.size();
  size_t line_start = 0;
  while (!source.empty()) {
    const size_t at = size - source.size();
    const unsigned char first = source.front();
    if (first < 0x80) {
      if (first == '\n') {
        ++line;
        line_start = at + 1;
      }
      source.remove_prefix(1);
    } else if (!TakeCodePoint(source) && line_found != line) {
      line_found = line;
      findings.AddAt(kFileNotUtf8, line, static_cast<int>(at - line_start) + 1,
                     "bytes that are not UTF-8", "save the file as UTF-8");
    }
  }
}

bool IsOneOf(const Tokenizer::Token& token, std::string_view symbols) {
  return token.type == Tokenizer::TYPE_SYMBOL &&
         symbols.find(token.text) != std::string_view::npos;
}

// Counts the brackets before the parser recurses into them.
void CheckShape(std::string_view source, Findings& findings) {
  int depth = 0;
  int parts = 0;
  ForEachToken(source, [&](const Tokenizer::Token& token) {
    if (IsOneOf(token, "}>]")) --depth;
    if (!IsOneOf(token, "{<[")) return true;
    const int line = token.line + 1;
    const int column = token.column + 1;
    if (++depth > kNestingMax) {
      findings.AddAt(
          kNestedTooDeep, line, column,
          fmt::format("brackets within brackets, more than {}", kNestingMax),
          "nest less");
      return false;
    }
    if (++parts > kPartsMax) {
      findings.AddAt(kTooManyParts, line, column,
                     fmt::format("more than {} parts", kPartsMax),
                     "divide the syllabus, or leave out what repeats");
      return false;
    }
    return true;
  });
}

// Moves what points behind a word to the word.
void PointBack(std::string_view source,
               std::vector<ParserMessages::Message>& messages) {
  auto next = messages.begin();
  int line = 0;
  int column = 0;
  ForEachToken(source, [&](const Tokenizer::Token& token) {
    while (next != messages.end() && std::pair(next->line, next->column) <=
                                         std::pair(token.line, token.column)) {
      if (next->points_behind) {
        next->line = line;
        next->column = column;
      }
      ++next;
    }
    line = token.line;
    column = token.column;
    return next != messages.end();
  });
}

void AddMessages(std::string_view source, ParserMessages& parser,
                 Findings& findings) {
  PointBack(source, parser.messages());
  for (const ParserMessages::Message& message : parser.messages()) {
    findings.AddAt(message.check, message.line + 1, message.column + 1,
                   message.text,
                   message.check.key == kSyntax.key
                       ? "write attest.catalogue.v1.Syllabus as textproto"
                       : "remove it, or write the name of a field");
  }
}

bool Parse(std::string_view source, v1::Syllabus& syllabus,
           google::protobuf::TextFormat::ParseInfoTree& tree,
           Findings& findings) {
  ParserMessages messages;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&messages);
  parser.AllowUnknownField(true);
  parser.SetRecursionLimit(kNestingMax);
  parser.WriteLocationsTo(&tree);
  google::protobuf::io::ArrayInputStream input(source.data(),
                                               static_cast<int>(source.size()));
  const bool parsed = parser.Parse(&input, &syllabus);
  AddMessages(source, messages, findings);
  return parsed;
}

}  // namespace

bool ReadSource(std::string_view source, v1::Syllabus& syllabus,
                google::protobuf::TextFormat::ParseInfoTree& tree,
                Findings& findings) {
  if (source.size() > kSourceBytesMax) {
    findings.AddAt(kFileTooLarge, 0, 0, fmt::format("{} bytes", source.size()),
                   fmt::format("keep it within {} bytes", kSourceBytesMax));
    return false;
  }
  CheckUtf8(source, findings);
  CheckShape(source, findings);
  if (findings.errors() > 0) return false;
  if (Parse(source, syllabus, tree, findings)) return true;
  syllabus.Clear();
  return false;
}

}  // namespace attest::catalogue::checks
