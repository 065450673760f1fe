// What goes into a journal and what comes out of it: plain values.
#ifndef ATTEST_LIBS_JOURNAL_RECORDS_H_
#define ATTEST_LIBS_JOURNAL_RECORDS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace attest::journal {

// Who writes, under which request.
struct Author {
  std::string method;       // full name of the RPC, or of the follower
  std::string subject;      // who: the token's subject, or the service's name
  std::string role;         // as whom, e.g. `ASSESSOR`
  std::string request_id;   // UUID of the request
  std::string fingerprint;  // SHA-256 of the request's bytes, hex
};

// One fact: becomes one audit entry and one event.
struct Change {
  std::string action;        // e.g. `decision.recorded`; the event's type
  std::string resource;      // what changed
  std::string centre;        // `centres/{centre}` or empty
  std::string registration;  // `registrations/{registration}` or empty
  std::string reason;        // why, as the author gave it; no personal data
  // Values of the fields that changed. Ids, states, numbers and dates only.
  std::map<std::string, std::string> before;
  std::map<std::string, std::string> after;  // also the event's attributes
  std::string syllabus_version;              // e.g. `8`, empty when none

  // The chain that it belongs to: its registration, else its centre, else
  // `organisation`.
  std::string chain() const;
};

// What a write leaves behind.
struct Outcome {
  std::string response;         // serialised, kept for the same request id
  std::vector<Change> changes;  // at least one
};

// One stored audit entry (see attest.audit.v1.AuditEntry).
struct Entry {
  int64_t sequence = 0;
  std::string previous_hash;  // hex
  std::string hash;           // hex
  std::string text;           // the exact stored bytes
};

// What the check of a chain found.
struct ChainCheck {
  bool intact = true;
  int64_t entries = 0;
  std::string head_hash;  // hex, empty without entries
  int64_t first_broken_sequence = 0;
  std::string finding;
};

// One stored event.
struct Event {
  int64_t cursor = 0;
  std::string type;
  std::string resource;
  std::string centre;
  std::string registration;
  absl::Time time;
  std::map<std::string, std::string> attributes;
};

// Which events to read.
struct EventFilter {
  int64_t after_cursor = 0;
  std::string centre;              // empty for all
  std::vector<std::string> types;  // empty for all
};

// A page of events. `cursor` is how far the stream was read, also past events
// that the filter left out.
struct EventPage {
  std::vector<Event> events;
  int64_t cursor = 0;
};

}  // namespace attest::journal

#endif  // ATTEST_LIBS_JOURNAL_RECORDS_H_
