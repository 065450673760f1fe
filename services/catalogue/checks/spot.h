// A spot in a syllabus file: a message or a field, and where it stands.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_SPOT_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_SPOT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace attest::catalogue::checks {

// Cheap to make: words are put together only when something was found. A spot
// points to the one that it was made from, to the message and to the locations
// that the parser wrote; all of them must outlive it.
class Spot {
 public:
  using Tree = google::protobuf::TextFormat::ParseInfoTree;

  // The file as a whole.
  Spot(const google::protobuf::Message& message, const Tree& tree)
      : message_(&message), tree_(&tree) {}

  // A field of this message; `index` is -1 unless it is a value of a repeated
  // one. What the file leaves out stands where this message stands.
  Spot Field(std::string_view name, int index = -1) const;
  Spot Field(const google::protobuf::FieldDescriptor& field, int index) const;

  // From 1; 0 for the file as a whole.
  int line() const { return line_; }
  int column() const { return column_; }
  // For a reader, e.g. `unit 57, criterion 1.4`.
  std::string Place() const;

 private:
  using Location = google::protobuf::TextFormat::ParseLocation;

  // Where the parser met the value; a line of -1 when the file has none.
  Location Locate(const Tree& tree, const Spot& value) const;
  // E.g. `criterion 1.4`.
  std::string Label() const;
  bool Is(std::string_view message_name) const;

  const Spot* parent_ = nullptr;
  const google::protobuf::Message* message_;  // null for a scalar
  const Tree* tree_;                          // null when it is left out
  const google::protobuf::FieldDescriptor* field_ = nullptr;
  int index_ = -1;
  int line_ = 0;
  int column_ = 0;
};

// `text` as it may stand in a finding: cut behind `length_max` bytes, without
// characters that break lines or hide.
std::string Shown(std::string_view text, size_t length_max = 60);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_SPOT_H_
