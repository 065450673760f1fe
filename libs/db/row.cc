#include <cstdio>
#include <cstdlib>

#include "libs/db/db.h"

namespace attest::db {
namespace {

constexpr const char* kTypeNames[] = {"NULL", "an integer", "text", "bytes"};

[[noreturn]] void Die(int column, const char* wanted, const char* found) {
  std::fprintf(stderr, "db::Row: column %d was read as %s, but is %s\n", column,
               wanted, found);
  std::abort();
}

const Value& At(const std::vector<Value>& values, int column) {
  if (column < 0 || column >= static_cast<int>(values.size())) {
    Die(column, "a column", "not there");
  }
  return values[column];
}

template <class T>
const T& As(const std::vector<Value>& values, int column, const char* wanted) {
  static const T kEmpty{};
  const Value& value = At(values, column);
  if (const T* held = std::get_if<T>(&value)) return *held;
  if (!std::holds_alternative<std::monostate>(value)) {
    Die(column, wanted, kTypeNames[value.index()]);
  }
  return kEmpty;
}

}  // namespace

bool Row::IsNull(int column) const {
  return std::holds_alternative<std::monostate>(At(values_, column));
}

int64_t Row::Int(int column) const {
  if (IsNull(column)) Die(column, kTypeNames[1], kTypeNames[0]);
  return As<int64_t>(values_, column, kTypeNames[1]);
}

const std::string& Row::Text(int column) const {
  return As<std::string>(values_, column, kTypeNames[2]);
}

const std::string& Row::Bytes(int column) const {
  return As<Blob>(values_, column, kTypeNames[3]).bytes;
}

int64_t Row::IntOr(int column, int64_t otherwise) const {
  return IsNull(column) ? otherwise : Int(column);
}

}  // namespace attest::db
