// Pages of what lists find.
#ifndef ATTEST_SERVICES_REGISTRATION_API_PAGE_H_
#define ATTEST_SERVICES_REGISTRATION_API_PAGE_H_

#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "libs/paging/paging.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/convert_life.h"

namespace attest::registration::api {

// Fills the empty `page` from `found`, which was read one longer than `size`.
// It ends after `size` items, or earlier once they take kPageBytesMax bytes.
// Gives the last item of the page when more come behind it, else null.
template <class Item, class Proto>
const Item* FillPage(const std::vector<Item>& found, int size,
                     google::protobuf::RepeatedPtrField<Proto>& page) {
  size_t bytes = 0;
  for (const Item& item : found) {
    if (page.size() == size || bytes >= kPageBytesMax) {
      return &found[static_cast<size_t>(page.size()) - 1];
    }
    Proto& added = *page.Add();
    added = ToProto(item);
    bytes += added.ByteSizeLong();
  }
  return nullptr;
}

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_PAGE_H_
