#include "libs/log/log.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "fmt/format.h"
#include "libs/status/utf8.h"
#include "spdlog/logger.h"
#include "spdlog/pattern_formatter.h"
#include "spdlog/sinks/stdout_sinks.h"

namespace attest::log {
namespace {

// Characters of one value; what is longer is cut.
constexpr size_t kValueMax = 1000;

std::shared_ptr<spdlog::logger> MakeLogger(std::string_view service) {
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      "%Y-%m-%dT%H:%M:%S.%fZ %l %n %v", spdlog::pattern_time_type::utc));
  return std::make_shared<spdlog::logger>(Escape(service), std::move(sink));
}

// The process's logger; never destroyed, so that the last threads may log.
struct Current {
  std::mutex mutex;
  std::shared_ptr<spdlog::logger> logger = MakeLogger("attest");
  std::atomic<Level> least = Level::kInfo;
};

Current& TheCurrent() {
  static auto* const current = new Current();
  return *current;
}

std::shared_ptr<spdlog::logger> Logger() {
  Current& current = TheCurrent();
  const std::lock_guard lock(current.mutex);
  return current.logger;
}

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

bool IsBare(char c) {
  return c > ' ' && c < 0x7F && c != '"' && c != '=' && c != '\\';
}

// Controls, and what breaks a line or hides on it.
bool NeedsEscape(char32_t c) {
  return IsControl(c) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202F) || (c >= 0x2060 && c <= 0x206F) ||
         c == 0xFEFF;
}

std::string EscapeOne(char32_t c, std::string_view bytes) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    default:
      break;
  }
  if (!NeedsEscape(c)) return std::string(bytes);
  return fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
}

}  // namespace

void SetUp(std::string_view service, Level level) {
  auto logger = MakeLogger(service);
  logger->set_level(ToSpdlog(level));
  Current& current = TheCurrent();
  const std::lock_guard lock(current.mutex);
  current.logger = std::move(logger);
  current.least = level;
}

bool Writes(Level level) { return level >= TheCurrent().least; }

Level ParseLevel(std::string_view name) {
  if (name == "debug") return Level::kDebug;
  if (name == "warning") return Level::kWarning;
  if (name == "error") return Level::kError;
  return Level::kInfo;
}

void Write(Level level, std::string_view event,
           std::initializer_list<Field> fields) {
  if (!Writes(level)) return;
  std::string line = Escape(event);
  for (const auto& [key, value] : fields) {
    line += fmt::format(" {}={}", key, Escape(value));
  }
  Logger()->log(ToSpdlog(level), line);
}

std::string Escape(std::string_view value) {
  if (!value.empty() && value.size() <= kValueMax &&
      std::all_of(value.begin(), value.end(), IsBare)) {
    return std::string(value);
  }
  std::string escaped = "\"";
  for (size_t length = 0; !value.empty(); ++length) {
    if (length == kValueMax) return escaped + "...\"";
    const std::string_view before = value;
    const std::optional<char32_t> c = TakeCodePoint(value);
    const std::string_view bytes =
        before.substr(0, before.size() - value.size());
    escaped +=
        c ? EscapeOne(*c, bytes)
          : fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[0]));
  }
  return escaped + "\"";
}

}  // namespace attest::log
