#include "tools/attest/demo/files.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "fmt/format.h"

namespace attest::demo {
namespace {

std::string BigEndian(uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
          static_cast<char>(value >> 8), static_cast<char>(value)};
}

std::string LittleEndian(uint32_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
  return text;
}

uint32_t Crc32(std::string_view bytes) {
  uint32_t crc = ~0u;
  for (const char c : bytes) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0);
    }
  }
  return ~crc;
}

uint32_t Adler32(std::string_view bytes) {
  uint32_t a = 1;
  uint32_t b = 0;
  for (const char c : bytes) {
    a = (a + static_cast<uint8_t>(c)) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

// A zlib stream with one stored block; `bytes` below 64 KiB.
std::string Stored(std::string_view bytes) {
  const auto size = static_cast<uint32_t>(bytes.size());
  std::string stream("\x78\x01\x01", 3);
  stream += LittleEndian(size, 2) + LittleEndian(~size, 2);
  stream += bytes;
  return stream + BigEndian(Adler32(bytes));
}

std::string PngChunk(std::string_view type, std::string_view data) {
  const std::string body = std::string(type) + std::string(data);
  return BigEndian(static_cast<uint32_t>(data.size())) + body +
         BigEndian(Crc32(body));
}

}  // namespace

File TextFile(std::string_view name, std::string_view text) {
  return {std::string(name), "text/plain", std::string(text)};
}

File PdfFile(std::string_view name, std::string_view line) {
  const std::string page =
      fmt::format("BT /F1 12 Tf 72 760 Td ({}) Tj ET", line);
  const std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      "/Resources << /Font << /F1 5 0 R >> >> >>",
      fmt::format("<< /Length {} >>\nstream\n{}\nendstream", page.size(), page),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
  std::string pdf = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const size_t table_at = pdf.size();
  pdf += fmt::format(
      "xref\n0 {}\n{}trailer << /Size {} /Root 1 0 R "
      ">>\nstartxref\n{}\n%%EOF\n",
      objects.size() + 1, table, objects.size() + 1, table_at);
  return {std::string(name), "application/pdf", pdf};
}

File PngFile(std::string_view name, int shade) {
  constexpr int kSide = 64;
  std::string rows;
  for (int y = 0; y < kSide; ++y) {
    rows += '\0';  // no filter
    for (int x = 0; x < kSide; ++x) {
      rows += static_cast<char>((shade + x * 2 + y) & 0xFF);
    }
  }
  const std::string header = BigEndian(kSide) + BigEndian(kSide) +
                             std::string("\x08\x00\x00\x00\x00", 5);
  const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) +
                          PngChunk("IHDR", header) +
                          PngChunk("IDAT", Stored(rows)) + PngChunk("IEND", "");
  return {std::string(name), "image/png", png};
}

File WavFile(std::string_view name, int hertz) {
  constexpr uint32_t kRate = 8000;
  constexpr uint32_t kSamples = kRate / 2;
  std::string samples;
  for (uint32_t i = 0; i < kSamples; ++i) {
    const double angle = 2 * std::numbers::pi * hertz * i / kRate;
    samples += LittleEndian(
        static_cast<uint32_t>(static_cast<int>(8000 * std::sin(angle))), 2);
  }
  const auto size = static_cast<uint32_t>(samples.size());
  const std::string wav =
      "RIFF" + LittleEndian(36 + size, 4) + "WAVEfmt " + LittleEndian(16, 4) +
      LittleEndian(1, 2) + LittleEndian(1, 2) + LittleEndian(kRate, 4) +
      LittleEndian(kRate * 2, 4) + LittleEndian(2, 2) + LittleEndian(16, 2) +
      "data" + LittleEndian(size, 4) + samples;
  return {std::string(name), "audio/wav", wav};
}

}  // namespace attest::demo
