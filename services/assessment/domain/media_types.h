// Which types of files there are, and whether bytes are of the type that they
// are said to be.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_MEDIA_TYPES_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_MEDIA_TYPES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace attest::assessment {

inline constexpr char kPlainText[] = "text/plain";

// How many bytes from the start of a file LooksLike wants to see.
inline constexpr size_t kHeadBytes = 4096;

// Every media type that can be told from its bytes, sorted.
std::vector<std::string> KnownMediaTypes();
bool IsKnownMediaType(std::string_view media_type);

// Whether a file that begins with `head` (the whole file when it is shorter
// than kHeadBytes) can be of this type. False for an unknown type.
bool LooksLike(std::string_view media_type, std::string_view head);

// Whether bytes that come in pieces are plain text: UTF-8 without NUL. Not
// thread-safe.
class PlainTextCheck {
 public:
  // False as soon as what came so far cannot be the start of plain text.
  bool Add(std::string_view piece);
  // Whether what came so far ends with a whole character.
  bool Ends() const { return rest_.empty(); }

 private:
  std::string rest_;  // the start of a character that the next piece goes on
};

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_MEDIA_TYPES_H_
