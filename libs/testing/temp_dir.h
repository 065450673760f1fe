// A folder that is gone when the test ends.
#ifndef ATTEST_LIBS_TESTING_TEMP_DIR_H_
#define ATTEST_LIBS_TESTING_TEMP_DIR_H_

#include <string>

namespace attest::testing {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }
  // A path within it.
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace attest::testing

#endif  // ATTEST_LIBS_TESTING_TEMP_DIR_H_
