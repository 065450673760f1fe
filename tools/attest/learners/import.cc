#include "tools/attest/learners/import.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/rpc/wire.h"
#include "tools/attest/learners/csv.h"

namespace attest::learners {
namespace {

namespace reg = registration::v1;

// Rows that are sent before their answers are read. The server reads them all
// before it answers, so nobody waits for the other.
constexpr size_t kChunkRows = 200;
constexpr size_t kChunkBytes = 256 << 10;
constexpr char kReasons[] = "reasons";
constexpr absl::Duration kPause = absl::Milliseconds(200);

using Stream =
    grpc::ClientReaderWriterInterface<reg::BatchRegisterLearnersRequest,
                                      reg::BatchRegisterLearnersResponse>;

absl::Status Wrong(std::string_view reason, std::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, "client.attest", reason,
                   message);
}

std::string ReasonsOf(const reg::RowAnswer& answer) {
  std::string text;
  for (const reg::RowReason& one : answer.reasons()) {
    if (!text.empty()) text += "; ";
    text += one.reason();
    if (!one.subject().empty()) text += " " + one.subject();
    text += ": " + one.description();
  }
  return text;
}

// One stream of the batch.
class Connection {
 public:
  Connection(reg::RegistrationService::StubInterface& stub,
             const std::string& token) {
    rpc::AnnounceDetailsMax(context_);
    context_.AddMetadata("authorization", "Bearer " + token);
    stream_ = stub.BatchRegisterLearners(&context_);
  }
  ~Connection() {
    if (stream_ != nullptr) context_.TryCancel();
    if (stream_ != nullptr) stream_->Finish();
  }

  bool Begin(const reg::BatchStart& start) {
    reg::BatchRegisterLearnersRequest request;
    *request.mutable_start() = start;
    reg::BatchRegisterLearnersResponse response;
    return stream_->Write(request) && stream_->Read(&response);
  }
  bool Send(const std::vector<reg::BatchRow>& rows) {
    reg::BatchRegisterLearnersRequest request;
    for (const reg::BatchRow& row : rows) {
      *request.mutable_row() = row;
      if (!stream_->Write(request)) return false;
    }
    return true;
  }
  bool Read(reg::RowAnswer& answer) {
    reg::BatchRegisterLearnersResponse response;
    if (!stream_->Read(&response)) return false;
    answer = std::move(*response.mutable_row());
    return true;
  }
  // What the stream ended with.
  absl::Status End() {
    stream_->WritesDone();
    const absl::Status status = rpc::FromGrpc(stream_->Finish());
    stream_ = nullptr;
    return status;
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<Stream> stream_;
};

// A run of the import.
class Importer {
 public:
  Importer(reg::RegistrationService::StubInterface& stub,
           const std::string& token, const ImportOptions& options,
           const ImportFiles& files)
      : stub_(stub),
        token_(token),
        options_(options),
        files_(files),
        reader_(files.in) {
    start_.set_request_id(options.batch_id);
    start_.set_parent(options.centre);
    start_.set_dry_run(options.dry_run);
  }

  absl::StatusOr<ImportCounts> Run() {
    ATTEST_RETURN_IF_ERROR(ReadHeader());
    ATTEST_RETURN_IF_ERROR(Connect());
    while (std::optional<CsvRecord> record = reader_.Next()) {
      ATTEST_RETURN_IF_ERROR(Take(*std::move(record)));
      if (chunk_.size() >= kChunkRows || bytes_ >= kChunkBytes) {
        ATTEST_RETURN_IF_ERROR(Flush());
      }
    }
    ATTEST_RETURN_IF_ERROR(Flush());
    ATTEST_RETURN_IF_ERROR(connection_->End());
    return counts_;
  }

 private:
  // A row that was read; what could be wrong with it is known only when there
  // is something.
  struct Row {
    CsvRecord record;
    int64_t number = 0;
    std::string finding;
  };

  absl::Status ReadHeader() {
    std::optional<CsvRecord> header = reader_.Next();
    if (!header) {
      return Wrong("EMPTY_FILE",
                   "the file is empty; its first line must name the columns");
    }
    if (!header->fault.empty()) return Wrong("HEADER", header->fault);
    header_ = std::move(header->fields);
    absl::StatusOr<Columns> columns = Columns::Find(header_, options_.columns);
    if (!columns.ok()) return columns.status();
    columns_ = *std::move(columns);
    return absl::OkStatus();
  }

  absl::Status Connect() {
    const absl::Time patience_ends = absl::Now() + options_.patience;
    while (true) {
      connection_.emplace(stub_, token_);
      if (connection_->Begin(start_)) return absl::OkStatus();
      ATTEST_RETURN_IF_ERROR(MayTryAgain(connection_->End(), patience_ends));
    }
  }

