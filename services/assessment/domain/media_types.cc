#include "services/assessment/domain/media_types.h"

#include <map>

#include "libs/status/utf8.h"

namespace attest::assessment {
namespace {

using namespace std::string_view_literals;

bool HasAt(std::string_view head, size_t offset, std::string_view mark) {
  return head.size() >= offset + mark.size() &&
         head.substr(offset, mark.size()) == mark;
}

bool IsPdf(std::string_view head) { return HasAt(head, 0, "%PDF-"); }
bool IsPng(std::string_view head) {
  return HasAt(head, 0, "\x89PNG\r\n\x1a\n");
}
bool IsJpeg(std::string_view head) { return HasAt(head, 0, "\xff\xd8\xff"); }
bool IsGif(std::string_view head) {
  return HasAt(head, 0, "GIF87a") || HasAt(head, 0, "GIF89a");
}
bool IsWav(std::string_view head) {
  return HasAt(head, 0, "RIFF") && HasAt(head, 8, "WAVE");
}
bool IsOgg(std::string_view head) { return HasAt(head, 0, "OggS"); }
// The base format of MP4 and M4A names itself after a length of four bytes.
bool IsMp4(std::string_view head) { return HasAt(head, 4, "ftyp"); }
// Word, Excel and PowerPoint files are ZIP archives.
bool IsZip(std::string_view head) { return HasAt(head, 0, "PK\x03\x04"); }

// An ID3 tag, or a frame of layer III: eleven set bits, a version that is not
// the reserved one, layer 01, a bit rate and a sampling rate that exist.
bool IsMp3(std::string_view head) {
  if (HasAt(head, 0, "ID3")) return true;
  if (head.size() < 4) return false;
  const auto byte = [&](size_t i) {
    return static_cast<unsigned char>(head[i]);
  };
  return byte(0) == 0xff && (byte(1) & 0xe0) == 0xe0 &&
         (byte(1) & 0x18) != 0x08 && (byte(1) & 0x06) == 0x02 &&
         (byte(2) & 0xf0) != 0xf0 && (byte(2) & 0x0c) != 0x0c;
}

bool IsText(std::string_view head) { return PlainTextCheck().Add(head); }

using Sniffer = bool (*)(std::string_view head);

const std::map<std::string, Sniffer, std::less<>>& Sniffers() {
  static const auto* const kSniffers =
      new std::map<std::string, Sniffer, std::less<>>{
          {"application/pdf", IsPdf},
          {"application/vnd.openxmlformats-officedocument.presentationml."
           "presentation",
           IsZip},
          {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
           IsZip},
          {"application/vnd.openxmlformats-officedocument.wordprocessingml."
           "document",
           IsZip},
          {"audio/mp4", IsMp4},
          {"audio/mpeg", IsMp3},
          {"audio/ogg", IsOgg},
          {"audio/wav", IsWav},
          {"audio/x-m4a", IsMp4},
          {"audio/x-wav", IsWav},
          {"image/gif", IsGif},
          {"image/jpeg", IsJpeg},
          {"image/png", IsPng},
          {kPlainText, IsText},
          {"video/mp4", IsMp4},
      };
  return *kSniffers;
}

// How many bytes a character has by its first one; 1 for a malformed one,
// which TakeCodePoint then refuses.
size_t LengthByFirstByte(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte >= 0xf0) return 4;
  if (byte >= 0xe0) return 3;
  return byte >= 0xc0 ? 2 : 1;
}

}  // namespace

std::vector<std::string> KnownMediaTypes() {
  std::vector<std::string> types;
  for (const auto& [type, sniffer] : Sniffers()) types.push_back(type);
  return types;
}

bool IsKnownMediaType(std::string_view media_type) {
  return Sniffers().contains(media_type);
}

bool LooksLike(std::string_view media_type, std::string_view head) {
  const auto sniffer = Sniffers().find(media_type);
  return sniffer != Sniffers().end() && sniffer->second(head);
}

bool PlainTextCheck::Add(std::string_view piece) {
  const std::string joined = std::move(rest_) + std::string(piece);
  rest_.clear();
  std::string_view text = joined;
  while (!text.empty()) {
    const char first = text.front();
    if (first == '\0') return false;
    if (static_cast<unsigned char>(first) < 0x80) {
      text.remove_prefix(1);
    } else if (LengthByFirstByte(first) > text.size()) {
      rest_ = text;
      return true;
    } else if (!TakeCodePoint(text).has_value()) {
      return false;
    }
  }
  return true;
}

}  // namespace attest::assessment
