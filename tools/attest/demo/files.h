// Small true files: what a learner might hand in.
#ifndef ATTEST_TOOLS_ATTEST_DEMO_FILES_H_
#define ATTEST_TOOLS_ATTEST_DEMO_FILES_H_

#include <string>
#include <string_view>

namespace attest::demo {

struct File {
  std::string name;
  std::string media_type;
  std::string bytes;
};

// Plain text, UTF-8.
File TextFile(std::string_view name, std::string_view text);
// One page with a line of text, as PDF 1.4.
File PdfFile(std::string_view name, std::string_view line);
// A picture of 64 x 64 points, in a shade of its own, as PNG.
File PngFile(std::string_view name, int shade);
// Half a second of a tone, 8 kHz mono, as WAV.
File WavFile(std::string_view name, int hertz);

}  // namespace attest::demo

#endif  // ATTEST_TOOLS_ATTEST_DEMO_FILES_H_
