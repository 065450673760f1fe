// Reading the outbox.
#include <algorithm>

#include "fmt/format.h"
#include "libs/journal/errors.h"
#include "libs/journal/journal.h"
#include "nlohmann/json.hpp"

namespace attest::journal {
namespace {

using nlohmann::json;

// The query of a filter, with its parameters.
struct EventQuery {
  std::string sql;
  std::vector<db::Value> parameters;
};

EventQuery QueryFor(const EventFilter& filter, int64_t limit) {
  EventQuery query{
      "SELECT cursor, type, resource, centre, registration, time_us,"
      " attributes FROM outbox_event WHERE cursor > $1",
      {filter.after_cursor}};
  const auto place = [&](db::Value value) {
    query.parameters.push_back(std::move(value));
    return fmt::format("${}", query.parameters.size());
  };
  if (!filter.centre.empty()) {
    query.sql += " AND centre = " + place(filter.centre);
  }
  if (!filter.types.empty()) {
    std::vector<std::string> places;
    for (const std::string& type : filter.types) places.push_back(place(type));
    query.sql += fmt::format(" AND type IN ({})", fmt::join(places, ", "));
  }
  query.sql += " ORDER BY cursor LIMIT " + place(limit);
  return query;
}

absl::StatusOr<Event> ReadEvent(const db::Row& row) {
  Event event{.cursor = row.Int(0),
              .type = row.Text(1),
              .resource = row.Text(2),
              .centre = row.Text(3),
              .registration = row.Text(4),
              .time = absl::FromUnixMicros(row.Int(5)),
              .attributes = {}};
  const json attributes = json::parse(row.Text(6), nullptr, false);
  if (!attributes.is_object()) return errors::UnreadableEvent(event.cursor);
  for (const auto& [key, value] : attributes.items()) {
    if (!value.is_string()) return errors::UnreadableEvent(event.cursor);
    event.attributes.emplace(key, value.get<std::string>());
  }
  return event;
}

absl::StatusOr<int64_t> LastCursor(db::Transaction& sql) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query("SELECT last_cursor FROM outbox_head WHERE id = 1"));
  return rows.empty() ? 0 : rows.front().Int(0);
}

// A page that is not full has read all there is.
absl::StatusOr<EventPage> ReadPage(db::Transaction& sql,
                                   const EventFilter& filter, size_t limit) {
  const EventQuery query = QueryFor(filter, static_cast<int64_t>(limit));
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Run(query.sql, query.parameters));
  EventPage page;
  for (const db::Row& row : rows) {
    ATTEST_ASSIGN_OR_RETURN(Event event, ReadEvent(row));
    page.events.push_back(std::move(event));
  }
  if (rows.size() == limit) {
    page.cursor = page.events.back().cursor;
    return page;
  }
  ATTEST_ASSIGN_OR_RETURN(const int64_t last, LastCursor(sql));
  page.cursor = std::max(last, filter.after_cursor);
  return page;
}

}  // namespace

absl::StatusOr<EventPage> Journal::Events(const EventFilter& filter,
                                          int limit) {
  EventPage page;
  ATTEST_RETURN_IF_ERROR(
      database_.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(page,
                                ReadPage(sql, filter, std::max(limit, 1)));
        return absl::OkStatus();
      }));
  return page;
}

}  // namespace attest::journal
