// Pages that any client can receive.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_PAGES_H_
#define ATTEST_SERVICES_ASSESSMENT_API_PAGES_H_

#include <cstddef>
#include <string>
#include <utility>

#include "google/protobuf/repeated_ptr_field.h"
#include "libs/paging/paging.h"

namespace attest::assessment::api {

// Fills a page until it has its number of items, or kPageBytesMax. The list
// must outlive it. Not thread-safe.
template <class Item>
class PageFiller {
 public:
  PageFiller(int size, google::protobuf::RepeatedPtrField<Item>& items)
      : size_(size), items_(items) {}

  // Adds an item, whose place in the list is `key`. False when the page is
  // full: this item, and any more, is behind it.
  bool Add(Item item, std::string key) {
    more_ = items_.size() >= size_ || bytes_ >= kPageBytesMax;
    if (more_) return false;
    bytes_ += item.ByteSizeLong();
    *items_.Add() = std::move(item);
    last_key_ = std::move(key);
    return true;
  }

  // Says in `response` where the next page begins, if there is one.
  template <class Response>
  void Finish(const PageTokens& tokens, const std::string& list,
              Response& response) const {
    if (more_) response.set_next_page_token(tokens.Encode(list, last_key_));
  }

 private:
  const int size_;
  google::protobuf::RepeatedPtrField<Item>& items_;
  size_t bytes_ = 0;
  std::string last_key_;
  bool more_ = false;
};

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_PAGES_H_