  // OK after a pause when a server that is away may come back in time.
  static absl::Status MayTryAgain(absl::Status status, absl::Time until) {
    if (status.ok()) status = absl::UnavailableError("the stream ended early");
    if (status.code() != absl::StatusCode::kUnavailable ||
        absl::Now() >= until) {
      return status;
    }
    std::this_thread::sleep_for(absl::ToChronoMilliseconds(kPause));
    return absl::OkStatus();
  }

  absl::Status Take(CsvRecord record) {
    Row row;
    row.number = ++counts_.rows;
    if (!record.fault.empty()) {
      row.finding = record.fault;
    } else {
      auto request = columns_->Read(record.fields);
      if (request.ok()) {
        bytes_ += request->ByteSizeLong();
        reg::BatchRow& sent = to_send_.emplace_back();
        sent.set_row_number(row.number);
        sent.set_more(true);
        *sent.mutable_registration() = *std::move(request);
      } else {
        row.finding = std::string(request.status().message());
      }
    }
    for (const std::string& field : record.fields) bytes_ += field.size();
    row.record = std::move(record);
    chunk_.push_back(std::move(row));
    return absl::OkStatus();
  }

  // Sends what was read, once more where the stream breaks, and takes the
  // answers: in the order of the rows.
  absl::Status Flush() {
    if (chunk_.empty()) return absl::OkStatus();
    ATTEST_ASSIGN_OR_RETURN(const std::vector<reg::RowAnswer> answers,
                            Answers());
    auto next = answers.begin();
    for (const Row& row : chunk_) {
      const bool sent = row.finding.empty();
      Count(sent ? next->outcome() : reg::ROW_REFUSED);
      if (!sent) {
        ATTEST_RETURN_IF_ERROR(Refuse(row, "ROW: " + row.finding));
      } else if (next->outcome() != reg::ROW_ACCEPTED) {
        ATTEST_RETURN_IF_ERROR(Refuse(row, ReasonsOf(*next)));
      }
      if (sent) ++next;
    }
    chunk_.clear();
    to_send_.clear();
    bytes_ = 0;
    counts_.bytes_read = reader_.bytes_read();
    files_.progress(counts_);
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<reg::RowAnswer>> Answers() {
    std::vector<reg::RowAnswer> answers;
    if (to_send_.empty()) return answers;
    to_send_.back().set_more(false);
    const absl::Time patience_ends = absl::Now() + options_.patience;
    while (true) {
      answers.clear();
      connection_->Send(to_send_);
      reg::RowAnswer answer;
      while (answers.size() < to_send_.size() && connection_->Read(answer)) {
        answers.push_back(std::move(answer));
      }
      if (answers.size() == to_send_.size()) return answers;
      ATTEST_RETURN_IF_ERROR(MayTryAgain(connection_->End(), patience_ends));
      ATTEST_RETURN_IF_ERROR(Connect());
    }
  }

  void Count(reg::RowOutcome outcome) {
    if (outcome == reg::ROW_ACCEPTED) {
      ++counts_.accepted;
    } else if (outcome == reg::ROW_DUPLICATE) {
      ++counts_.duplicates;
    } else {
      ++counts_.refused;
    }
  }

  absl::Status Refuse(const Row& row, const std::string& reasons) {
    const bool has_column = !header_.empty() && header_.back() == kReasons;
    const auto with = [&](std::vector<std::string> fields,
                          const std::string& last) {
      if (has_column && fields.size() == header_.size()) fields.pop_back();
      fields.push_back(last);
      return CsvLine(fields);
    };
    if (refused_ == nullptr) {
      refused_ = &files_.refused();
      *refused_ << with(header_, kReasons);
    }
    *refused_ << with(row.record.fields, reasons);
    if (refused_->good()) return absl::OkStatus();
    return absl::ResourceExhaustedError(
        "the file of rows that were not accepted cannot be written");
  }

  reg::RegistrationService::StubInterface& stub_;
  const std::string token_;
  const ImportOptions options_;
  const ImportFiles& files_;
  CsvReader reader_;
  reg::BatchStart start_;
  std::vector<std::string> header_;
  std::optional<Columns> columns_;
  std::optional<Connection> connection_;
  std::vector<Row> chunk_;
  std::vector<reg::BatchRow> to_send_;
  size_t bytes_ = 0;  // of the chunk
  ImportCounts counts_;
  std::ostream* refused_ = nullptr;
};

}  // namespace

absl::StatusOr<ImportCounts> ImportLearners(
    reg::RegistrationService::StubInterface& stub, const std::string& token,
    const ImportOptions& options, const ImportFiles& files) {
  return Importer(stub, token, options, files).Run();
}

}  // namespace attest::learners
