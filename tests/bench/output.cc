#include "tests/bench/output.h"

#include <sys/utsname.h>

#include <fstream>
#include <thread>

#include "absl/time/clock.h"
#include "fmt/format.h"

namespace attest::bench {
namespace {

std::string Processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("model name")) continue;
    const size_t colon = line.find(": ");
    if (colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown processor";
}

std::string PrintJson(const std::vector<Section>& sections) {
  nlohmann::ordered_json json;
  json["machine"] = DescribeMachine();
  for (const Section& section : sections) {
    json[section.name] = {{"title", section.title},
                          {"rows", section.table.Json()},
                          {"notes", section.notes}};
  }
  return json.dump(2) + "\n";
}

}  // namespace

std::string DescribeMachine() {
  utsname system{};
  uname(&system);
  return fmt::format(
      "{} cores, {}, Linux {}, {}", std::thread::hardware_concurrency(),
      Processor(), system.release,
      absl::FormatTime("%Y-%m-%d", absl::Now(), absl::UTCTimeZone()));
}

std::string Print(const std::vector<Section>& sections, bool json) {
  if (json) return PrintJson(sections);
  std::string text = DescribeMachine() + "\n";
  for (const Section& section : sections) {
    text += fmt::format("\n{}\n\n{}", section.title, section.table.Text());
    if (!section.notes.empty()) text += "\n";
    for (const std::string& note : section.notes) text += note + "\n";
  }
  return text;
}

}  // namespace attest::bench
