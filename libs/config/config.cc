#include "libs/config/config.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "fmt/format.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/text_format.h"
#include "libs/status/utf8.h"

namespace attest::config {
namespace {

constexpr char kDomain[] = "config.attest";
constexpr uintmax_t kFileSizeMax = 1 << 20;
constexpr int kDepthMax = 32;
constexpr int kPortMax = 65535;
constexpr size_t kSocketPathMax = 107;  // sockaddr_un
constexpr char kPrefixLetters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:";

// Notes every problem of a text. The parser says of an unknown field only a
// warning and reads on, so that all of them are found; here it is a problem.
class Findings : public google::protobuf::io::ErrorCollector {
 public:
  Findings(const std::string& path, Problems& problems)
      : path_(path), problems_(problems) {}

  // Lines and columns count from 0; a line of -1 is the text as a whole.
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    problems_.Add(
        line < 0 ? path_ : fmt::format("{}:{}:{}", path_, line + 1, column + 1),
        message);
  }
  void AddWarning(int line, google::protobuf::io::ColumnNumber column,
                  const std::string& message) override {
    AddError(line, column, message);
  }

 private:
  const std::string path_;
  Problems& problems_;
};

// The bytes of a file; nothing, and a problem, when it is no readable file.
std::optional<std::string> ReadFile(const std::string& path,
                                    Problems& problems) {
  std::error_code error;
  const auto type = std::filesystem::status(path, error).type();
  if (type == std::filesystem::file_type::not_found) {
    problems.Add(path, "does not exist");
    return std::nullopt;
  }
  if (type != std::filesystem::file_type::regular) {
    problems.Add(path, "must be a file");
    return std::nullopt;
  }
  if (std::filesystem::file_size(path, error) > kFileSizeMax || error) {
    problems.Add(path, fmt::format("must have at most {} bytes", kFileSizeMax));
    return std::nullopt;
  }
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    problems.Add(path, "cannot be read");
    return std::nullopt;
  }
  return text;
}

// Whether brackets nest within kDepthMax. The parser recurses into them without
// a bound of its own when it skips an unknown field.
bool NestsWithinBounds(const std::string& text, Findings& findings) {
  Problems ignored;  // the parser reports broken tokens itself
  Findings quiet("", ignored);
  google::protobuf::io::ArrayInputStream input(text.data(),
                                               static_cast<int>(text.size()));
  google::protobuf::io::Tokenizer tokens(&input, &quiet);
  tokens.set_comment_style(google::protobuf::io::Tokenizer::SH_COMMENT_STYLE);
  int depth = 0;
  while (tokens.Next()) {
    const auto& token = tokens.current();
    if (token.text == "{" || token.text == "<" || token.text == "[") ++depth;
    if (token.text == "}" || token.text == ">" || token.text == "]") --depth;
    if (depth > kDepthMax) {
      findings.AddError(token.line, token.column,
                        fmt::format("nests more than {} deep", kDepthMax));
      return false;
    }
  }
  return true;
}

// The port behind the last colon of `address`, or -1.
int PortOf(std::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return -1;
  const std::string_view digits = address.substr(colon + 1);
  if (digits.empty() || digits.size() > 5) return -1;
  int port = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    port = port * 10 + (c - '0');
  }
  return port <= kPortMax ? port : -1;
}

bool HasBlank(std::string_view text) {
  return text.find_first_of(" \t\r\n") != std::string_view::npos;
}

std::string Path(std::string_view where, std::string_view field) {
  return fmt::format("{}.{}", where, field);
}

// A number where 0 stands for `otherwise` and the least else is 1.
template <class Set>
void CheckNumber(const std::string& where, int value, int otherwise, int most,
                 Problems& problems, Set&& set) {
  if (value == 0) return set(otherwise);
  if (value < 0 || value > most) {
    problems.Add(where,
                 fmt::format("must be 1 to {}, or 0 for the default {}; is {}",
                             most, otherwise, value));
  }
}

void CheckListen(const std::string& where, v1::Listen& listen,
                 Problems& problems) {
  if (PortOf(listen.address()) < 0 || HasBlank(listen.address())) {
    problems.Add(Path(where, "address"),
                 "must be an address and a port, e.g. \"0.0.0.0:50051\"");
  }
  CheckNumber(Path(where, "threads_max"), listen.threads_max(), 64, 1024,
              problems, [&](int v) { listen.set_threads_max(v); });
  CheckNumber(Path(where, "drain_seconds"), listen.drain_seconds(), 20, 600,
              problems, [&](int v) { listen.set_drain_seconds(v); });
  CheckNumber(Path(where, "drain_notice_seconds"),
              listen.drain_notice_seconds(), 0, 600, problems,
              [&](int v) { listen.set_drain_notice_seconds(v); });
}

// The sandbox's issuer lives under the top-level domain that never exists.
bool IsSandbox(std::string_view issuer) {
  return issuer.find(".invalid") != std::string_view::npos;
}

