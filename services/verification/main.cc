// attest-verification: verification in a process of its own.
#include "libs/rpc/service_main.h"
#include "services/verification/server.h"

int main(int argc, char** argv) {
  return attest::rpc::ServiceMain<attest::verification::VerificationServer,
                                  attest::verification::config::v1::Config>(
      argc, argv, "verification",
      "Verification of Attest: samples, claims and awards.");
}
