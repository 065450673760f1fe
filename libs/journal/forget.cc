#include "libs/journal/forget.h"

#include <string>

#include "nlohmann/json.hpp"

namespace attest::journal {
namespace {

constexpr char kSelectEntries[] =
    "SELECT entry FROM audit_entry WHERE chain = $1 ORDER BY sequence";
constexpr char kForget[] =
    "UPDATE idempotency SET fingerprint = '', response = $3"
    " WHERE subject = $1 AND request_id = $2";

std::string TextAt(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string();
}

}  // namespace

absl::Status ForgetAnswers(WriteTransaction& tx, std::string_view chain) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, tx.Query(kSelectEntries, chain));
  for (const db::Row& row : rows) {
    const auto entry = nlohmann::json::parse(row.Text(0), nullptr,
                                             /*allow_exceptions=*/false);
    if (!entry.is_object()) continue;
    ATTEST_RETURN_IF_ERROR(tx.Execute(kForget, TextAt(entry, "subject"),
                                      TextAt(entry, "request_id"), db::Blob{}));
  }
  return absl::OkStatus();
}

}  // namespace attest::journal