void CheckAuth(const std::string& where, v1::Auth& auth, Problems& problems) {
  if (auth.audience().empty()) auth.set_audience("attest");
  if (auth.issuer().empty()) {
    problems.Add(Path(where, "issuer"), "must be the `iss` of the tokens");
  } else if (IsSandbox(auth.issuer()) && !auth.allow_sandbox_issuer()) {
    problems.Add(Path(where, "issuer"),
                 "must not be the sandbox's own issuer, unless "
                 "allow_sandbox_issuer is true (never in production)");
  }
  if (auth.jwks_file().empty()) {
    problems.Add(Path(where, "jwks_file"),
                 "must be the file with the issuer's public keys");
  }
}

void CheckLogLevel(const std::string& where, v1::Server& server,
                   Problems& problems) {
  const std::string& level = server.log_level();
  if (level.empty()) {
    server.set_log_level("info");
  } else if (level != "debug" && level != "info" && level != "warning" &&
             level != "error") {
    problems.Add(where, "must be debug, info, warning or error");
  }
}

// Empty: there is no page.
void CheckMetricsAddress(const std::string& where, const std::string& address,
                         Problems& problems) {
  if (address.empty()) return;
  const bool one = address.find(',') == std::string::npos;
  if (PortOf(address) < 0 || HasBlank(address) || !one) {
    problems.Add(where,
                 "must be an address and a port, e.g. \"0.0.0.0:9090\", or "
                 "empty for no page with metrics");
  }
}

}  // namespace

void Problems::Add(std::string_view where, std::string_view what) {
  problems_.push_back(fmt::format("{}: {}", where, what));
}

void Problems::AddReport(const absl::Status& report) {
  if (!report.ok()) problems_.emplace_back(report.message());
}

absl::Status Problems::status() const {
  if (empty()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, kDomain,
                   "INVALID_CONFIG",
                   fmt::format("{}", fmt::join(problems_, "\n")));
}

absl::Status ReadTextproto(const std::string& path,
                           google::protobuf::Message& config) {
  Problems problems;
  const std::optional<std::string> text = ReadFile(path, problems);
  if (!text) return problems.status();
  if (ToValidUtf8(*text) != *text) {
    problems.Add(path, "must be UTF-8");
    return problems.status();
  }

  Findings findings(path, problems);
  if (!NestsWithinBounds(*text, findings)) return problems.status();
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&findings);
  parser.AllowUnknownField(true);
  if (!parser.ParseFromString(*text, &config) && problems.empty()) {
    problems.Add(path, "cannot be read as textproto");
  }
  return problems.status();
}

void CheckServer(std::string_view where, v1::Server& server,
                 Problems& problems) {
  CheckListen(Path(where, "listen"), *server.mutable_listen(), problems);
  CheckAuth(Path(where, "auth"), *server.mutable_auth(), problems);
  CheckLogLevel(Path(where, "log_level"), server, problems);
  CheckMetricsAddress(Path(where, "metrics_address"), server.metrics_address(),
                      problems);
}

void CheckDatabase(std::string_view where, v1::Database& database,
                   Problems& problems) {
  if (database.sqlite_path().empty()) {
    problems.Add(Path(where, "sqlite_path"),
                 "must be the file of the database, e.g. "
                 "\"/var/lib/attest/registration.db\"");
  }
  CheckNumber(Path(where, "connections_max"), database.connections_max(), 8,
              256, problems, [&](int v) { database.set_connections_max(v); });
}

void CheckNeighbour(std::string_view where, v1::Neighbour& neighbour,
                    Problems& problems) {
  if (neighbour.target().empty() || HasBlank(neighbour.target())) {
    problems.Add(Path(where, "target"),
                 "must be a gRPC target, e.g. \"dns:///catalogue:50051\"");
  }
  CheckNumber(Path(where, "timeout_seconds"), neighbour.timeout_seconds(), 5,
              300, problems, [&](int v) { neighbour.set_timeout_seconds(v); });
}

void CheckRedis(std::string_view where, v1::Redis& redis, Problems& problems) {
  const std::string& address = redis.address();
  const bool socket = address.starts_with('/');
  const bool fits = !socket || address.size() <= kSocketPathMax;
  if (HasBlank(address) || !fits || (!socket && PortOf(address) <= 0)) {
    problems.Add(Path(where, "address"),
                 fmt::format("must be an address and a port, e.g. "
                             "\"redis:6379\", or the path of a Unix socket "
                             "of at most {} bytes",
                             kSocketPathMax));
  }
  CheckNumber(Path(where, "timeout_ms"), redis.timeout_ms(), 50, 10'000,
              problems, [&](int v) { redis.set_timeout_ms(v); });
  if (redis.key_prefix().empty()) redis.set_key_prefix("attest");
  if (redis.key_prefix().find_first_not_of(kPrefixLetters) !=
      std::string::npos) {
    problems.Add(Path(where, "key_prefix"),
                 "must be of letters, digits, `-`, `_`, `.` and `:`");
  }
}

std::string RequireSecret(std::string_view variable, size_t length_min,
                          Problems& problems) {
  const std::string name(variable);
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) {
    problems.Add(name, "must be set in the environment");
    return "";
  }
  std::string secret(value);
  if (secret.size() < length_min) {
    problems.Add(name, fmt::format("must have at least {} bytes, has {}",
                                   length_min, secret.size()));
  }
  return secret;
}

}  // namespace attest::config
