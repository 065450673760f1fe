// Short lists that are only ever read whole, as one column of text.
#ifndef ATTEST_SERVICES_ASSESSMENT_STORE_LINES_H_
#define ATTEST_SERVICES_ASSESSMENT_STORE_LINES_H_

#include <string>
#include <string_view>
#include <vector>

namespace attest::assessment::store {

// Items never hold line feeds; none gives an empty text.
std::string JoinLines(const std::vector<std::string>& items);
std::vector<std::string> SplitLines(std::string_view text);

}  // namespace attest::assessment::store

#endif  // ATTEST_SERVICES_ASSESSMENT_STORE_LINES_H_
