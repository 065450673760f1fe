#include "services/catalogue/store/library.h"

#include <utility>

#include "services/catalogue/domain/names.h"
#include "services/catalogue/store/qualification_store.h"
#include "services/catalogue/store/syllabus_store.h"

namespace attest::catalogue::store {
namespace {

// How long a qualification counts.
constexpr absl::Duration kLife = absl::Seconds(10);
// Room for some four thousand qualifications.
constexpr size_t kQualificationBytesMax = size_t{16} << 20;
constexpr size_t kCodeBytesMax = size_t{1} << 20;
constexpr size_t kCodeWeight = 128;

absl::Status Missing() { return absl::NotFoundError("not published"); }

// `found`, or null when nothing was missing but the thing itself.
template <class Pointer>
absl::StatusOr<Pointer> NullWhenMissing(absl::StatusOr<Pointer> found) {
  if (absl::IsNotFound(found.status())) return Pointer();
  return found;
}

std::string SyllabusKey(std::string_view code, std::string_view version) {
  std::string key;
  key.reserve(code.size() + 1 + version.size());
  key.append(code).append(1, '/').append(version);
  return key;
}

cache::Cache<PublishedSyllabus>::Options Syllabi(
    const Library::Options& options) {
  return {.name = "syllabus",
          .bytes_max = options.bytes_max,
          .life = absl::InfiniteDuration(),
          .read = PublishedSyllabus::FromBytes,
          .weigh = [](const PublishedSyllabus& each) { return each.weight(); },
          .clock = options.clock,
          .metrics = options.metrics};
}

cache::Cache<PublishedQualification>::Options Qualifications(
    const Library::Options& options) {
  return {
      .name = "qualification",
      .bytes_max = kQualificationBytesMax,
      .life = kLife,
      .read = PublishedQualification::FromBytes,
      .weigh = [](const PublishedQualification& each) { return each.weight(); },
      .clock = options.clock,
      .metrics = options.metrics};
}

cache::Cache<std::string>::Options Codes(const Library::Options& options) {
  return {.name = "code",
          .bytes_max = kCodeBytesMax,
          .life = absl::InfiniteDuration(),
          .read =
              [](std::string bytes) {
                return std::make_shared<const std::string>(std::move(bytes));
              },
          .weigh = [](const std::string&) { return kCodeWeight; },
          .clock = options.clock,
          .metrics = options.metrics};
}

}  // namespace

Library::Library(db::Database& database, const Options& options)
    : database_(database),
      syllabi_(Syllabi(options), options.shared),
      qualifications_(Qualifications(options), options.shared),
      codes_(Codes(options), nullptr) {}

SyllabusPtr Library::PeekSyllabus(std::string_view code,
                                  std::string_view version) {
  if (version != kCurrentVersion) {
    return syllabi_.Peek(SyllabusKey(code, version));
  }
  const QualificationPtr qualification = PeekQualification(code);
  if (qualification == nullptr) return nullptr;
  return syllabi_.Peek(SyllabusKey(code, qualification->current_version()));
}

absl::StatusOr<SyllabusPtr> Library::FindSyllabus(std::string_view code,
                                                  std::string_view version) {
  if (version == kCurrentVersion) {
    ATTEST_ASSIGN_OR_RETURN(const QualificationPtr qualification,
                            FindQualification(code));
    if (qualification == nullptr) return SyllabusPtr();
    return FindSyllabus(code, qualification->current_version());
  }
  return NullWhenMissing(syllabi_.Get(
      SyllabusKey(code, version), [&] { return LoadSyllabus(code, version); }));
}

QualificationPtr Library::PeekQualification(std::string_view code) {
  return qualifications_.Peek(code);
}

absl::StatusOr<QualificationPtr> Library::FindQualification(
    std::string_view code) {
  return NullWhenMissing(
      qualifications_.Get(code, [&] { return LoadQualification(code); }));
}

QualificationPtr Library::PeekByNumber(std::string_view number) {
  const auto code = codes_.Peek(number);
  if (code == nullptr) return nullptr;
  QualificationPtr found = PeekQualification(*code);
  return found != nullptr && found->number() == number ? found : nullptr;
}

absl::StatusOr<QualificationPtr> Library::FindByNumber(
    std::string_view number) {
  const auto known = codes_.Get(number, [&]() -> absl::StatusOr<cache::Loaded> {
    ATTEST_ASSIGN_OR_RETURN(std::string code, CodeOf(number));
    return cache::Loaded{.bytes = std::move(code), .revision = 0};
  });
  if (absl::IsNotFound(known.status())) return QualificationPtr();
  if (!known.ok()) return known.status();
  ATTEST_ASSIGN_OR_RETURN(QualificationPtr found, FindQualification(**known));
  if (found != nullptr && found->number() == number) return found;

  // The number was given to another code since it was first asked for.
  const auto code = CodeOf(number);
  if (absl::IsNotFound(code.status())) return QualificationPtr();
  if (!code.ok()) return code.status();
  return FindQualification(*code);
}

void Library::Changed(std::string_view code, int64_t revision) {
  qualifications_.Drop(code, revision);
}

absl::StatusOr<std::string> Library::CodeOf(std::string_view number) {
  std::optional<std::string> code;
  ATTEST_RETURN_IF_ERROR(
      database_.Read([&](db::Transaction& tx) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(code, CodeOfNumber(tx, number));
        return absl::OkStatus();
      }));
  if (!code) return Missing();
  return *std::move(code);
}

absl::StatusOr<cache::Loaded> Library::LoadSyllabus(std::string_view code,
                                                    std::string_view version) {
  std::optional<std::string> document;
  ATTEST_RETURN_IF_ERROR(
      database_.Read([&](db::Transaction& tx) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(document, FindDocument(tx, code, version));
        return absl::OkStatus();
      }));
  if (!document) return Missing();
  return cache::Loaded{.bytes = *std::move(document), .revision = 0};
}

absl::StatusOr<cache::Loaded> Library::LoadQualification(
    std::string_view code) {
  std::optional<QualificationAnswer> answer;
  ATTEST_RETURN_IF_ERROR(
      database_.Read([&](db::Transaction& tx) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(answer, ReadAnswer(tx, code));
        return absl::OkStatus();
      }));
  if (!answer) return Missing();
  return cache::Loaded{.bytes = answer->qualification->ToBytes(),
                       .revision = answer->revision};
}

}  // namespace attest::catalogue::store
