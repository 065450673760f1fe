// UTF-8 as code points. Text from outside is not to be trusted to be UTF-8.
#ifndef ATTEST_LIBS_STATUS_UTF8_H_
#define ATTEST_LIBS_STATUS_UTF8_H_

#include <optional>
#include <string>
#include <string_view>

namespace attest {

// Takes the first code point off `text`, which must not be empty. Nothing, and
// one byte taken, when what it starts with is malformed: a stray or missing
// continuation byte, an overlong form, a surrogate, or more than U+10FFFF.
std::optional<char32_t> TakeCodePoint(std::string_view& text);

// `text` with U+FFFD for every malformed byte.
std::string ToValidUtf8(std::string_view text);

// Whether a code point moves, hides or turns round the text around it: C0 and
// C1 controls, DEL, and the bidirectional embeddings, overrides and isolates.
// The marks U+200E and U+200F do no harm.
bool IsControl(char32_t code_point);

}  // namespace attest

#endif  // ATTEST_LIBS_STATUS_UTF8_H_
