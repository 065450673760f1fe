#include "libs/status/utf8.h"

namespace attest {
namespace {

constexpr char32_t kCodePointMax = 0x10FFFF;

// What a first byte says about its code point.
struct Lead {
  size_t length;   // bytes in all; 0: not a first byte
  char32_t bits;   // of the code point, from this byte
  char32_t least;  // smallest code point that needs this length
};

Lead LeadOf(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if ((byte & 0xE0) == 0xC0) return {2, byte & 0x1Fu, 0x80};
  if ((byte & 0xF0) == 0xE0) return {3, byte & 0x0Fu, 0x800};
  if ((byte & 0xF8) == 0xF0) return {4, byte & 0x07u, 0x10000};
  return {0, 0, 0};
}

bool IsScalar(char32_t code_point) {
  return code_point <= kCodePointMax &&
         (code_point < 0xD800 || code_point > 0xDFFF);
}

// The code point at the start of `text` and its length in bytes.
std::optional<char32_t> Decode(std::string_view text, size_t& length) {
  const Lead lead = LeadOf(static_cast<unsigned char>(text[0]));
  if (lead.length == 0 || lead.length > text.size()) return std::nullopt;
  char32_t code_point = lead.bits;
  for (size_t i = 1; i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return std::nullopt;
    code_point = (code_point << 6) | (byte & 0x3Fu);
  }
  if (code_point < lead.least || !IsScalar(code_point)) return std::nullopt;
  length = lead.length;
  return code_point;
}

}  // namespace

std::optional<char32_t> TakeCodePoint(std::string_view& text) {
  size_t length = 1;
  const std::optional<char32_t> code_point = Decode(text, length);
  text.remove_prefix(length);
  return code_point;
}

std::string ToValidUtf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    std::string_view rest = text;
    if (TakeCodePoint(rest).has_value()) {
      valid.append(text.substr(0, text.size() - rest.size()));
    } else {
      valid.append("\xEF\xBF\xBD");
    }
    text = rest;
  }
  return valid;
}

bool IsControl(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F) ||
         (code_point >= 0x202A && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

}  // namespace attest
