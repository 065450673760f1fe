#include "libs/cache/resolver.h"

#include <arpa/inet.h>
#include <netdb.h>

#include <array>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace attest::cache {
namespace {

bool IsNumeric(const std::string& host) {
  std::array<char, sizeof(in6_addr)> ignored;
  return inet_pton(AF_INET, host.c_str(), ignored.data()) == 1 ||
         inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

// May take many seconds.
std::vector<std::string> AskSystem(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  std::vector<std::string> addresses;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return addresses;
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    std::array<char, NI_MAXHOST> text;
    if (getnameinfo(at->ai_addr, at->ai_addrlen, text.data(), text.size(),
                    nullptr, 0, NI_NUMERICHOST) == 0) {
      addresses.emplace_back(text.data());
    }
  }
  freeaddrinfo(found);
  return addresses;
}

}  // namespace

// Shared by the resolver and the thread, so that either may go first.
struct Resolver::LookUp {
  std::mutex mutex;
  std::condition_variable ended;
  bool done = false;
  std::vector<std::string> addresses;
};

Resolver::Resolver(std::string_view address) {
  const size_t colon = address.rfind(':');
  if (address.starts_with('/') || colon == std::string_view::npos) {
    host_ = address;
    return;
  }
  std::string_view host = address.substr(0, colon);
  const std::string_view port = address.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  host_ = host;
  std::from_chars(port.data(), port.data() + port.size(), port_);
}

std::vector<std::string> Resolver::Resolve(Deadline deadline) {
  if (IsNumeric(host_)) return {host_};
  if (look_up_ == nullptr) {
    look_up_ = std::make_shared<LookUp>();
    std::thread([look_up = look_up_, host = host_] {
      std::vector<std::string> addresses = AskSystem(host);
      const std::lock_guard lock(look_up->mutex);
      look_up->addresses = std::move(addresses);
      look_up->done = true;
      look_up->ended.notify_all();
    }).detach();
  }
  std::unique_lock lock(look_up_->mutex);
  if (!look_up_->ended.wait_until(lock, deadline.at(),
                                  [this] { return look_up_->done; })) {
    return {};
  }
  std::vector<std::string> addresses = std::move(look_up_->addresses);
  lock.unlock();
  look_up_.reset();
  return addresses;
}

}  // namespace attest::cache
