#include "libs/db/text.h"

#include <algorithm>
#include <optional>

#include "libs/db/errors.h"
#include "libs/status/utf8.h"

namespace attest::db {
namespace {

// The length of the quoted text or comment that begins `text`, 0 for neither.
// One that is not closed reaches to the end.
size_t OpaqueLength(std::string_view text) {
  std::string_view end;
  if (text.starts_with("--")) end = "\n";
  if (text.starts_with("/*")) end = "*/";
  if (text.starts_with("'")) end = "'";
  if (text.starts_with("\"")) end = "\"";
  if (end.empty()) return 0;
  const size_t from = text.starts_with("--") || end == "*/" ? 2 : 1;
  const size_t at = text.find(end, from);
  return at == std::string_view::npos ? text.size() : at + end.size();
}

bool IsComment(std::string_view text) {
  return text.starts_with("--") || text.starts_with("/*");
}

bool IsBlank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

}  // namespace

bool IsStorableText(std::string_view text) {
  while (!text.empty()) {
    const std::optional<char32_t> code = TakeCodePoint(text);
    if (!code || *code == 0) return false;
  }
  return true;
}

absl::Status CheckTexts(const std::vector<Value>& parameters) {
  for (size_t i = 0; i < parameters.size(); ++i) {
    const auto* text = std::get_if<std::string>(&parameters[i]);
    if (text != nullptr && !IsStorableText(*text)) {
      return errors::TextEncoding(static_cast<int>(i) + 1);
    }
  }
  return absl::OkStatus();
}

std::vector<std::string> SplitStatements(std::string_view script) {
  std::vector<std::string> statements;
  std::string statement;
  bool says_something = false;
  const auto finish = [&] {
    if (says_something) statements.push_back(std::move(statement));
    statement.clear();
    says_something = false;
  };
  for (size_t i = 0; i < script.size();) {
    if (script[i] == ';') {
      finish();
      ++i;
      continue;
    }
    const std::string_view rest = script.substr(i);
    const size_t opaque = OpaqueLength(rest);
    const size_t length = std::max<size_t>(opaque, 1);
    says_something |= !IsComment(rest) && !IsBlank(rest[0]);
    statement.append(rest.substr(0, length));
    i += length;
  }
  finish();
  return statements;
}

}  // namespace attest::db
